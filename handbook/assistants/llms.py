"""The list of pages for assistants, in the format of llmstxt.org."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote

from handbook.assistants.page import NAME, Origin
from handbook.book import Handbook
from handbook.markup import plain

# Above this number, area pages are listed instead of procedures.
_MAX_PROCEDURES = 300
_WORKING_KINDS = ("meetings", "checklists", "templates", "roles", "workflows")
_WORKING_PAGES = ("procedures/", *(f"{kind}/" for kind in _WORKING_KINDS))
_OPTIONAL = ("reports/", "guide/", "checks/", "changes/", "registers/")


_INTRODUCTION = (
    f"Every page is also available as Markdown: add `{NAME}` to its address. Each procedure starts "
    "with its status; one that needs an update may be out of date. All facts and the references "
    "between them are available as JSON."
)


class ListedPage(NamedTuple):
    """A page in the list: its address relative to the site root, its title and description."""

    address: str
    title: str
    description: str


def llms(handbook: Handbook, pages: Sequence[ListedPage], summary: str, about: Origin) -> str:
    """Return the list of pages; `pages` are all pages of the site except retired ones."""
    by_address = {page.address: page for page in pages}
    lines = [f"# {plain(about.name)}", "", f"> {plain(summary)}", "", _INTRODUCTION]
    for title, found in _sections(handbook, by_address):
        if found:
            lines += ["", f"## {plain(title)}", "", *(_line(page, about) for page in found)]
    return "\n".join(lines) + "\n"


def is_working_page(address: str) -> bool:
    """Return whether people work from a page, so that it belongs in llms-full.txt."""
    return address.startswith(_WORKING_PAGES) and address.count("/") == 2


def _sections(
    handbook: Handbook, pages: Mapping[str, ListedPage]
) -> Iterator[tuple[str, list[ListedPage]]]:
    yield from _procedures(handbook, pages)
    for kind in _WORKING_KINDS:
        register = handbook.registers.get(kind)
        if register is not None:
            found = (pages.get(handbook.address(entry)) for entry in register)
            yield register.kind.title, [page for page in found if page]
    ends = [page for page in pages.values() if page.address.count("/") == 1]
    yield (
        "Sections",
        [page for page in ends if not page.address.startswith((*_OPTIONAL, _DATA_PAGE))],
    )
    yield "Data", [*_DATA, *(page for page in ends if page.address == _DATA_PAGE)]
    aside = [page for page in pages.values() if page.address.startswith(_OPTIONAL)]
    yield "Optional", [page for page in aside if not page.address.startswith("checks/")]


_DATA_PAGE = "api/"
_DATA = (
    ListedPage(
        "api/v1/handbook.json", "The whole handbook", "Every register, status and reference."
    ),
    ListedPage("changes/feed.json", "Recent changes", "What changed, as JSON Feed."),
    ListedPage(
        "llms-full.txt", "All working pages", "Procedures, meetings, checklists and the like."
    ),
)


def _procedures(
    handbook: Handbook, pages: Mapping[str, ListedPage]
) -> Iterator[tuple[str, list[ListedPage]]]:
    sops = handbook.sops_in_use
    areas = {area.id: area for area in handbook.entries("areas")}
    if len(sops) > _MAX_PROCEDURES:
        found = (pages.get(handbook.address(area)) for area in areas.values())
        yield "Procedures, by area", [page for page in found if page]
        return
    for area in dict.fromkeys([*areas, *(sop.area for sop in sops)]):
        title = areas[area].title if area in areas else area
        listed = (pages.get(handbook.address(sop.entry)) for sop in sops if sop.area == area)
        yield f"Procedures: {title}", [page for page in listed if page]


def _line(page: ListedPage, about: Origin) -> str:
    address = f"{page.address}{NAME}" if page.address.endswith("/") else page.address
    description = f": {plain(page.description)}" if page.description else ""
    return f"- [{plain(page.title)}]({about.base}{quote(address, safe='/')}){description}"
