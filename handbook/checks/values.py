"""Values are recorded once and on time, and agree with what can be calculated."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from handbook.amounts import counted, figure
from handbook.book import Handbook
from handbook.checks.finding import Finding, joined
from handbook.diagnostics import Place
from handbook.equations import circular, equation_of, equations, misspelt
from handbook.formula import BadFormula
from handbook.measures import Point, is_summed, measures, values
from handbook.records import Entry, Metric
from handbook.times import read_month_or_date

# How much a recorded value may differ from the calculated one, because people round.
_ROUNDING = 0.01
_SLACK = 1e-9


def recorded_values(handbook: Handbook) -> Collection[object]:
    """Return every recorded value."""
    return [row for entry in handbook.entries("values") for row in entry.data["values"]]


def formulas(handbook: Handbook) -> Collection[object]:
    """Return every metric with a formula."""
    return [metric for metric in handbook.metrics.values() if "formula" in metric.entry.data]


def duplicate_value(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A metric has two values for one day or month, or one for a month and one for a day in it."""
    seen: dict[tuple[str, str], Place] = {}
    days: dict[tuple[str, str], tuple[str, Place]] = {}
    for entry in handbook.entries("values"):
        for index, row in enumerate(entry.data["values"]):
            metric, when = row["metric"], row["date"]
            place = entry.place("values", index, "metric")
            first = seen.setdefault((metric, when), place)
            if first is not place:
                yield place, _duplicate(handbook, metric, when, first)
            elif when != _month(when):
                days.setdefault((metric, _month(when)), (when, place))
    for (metric, month), (day, place) in days.items():
        # In a summed metric, the value of a month contains those of its days.
        if (metric, month) in seen and not is_summed(handbook, metric):
            yield seen[metric, month], _duplicate(handbook, metric, day, place)


def _month(when: str) -> str:
    return when[: len("2026-10")]


def _duplicate(handbook: Handbook, metric: str, when: str, first: Place) -> str:
    name = _title(handbook, metric)
    where = f"on line {first.line} of {first.path}"
    return f"metric {name!r} already has a value for {when} {where}; keep one"


def future_value(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A value is dated in the future."""
    for entry in handbook.entries("values"):
        for index, row in enumerate(entry.data["values"]):
            day = read_month_or_date(row["date"])
            if day is not None and day > today:
                name = _title(handbook, row["metric"])
                yield (
                    entry.place("values", index, "date"),
                    f"the value of metric {name!r} is for {row['date']}, which is in the future",
                )


def broken_formula(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A formula cannot be calculated."""
    circles = circular(equations(handbook))
    for metric in handbook.metrics.values():
        for fault in _faults(handbook, metric, circles):
            yield metric.place("formula"), f"the formula of metric {metric.title!r} {fault}"


def _faults(handbook: Handbook, metric: Metric, circles: Collection[str]) -> Iterator[str]:
    try:
        equation_of(handbook, metric)
    except BadFormula as fault:
        yield str(fault)
    for name, cure in misspelt(handbook, metric):
        yield f"names an unknown metric: {name!r}{cure}"
    if metric.id in circles:
        yield "refers back to itself"


def contradicted_value(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A recorded value differs from the result of its metric's formula."""
    recorded = values(handbook)
    for name, measure in measures(handbook, today).items():
        if not measure.calculated:
            continue
        calculated = (point for point in measure.points if point.place is None)
        results = {point.written: point.value for point in calculated}
        for point in recorded.get(name, ()):
            wanted = results.get(point.written)
            if wanted is not None and point.place and _differ(point, wanted):
                stated = figure(point.value, measure.unit)
                right = figure(wanted, measure.unit)
                message = f"metric {measure.metric.title!r} is {stated} here, but its formula"
                yield point.place, f"{message} gives {right}; remove the line"


def _differ(point: Point, wanted: float) -> bool:
    # 18 may stand for anything from 17.5 to 18.5.
    digits = len(f"{point.value:.12g}".partition(".")[2])
    written: float = 0.5 / 10**digits
    allowed = max(_ROUNDING * abs(wanted), written) + _SLACK
    return abs(point.value - wanted) > allowed


def stale_values(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A file of values has no recent value for some of its metrics."""
    found = measures(handbook, today)
    for entry in handbook.entries("values"):
        late = []
        for name in dict.fromkeys(row["metric"] for row in entry.data["values"]):
            measure = found.get(name)
            if measure and measure.late and measure.metric.entry.status != "retired":
                late.append(measure.metric.title)
        if late:
            fault = f"{counted(len(late), 'metric has', 'metrics have')} no recent value"
            yield _last_row(entry), f"{fault}: {joined(late)}; add the latest figures"


def _last_row(entry: Entry) -> Any:
    return entry.place("values", len(entry.data["values"]) - 1)


def _title(handbook: Handbook, name: str) -> str:
    metric = handbook.metrics.get(name)
    return metric.title if metric else name
