"""The documents that can be printed: a procedure, an area, or the whole handbook."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from handbook.amounts import counted
from handbook.book import Handbook
from handbook.pages.edition import Edition
from handbook.pdf.area import area, overview, procedures_of, without
from handbook.pdf.chapter import Chapter, Pen, fact, status_chip
from handbook.pdf.document import Document, pieces_of, resolve
from handbook.pdf.measures import metrics
from handbook.pdf.meetings import meetings
from handbook.pdf.people import index, roles
from handbook.pdf.pictures import pictures
from handbook.pdf.pieces import Pieces, piece
from handbook.pdf.procedure import procedure
from handbook.pdf.registers import registers
from handbook.pdf.texts import checklists, templates
from handbook.records import Entry, Sop
from handbook.status import Status
from handbook.times import format_date

PAPERS = {"A4": "a4", "Letter": "us-letter"}
_NOTE = (
    "This copy shows the handbook on its edition date; the current version takes precedence. "
    "Check the status of a procedure before you rely on it."
)


class PrintOptions(NamedTuple):
    """How a document is printed: the paper size, and the revision if known."""

    paper: str = "A4"
    revision: str = ""


_A4 = PrintOptions()


def whole(edition: Edition, how: PrintOptions = _A4) -> Document:
    """Return the whole handbook."""
    handbook = edition.handbook
    title = _title(handbook)
    cover = _cover(edition, how, title, "", _counts(edition, list(handbook.sops_in_use)))
    chapters = [chapter for chapter in _chapters(edition) if chapter.text]
    return _document(edition, how, chapters, title=title, subject=title, cover=cover)


def of_area(edition: Edition, entry: Entry, how: PrintOptions = _A4) -> Document:
    """Return one area with its procedures, each on a new page."""
    pen = Pen(edition, edition.handbook.address(entry))
    sops = procedures_of(pen, entry.id)
    title = _title(edition.handbook)
    lead = str(entry.data.get("description", ""))
    chapters = [
        area(pen, entry),
        *(procedure(Pen(edition, edition.handbook.address(sop.entry)), sop, 2) for sop in sops),
    ]
    cover = _cover(edition, how, entry.title, lead, _counts(edition, sops))
    return _document(
        edition, how, chapters, title=f"{entry.title}, {title}", subject=entry.title, cover=cover
    )


def of_procedure(edition: Edition, sop: Sop, how: PrintOptions = _A4) -> Document:
    """Return one procedure, without a cover."""
    pen = Pen(edition, edition.handbook.address(sop.entry))
    title = f"{sop.title}, {_title(edition.handbook)}"
    return _document(
        edition, how, [procedure(pen, sop)], title=title, subject=sop.purpose.text, cover=None
    )


def _title(handbook: Handbook) -> str:
    return str(handbook.settings.get("title", "Operations handbook"))


def _chapters(edition: Edition) -> Iterator[Chapter]:
    yield from _procedures(edition)
    yield roles(Pen(edition, "roles/"))
    yield meetings(Pen(edition, "meetings/"))
    yield checklists(Pen(edition, "checklists/"))
    yield templates(Pen(edition, "templates/"))
    yield metrics(Pen(edition, "metrics/"))
    yield from registers(Pen(edition, "registers/"))
    yield index(Pen(edition, "index/"))


def _procedures(edition: Edition) -> Iterator[Chapter]:
    handbook = edition.handbook
    pen = Pen(edition, "procedures/")
    areas = handbook.active_entries("areas")
    filled = [entry for entry in areas if procedures_of(pen, entry.id)]
    yield overview(pen, areas)
    for entry in filled:
        yield area(Pen(edition, handbook.address(entry)), entry, 2, "Procedures")
        for sop in procedures_of(pen, entry.id):
            yield procedure(Pen(edition, handbook.address(sop.entry)), sop, 3)
    known = {entry.id for entry in areas}
    for sop in handbook.sops_in_use:
        if sop.area not in known:
            yield procedure(Pen(edition, handbook.address(sop.entry)), sop, 2)
    empty = [entry for entry in areas if entry not in filled]
    if empty:
        yield without(pen, empty)


def _counts(edition: Edition, sops: list[Sop]) -> Pieces:
    """Return the number of procedures, in total and by status."""
    counts: dict[str, tuple[Status, int]] = {}
    for sop in sops:
        status = edition.standings[sop.id].status
        counts[status.word] = (status, counts.get(status.word, (status, 0))[1] + 1)
    found: Pieces = [counted(len(sops), "procedure")]
    for status, number in sorted(counts.values(), key=lambda one: list(Status).index(one[0])):
        found += [piece("br"), f"{number:,} ", status_chip(status)]
    return found


def _cover(
    edition: Edition, how: PrintOptions, title: str, lead: str, counts: Pieces
) -> dict[str, Any]:
    handbook = edition.handbook
    own = _title(handbook)
    facts = [
        fact("Handbook", [own] if title != own else []),
        fact("Edition", [format_date(edition.today)]),
        fact("Revision", [piece("code", text=how.revision)] if how.revision else []),
        fact("Status", counts),
        fact("Online at", [piece("a", [edition.url], url=edition.url)] if edition.url else []),
    ]
    return {
        "company": str(handbook.settings.get("company", "")),
        "title": title,
        "lead": lead,
        "facts": [one for one in facts if one["of"]],
        "note": _NOTE,
    }


def _document(
    edition: Edition,
    how: PrintOptions,
    chapters: list[Chapter],
    *,
    title: str,
    subject: str,
    cover: dict[str, Any] | None,
) -> Document:
    handbook = edition.handbook
    day = edition.today
    label = f"{format_date(day)} ({how.revision})" if how.revision else format_date(day)
    finished = resolve(chapters, edition.url)
    return Document(
        title=title,
        day=day,
        data={
            "paper": PAPERS[how.paper],
            "language": "en",
            "title": title,
            "company": str(handbook.settings.get("company", "")),
            "subject": subject,
            "keywords": [],
            "date": [day.year, day.month, day.day],
            "foot": _title(handbook),
            "edition": label,
            "cover": cover,
            "contents": cover is not None,
            "depth": 3,
            "chapters": finished,
        },
        pictures=pictures(handbook.root, pieces_of(finished)),
    )
