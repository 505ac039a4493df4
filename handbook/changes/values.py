"""Two values of one property become sentences about what is different; white space is not."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, NamedTuple

Show = Callable[[Any, Mapping[str, Any]], str]
# What an item of a list is known by, the first that it has.
_NAMES = ("title", "text", "metric", "scenario", "name", "id", "version", "procedure")
_ALIKE = 0.6
_LONGEST = 160


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
        if then == now or unspaced(then) == unspaced(now):
            return
        if isinstance(then, dict) and isinstance(now, dict):
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
        before = {_key(item): item for item in then}
        after = {_key(item): item for item in now}
        same = _pairs(before, after)
        *outer, name = where or ("entries",)
        one = singular(name)
        for key, item in before.items():
            if key not in same:
                yield Change((*outer, one), self._told(item, items), None)
        known = {new: old for old, new in same.items()}
        for key, item in after.items():
            if key in known:
                yield from self._item(items, before[known[key]], item, (*outer, one))
            else:
                yield Change((*outer, one), None, self._told(item, items, new=True))
        if [same[key] for key in before if key in same] != [key for key in after if key in known]:
            yield Change((*outer, name), "one order", "another")

    def _item(
        self, schema: Mapping[str, Any], then: Any, now: Any, where: tuple[str, ...]
    ) -> Iterator[Change]:
        if isinstance(then, dict) and isinstance(now, dict):
            titled = schema.get("properties", {}).get("title", {})
            name = _short(self._now(_name(now), titled), 60)
            yield from self.changes(schema, then, now, (*where[:-1], f"{where[-1]} {name!r}"))
        else:
            yield from self.changes(schema, then, now, where)


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
    return str(unspaced(_name(item)))


def unspaced(value: Any) -> Any:
    """Return a value without what is no difference: white space."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, Mapping):
        return {key: unspaced(inner) for key, inner in value.items()}
    if isinstance(value, Sequence):
        return [unspaced(inner) for inner in value]
    return value


def _short(text: str, most: int = _LONGEST) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[: most - 1].rstrip()}…"
