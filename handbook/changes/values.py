"""Two values of one property become sentences about what is different; white space is not."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

from handbook.schema import tidied

Show = Callable[[Any, Mapping[str, Any]], str]
# What an item of a list is known by, the first that it has.
_NAMES = ("title", "text", "metric", "scenario", "name", "id", "version", "procedure")
_ALIKE = 0.6
_LONGEST = 160
_TITLE = 60
# Where more is different, nobody sees what became of what, and to find out takes too long.
_COMPARED = 10_000


class Change(NamedTuple):
    """One thing that is different: where, in words, and how it is told before and after."""

    where: tuple[str, ...]
    before: str | None
    after: str | None

    def __str__(self) -> str:
        head = "".join(f"{part}: " for part in self.where)
        if self.before is None:
            return f"{head}new, {self.after}"
        if self.after is None:
            return f"{head}gone, {self.before}"
        return f"{head}{self.before} → {self.after}"


class Differ:
    """Compares data that one schema describes; `shown` are how each side writes a value."""

    def __init__(self, then: Show, now: Show) -> None:
        self._then = then
        self._now = now

    def changes(
        self, schema: Mapping[str, Any], then: Any, now: Any, where: tuple[str, ...] = ()
    ) -> Iterator[Change]:
        """Yield every difference, in the order of the schema."""
        if then == now or tidied(then) == tidied(now):
            return
        if isinstance(then, Mapping) and isinstance(now, Mapping):
            yield from self._mappings(schema, then, now, where)
        elif isinstance(then, list | None) and isinstance(now, list | None):
            yield from self._lists(schema.get("items", {}), then or [], now or [], where)
        else:
            yield Change(where, self._told(then, schema), self._told(now, schema, new=True))

    def _told(self, value: Any, schema: Mapping[str, Any], *, new: bool = False) -> str | None:
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
                told = self._titled(item, items, twins, new=True)
                yield Change((*outer, one), None, told)
                continue
            place = f"{one} {self._label(item, items, twins)!r}" if isinstance(item, dict) else one
            yield from self.changes(items, before[known[key]], item, (*outer, place))
        if [same[key] for key in before if key in same] != [key for key in after if key in known]:
            yield Change((*outer, name), "one order", "another")

    def _label(self, item: dict[str, Any], items: Mapping[str, Any], twins: set[str]) -> str:
        """Return what an item is called where something in it is told."""
        if _key(item) in twins:
            return _short(self._titled(item, items, twins, new=True) or "", _TITLE)
        title: Mapping[str, Any] = items.get("properties", {}).get("title", {})
        return _short(self._now(_name(item), title), _TITLE)

    def _titled(
        self, item: Any, items: Mapping[str, Any], twins: set[str], *, new: bool = False
    ) -> str | None:
        """Return what an item is called; of several of one name, all that they are known by."""
        if not isinstance(item, dict) or _key(item) not in twins:
            return self._told(item, items, new=new)
        schemas = items.get("properties", {})
        words = (self._told(text, schemas.get(name, {}), new=new) for name, text in _words(item))
        return _short(", ".join(word for word in words if word))


def net(steps: Iterable[Iterable[Change]]) -> list[Change]:
    """Return what is left of changes that were made in steps: what was undone is none."""
    left: list[Change] = []
    for step in steps:
        before = list(left)
        for change in step:
            earlier = next((one for one in before if _goes_on(one, change)), None)
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


def _goes_on(earlier: Change, change: Change) -> bool:
    """Return whether a change begins with what an earlier one ended with, at the same place."""
    if earlier.where != change.where or earlier.after != change.before:
        return False
    # What comes after something went is another thing, unless it is the same.
    if change.before is None:
        return earlier.before == change.after
    # Texts that are cut short may go on otherwise.
    return not any((text or "").endswith("…") for text in (earlier.before, *change[1:]))


def label(name: str) -> str:
    """Return the name of a property as words: "timeToValue" -> "time to value"."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).replace("-", " ").lower()


def singular(words: str) -> str:
    """Return what one of several is called: "steps" -> "step", "agenda" -> "agenda item"."""
    if words.endswith("ies"):
        return f"{words[:-3]}y"
    if words.endswith(("sses", "iases", "xes", "ches", "shes")):
        return words[:-2]
    if words.endswith("s") and not words.endswith("ss"):
        return words[:-1]
    return f"{words} item"


def _pairs(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, str]:
    """Return which item of before is which one of after: the same name, or nearly."""
    pairs = {key: key for key in before if key in after}
    free = [key for key in after if key not in pairs]
    if len(free) * (len(before) - len(pairs)) > _COMPARED:
        return pairs
    for key in before:
        if key in pairs or not free:
            continue
        near = get_close_matches(key, free, n=1, cutoff=_ALIKE)
        if near:
            pairs[key] = near[0]
            free.remove(near[0])
    return {key: pairs[key] for key in before if key in pairs}


def _name(item: Any) -> Any:
    if not isinstance(item, Mapping):
        return item
    return next((item[name] for name in _NAMES if name in item), next(iter(item.values()), ""))


def _key(item: Any) -> str:
    return str(tidied(_name(item)))


def _twins(items: Iterable[Any]) -> set[str]:
    """Return the names that several items of a list have."""
    return {key for key, count in Counter(map(_key, items)).items() if count > 1}


def _keyed(items: Iterable[Any], twins: set[str]) -> Iterator[tuple[str, Any]]:
    """Yield each item with a key of its own: its name, or more where it has twins."""
    seen: Counter[str] = Counter()
    for item in items:
        key = _key(item)
        if key in twins and isinstance(item, Mapping):
            key = " ".join(text for _, text in _words(tidied(item)))
        seen[key] += 1
        yield (key if seen[key] == 1 else f"{key} {seen[key]}"), item


def _words(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    return ((name, text) for name, text in item.items() if isinstance(text, str))


def _short(text: str, most: int = _LONGEST) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[: most - 1].rstrip()}…"
