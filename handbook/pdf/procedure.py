"""The chapter of a procedure: what you need to do it first, what reviewers need after it."""

from collections.abc import Iterator

from handbook.pages.procedure import OUTCOMES, needs
from handbook.pages.reviews import last_review, next_review
from handbook.pages.rows import metric_row
from handbook.pages.status_note import note
from handbook.pages.words import dated_text, noun_next_to, sentence
from handbook.pdf.chapter import Chapter, Pen, fact, facts, head, named, status_chip
from handbook.pdf.pieces import Piece, Pieces, heading, joined, listed, paragraph, piece, quiet
from handbook.pdf.remarks import first_remarks, more_remarks
from handbook.records import Action, Sop, Step
from handbook.source.document import Section
from handbook.times import format_date


def procedure(pen: Pen, sop: Sop, level: int = 1) -> Chapter:
    """Return the chapter of a procedure, with its title at a heading level."""
    standing = pen.edition.standings[sop.id]
    version = f"Version {sop.version}" if sop.version else ""
    return Chapter(
        left=sop.title,
        right=version,
        foot=standing.status.word,
        text=[
            *_head(pen, sop, level),
            *_scope(pen, sop),
            *_sections(pen, sop, level + 1, before=True),
            heading(level + 1, "Steps", look="part"),
            *_steps(pen, sop, level + 2),
            piece("after", _after(pen, sop, level + 1)),
        ],
    )


def _head(pen: Pen, sop: Sop, level: int) -> Pieces:
    standing = pen.edition.standings[sop.id]
    area = pen.handbook.find("areas", sop.area)
    title = heading(level, sop.title, pen.address, look="chapter", outlined=True)
    found = head(title, [area.title if area else sop.area], pen.prose(sop.purpose))
    found.append(
        facts(
            fact("Status", [status_chip(standing.status)]),
            fact("Owner", pen.entry_link("roles", sop.owner)),
            fact("Backup", pen.entry_link("roles", sop.backup) or [quiet("None named")]),
            fact("Next review", pen.html(next_review(pen.view, sop, standing))),
            fact("Last review", pen.html(last_review(pen.view, sop, standing))),
            fact("Version", _version(sop)),
            fact("Effective", [format_date(sop.effective)] if sop.effective else []),
        )
    )
    caution = note(pen.view, sop, standing)
    if caution:
        texts = [paragraph(*pen.html(text)) for text in caution.texts]
        found.append(piece("note", texts, meaning=caution.meaning))
    return [*found, *first_remarks(pen, sop.entry)]


_MORE_SCOPE = {
    "Counted from": ("scope", "countedFrom"),
    "Done when": ("successCriteria",),
    "Outputs": ("scope", "outputs"),
}


def _version(sop: Sop) -> Pieces:
    if not sop.version:
        return []
    return [sop.version, *([quiet(" controlled document")] if _is_controlled(sop) else [])]


def _is_controlled(sop: Sop) -> bool:
    return bool(sop.entry.data.get("controlled"))


def _scope(pen: Pen, sop: Sop) -> Pieces:
    rows: list[tuple[Pieces, Pieces]] = [
        ([name], pen.html(value)) for name, value in needs(pen.view, sop)
    ]
    for name, route in _MORE_SCOPE.items():
        value = pen.text(sop.entry, *route)
        rows += [([name], _capital(value))] if value else []
    return [named(rows)] if rows else []


def _capital(parts: Pieces) -> Pieces:
    """Return pieces with the first letter capitalised, if they begin with plain text."""
    if parts and isinstance(parts[0], str):
        return [sentence(parts[0]), *parts[1:]]
    return parts


def _sections(pen: Pen, sop: Sop, level: int, *, before: bool) -> Iterator[Piece]:
    for part in sop.entry.document.sections:
        if part.before_steps == before:
            yield from section(pen, part, level, "part" if before else "after")


def section(pen: Pen, part: Section, level: int, look: str = "entry") -> Iterator[Piece]:
    """Yield a free section of a text: its heading, if any, and its content."""
    if part.title:
        yield heading(level, part.title, pen.key(part.anchor), look=look)
    yield from pen.prose(part.body)


def _steps(pen: Pen, sop: Sop, level: int) -> Iterator[Piece]:
    for step in sop.steps:
        yield {
            "is": "step",
            "number": step.number,
            "title": [step.title],
            "level": level,
            "key": pen.key(step.anchor),
            "meta": list(_meta(pen, step)),
            "of": [*pen.prose(step.notes), *_actions(pen, step)],
            "outputs": _outputs(pen, step),
            "last": step.number == len(sop.steps),
        }


def _meta(pen: Pen, step: Step) -> Iterator[Pieces]:
    """Yield the owner, helpers, time, duration, channel and tools of a step."""
    if step.owner:
        yield pen.entry_link("roles", step.owner)
    if step.helpers:
        yield ["with ", *joined(pen.entry_link("roles", role) for role in step.helpers)]
    if step.when:
        yield [sentence(step.when.text)]
    if step.duration:
        yield [step.duration.text]
    if step.channel:
        yield pen.prose(step.channel)
    if step.tools:
        yield joined(pen.entry_link("tools", tool) for tool in step.tools)


def _actions(pen: Pen, step: Step) -> Pieces:
    items = [_action(pen, action) for action in step.actions]
    return [{"is": "ol", "items": items, "start": 1}] if items else []


def _action(pen: Pen, action: Action) -> Pieces:
    found = pen.prose(action.text)
    if action.details:
        found.append(listed(pen.prose(detail) for detail in action.details))
    return [*found, *pen.prose(action.notes)]


def _outputs(pen: Pen, step: Step) -> Pieces:
    return _capital(joined((pen.prose(output) for output in step.outputs), "; "))


def _after(pen: Pen, sop: Sop, level: int) -> Iterator[Piece]:
    entry = sop.entry
    exceptions = [
        (pen.text(entry, "exceptions", index, "scenario"), _handling(pen, sop, index))
        for index in range(len(entry.data.get("exceptions", ())))
    ]
    if exceptions:
        yield heading(level, "Exceptions", look="after")
        yield named(exceptions, width=45)
    yield from _sections(pen, sop, level, before=False)
    if entry.data.get("metrics"):
        yield heading(level, "Metrics", look="after")
        yield _metrics(pen, [row["metric"] for row in entry.data["metrics"]])
    if entry.data.get("related"):
        yield heading(level, "Related", look="after")
        yield listed(_related(pen, name) for name in entry.data["related"])
    yield from more_remarks(pen, entry, level)
    yield from _history(pen, sop, level)


def _handling(pen: Pen, sop: Sop, index: int) -> Pieces:
    return pen.text(sop.entry, "exceptions", index, "handling") or [quiet("Not specified yet")]


def _metrics(pen: Pen, names: list[str]) -> Piece:
    rows = []
    for name in names:
        link, target, definition = metric_row(pen.view, name)
        rows.append(
            [
                pen.html(link),
                [target] if target else [quiet("None set")],
                [definition] if definition else [quiet("Not defined yet")],
            ]
        )
    head = [["Metric"], ["Target"], ["What is counted"]]
    return {"is": "table", "head": head, "rows": rows}


def _related(pen: Pen, name: str) -> Pieces:
    target = pen.view.find(name)
    noun = noun_next_to(target.title, pen.view.noun(target)) if target else ""
    found = pen.cited(name)
    for one in found:
        if isinstance(one, dict) and one["is"] == "a":
            one["paged"] = True
    return [*found, quiet(f", {noun}")] if noun else found


def _history(pen: Pen, sop: Sop, level: int) -> Iterator[Piece]:
    reviews = sorted(
        pen.handbook.reviews.get(sop.id, ()), key=lambda one: (one.date, one.index), reverse=True
    )
    if reviews:
        yield heading(level, "Reviews", look="after")
        yield named(
            (
                (
                    [format_date(review.date)],
                    [
                        *pen.entry_link("roles", review.reviewer),
                        f": {OUTCOMES[review.outcome]}. {review.checked}",
                    ],
                )
                for review in reviews
            ),
            width=38,
        )
    changes = sop.entry.data.get("changes", ())
    if changes:
        yield heading(level, "Changes", look="after")
        yield named(((_dated(pen, change), _change(change)) for change in changes), width=38)


def _dated(pen: Pen, change: dict[str, str]) -> Pieces:
    version = f" · {change['version']}" if change.get("version") else ""
    return [*pen.html(dated_text(change["date"])), version]


def _change(change: dict[str, str]) -> Pieces:
    by = [quiet(f" {change['author']}")] if change.get("author") else []
    return [change["change"], *by]
