"""The page of a procedure: what a doer needs comes first, what a reviewer needs after it."""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from handbook.amounts import counted
from handbook.pages.edition import GUIDE, Edition, View
from handbook.pages.flow import flow
from handbook.pages.page import Page, SearchEntry, sections
from handbook.pages.recent_changes import history_of
from handbook.pages.reviews import last_review, next_review
from handbook.pages.rows import metric_row
from handbook.pages.runs import start
from handbook.pages.since_review import since
from handbook.pages.status_meaning import status_chip
from handbook.pages.status_note import note
from handbook.pages.tasks import entry_tasks
from handbook.pages.texts import free_sections, safe, text_at, unused_anchor
from handbook.pages.timeline import timeline
from handbook.pages.words import dated, noun_next_to, sentence, truncated
from handbook.records import Action, Entry, Review, Sop, Step
from handbook.status import standing_of
from handbook.usage import usages

# How the outcome of a review is shown.
OUTCOMES = {
    "unchanged": "still correct",
    "changed": "changed",
    "retire": "to be retired",
}
_SECTIONS = (
    "scope", "steps", "done", "exceptions", "metrics", "related", "reviews", "changes", "used-by",
)  # fmt: skip


def procedure_page(edition: Edition, sop: Sop) -> Page:
    """Return the page of one procedure."""
    handbook = edition.handbook
    entry = sop.entry
    view = edition.view_of(entry)
    standing = standing_of(handbook, sop, edition.today)
    data = entry.data
    html = view.render(
        "procedure",
        trail=_trail(view, sop),
        title=sop.title,
        purpose=safe(sop.purpose),
        chip=status_chip(standing.status),
        owner=view.entry_link("roles", sop.owner),
        backup=view.entry_link("roles", sop.backup) or _none_named(),
        last_review=last_review(view, sop, standing),
        next_review=next_review(view, sop, standing),
        version=sop.version,
        effective=dated(sop.effective) if sop.effective else "",
        controlled=entry.data.get("controlled", False),
        word=standing.status.word,
        note=note(view, sop, standing),
        since=since(view, sop, standing),
        tasks=entry_tasks(view, entry, _parts(sop)),
        start=start(view, entry),
        ids=_ids(entry),
        needs=list(needs(view, sop)),
        steps=[_step(view, step) for step in sop.steps],
        timeline=timeline(view, sop),
        flow=flow(view, sop),
        done=list(_success_criteria(entry)),
        exceptions=list(_exceptions(entry)),
        before=free_sections(part for part in entry.document.sections if part.before_steps),
        after=free_sections(part for part in entry.document.sections if not part.before_steps),
        metrics=[metric_row(view, row["metric"]) for row in data.get("metrics", ())],
        related=list(_related(view, entry)),
        reviews=_newest_first(handbook.reviews.get(sop.id, ())),
        used=_usage(view, sop),
        retired=sop.status == "retired",
        outcomes=OUTCOMES,
        how_to_review=view.link_to(f"{GUIDE}review/", "How to record a review"),
        changes=data.get("changes", ()),
        history=history_of(view, entry),
        used_by=view.used_by(entry),
        aliases=entry.aliases,
    )
    return view.page(
        entry,
        html,
        description=truncated(sop.purpose.text),
        found=(_found(view, sop), *sections(html, sop.title)),
    )


def _parts(sop: Sop) -> Iterator[str]:
    """Yield the headings that an error report can point at."""
    sections = sop.entry.document.sections
    yield from (part.title for part in sections if part.before_steps and part.title)
    yield from (step.title for step in sop.steps)
    yield from (part.title for part in sections if not part.before_steps and part.title)


def _usage(view: View, sop: Sop) -> Markup | str:
    """Return the reported runs and errors, as a sentence."""
    found = usages(view.handbook, view.today).get(sop.id)
    if found is None or found.since is None:
        return ""
    text = Markup("{} and {} reported since {}").format(
        counted(found.runs, "run"), counted(found.errors, "error"), view.dated(found.since)
    )
    rate = "" if found.percent is None else f": {_share(found.percent)}% of runs go wrong"
    return text + Markup("{}.").format(rate)


def _share(percent: float) -> str:
    """Return a percentage without decimals; below one, with its first digit, so never as 0."""
    return f"{percent:.1g}" if 0 < percent < 1 else f"{percent:.0f}"


def _none_named() -> Markup:
    return Markup('<span class="hb-quiet">None named</span>')


def _trail(view: View, sop: Sop) -> list[Markup]:
    contents = view.link_to("procedures/", "Procedures")
    area = view.handbook.find("areas", sop.area)
    return [contents, view.link(area) if area else Markup("{}").format(sop.area)]


def _ids(entry: Entry) -> dict[str, str]:
    """Return the anchor of each section: its heading's, or else an unused one."""
    anchors = entry.document.anchors
    return {
        name.replace("-", "_"): anchors.get((name,)) or unused_anchor(entry, name)
        for name in _SECTIONS
    }


def needs(view: View, sop: Sop) -> Iterator[tuple[str, Markup | str]]:
    """Yield what a doer needs to know before the first step, as (label, value)."""
    applies = text_at(sop.entry, "scope", "appliesTo")
    triggers = text_at(sop.entry, "scope", "triggers")
    if sop.audience:
        yield "For", view.listed(view.cited(name) for name in sop.audience)
    if applies:
        yield "Applies to", sentence(applies)
    if triggers:
        yield "Starts when", sentence(triggers)
    if sop.all_tools:
        yield "You need", view.listed(view.entry_link("tools", tool) for tool in sop.all_tools)
    takes = _duration(sop)
    if takes:
        yield "Takes", takes


def _duration(sop: Sop) -> str:
    """Return how long it takes: as written, or else until the end of its last step."""
    written = sop.entry.data.get("timeline")
    if written:
        return str(written)
    times = [step.when for step in sop.steps]
    ends = [when.end for when in times if when and when.end and when.start is not None]
    units = {when.unit for when in times if when}
    if len(ends) < len(times) or len(units) > 1:
        return ""
    return counted(int(max(ends)), units.pop())


def _step(view: View, step: Step) -> dict[str, Any]:
    meta: list[tuple[str, Markup | str]] = []
    if step.owner:
        meta.append(("Owner", view.entry_link("roles", step.owner)))
    if step.helpers:
        helpers = view.listed(view.entry_link("roles", role) for role in step.helpers)
        meta.append(("Together with", Markup("with {}").format(helpers)))
    if step.when:
        meta.append(("When", sentence(step.when.text)))
    if step.duration:
        meta.append(("Takes", step.duration.text))
    if step.channel:
        meta.append(("Channel", safe(step.channel)))
    if step.tools:
        meta.append(("Tools", view.listed(view.entry_link("tools", tool) for tool in step.tools)))
    return {
        "anchor": step.anchor,
        "title": step.title,
        "meta": meta,
        "notes": safe(step.notes) if step.notes else "",
        "actions": [_action(action) for action in step.actions],
        "outputs": Markup("; ").join(safe(output) for output in step.outputs),
    }


def _action(action: Action) -> dict[str, Any]:
    return {
        "text": safe(action.text),
        "details": [safe(detail) for detail in action.details],
        "notes": safe(action.notes) if action.notes else "",
    }


def _success_criteria(entry: Entry) -> Iterator[Markup]:
    for route in (("successCriteria",), ("scope", "outputs")):
        text = text_at(entry, *route)
        if text:
            yield sentence(text)


def _exceptions(entry: Entry) -> Iterator[tuple[Markup, Markup]]:
    for index in range(len(entry.data.get("exceptions", ()))):
        yield (
            text_at(entry, "exceptions", index, "scenario"),
            text_at(entry, "exceptions", index, "handling"),
        )


def _related(view: View, entry: Entry) -> Iterator[tuple[str, Markup]]:
    for name in entry.data.get("related", ()):
        target = view.find(name)
        noun = noun_next_to(target.title, view.noun(target)) if target else ""
        yield noun, view.cited(name)


def _newest_first(reviews: tuple[Review, ...]) -> list[Review]:
    return sorted(reviews, key=lambda review: (review.date, review.index), reverse=True)


def _found(view: View, sop: Sop) -> SearchEntry:
    """Return the search entry of the procedure as a whole; its sections have their own."""
    roles = [sop.owner, sop.backup, *(step.owner for step in sop.steps)]
    titles = [
        found.title
        for kind, names in (("roles", roles), ("tools", sop.all_tools))
        for name in dict.fromkeys(name for name in names if name)
        if (found := view.handbook.find(kind, name))
    ]
    return SearchEntry("", sop.title, " · ".join([sop.purpose.text, *titles]))
