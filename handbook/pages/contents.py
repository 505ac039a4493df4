"""The table of contents: every procedure and every undocumented process, area by area."""

from collections.abc import Iterable, Iterator, Mapping
from sys import intern
from typing import NamedTuple

from markupsafe import Markup

from handbook.book import Handbook
from handbook.collation import alphabetical
from handbook.pages.edition import GUIDE, Edition, View
from handbook.pages.facets import area_facet, choices, status_facet, status_key
from handbook.pages.issue import Issue
from handbook.pages.list_cells import Cell, Value
from handbook.pages.listing import RETIRED, Choice, Facet, Line, Listing, Order
from handbook.pages.rows import COLUMNS, missing_status, procedure_cells, process_cells
from handbook.pages.status_meaning import meaning_of
from handbook.records import Process, Sop
from handbook.source.markdown import slug
from handbook.status import Status

ADDRESS = "procedures/"
_ORDERS = (
    Order("", "Area", "place", grouped=True),
    Order("title", "Title", "rank"),
    Order("owner", "Owner", "owner", grouped=True),
    Order("status", "Status", "status", grouped=True),
    Order("due", "Next review", "due"),
    Order("changed", "Last change", "changed", down=True),
)
_EVERYONE = "everyone"


def contents(view: View) -> Markup:
    """Return the first page of the full list, with a filter form for browsers that run scripts."""
    listing = contents_listing(view.edition)
    used = {line.keys.get("area") for line in listing.lines}
    empty = [area for area in view.handbook.entries("areas") if (area.id,) not in used]
    return view.render(
        "contents",
        listing=listing,
        empty=[view.link(area) for area in empty if area.status != "retired"],
        wanted=_request_href(view),
        guide=view.site(f"{GUIDE}procedure/"),
    )


def _request_href(view: View) -> str | None:
    """Return where to request a missing procedure: a form if there is one, else the inventory."""
    form = view.edition.issue(Issue("Wanted: a procedure", "request"))
    register = view.handbook.registers.get("processes")
    return form or (view.edition.edit(register.kind.files) if register else None)


def contents_listing(edition: Edition) -> Listing:
    """Return the full list, computed once per edition: by area, missing and retired ones last."""
    return edition.handbook.cached(("contents", edition.today), lambda: _listing(edition))


def _listing(edition: Edition) -> Listing:
    handbook = edition.handbook
    groups = _groups(handbook)
    found = [*_procedures(edition), *_undocumented(handbook)]
    for line in found:
        groups.setdefault(line.group, line.cells[_AREA] if line.cells[_AREA].value else _NO_AREA)
    # Retired procedures come last, regardless of area.
    groups.pop(RETIRED, None)
    groups[RETIRED] = Value("Retired")
    places = {group: place for place, group in enumerate(groups)}
    found.sort(
        key=lambda line: (
            places[line.group],
            bool(line.look),
            alphabetical(str(line.cells[0].value)),
        )
    )
    return Listing(
        name="procedures",
        title="Procedures",
        address=ADDRESS,
        source="docs/procedures/index.md",
        columns=COLUMNS,
        lines=tuple(found),
        facets=tuple(_facets(handbook, found)),
        orders=_ORDERS,
        groups=groups,
    )


_AREA = next(place for place, column in enumerate(COLUMNS) if column.name == "area")
_NO_AREA = Value("No area")


def _groups(handbook: Handbook) -> dict[str, Cell]:
    return {
        _group(area.id): Value(area.title, ("areas", area.id)) for area in handbook.entries("areas")
    }


def _group(area: str) -> str:
    return intern(f"area--{slug(area)}")


def _procedures(edition: Edition) -> Iterator[Line]:
    for sop in edition.handbook.sops.values():
        retired = sop.status == "retired"
        yield Line(
            cells=procedure_cells(edition, sop),
            keys=_keys(edition, sop),
            words=_words(edition.handbook, sop),
            group=RETIRED if retired else _group(sop.area),
        )


def _keys(edition: Edition, sop: Sop) -> Mapping[str, tuple[str, ...]]:
    """Return the filter keys of a procedure; names that do not resolve are left out."""
    handbook = edition.handbook
    doers = [role for step in sop.steps for role in (step.owner, *step.helpers) if role]
    return {
        "area": _known(handbook, "areas", [sop.area]),
        "owner": _known(handbook, "roles", [sop.owner]),
        "role": _known(handbook, "roles", doers),
        "status": (status_key(edition.standings[sop.id].status),),
        "tool": _known(handbook, "tools", sop.all_tools),
        "audience": _audience(handbook, sop),
    }


def _known(handbook: Handbook, kind: str, ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in ids if handbook.find(kind, one)))


def _audience(handbook: Handbook, sop: Sop) -> tuple[str, ...]:
    """Return the audience of a procedure as "kind/id"; every way to say everyone has one key."""
    named = [name for name in sop.audience if handbook.find(*_split(name))]
    entries = [handbook.find(*_split(name)) for name in named]
    if not named or any(entry and entry.data.get("everyone") for entry in entries):
        return (_EVERYONE,)
    return tuple(named)


def _split(name: str) -> tuple[str, str]:
    kind, _, entry_id = name.partition("/")
    return kind, entry_id


def _words(handbook: Handbook, sop: Sop) -> str:
    """Return extra search words for a procedure, on top of its cells and filter keys."""
    backup = handbook.find("roles", sop.backup) if sop.backup else None
    names = [backup.title, *backup.aliases] if backup else []
    words = [sop.id, *sop.entry.aliases, *names, *(step.title for step in sop.steps)]
    return " ".join(" ".join(words).split())


def _undocumented(handbook: Handbook) -> Iterator[Line]:
    for process in handbook.processes_in_use:
        if not handbook.sops_of(process):
            yield _process_line(handbook, process)


def _process_line(handbook: Handbook, process: Process) -> Line:
    area = str(process.entry.data.get("area", ""))
    return Line(
        cells=process_cells(handbook, process),
        keys={
            "area": _known(handbook, "areas", [area]),
            "owner": _known(handbook, "roles", [process.owner]),
            "status": (status_key(missing_status(process)),),
        },
        words=" ".join([process.id, *process.entry.aliases]),
        group=_group(area),
        look="hb-row--missing",
    )


def _facets(handbook: Handbook, lines: list[Line]) -> Iterator[Facet]:
    """Yield the facets of the list; every choice matches at least one line."""
    used = {
        name: {key for line in lines for key in line.keys.get(name, ())}
        for name in ("area", "owner", "role", "status", "tool", "audience")
    }
    yield area_facet(handbook, used["area"])
    yield Facet("owner", "Owner", choices(handbook, "roles", used["owner"]))
    yield Facet("role", "Does a step", choices(handbook, "roles", used["role"]))
    yield status_facet(used["status"], status_key(Status.RETIRED))
    yield Facet("tool", "Tool", choices(handbook, "tools", used["tool"]))
    yield Facet("audience", "For", tuple(_audiences(handbook, used["audience"])))


def _audiences(handbook: Handbook, used: set[str]) -> Iterator[Choice]:
    if _EVERYONE in used:
        yield Choice(_EVERYONE, "Everyone")
    entries = {name: handbook.find(*_split(name)) for name in used - {_EVERYONE}}
    found = [(entry.title, name) for name, entry in entries.items() if entry]
    for title, name in sorted(found, key=lambda pair: (alphabetical(pair[0]), pair[1])):
        yield Choice(name, title)


class Tile(NamedTuple):
    """One tile of the status strip: a count, its status and a link to the filtered list."""

    number: int
    word: str
    meaning: str
    href: str


def state(view: View) -> Markup:
    """Return the status strip: how many procedures have each status."""
    counts: dict[str, int] = {}
    for line in contents_listing(view.edition).lines:
        word = str(line.cells[_STATUS].value)
        counts[word] = counts.get(word, 0) + 1
    always = (Status.CURRENT, Status.OVERDUE, Status.DRAFT, Status.NOT_DOCUMENTED)
    shown = [*always, *([Status.UNLISTED] if counts.get(Status.UNLISTED.word) else [])]
    tiles = [
        Tile(
            number=counts.get(status.word, 0),
            word=status.word,
            meaning=meaning_of(status).value,
            href=view.site(f"{ADDRESS}?status={status_key(status)}"),
        )
        for status in shown
    ]
    return view.render("state", tiles=tiles, day=view.today)


_STATUS = next(place for place, column in enumerate(COLUMNS) if column.name == "status")
