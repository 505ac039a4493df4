"""Dashboards: metrics as tiles or table rows, each with its current value and trend."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from markupsafe import Markup

from handbook.amounts import figure
from handbook.measures import Measure, measures, value_for_period
from handbook.pages.edition import Edition, View
from handbook.pages.metric import Line, line
from handbook.pages.page import Page, SearchEntry
from handbook.pages.tasks import entry_tasks
from handbook.pages.words import sentence, truncated
from handbook.records import Entry
from handbook.schema import Kind

_MONTH = "month to date"


class Tile(NamedTuple):
    """A tile: a title, its main metric and the metrics shown next to it."""

    title: str
    main: Line
    beside: list[Line]

    @property
    def apart(self) -> bool:
        """Return whether its values have different dates, so that each needs to show its own."""
        main = self.main
        return any(
            one.when and (one.when != main.when or (one.late and not main.late))
            for one in self.beside
        )


class Row(NamedTuple):
    """A table row: one metric and its value for each period of the dashboard."""

    line: Line
    periods: list[tuple[str, str]]


def dashboard_page(edition: Edition, kind: Kind, entry: Entry) -> Page:
    """Return the page of one dashboard."""
    view = edition.view_of(entry)
    data: Any = entry.data
    html = view.render(
        "dashboard",
        trail=[view.link_to(f"{kind.page}/", kind.title)],
        entry=entry,
        body=body(view, entry),
        area=view.entry_link("areas", data.get("area")),
        tasks=entry_tasks(view, entry),
    )
    names = [
        measure.metric.title
        for measure in (_measure(view, name) for name in _metric_names(entry))
        if measure
    ]
    return view.page(
        entry,
        html,
        description=truncated(str(data.get("description", ""))) or f"The figures on {entry.title}.",
        found=(SearchEntry("", entry.title, ", ".join(names)),),
    )


def body(view: View, entry: Entry) -> Markup:
    """Return the tiles and the table of a dashboard, for its own page or another."""
    data: Any = entry.data
    periods: list[str] = list(data.get("periods", ()))
    return view.render(
        "dashboard_body",
        tiles=[found for tile in data.get("tiles", ()) if (found := _tile(view, tile))],
        rows=[
            _row(view, measure, periods)
            for measure in (_measure(view, name) for name in data.get("metrics", ()))
            if measure
        ],
        periods=[sentence(period) for period in periods],
        caption=entry.title,
    )


def doors(view: View) -> Markup:
    """Return links to the dashboards in use, each with its description."""
    found = view.handbook.active_entries("dashboards")
    return view.render("dashboards", entries=found)


def _metric_names(entry: Entry) -> list[str]:
    data: Any = entry.data
    tiles = [name for tile in data.get("tiles", ()) for name in tile["metrics"]]
    return [*tiles, *data.get("metrics", ())]


def _measure(view: View, name: str) -> Measure | None:
    return measures(view.handbook, view.today).get(name)


def _tile(view: View, tile: Any) -> Tile | None:
    """Return a tile, or None if none of its metrics could be read."""
    found = [_measure(view, name) for name in tile["metrics"]]
    lines = [line(view, measure) for measure in found if measure]
    return Tile(tile["title"], lines[0], lines[1:]) if lines else None


def _row(view: View, measure: Measure, periods: list[str]) -> Row:
    values = []
    for period in periods:
        first, months = _start_of(period, view.today), period == _MONTH
        value = value_for_period(measure, first, view.today, months=months)
        shown = "No data" if value is None else figure(value, measure.unit)
        values.append((sentence(period), shown))
    return Row(line(view, measure), values)


def _start_of(period: str, today: date) -> date:
    """Return the first day of a period that ends today; weeks start on Monday."""
    if period == "today":
        return today
    if period == "this week":
        return today - timedelta(days=today.weekday())
    return today.replace(day=1)
