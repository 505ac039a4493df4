"""The site for AI assistants: each page as Markdown, and the lists of all pages."""

import os
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from mkdocs.structure.pages import Page as MkDocsPage

from handbook.assistants.llms import ListedPage, is_working_page, llms
from handbook.assistants.page import NAME, Origin, Pages, PageSource
from handbook.cache import CACHE, user_cache
from handbook.pages.page import Page as Record
from macros.output import write
from macros.site import Site


class Assistants:
    """A writer that saves each page as Markdown in the site folder, then the lists of pages."""

    def __init__(self, site: Site, folder: Path) -> None:
        name = str(site.handbook.settings.get("title", "handbook"))
        self._about = Origin(name, site.today, site.edition.url)
        self._cache = user_cache(os.environ.get(CACHE))
        self._pages = Pages(self._about, self._cache)
        self._handbook = site.handbook
        self._folder = folder
        self._listed: list[ListedPage] = []
        # Whether llms-full.txt has been started.
        self._is_started = False

    def docs_page(self, page: MkDocsPage) -> None:
        """Write a page of docs/ with its macros filled in."""
        address = "" if page.url == "./" else page.url
        title = unescape(str(page.title))
        description = unescape(str(page.meta.get("description", "")))
        converted = PageSource(address, title, page.content or "", f"docs/{page.file.src_uri}")
        self._write(converted, ListedPage(address, title, description))

    def record(self, page: Record) -> None:
        """Write a page generated from records."""
        listed = ListedPage(page.address, page.title, page.description)
        converted = PageSource(page.address, page.title, page.html, page.source)
        self._write(converted, None if page.retired or page.is_continuation else listed)

    def _write(self, page: PageSource, listed: ListedPage | None) -> None:
        """Write a page, and list it if it belongs in the list."""
        text = self._pages.markdown(page).encode()
        write(self._folder / unquote(page.address) / NAME, text)
        if listed is None:
            return
        self._listed.append(listed)
        if is_working_page(page.address):
            # Appended page by page: in a large handbook they do not all fit in memory.
            with (self._folder / "llms-full.txt").open("ab" if self._is_started else "wb") as full:
                full.write(b"\n" + text if self._is_started else text)
            self._is_started = True

    def finish(self, summary: str) -> None:
        """Write the list of all pages."""
        text = llms(self._handbook, self._listed, summary, self._about)
        write(self._folder / "llms.txt", text)
        self._cache.close()
