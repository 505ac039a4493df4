"""The state of every metric: its values, its target, and how they compare."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from handbook.amounts import figure
from handbook.book import Handbook
from handbook.diagnostics import Place
from handbook.equations import Equation, equations, in_order
from handbook.inventory import COUNTS
from handbook.records import Metric
from handbook.staleness import stale_from
from handbook.times import read_date, read_month_or_date
from handbook.values import Target

NO_DATA = "No data"
OUT_OF_DATE = "Out of date"


class State(StrEnum):
    """How a value compares with its target: green, amber, red, or nothing to compare."""

    GOOD = "good"
    CARE = "care"
    BAD = "bad"
    UNKNOWN = "unknown"


_WORDS = {State.GOOD: "On target", State.CARE: "Near target", State.BAD: "Off target"}
# Targets without a number, which cannot be judged.
_UNJUDGED = {"varies": "Target varies"}


class Point(NamedTuple):
    """A value with its date (the first for a whole month), the date as written, and its place."""

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
    """A metric on a day, with its points in chronological order.

    It is `late` if its newest value is too old to judge.
    """

    metric: Metric
    points: tuple[Point, ...]
    state: State
    calculated: bool = False
    late: bool = False

    @property
    def counted(self) -> bool:
        """Return whether the handbook counts it, freshly for each day."""
        return "counts" in self.metric.entry.data

    @property
    def latest(self) -> Point | None:
        """Return the newest value."""
        return self.points[-1] if self.points else None

    @property
    def shown(self) -> str:
        """Return the newest value as people write it, or "No data"."""
        return figure(self.latest.value, self.unit) if self.latest else NO_DATA

    @property
    def target(self) -> str:
        """Return the target with its unit; empty without one."""
        return self.metric.aim

    @property
    def word(self) -> str:
        """Return the text of the state shown to readers."""
        if self.state is not State.UNKNOWN:
            return _WORDS[self.state]
        if not self.points:
            return NO_DATA
        if self.late:
            return OUT_OF_DATE
        target = self.metric.target
        return _UNJUDGED.get(target.comparator, "No trend yet") if target else "No target"

    @property
    def unit(self) -> str:
        """Return the unit of the values."""
        return str(self.metric.entry.data.get("unit", ""))

    @property
    def trend(self) -> str:
        """Return "up", "down" or "flat" from the last two values; empty with fewer than two."""
        if len(self.points) < 2:
            return ""
        before, now = self.points[-2].value, self.points[-1].value
        return "flat" if now == before else "up" if now > before else "down"

    @property
    def change(self) -> str:
        """Return the difference between the last two values as people write it."""
        if len(self.points) < 2:
            return ""
        difference = self.points[-1].value - self.points[-2].value
        sign = "+" if difference > 0 else "\u2212" if difference < 0 else "±"
        return f"{sign}{figure(abs(difference), _between(self.unit))}"


def _between(unit: str) -> str:
    """Return the unit of a difference: from 50% to 60% is 10 points, not 10%."""
    return "points" if unit == "%" else "" if unit.startswith("out of ") else unit


def measures(handbook: Handbook, today: date) -> Mapping[str, Measure]:
    """Return every metric by id, using values up to today; computed once per day."""
    return handbook.cached(("measures", today), lambda: dict(_measures(handbook, today)))


def _measures(handbook: Handbook, today: date) -> Iterator[tuple[str, Measure]]:
    timelines = {
        name: tuple(point for point in points if point.day <= today)
        for name, points in values(handbook).items()
    }
    counted = {
        name: points
        for name, metric in handbook.metrics.items()
        if (points := _counted(handbook, metric, today))
    }
    for name, points in counted.items():
        timelines[name] = _joined(timelines.get(name, ()), points)
    # The formula of a counted metric is only a description.
    found = {name: one for name, one in equations(handbook).items() if name not in counted}
    calculated = set()
    for name in in_order(found):
        results = _calculated(found[name], timelines)
        if results:
            calculated.add(name)
            timelines[name] = _joined(timelines.get(name, ()), results)
    for metric in handbook.metrics.values():
        points = timelines.get(metric.id, ())
        late = bool(points) and _is_late(metric, points[-1], today)
        # A value that was on target long ago says nothing about today.
        state = State.UNKNOWN if late else judge(handbook, metric, points)
        is_calculated = metric.id in calculated
        yield (
            metric.id,
            Measure(metric=metric, points=points, state=state, calculated=is_calculated, late=late),
        )


def _is_late(metric: Metric, newest: Point, today: date) -> bool:
    """Return whether a metric's newest value is stale today."""
    first = stale_from(metric, newest.day, is_month=newest.is_month)
    return first is not None and today >= first


def _counted(handbook: Handbook, metric: Metric, today: date) -> tuple[Point, ...]:
    """Return the handbook's own count on a day; empty for any other metric."""
    count = COUNTS.get(str(metric.entry.data.get("counts")))
    number = count(handbook, today) if count else None
    return () if number is None else (Point(today, number, today.isoformat()),)


def _joined(recorded: Iterable[Point], calculated: Iterable[Point]) -> tuple[Point, ...]:
    """Return all points in chronological order; calculated ones replace recorded ones."""
    found = {_when(point): point for point in (*recorded, *calculated)}
    return tuple(found[moment] for moment in sorted(found))


def values(handbook: Handbook) -> Mapping[str, tuple[Point, ...]]:
    """Return every recorded value by metric, in chronological order."""
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


def _calculated(equation: Equation, timelines: Mapping[str, tuple[Point, ...]]) -> list[Point]:
    """Return the results of an equation at each date for which an input has a value."""
    inputs = {name: timelines.get(metric, ()) for name, metric in equation.inputs.items()}
    found = []
    for day, written in sorted({_when(point) for points in inputs.values() for point in points}):
        value = equation.formula.value(partial(_at, inputs, (day, written)))
        if value is not None:
            found.append(Point(day, value, written))
    return found


def _at(
    inputs: Mapping[str, tuple[Point, ...]], moment: tuple[date, str], name: str
) -> float | None:
    """Return the latest value of an input at a moment."""
    after = bisect_right(inputs[name], moment, key=_when)
    return inputs[name][after - 1].value if after else None


def judge(handbook: Handbook, metric: Metric, points: tuple[Point, ...]) -> State:
    """Return how the newest of some values compares with the target of their metric."""
    target = metric.target
    if target is None or not points:
        return State.UNKNOWN
    if target.number is None:
        return _trending(target, points)
    value = points[-1].value
    if _meets(value, target, _lower(metric)):
        return State.GOOD
    near = metric.entry.data.get("near")
    if near is not None:
        return State.CARE if (value <= near if _lower(metric) else value >= near) else State.BAD
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


def _trending(target: Target, points: tuple[Point, ...]) -> State:
    """Return the state for "trending down" or "trending up"; unknown for "varies"."""
    if len(points) < 2 or not target.comparator.startswith("trending"):
        return State.UNKNOWN
    difference = points[-1].value - points[-2].value
    wanted = -1 if target.comparator.endswith("down") else 1
    if difference == 0:
        return State.CARE
    return State.GOOD if difference * wanted > 0 else State.BAD


def is_summed(handbook: Handbook, metric: str) -> bool:
    """Return whether the values of a metric, by id, are summed over a period."""
    known = handbook.metrics.get(metric)
    return known is not None and _is_summed(known)


def _is_summed(metric: Metric) -> bool:
    return metric.entry.data.get("over") == "sum"


def value_for_period(
    measure: Measure, first: date, last: date, *, months: bool = False
) -> float | None:
    """Return the value for a period: the sum of the values dated within it, or the newest.

    With `months`, values of whole months are included and replace those of their days.
    """
    dated = [
        point
        for point in measure.points
        if first <= point.day <= last and (months or not point.is_month)
    ]
    if not dated:
        return None
    if not _is_summed(measure.metric):
        return dated[-1].value
    whole = {(point.day.year, point.day.month) for point in dated if point.is_month}
    return sum(
        point.value
        for point in dated
        if point.is_month or (point.day.year, point.day.month) not in whole
    )
