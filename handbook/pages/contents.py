"""The table of contents: every procedure and every process that still lacks one, area by area."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markupsafe import Markup

from handbook.pages.edition import View
from handbook.pages.meaning import meaning_of
from handbook.pages.rows import Row, procedure_row, process_row
from handbook.records import Process, Sop
from handbook.source.markdown import slug
from handbook.status import Status


class Line(NamedTuple):
    """A row with what it can be filtered by: ids, a word, and the words it is found under."""

    row: Row
    area: str
    owner: str
    status: str
    tools: str
    text: str
    missing: bool


class Section(NamedTuple):
    """The lines of one area."""

    anchor: str
    title: Markup
    lines: list[Line]


class Choice(NamedTuple):
    """What a filter offers: its name in the address, its label, and its options."""

    name: str
    label: str
    options: list[tuple[str, str]]


def contents(view: View) -> Markup:
    """Return the whole list, with the means to filter it where scripts run."""
    handbook = view.handbook
    lines = [*_procedures(view), *_missing(view)]
    by_area: dict[str, list[Line]] = {area.id: [] for area in handbook.entries("areas")}
    for line in lines:
        by_area.setdefault(line.area, []).append(line)
    sections = [
        Section(f"area--{slug(area)}", _area_title(view, area), sorted(found, key=_order))
        for area, found in by_area.items()
        if found
    ]
    empty = [view.link(area) for area in handbook.entries("areas") if not by_area[area.id]]
    return view.render(
        "contents",
        sections=sections,
        empty=empty,
        choices=list(_choices(view, lines)),
        number=len(lines),
    )


def _order(line: Line) -> tuple[bool, str]:
    return line.missing, line.row.title.casefold()


def _area_title(view: View, area: str) -> Markup:
    entry = view.handbook.find("areas", area)
    return view.link(entry) if entry else Markup("{}").format(area or "No area")


def _procedures(view: View) -> Iterator[Line]:
    for sop in view.handbook.sops.values():
        status = view.edition.standings[sop.id].status
        yield Line(
            row=procedure_row(view, sop),
            area=sop.area,
            owner=sop.owner,
            status=_key(status.word),
            tools=" ".join(dict.fromkeys(tools_of(sop))),
            text=_text(view, sop),
            missing=False,
        )


def tools_of(sop: Sop) -> Iterable[str]:
    """Return the ids of all tools of a procedure and its steps, some of them twice."""
    return [*sop.tools, *(tool for step in sop.steps for tool in step.tools)]


def _text(view: View, sop: Sop) -> str:
    """Return the words a procedure is found under in the list."""
    roles = [sop.owner, sop.backup, *(step.owner for step in sop.steps)]
    names = [
        *(("roles", role) for role in roles if role),
        *(("tools", tool) for tool in tools_of(sop)),
    ]
    cited = [entry for name in dict.fromkeys(names) if (entry := view.handbook.find(*name))]
    words = [sop.title, sop.id, *sop.entry.aliases, sop.purpose.text]
    words += [step.title for step in sop.steps]
    words += [name for entry in cited for name in (entry.title, *entry.aliases)]
    return " ".join(" ".join(words).casefold().split())


def _missing(view: View) -> Iterator[Line]:
    for process in view.handbook.processes_in_use:
        if not view.handbook.sops_of(process):
            yield _process(view, process)


def _process(view: View, process: Process) -> Line:
    status = Status.UNLISTED if process.kept_at else Status.NOT_DOCUMENTED
    return Line(
        row=process_row(view, process),
        area=str(process.entry.data.get("area", "")),
        owner=process.owner,
        status=_key(status.word),
        tools="",
        text=" ".join([process.title, *process.entry.aliases]).casefold(),
        missing=True,
    )


def _choices(view: View, lines: list[Line]) -> Iterator[Choice]:
    statuses = {_key(status.word): status.word for status in Status}
    used = {line.status for line in lines}
    yield Choice("area", "Area", _titles(view, "areas", [line.area for line in lines]))
    yield Choice("owner", "Owner", _titles(view, "roles", [line.owner for line in lines]))
    yield Choice("status", "Status", [(key, word) for key, word in statuses.items() if key in used])
    yield Choice(
        "tool",
        "Tool",
        _titles(view, "tools", [tool for line in lines for tool in line.tools.split()]),
    )


def _titles(view: View, kind: str, ids: list[str]) -> list[tuple[str, str]]:
    titles = {}
    for entry_id in ids:
        entry = view.handbook.find(kind, entry_id)
        titles[entry_id] = entry.title if entry else entry_id
    return sorted(titles.items(), key=lambda pair: pair[1].casefold())


def _key(word: str) -> str:
    return word.lower().replace(" ", "-")


class Tile(NamedTuple):
    """One figure of the state strip: how many, of what, and where to see them."""

    number: int
    word: str
    meaning: str
    href: str


def state(view: View) -> Markup:
    """Return the state of the handbook in one strip: how many procedures are in which state."""
    counts: dict[str, int] = {}
    for found in view.edition.standings.values():
        if found.status is not Status.RETIRED:
            counts[found.status.word] = counts.get(found.status.word, 0) + 1
    for line in _missing(view):
        word = next(status.word for status in Status if _key(status.word) == line.status)
        counts[word] = counts.get(word, 0) + 1
    always = (Status.CURRENT, Status.OVERDUE, Status.DRAFT, Status.NOT_DOCUMENTED)
    shown = [*always, *([Status.UNLISTED] if counts.get(Status.UNLISTED.word) else [])]
    tiles = [
        Tile(
            number=counts.get(status.word, 0),
            word=status.word,
            meaning=meaning_of(status).value,
            href=view.site(f"procedures/?status={_key(status.word)}"),
        )
        for status in shown
    ]
    total = sum(tile.number for tile in tiles)
    return view.render("state", tiles=tiles, total=total, day=view.today)
