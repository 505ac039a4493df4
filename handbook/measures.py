"""Where every metric stands: its values, its target, and how the one compares with the other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from handbook.book import Handbook
from handbook.diagnostics import Place
from handbook.formula import BadFormula, Formula, read_formula
from handbook.records import Metric
from handbook.values import Target, read_date, read_month_or_date

NO_DATA = "No data"


class State(StrEnum):
    """How a value compares with its target: green, amber, red, or nothing to compare."""

    GOOD = "good"
    CARE = "care"
    BAD = "bad"
    UNKNOWN = "unknown"


_WORDS = {State.GOOD: "On target", State.CARE: "Near target", State.BAD: "Off target"}


class Point(NamedTuple):
    """One value: the day it is of (of a month, the first), as written, and where that is."""

    day: date
    value: float
    written: str
    place: Place | None = None

    @property
    def is_month(self) -> bool:
        """Return whether the value is of a whole month."""
        return read_date(self.written) is None


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """One metric on one day; `points` are in the order of time."""

    metric: Metric
    points: tuple[Point, ...]
    state: State
    calculated: bool = False

    @property
    def latest(self) -> Point | None:
        """Return the newest value."""
        return self.points[-1] if self.points else None

    @property
    def shown(self) -> str:
        """Return the newest value as people write it, or that there is none."""
        return figure(self.latest.value, self.unit) if self.latest else NO_DATA

    @property
    def target(self) -> str:
        """Return the target as it is written, empty if there is none."""
        return self.metric.target.text if self.metric.target else ""

    @property
    def word(self) -> str:
        """Return the state as readers see it."""
        if self.state is State.UNKNOWN:
            return NO_DATA if not self.points else "No target"
        return _WORDS[self.state]

    @property
    def unit(self) -> str:
        """Return the unit of the values."""
        return str(self.metric.entry.data.get("unit", ""))

    @property
    def trend(self) -> str:
        """Return "up", "down" or "flat" from the last two values, empty if there are not two."""
        if len(self.points) < 2:
            return ""
        before, now = self.points[-2].value, self.points[-1].value
        return "flat" if now == before else "up" if now > before else "down"

    @property
    def change(self) -> str:
        """Return the difference of the last two values as people write it."""
        if len(self.points) < 2:
            return ""
        difference = self.points[-1].value - self.points[-2].value
        sign = "+" if difference > 0 else "\u2212" if difference < 0 else "±"
        return f"{sign}{figure(abs(difference), self.unit)}"


def measures(handbook: Handbook, today: date) -> Mapping[str, Measure]:
    """Return every metric by id, as far as values up to today tell; worked out once a day."""
    key = ("measures", today)
    if key not in handbook.memo:
        handbook.memo[key] = dict(_measures(handbook, today))
    found: Mapping[str, Measure] = handbook.memo[key]
    return found


def _measures(handbook: Handbook, today: date) -> Iterator[tuple[str, Measure]]:
    recorded = {
        name: tuple(point for point in points if point.day <= today)
        for name, points in values(handbook).items()
    }
    for metric in handbook.metrics.values():
        points = recorded.get(metric.id, ())
        worked_out = _calculated(handbook, metric, recorded, (metric.id,))
        found = worked_out or points
        state = judge(handbook, metric, found)
        yield (
            metric.id,
            Measure(metric=metric, points=found, state=state, calculated=bool(worked_out)),
        )


def values(handbook: Handbook) -> Mapping[str, tuple[Point, ...]]:
    """Return every recorded value by metric, in the order of time."""
    found: dict[str, list[Point]] = {}
    for entry in handbook.entries("values"):
        for index, row in enumerate(entry.data["values"]):
            day = read_month_or_date(row["date"])
            if day is not None:
                point = Point(day, row["value"], row["date"], entry.place("values", index, "value"))
                found.setdefault(row["metric"], []).append(point)
    return {name: tuple(sorted(points, key=_when)) for name, points in found.items()}


def _when(point: Point) -> tuple[date, str]:
    return point.day, point.written


def formula_of(handbook: Handbook, metric: Metric) -> Formula | None:
    """Return the formula of a metric if all its names are metrics; raises BadFormula.

    One with other names in it is a description, and cannot be worked out.
    """
    text = metric.entry.data.get("formula")
    if text is None:
        return None
    try:
        found = read_formula(text)
    except BadFormula:
        if _all_known(handbook, metric, text):
            raise
        return None
    known = all(metric_named(handbook, metric, name) for name in found.names())
    return found if known else None


def _all_known(handbook: Handbook, metric: Metric, text: str) -> bool:
    """Return whether whatever stands between the signs of a broken formula is a metric."""
    for sign in "()+×*/÷\u2212":
        text = text.replace(sign, "\n")
    names = [part.strip() for part in text.split("\n") if part.strip(" .0123456789")]
    return bool(names) and all(metric_named(handbook, metric, name) for name in names)


def metric_named(handbook: Handbook, metric: Metric, name: str) -> str | None:
    """Return the id of the metric that a formula calls by id, title or alias."""
    found = handbook.names.find(("metrics",), name, metric.entry.document.path)
    return found.id if found else None


def _calculated(
    handbook: Handbook,
    metric: Metric,
    recorded: Mapping[str, tuple[Point, ...]],
    seen: tuple[str, ...],
) -> tuple[Point, ...]:
    """Return the values a formula gives, at each date that one of its metrics has a value of."""
    try:
        formula = formula_of(handbook, metric)
    except BadFormula:
        return ()
    if formula is None:
        return ()
    inputs: dict[str, tuple[Point, ...]] = {}
    for name in formula.names():
        one = metric_named(handbook, metric, name)
        if one is None or one in seen:
            return ()
        worked_out = _calculated(handbook, handbook.metrics[one], recorded, (*seen, one))
        inputs[name] = worked_out or recorded.get(one, ())
    moments = sorted({(point.day, point.written) for points in inputs.values() for point in points})
    found = []
    for day, written in moments:
        value = formula.value(partial(_at, inputs, (day, written)))
        if value is not None:
            found.append(Point(day, value, written))
    return tuple(found)


def _at(
    inputs: Mapping[str, tuple[Point, ...]], moment: tuple[date, str], name: str
) -> float | None:
    """Return the newest value of an input at a moment."""
    return next((one.value for one in reversed(inputs[name]) if _when(one) <= moment), None)


def judge(handbook: Handbook, metric: Metric, points: tuple[Point, ...]) -> State:
    """Return how the newest of some values compares with the target of their metric."""
    target = metric.target
    if target is None or not points:
        return State.UNKNOWN
    if target.number is None:
        return _going(target, points)
    value = points[-1].value
    if _meets(value, target, _lower(metric)):
        return State.GOOD
    margin = abs(target.number) * float(handbook.settings.get("nearTargetPercent", 10)) / 100
    return State.CARE if abs(value - target.number) <= margin else State.BAD


def _lower(metric: Metric) -> bool:
    """Return whether less is better."""
    if metric.target is not None and metric.target.comparator in {"<", "<="}:
        return True
    return metric.entry.data.get("better") == "lower"


def _meets(value: float, target: Target, lower: bool) -> bool:
    number = target.number or 0.0
    match target.comparator:
        case ">":
            return value > number
        case "<":
            return value < number
        case "<=":
            return value <= number
        case "=" if lower:
            return value <= number
        case _:
            return value >= number


def _going(target: Target, points: tuple[Point, ...]) -> State:
    """Return the state of "trending down" or "trending up"; of "varies" there is none."""
    if len(points) < 2 or not target.comparator.startswith("trending"):
        return State.UNKNOWN
    difference = points[-1].value - points[-2].value
    wanted = -1 if target.comparator.endswith("down") else 1
    if difference == 0:
        return State.CARE
    return State.GOOD if difference * wanted > 0 else State.BAD


def over(measure: Measure, first: date, last: date) -> float | None:
    """Return what stands for a period: all values dated within it together, or the newest."""
    dated = [
        point.value
        for point in measure.points
        if first <= point.day <= last and (not point.is_month or first.day == 1)
    ]
    if not dated:
        return None
    return sum(dated) if measure.metric.entry.data.get("over") == "sum" else dated[-1]


def figure(value: float, unit: str) -> str:
    """Return a value with its unit as people write it: "€15.2K", "99.9%", "8 customers"."""
    if unit in _MARKET:
        return f"{_MARKET[unit]}{_scaled(value)}"
    number = f"{round(value, 2):,.2f}".rstrip("0").rstrip(".")
    if unit == "%":
        return f"{number}%"
    return f"{number} {unit}".rstrip()


_MARKET = {"EUR": "€", "USD": "$", "GBP": "£"}


def _scaled(value: float) -> str:
    for limit, letter in ((1_000_000, "M"), (1_000, "K")):
        if abs(value) >= limit:
            return f"{round(value / limit, 1):,.1f}".rstrip("0").rstrip(".") + letter
    return f"{round(value, 2):,.2f}".rstrip("0").rstrip(".")
