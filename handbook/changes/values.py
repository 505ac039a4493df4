"""Differences between two values of a property; changes in whitespace do not count."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

from handbook.schema import normalised

Show = Callable[[Any, Mapping[str, Any]], str]
# The properties that identify a list item, in order of preference.
_NAMES = ("title", "text", "metric", "scenario", "name", "id", "version", "procedure")
_MIN_SIMILARITY = 0.6
_MAX_LENGTH = 160
_MAX_TITLE_LENGTH = 60
# With more pairs than this, matching takes too long and the result is not readable anyway.
_MAX_PAIRS = 10_000


class Change(NamedTuple):
    """A difference: its location in words, and the displayed values before and after."""

    where: tuple[str, ...]
    before: str | None
    after: str | None

    def __str__(self) -> str:
        where = ": ".join(self.where)
        if self.before is None:
            return f"{where} added: {self.after}"
        if self.after is None:
            return f"{where} removed: {self.before}"
        return f"{where}: {self.before} → {self.after}"


class Differ:
    """A comparison of data with the same schema; `then` and `now` format each side's values."""

    def __init__(self, then: Show, now: Show) -> None:
        self._then = then
        self._now = now

    def changes(
        self, schema: Mapping[str, Any], then: Any, now: Any, where: tuple[str, ...] = ()
    ) -> Iterator[Change]:
        """Yield every difference, in the order of the schema."""
        if then == now or normalised(then) == normalised(now):
            return
        if isinstance(then, Mapping) and isinstance(now, Mapping):
            yield from self._mappings(schema, then, now, where)
        elif isinstance(then, list | None) and isinstance(now, list | None):
            yield from self._lists(schema.get("items", {}), then or [], now or [], where)
        else:
            yield Change(where, self._shown(then, schema), self._shown(now, schema, new=True))

    def _shown(self, value: Any, schema: Mapping[str, Any], *, new: bool = False) -> str | None:
        if value is None or value in ([], {}, ""):
            return None
        return _short((self._now if new else self._then)(value, schema))

    def _mappings(
        self, schema: Mapping[str, Any], then: Any, now: Any, where: tuple[str, ...]
    ) -> Iterator[Change]:
        properties: Mapping[str, Any] = schema.get("properties", {})
        for name in [*properties, *sorted({*then, *now} - set(properties))]:
            inner = properties.get(name, {})
            yield from self.changes(inner, then.get(name), now.get(name), (*where, label(name)))

    def _lists(
        self, items: Mapping[str, Any], then: list[Any], now: list[Any], where: tuple[str, ...]
    ) -> Iterator[Change]:
        twins = _twins(then) | _twins(now)
        before, after = dict(_keyed(then, twins)), dict(_keyed(now, twins))
        same = _pairs(before, after)
        *outer, name = where or ("entries",)
        one = singular(name)
        for key, item in before.items():
            if key not in same:
                yield Change((*outer, one), self._titled(item, items, twins), None)
        known = {new: old for old, new in same.items()}
        for key, item in after.items():
            if key not in known:
                yield Change((*outer, one), None, self._titled(item, items, twins, new=True))
                continue
            place = f"{one} {self._label(item, items, twins)!r}" if isinstance(item, dict) else one
            yield from self.changes(items, before[known[key]], item, (*outer, place))
        if [same[key] for key in before if key in same] != [key for key in after if key in known]:
            yield Change((*outer, name), "old order", "new order")

    def _label(self, item: dict[str, Any], items: Mapping[str, Any], twins: set[str]) -> str:
        """Return the label of an item in the location of a change inside it."""
        if _key(item) in twins:
            return _short(self._titled(item, items, twins, new=True) or "", _MAX_TITLE_LENGTH)
        title: Mapping[str, Any] = items.get("properties", {}).get("title", {})
        return _short(self._now(_name(item), title), _MAX_TITLE_LENGTH)

    def _titled(
        self, item: Any, items: Mapping[str, Any], twins: set[str], *, new: bool = False
    ) -> str | None:
        """Return the title of an item; if others share its name, all of its texts."""
        if not isinstance(item, dict) or _key(item) not in twins:
            return self._shown(item, items, new=new)
        schemas = items.get("properties", {})
        words = (self._shown(text, schemas.get(name, {}), new=new) for name, text in _words(item))
        return _short(", ".join(word for word in words if word))


def net(steps: Iterable[Iterable[Change]]) -> list[Change]:
    """Return the net effect of successive changes: changes that were undone cancel out."""
    left: list[Change] = []
    for step in steps:
        before = list(left)
        for change in step:
            earlier = next((one for one in before if _continues(one, change)), None)
            if earlier is None:
                left.append(change)
                continue
            before.remove(earlier)
            place = left.index(earlier)
            if earlier.before == change.after:
                del left[place]
            else:
                left[place] = Change(change.where, earlier.before, change.after)
    return left


def _continues(earlier: Change, change: Change) -> bool:
    """Return whether a change starts from the result of an earlier one, at the same location."""
    if earlier.where != change.where or earlier.after != change.before:
        return False
    # An addition after a removal is a different item, unless its value is the same.
    if change.before is None:
        return earlier.before == change.after
    # Truncated texts may differ in the part that was cut.
    return not any((text or "").endswith("…") for text in (earlier.before, *change[1:]))


def label(name: str) -> str:
    """Return the name of a property as words: "timeToValue" -> "time to value"."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).replace("-", " ").lower()


def singular(words: str) -> str:
    """Return the singular: "steps" -> "step", "agenda" -> "agenda item"."""
    if words.endswith("ies"):
        return f"{words[:-3]}y"
    if words.endswith(("sses", "iases", "xes", "ches", "shes")):
        return words[:-2]
    if words.endswith("s") and not words.endswith("ss"):
        return words[:-1]
    return f"{words} item"


def _pairs(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, str]:
    """Return the keys of corresponding items, before to after: equal, or similar."""
    pairs = {key: key for key in before if key in after}
    free = [key for key in after if key not in pairs]
    if len(free) * (len(before) - len(pairs)) > _MAX_PAIRS:
        return pairs
    for key in before:
        if key in pairs or not free:
            continue
        matches = get_close_matches(key, free, n=1, cutoff=_MIN_SIMILARITY)
        if matches:
            pairs[key] = matches[0]
            free.remove(matches[0])
    return {key: pairs[key] for key in before if key in pairs}


def _name(item: Any) -> Any:
    if not isinstance(item, Mapping):
        return item
    return next((item[name] for name in _NAMES if name in item), next(iter(item.values()), ""))


def _key(item: Any) -> str:
    return str(normalised(_name(item)))


def _twins(items: Iterable[Any]) -> set[str]:
    """Return the names shared by several items of a list."""
    return {key for key, count in Counter(map(_key, items)).items() if count > 1}


def _keyed(items: Iterable[Any], twins: set[str]) -> Iterator[tuple[str, Any]]:
    """Yield each item with a unique key: its name, or all of its texts if it has twins."""
    counts: Counter[str] = Counter()
    for item in items:
        key = _key(item)
        if key in twins and isinstance(item, Mapping):
            key = " ".join(text for _, text in _words(normalised(item)))
        counts[key] += 1
        yield (key if counts[key] == 1 else f"{key} {counts[key]}"), item


def _words(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    return ((name, text) for name, text in item.items() if isinstance(text, str))


def _short(text: str, limit: int = _MAX_LENGTH) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= limit else f"{plain[: limit - 1].rstrip()}…"
