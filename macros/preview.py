"""The pages of a text whose file was saved, made with what the last build knows."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

from handbook.amended import amended
from handbook.pages.catalogue import pages_of
from handbook.pages.page import Page as Record
from handbook.pages.page import made
from handbook.source.text import read_text
from macros.building import Building
from macros.record_page import RecordPage, source_uri
from macros.tight import tight


class Preview:
    """What one whole build knows, for the pages of texts that were changed after it."""

    def __init__(
        self,
        building: Building,
        config: MkDocsConfig,
        files: Files,
        nav: Navigation,
        env: Environment,
    ) -> None:
        self._building = building
        self._config = config
        self._files = files
        self._nav = nav
        self._env = env

    def prepare(self) -> None:
        """Work out what the first change of a text takes longer than another."""
        sop = next(iter(self._building.site.handbook.sops.values()), None)
        if sop is not None:
            self.pages([sop.entry.document.path])

    def pages(self, paths: Iterable[str]) -> Mapping[str, bytes]:
        """Return the pages of changed texts, by their file in the site's folder.

        `paths` are relative to the handbook's root. A text that says what only a build of
        everything can judge has no preview, and neither has any other kind of file.
        """
        return {name: content for path in paths for name, content in self._pages(path)}

    def _pages(self, path: str) -> Iterator[tuple[str, bytes]]:
        site = self._building.site
        text = read_text(site.handbook.root / path, path)
        found = amended(site.handbook, path, text) if isinstance(text, str) else None
        if found is None:
            return
        handbook, entries = found
        edition = site.edition.amended(handbook, entries)
        # What was changed before stays changed, also on what is shown of it elsewhere.
        self._building.site = site.amended(edition)
        for record in pages_of(edition, entries):
            file = self._files.get_file_from_path(source_uri(record.address))
            if file is not None:
                yield file.dest_uri, self._rendered(record, file)

    def _rendered(self, record: Record, file: File) -> bytes:
        page = RecordPage(made(record), file, self._config)
        page.read_source(self._config)
        page.fill()
        self._building.complete(page)
        context: Any = get_context(self._nav, (), self._config, page)
        html = self._env.get_template("main.html").render(context)
        return tight(html, page.url).encode("utf-8", "xmlcharrefreplace")
