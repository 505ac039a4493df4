"""Which entries of two readings of a handbook are new, gone or different, and what that touches."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from handbook.book import Handbook
from handbook.changes.values import Change, Differ, Show
from handbook.rapid import Say, says
from handbook.records import Entry
from handbook.schema import Kind
from handbook.status import Status, standing

# What is told of other entries, or of nothing a reader sees.
_APART = frozenset({"reviews"})
_AREA = {"refersTo": "areas"}


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

    @property
    def is_procedure(self) -> bool:
        """Return whether it is a procedure, of which a reader wants to know most."""
        return self.kind.name == "sops"


def changed(
    then: Handbook, now: Handbook, today: date, moved: Mapping[str, str]
) -> Iterator[Changed]:
    """Yield every entry that is different, procedures first; `moved` are old paths to new."""
    names = sorted(
        {*then.registers, *now.registers} - _APART, key=lambda name: (name != "sops", name)
    )
    for name in names:
        before = {_id_now(entry, moved): entry for entry in then.entries(name)}
        after = {entry.id: entry for entry in now.entries(name)}
        kind = (now if name in now.registers else then).registers[name].kind
        for entry_id, entry in after.items():
            found = _one(_Pair(then, now, kind, before.get(entry_id), entry), today)
            if found is not None:
                yield found
        for entry_id, entry in before.items():
            if entry_id not in after:
                touched = _touched(then, entry)
                yield Changed(kind=kind, entry=entry, how="removed", touches=touched)


@dataclass(frozen=True, slots=True)
class _Pair:
    then: Handbook
    now: Handbook
    kind: Kind
    before: Entry | None
    entry: Entry


def _id_now(entry: Entry, moved: Mapping[str, str]) -> str:
    """Return the id that an entry has now: a file that was moved takes its id with it."""
    path = moved.get(entry.document.path)
    if path is None or entry.route:
        return entry.id
    return path.rpartition("/")[2].partition(".")[0]


def _one(pair: _Pair, today: date) -> Changed | None:
    entry, before = pair.entry, pair.before
    if before is None:
        return Changed(kind=pair.kind, entry=entry, how="added", says=says(pair.now, entry))
    changes = tuple(differences(pair.kind, before, entry, shown(pair.then), shown(pair.now)))
    renamed = before.id if before.id != entry.id else None
    if not changes and renamed is None:
        return None
    retired = entry.status == "retired" != before.status
    return Changed(
        kind=pair.kind,
        entry=entry,
        how="retired" if retired else "changed",
        changes=changes,
        renamed=renamed,
        touches=_touched(pair.now, entry),
        says=says(pair.now, entry),
        review=_review(pair, before, today),
    )


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


def shown(handbook: Handbook) -> Show:
    """Return what writes a value for readers: names for ids, the title of a thing with parts."""

    def show(value: Any, schema: Mapping[str, Any]) -> str:
        if isinstance(value, list):
            return ", ".join(show(item, schema.get("items", {})) for item in value)
        if isinstance(value, Mapping):
            inner = schema.get("properties", {})
            parts = [show(part, inner.get(name, {})) for name, part in value.items()]
            return parts[0] if parts else ""
        refers = schema.get("refersTo")
        if refers and isinstance(value, str):
            found = handbook.at(refers if isinstance(refers, str) else tuple(refers), value)
            return found.title if found else value
        return str(value)

    return show


def _touched(handbook: Handbook, entry: Entry) -> tuple[Entry, ...]:
    """Return what names an entry, each once."""
    found = {
        (reference.source.kind, reference.source.id): reference.source
        for reference in handbook.used_by(entry)
        if reference.source is not entry and reference.source.kind not in _APART
    }
    return tuple(found.values())


def _review(pair: _Pair, before: Entry, today: date) -> str | None:
    """Return what becomes of the review of a procedure, None if it had none or is none."""
    if pair.kind.name != "sops":
        return None
    old = standing(pair.then, pair.then.sops[before.id], today)
    new = standing(pair.now, pair.now.sops[pair.entry.id], today)
    if new.review is None:
        return "it has never been reviewed" if old.review is None else "its reviews are gone"
    if old.review is None or new.review.date > old.review.date:
        return f"reviewed on {new.review.date.isoformat()} with this change"
    lost = {Status.CHANGED, Status.SUSPECT} & set(new.reasons) - set(old.reasons)
    day = new.review.date.isoformat()
    if lost:
        return f"the review of {day} no longer holds; it has to be read again"
    return f"the review of {day} still holds"
