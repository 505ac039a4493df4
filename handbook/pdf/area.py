"""The chapter of an area: its lead, its procedures with page numbers, and what is missing."""

from collections.abc import Iterable, Iterator

from handbook.amounts import counted
from handbook.collation import alphabetical
from handbook.pages.words import truncated
from handbook.pdf.chapter import Chapter, Pen, fact, facts, head, status_chip
from handbook.pdf.pieces import (
    Piece,
    Pieces,
    heading,
    joined,
    listed,
    page_of,
    piece,
    quiet,
    table,
)
from handbook.pdf.remarks import remarks
from handbook.records import Entry, Process, Sop
from handbook.status import Status


def area(pen: Pen, entry: Entry, level: int = 1, part: str = "") -> Chapter:
    """Return the chapter of an area; `part` is the title of the part that contains it."""
    sops = procedures_of(pen, entry.id)
    missing = _missing(pen, entry.id)
    title = heading(level, entry.title, pen.address, look="chapter", outlined=True)
    lead = entry.data.get("description")
    text = head(title, [part] if part else [], [str(lead)] if lead else [])
    text.append(
        facts(
            fact(
                "Led by",
                pen.entry_link("roles", entry.data.get("lead")) or [quiet("No one named yet")],
            ),
            fact("Documented", [counted(len(sops), "procedure")]),
            fact("Not documented", [counted(len(missing), "process")] if missing else []),
        )
    )
    text += remarks(pen, entry)
    text += [_procedures(pen, sops)] if sops else [piece("p", ["There are no procedures yet."])]
    if missing:
        text.append(heading(level + 1, "Not documented yet", look="part"))
        text.append(listed(_process(pen, process) for process in missing))
        text += remarks(pen, *(process.entry for process in missing))
    return Chapter(left=entry.title, right=part, foot="", text=text)


def without(pen: Pen, entries: Iterable[Entry]) -> Chapter:
    """Return one chapter of the areas that have no procedure yet."""
    text: Pieces = [
        piece("trail", ["Procedures"]),
        heading(2, "Areas without a procedure", look="chapter", outlined=True),
        piece("lead", ["Work that only a few people can do stops when they are away."]),
    ]
    for entry in entries:
        text += _short(pen, entry)
    return Chapter(left="Areas without a procedure", right="Procedures", foot="", text=text)


def _short(pen: Pen, entry: Entry) -> Iterator[Piece]:
    yield heading(3, entry.title, pen.handbook.address(entry), look="entry")
    if entry.data.get("description"):
        yield piece("p", [str(entry.data["description"])])
    lead = pen.entry_link("roles", entry.data.get("lead"))
    if lead:
        yield piece("p", [quiet("Led by "), *lead])
    yield from remarks(pen, entry)
    missing = _missing(pen, entry.id)
    if missing:
        yield piece("p", [quiet("Not documented yet:")])
        yield listed(_process(pen, process) for process in missing)


def procedures_of(pen: Pen, area_id: str) -> list[Sop]:
    """Return the procedures in use of an area, sorted by title."""
    found = [sop for sop in pen.handbook.sops_in_use if sop.area == area_id]
    return sorted(found, key=lambda sop: (alphabetical(sop.title), sop.id))


def _missing(pen: Pen, area_id: str) -> list[Process]:
    return [
        process
        for process in pen.handbook.processes_in_use
        if process.entry.data.get("area") == area_id and not pen.handbook.sops_of(process)
    ]


def _procedures(pen: Pen, sops: list[Sop]) -> Piece:
    rows: list[list[Pieces]] = [
        [
            [pen.link(sop.entry), piece("br"), quiet(truncated(sop.purpose.text, 110))],
            pen.entry_link("roles", sop.owner),
            [status_chip(pen.edition.standings[sop.id].status)],
            [page_of(pen.handbook.address(sop.entry))],
        ]
        for sop in sops
    ]
    return table([["Procedure"], ["Owner"], ["Status"], ["Page"]], rows)


def _process(pen: Pen, process: Process) -> Pieces:
    status = Status.UNLISTED if process.kept_at else Status.NOT_DOCUMENTED
    kept = f"kept at {process.kept_at}" if process.kept_at else ""
    details = joined(
        [
            one
            for one in ([quiet(kept)] if kept else [], pen.entry_link("roles", process.owner))
            if one
        ]
    )
    return [process.title, "  ", status_chip(status), *(["  ", *details] if details else [])]


def overview(pen: Pen, entries: Iterable[Entry]) -> Chapter:
    """Return the opening chapter of the procedures: the areas with counts, status and pages."""
    rows: list[list[Pieces]] = []
    for entry in entries:
        sops = procedures_of(pen, entry.id)
        rows.append(
            [
                [pen.link(entry)],
                pen.entry_link("roles", entry.data.get("lead")),
                [str(len(sops) or "none")],
                _states(pen, sops),
                [page_of(pen.handbook.address(entry))],
            ]
        )
    text: Pieces = [heading(1, "Procedures", "procedures/", look="chapter", outlined=True)]
    if rows:
        text.append(table([["Area"], ["Led by"], ["Procedures"], ["Status"], ["Page"]], rows))
    return Chapter(left="Procedures", right="", foot="", text=text)


def _states(pen: Pen, sops: list[Sop]) -> Pieces:
    found = [pen.edition.standings[sop.id].status for sop in sops]
    words: dict[str, list[Status]] = {}
    for status in sorted(found, key=list(Status).index):
        words.setdefault(status.word, []).append(status)
    return joined(
        ([f"{len(group)} ", status_chip(group[0])] for group in words.values()), piece("br")
    )
