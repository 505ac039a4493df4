"""The chapter of metrics, by category: what each counts, and its target."""

from handbook.pdf.chapter import Chapter, Pen
from handbook.pdf.pieces import Pieces, heading, piece, quiet, table
from handbook.pdf.remarks import remarks
from handbook.records import Metric
from handbook.values import aim


def metrics(pen: Pen) -> Chapter:
    """Return the chapter of all metrics in use."""
    groups: dict[str, list[Metric]] = {}
    for metric in pen.handbook.metrics.values():
        if metric.entry.status != "retired":
            groups.setdefault(str(metric.entry.data["category"]), []).append(metric)
    text: Pieces = [heading(1, "Metrics", pen.address, look="chapter", outlined=True)]
    for category, found in groups.items():
        text.append(heading(2, category, look="after"))
        text.append(table(_HEAD, [_row(pen, metric) for metric in found]))
        text += remarks(pen, *(metric.entry for metric in found))
    return Chapter(left="Metrics", right="", foot="", text=text if groups else [])


_HEAD: list[Pieces] = [["Metric"], ["Target"], ["What is counted"]]


def _row(pen: Pen, metric: Metric) -> list[Pieces]:
    data = metric.entry.data
    title: Pieces = [piece("anchor", key=pen.handbook.address(metric.entry)), metric.title]
    if metric.entry.aliases:
        title += [piece("br"), quiet(", ".join(metric.entry.aliases))]
    definition = str(data.get("definition", data.get("description", "")))
    return [
        title,
        [aim(metric.aim)] if metric.target else [quiet("None set")],
        [definition] if definition else [quiet("Not defined yet")],
    ]
