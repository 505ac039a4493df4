"""The entries added, removed or changed between two versions of a handbook, and their effects."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from handbook.book import Handbook
from handbook.changes.renamed import Renamed, renamed, with_current_ids
from handbook.changes.retraining import Retraining, retraining
from handbook.changes.values import Change, Differ, Show
from handbook.rapid import AGREES, DECIDES, Stake, stakes
from handbook.records import Entry
from handbook.schema import Kind
from handbook.status import Status, standing_of

# Kinds that are reported with other entries.
_EXCLUDED = frozenset({"reviews"})
_AREA = {"refersTo": "areas"}
_INVALIDATING = {Status.CHANGED, Status.SUSPECT}


@dataclass(frozen=True, kw_only=True, slots=True)
class Changed:
    """A changed entry; `how` is "added", "removed", "retired" or "changed"."""

    kind: Kind
    entry: Entry
    how: str
    changes: tuple[Change, ...] = ()
    renamed: str | None = None
    affected: tuple[Entry, ...] = ()
    says: tuple[Stake, ...] = ()
    review: str | None = None
    retraining: Retraining | None = None

    @property
    def is_procedure(self) -> bool:
        """Return whether it is a procedure, the kind readers care about most."""
        return self.kind.name == "sops"


def changed(
    then: Handbook, now: Handbook, today: date, moved: Mapping[str, str]
) -> Iterator[Changed]:
    """Yield every changed entry, procedures first; `moved` maps old paths to new ones.

    A kind whose schema became invalid is skipped: its entries do not count as removed.
    """
    broken = now.unread - {*now.registers}
    names = sorted(
        {*then.registers, *now.registers} - _EXCLUDED - broken,
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
    """Return the removal of an entry, with its former responsible roles and references."""
    touched = _touched(then, entry)
    return Changed(
        kind=kind, entry=entry, how="removed", affected=touched, says=stakes(then, entry)
    )


def _one(pair: _Pair, ids: Renamed, moved: Mapping[str, str], today: date) -> Changed | None:
    entry, before = pair.entry, pair.before
    changes: tuple[Change, ...] = ()
    former_id = None
    old = None
    how = "added"
    if before is not None:
        old = with_current_ids(pair.kind, before, ids, moved)
        then, now = formatter(pair.then, pair.now), formatter(pair.now)
        changes = tuple(differences(pair.kind, old, entry, then, now))
        former_id = before.id if before.id != entry.id else None
        if not changes and former_id is None:
            return None
        how = "retired" if entry.status == "retired" != before.status else "changed"
    return Changed(
        kind=pair.kind,
        entry=entry,
        how=how,
        changes=changes,
        renamed=former_id,
        affected=_touched(pair.now, entry),
        says=tuple(_says(pair)),
        review=_review(pair, today),
        retraining=retraining(pair.now, old, entry),
    )


def _says(pair: _Pair) -> Iterator[Stake]:
    """Yield the roles with a say, and the previous decider, who must agree to be replaced."""
    now = stakes(pair.now, pair.entry)
    yield from now
    asked = {say.role for say in now if say.part in {DECIDES, AGREES}}
    for say in stakes(pair.then, pair.before) if pair.before else ():
        if say.part == DECIDES and say.role not in asked and say.role in pair.now.roles:
            yield Stake(say.role, AGREES, "previous decider")


def differences(kind: Kind, before: Entry, after: Entry, then: Show, now: Show) -> Iterator[Change]:
    """Yield the differences between two versions of an entry, in the order of its schema.

    `then` and `now` format the values of each version.
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
    """Yield a change of area if the document moved to another area's folder."""
    if kind.files.count("*") < 2:
        return
    old, new = (entry.document.path.split("/")[-2] for entry in (before, after))
    if old != new:
        yield Change(("area",), then(old, _AREA), now(new, _AREA))


def formatter(*handbooks: Handbook) -> Show:
    """Return a formatter of values: titles for ids, and the title of a nested object.

    Ids are looked up in the handbooks in order.
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
    """Return an item of a mapping by its title or name: "Date", "Effort" or "effort 2"."""
    return str(part.get("title", name)) if isinstance(part, Mapping) else f"{name} {part}"


def _touched(handbook: Handbook, entry: Entry) -> tuple[Entry, ...]:
    """Return the entries that refer to an entry, without duplicates."""
    found = {
        (reference.source.kind, reference.source.id): reference.source
        for reference in handbook.used_by(entry)
        if reference.source is not entry and reference.source.kind not in _EXCLUDED
    }
    return tuple(found.values())


def _review(pair: _Pair, today: date) -> str | None:
    """Return the effect on a procedure's review; None for anything that is not reviewed."""
    if pair.kind.name != "sops" or pair.entry.status == "retired":
        return None
    old = standing_of(pair.then, pair.then.sops[pair.before.id], today) if pair.before else None
    new = standing_of(pair.now, pair.now.sops[pair.entry.id], today)
    previous = old.review if old else None
    if new.review is None:
        return "its reviews were removed" if previous else "it has never been reviewed"
    day = new.review.date.isoformat()
    if previous is None or new.review.date > previous.date:
        return f"reviewed on {day} with this change"
    if Status.TO_BE_RETIRED in new.reasons:
        return f"the review of {day} decided to retire it"
    before = old.reasons if old else ()
    invalidating = _INVALIDATING & set(new.reasons)
    if invalidating - set(before):
        return f"the review of {day} is no longer valid; review it again"
    if invalidating:
        return f"the review of {day} was already out of date; review it again"
    return f"the review of {day} is still valid"
