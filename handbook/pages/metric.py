"""Metrics: a page each, and the list of all with their current values."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from markupsafe import Markup

from handbook.amounts import figure
from handbook.measures import OUT_OF_DATE, Measure, State, measures
from handbook.pages.edition import GUIDE, Edition, View
from handbook.pages.page import Page, SearchEntry
from handbook.pages.sparkline import of_date, sparkline
from handbook.pages.status_meaning import Meaning, chip, entry_chip
from handbook.pages.tasks import entry_tasks
from handbook.pages.words import sentence, truncated
from handbook.records import Entry
from handbook.references import Reference
from handbook.schema import Kind
from handbook.values import aim

_TREND = {"up": "▲", "down": "▼", "flat": "▬", "": ""}
# Headings on the page of a metric, by the kind that refers to it.
_HEADINGS = {
    "sops": "Affected by these procedures",
    "dashboards": "Shown on",
    "roles": "Measures these roles",
    "meetings": "Reviewed in",
}
_MAX_HISTORY = 24


class Line(NamedTuple):
    """One metric in a list, with its current value, as HTML.

    `late` is set if the value is too old to be current, and empty otherwise.
    """

    id: str
    link: Markup
    definition: str
    now: Markup
    when: Markup
    late: str
    target: str
    chip: Markup
    trend: str
    spark: Markup


def line(view: View, measure: Measure) -> Line:
    """Return a metric as one line of a list or table."""
    data: Any = measure.metric.entry.data
    return Line(
        id=measure.metric.id,
        link=view.link(measure.metric.entry),
        definition=str(data.get("definition", data.get("description", ""))),
        now=Markup("{}").format(measure.shown),
        when=of_date(measure.latest),
        late=OUT_OF_DATE.lower() if measure.late else "",
        target=aim(measure.target),
        chip=state_chip(measure),
        trend=trend(measure),
        spark=sparkline(measure.points, measure.unit),
    )


def state_chip(measure: Measure) -> Markup:
    """Return how a metric compares with its target, as a chip."""
    return chip(Meaning(measure.state.value), measure.word)


def trend(measure: Measure) -> str:
    """Return the change between the last two values, as an arrow and the difference."""
    return f"{_TREND[measure.trend]} {measure.change}".strip()


def metrics(view: View) -> Markup:
    """Return all active metrics by category, with their target and current value."""
    found = measures(view.handbook, view.today)
    groups: dict[str, list[Line]] = {}
    for measure in found.values():
        entry = measure.metric.entry
        if entry.status != "retired":
            groups.setdefault(str(entry.data["category"]), []).append(line(view, measure))
    return view.render("metrics", groups=groups, retired=view.retired("metrics"))


def metric_page(edition: Edition, kind: Kind, entry: Entry) -> Page:
    """Return the page of one metric."""
    view = edition.view_of(entry)
    measure = measures(edition.handbook, edition.today)[entry.id]
    data: Any = entry.data
    html = view.render(
        "metric",
        trail=[view.link_to(f"{kind.page}/", kind.title)],
        entry=entry,
        chip=entry_chip(entry.status),
        lead=data.get("definition", ""),
        line=line(view, measure),
        measure=measure,
        owner=_owner(view, data.get("owner")),
        tool=view.entry_link("tools", data.get("tool")),
        better=_direction(measure),
        history=_history(measure),
        groups=_usage_groups(view, entry),
        tasks=entry_tasks(view, entry),
        how=view.link_to(f"{GUIDE}register/", "How to add one"),
    )
    text = truncated(str(data.get("definition", data.get("description", ""))))
    undefined = f"{entry.title}, a metric in {data['category']} that is not defined yet."
    target = f"Target {aim(measure.target)}" if measure.target else ""
    words = " · ".join(part for part in (text, target, ", ".join(entry.aliases)) if part)
    return view.page(
        entry,
        html,
        description=text or undefined,
        found=(SearchEntry("", entry.title, words),),
    )


def _owner(view: View, value: str | None) -> Markup:
    return view.cited(value) if value else Markup("")


def _direction(measure: Measure) -> str:
    target = measure.metric.target
    if (
        measure.state is State.UNKNOWN
        and target is None
        and "better" not in measure.metric.entry.data
    ):
        return ""
    below = target is not None and target.comparator in {"<", "<="}
    lower = below or measure.metric.entry.data.get("better") == "lower"
    return "Lower is better" if lower else "Higher is better"


def _history(measure: Measure) -> list[tuple[Markup, str]]:
    newest = reversed(measure.points[-_MAX_HISTORY:])
    return [(of_date(point), figure(point.value, measure.unit)) for point in newest]


def _usage_groups(view: View, entry: Entry) -> list[tuple[str, list[Entry]]]:
    """Return what refers to a metric, grouped by how it uses the metric."""
    found: dict[str, dict[tuple[str, str], Entry]] = {}
    for reference in _active(view.citations(entry, "values")):
        source = reference.source
        kinds = view.handbook.kinds
        title = _HEADINGS.get(source.kind, sentence(kinds[source.kind].title))
        found.setdefault(title, {})[source.kind, source.id] = source
    order = [*_HEADINGS.values(), *sorted(set(found) - set(_HEADINGS.values()))]
    return [(title, list(found[title].values())) for title in order if title in found]


def _active(references: Iterable[Reference]) -> Iterable[Reference]:
    return (reference for reference in references if reference.source.status != "retired")
