"""A sparkline of a metric's history, drawn at build time and labelled with its values."""

from collections.abc import Sequence

from markupsafe import Markup

from handbook.amounts import figure
from handbook.measures import Point
from handbook.pages.words import dated_text, words_of_date

_WIDTH, _HEIGHT, _EDGE = 120, 32, 3
_MAX_POINTS = 24


def sparkline(points: Sequence[Point], unit: str) -> Markup:
    """Return the newest values as a line, or nothing if there are fewer than two."""
    shown = points[-_MAX_POINTS:]
    if len(shown) < 2:
        return Markup("")
    low, high = min(one.value for one in shown), max(one.value for one in shown)
    first, last = shown[0].day.toordinal(), shown[-1].day.toordinal()
    places = [
        (
            _EDGE + (one.day.toordinal() - first) / max(last - first, 1) * (_WIDTH - 2 * _EDGE),
            _HEIGHT - _EDGE - (one.value - low) / ((high - low) or 1) * (_HEIGHT - 2 * _EDGE),
        )
        for one in shown
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    x, y = places[-1]
    label = f"From {_spoken(shown[0], unit)} to {_spoken(shown[-1], unit)}"
    return Markup(
        '<svg class="hb-spark" viewBox="0 0 {} {}" role="img" aria-label="{}">'
        '<polyline points="{}"/><circle cx="{:.1f}" cy="{:.1f}" r="2.5"/></svg>'
    ).format(_WIDTH, _HEIGHT, label, line, x, y)


def _spoken(point: Point, unit: str) -> str:
    """Return a value and its date in words: "36 orders in October 2026"."""
    preposition = "in" if point.is_month else "on"
    return f"{figure(point.value, unit)} {preposition} {words_of_date(point.written)}"


def of_date(point: Point | None) -> Markup:
    """Return the date of a value, empty if there is none."""
    return dated_text(point.written) if point else Markup("")
