"""Which entries of two readings of a handbook are new, gone or different, and what that touches."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from handbook.book import Handbook
from handbook.changes.lessons import Lesson, lesson
from handbook.changes.renamed import Renamed, renamed, renewed
from handbook.changes.values import Change, Differ, Show
from handbook.rapid import AGREES, DECIDES, Say, says
from handbook.records import Entry
from handbook.schema import Kind
from handbook.status import Status, standing

# What is told of other entries, or of nothing a reader sees.
_APART = frozenset({"reviews"})
_AREA = {"refersTo": "areas"}
_LOST = {Status.CHANGED, Status.SUSPECT}


@dataclass(frozen=True, kw_only=True, slots=True)
class Changed:
    """One entry that is not as it was; `how` is "added", "removed", "retired" or "changed"."""

    kind: Kind
    entry: Entry
    how: str
    changes: tuple[Change, ...] = ()
    renamed: str | None = None
    touches: tuple[Entry, ...] = ()
    says: tuple[Say, ...] = ()
    review: str | None = None
    lesson: Lesson | None = None

    @property
    def is_procedure(self) -> bool:
        """Return whether it is a procedure, of which a reader wants to know most."""
        return self.kind.name == "sops"


def changed(
    then: Handbook, now: Handbook, today: date, moved: Mapping[str, str]
) -> Iterator[Changed]:
    """Yield every entry that is different, procedures first; `moved` are old paths to new.

    A kind whose schema cannot be used any more is left out: none of its entries is gone.
    """
    broken = now.unread - {*now.registers}
    names = sorted(
        {*then.registers, *now.registers} - _APART - broken,
        key=lambda name: (name != "sops", name),
    )
    ids = renamed(then, now, moved)
    for name in names:
        before = {ids.get((name, entry.id), entry.id): entry for entry in then.entries(name)}
        after = {entry.id: entry for entry in now.entries(name)}
        kind = (now if name in now.registers else then).registers[name].kind
        for entry_id, entry in after.items():
            found = _one(_Pair(then, now, kind, before.get(entry_id), entry), ids, moved, today)
            if found is not None:
                yield found
        for entry_id, entry in before.items():
            if entry_id not in after:
                yield _removed(then, kind, entry)


@dataclass(frozen=True, slots=True)
class _Pair:
    then: Handbook
    now: Handbook
    kind: Kind
    before: Entry | None
    entry: Entry


def _removed(then: Handbook, kind: Kind, entry: Entry) -> Changed:
    """Return that an entry is gone, with who answered for it and what named it."""
    touched = _touched(then, entry)
    return Changed(kind=kind, entry=entry, how="removed", touches=touched, says=says(then, entry))


def _one(pair: _Pair, ids: Renamed, moved: Mapping[str, str], today: date) -> Changed | None:
    entry, before = pair.entry, pair.before
    changes: tuple[Change, ...] = ()
    was = None
    old = None
    how = "added"
    if before is not None:
        old = renewed(pair.kind, before, ids, moved)
        then, now = shown(pair.then, pair.now), shown(pair.now)
        changes = tuple(differences(pair.kind, old, entry, then, now))
        was = before.id if before.id != entry.id else None
        if not changes and was is None:
            return None
        how = "retired" if entry.status == "retired" != before.status else "changed"
    return Changed(
        kind=pair.kind,
        entry=entry,
        how=how,
        changes=changes,
        renamed=was,
        touches=_touched(pair.now, entry),
        says=tuple(_says(pair)),
        review=_review(pair, today),
        lesson=lesson(pair.now, old, entry),
    )


def _says(pair: _Pair) -> Iterator[Say]:
    """Yield who has a say, and whoever decided before: nobody is relieved without agreeing."""
    now = says(pair.now, pair.entry)
    yield from now
    asked = {say.role for say in now if say.part in {DECIDES, AGREES}}
    for say in says(pair.then, pair.before) if pair.before else ():
        if say.part == DECIDES and say.role not in asked and say.role in pair.now.roles:
            yield Say(say.role, AGREES, "decided on it until now")


def differences(kind: Kind, before: Entry, after: Entry, then: Show, now: Show) -> Iterator[Change]:
    """Yield what is different between two readings of one entry, in the order of its schema.

    `then` and `now` write the values of each for readers.
    """
    yield from _moved(kind, before, after, then, now)
    differ = Differ(then, now)
    yield from differ.changes(kind.entry_schema, before.data, after.data)
    old, new = (
        {part.title: part.body.markdown for part in entry.document.sections}
        for entry in (before, after)
    )
    for title in dict.fromkeys([*old, *new]):
        yield from differ.changes({}, old.get(title), new.get(title), (title,))


def _moved(kind: Kind, before: Entry, after: Entry, then: Show, now: Show) -> Iterator[Change]:
    """Yield that a document stands in the folder of another area."""
    if kind.files.count("*") < 2:
        return
    old, new = (entry.document.path.split("/")[-2] for entry in (before, after))
    if old != new:
        yield Change(("area",), then(old, _AREA), now(new, _AREA))


def shown(*handbooks: Handbook) -> Show:
    """Return what writes a value for readers: names for ids, the title of a thing with parts.

    A name is that of the first handbook that knows the id.
    """

    def show(value: Any, schema: Mapping[str, Any]) -> str:
        if isinstance(value, list):
            return ", ".join(show(item, schema.get("items", {})) for item in value)
        if isinstance(value, Mapping):
            if isinstance(schema.get("additionalProperties"), Mapping):
                return ", ".join(_named(name, part) for name, part in value.items())
            inner = schema.get("properties", {})
            parts = [show(part, inner.get(name, {})) for name, part in value.items()]
            return parts[0] if parts else ""
        refers = schema.get("refersTo")
        if refers and isinstance(value, str):
            kinds = refers if isinstance(refers, str) else tuple(refers)
            found = next(filter(None, (book.at(kinds, value) for book in handbooks)), None)
            return found.title if found else value
        return ("no", "yes")[value] if isinstance(value, bool) else str(value)

    return show


def _named(name: str, part: Any) -> str:
    """Return one of many that have names of their own: "Date", "Effort" or "effort 2"."""
    return str(part.get("title", name)) if isinstance(part, Mapping) else f"{name} {part}"


def _touched(handbook: Handbook, entry: Entry) -> tuple[Entry, ...]:
    """Return what names an entry, each once."""
    found = {
        (reference.source.kind, reference.source.id): reference.source
        for reference in handbook.used_by(entry)
        if reference.source is not entry and reference.source.kind not in _APART
    }
    return tuple(found.values())


def _review(pair: _Pair, today: date) -> str | None:
    """Return what becomes of the review of a procedure; None for what is never reviewed."""
    if pair.kind.name != "sops" or pair.entry.status == "retired":
        return None
    old = standing(pair.then, pair.then.sops[pair.before.id], today) if pair.before else None
    new = standing(pair.now, pair.now.sops[pair.entry.id], today)
    was = old.review if old else None
    if new.review is None:
        return "its reviews are gone" if was else "it has never been reviewed"
    day = new.review.date.isoformat()
    if was is None or new.review.date > was.date:
        return f"reviewed on {day} with this change"
    if Status.TO_BE_RETIRED in new.reasons:
        return f"the review of {day} wants it retired"
    before = old.reasons if old else ()
    lost = _LOST & set(new.reasons)
    if lost - set(before):
        return f"the review of {day} no longer holds; it has to be read again"
    if lost:
        return f"the review of {day} did not hold before either; it has to be read again"
    return f"the review of {day} still holds"
