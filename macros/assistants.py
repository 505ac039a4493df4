"""What assistants read of the site: each page as Markdown, and the lists of what there is."""

from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from mkdocs.structure.pages import Page as MkDocsPage

from handbook.assistants.llms import Listed, is_worked_by, llms
from handbook.assistants.page import NAME, About, Pages, Told
from handbook.pages.page import Page as Record
from macros.site import Site
from macros.writing import write


class Docs:
    """The pages of docs/ as they were shown, their macros filled in."""

    def __init__(self) -> None:
        self.listed: list[Listed] = []
        self.told: list[Told] = []

    def keep(self, page: MkDocsPage) -> None:
        """Remember a page that is complete."""
        address = "" if page.url == "./" else page.url
        title = unescape(str(page.title))
        description = unescape(str(page.meta.get("description", "")))
        self.listed.append(Listed(address, title, description))
        self.told.append(Told(address, title, page.content or "", f"docs/{page.file.src_uri}"))


def publish(site: Site, records: Iterable[Record], docs: Docs, summary: str, folder: Path) -> None:
    """Write one file for each page, and the lists, into the folder of the site."""
    made = list(records)
    name = str(site.handbook.settings.get("title", "handbook"))
    about = About(name, site.today, site.edition.url)
    listed = [
        *docs.listed,
        *(Listed(one.address, one.title, one.description) for one in made if not one.retired),
    ]
    write(folder / "llms.txt", llms(site.handbook, listed, summary, about))
    whole = {page.address for page in listed if is_worked_by(page.address)}
    pages = Pages(about)
    # Page by page: of a large handbook all of them together are too much to keep.
    with (folder / "llms-full.txt").open("wb") as full:
        for page in _pages(made, docs):
            text = pages.markdown(page).encode()
            write(folder / unquote(page.address) / NAME, text)
            if page.address in whole:
                full.write(b"\n" + text if full.tell() else text)


def _pages(records: Iterable[Record], docs: Docs) -> Iterator[Told]:
    yield from docs.told
    yield from (Told(one.address, one.title, one.html, one.source) for one in records)
