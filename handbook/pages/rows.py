"""A procedure, a process or a metric as one line of a list or table."""

from typing import NamedTuple

from markupsafe import Markup

from handbook.pages.edition import View
from handbook.pages.meaning import status_chip
from handbook.pages.words import aim, one_line
from handbook.records import Process, Sop
from handbook.status import Status


class Row(NamedTuple):
    """One line; plain text but for the chip and the owner's link."""

    href: str
    title: str
    purpose: str
    owner: Markup
    chip: Markup


def procedure_row(view: View, sop: Sop) -> Row:
    """Return the line of a procedure."""
    return Row(
        href=view.href(sop.entry),
        title=sop.title,
        purpose=one_line(sop.purpose.text, 110),
        owner=view.to("roles", sop.owner),
        chip=status_chip(view.edition.standings[sop.id].status),
    )


def process_row(view: View, process: Process) -> Row:
    """Return the line of a process that no procedure of the handbook describes."""
    kept = process.kept_at
    return Row(
        href=view.href(process.entry),
        title=process.title,
        purpose=f"Kept at {kept}" if kept else str(process.entry.data.get("description", "")),
        owner=view.to("roles", process.owner),
        chip=status_chip(Status.UNLISTED if kept else Status.NOT_DOCUMENTED),
    )


def metric_row(view: View, metric_id: str) -> tuple[Markup, str, str]:
    """Return the link to a metric, its target and what it counts; empty if there is none."""
    metric = view.handbook.metrics.get(metric_id)
    target = aim(metric.target.text) if metric and metric.target else ""
    definition = str(metric.entry.data.get("definition", "")) if metric else ""
    return view.to("metrics", metric_id), target, definition
