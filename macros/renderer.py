"""Pages made from records, rendered outside of MkDocs' own round and as they are in it."""

from collections.abc import Iterator
from copy import copy
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

from handbook.pages.page import Planned
from macros.building import Building
from macros.navigation import titles
from macros.record_page import RecordPage


class Renderer:
    """What one build has come to, as far as pages are written from it."""

    def __init__(
        self,
        building: Building,
        config: MkDocsConfig,
        files: Files,
        nav: Navigation,
        env: Environment,
    ) -> None:
        self.building = building
        self.files = files
        self._config = config
        self._nav = nav
        self._env = env

    def copied(self) -> "Renderer":
        """Return one whose building may go over to another site."""
        building = copy(self.building)
        return Renderer(building, self._config, self.files, self._nav, self._env)

    def shown(self, plan: Planned, file: File) -> bytes:
        """Return a page as it is shown; what else is made of it, the build does."""
        title = titles(self._config.nav).get(file.src_uri)
        page = RecordPage(plan, file, self._config, title)
        page.read_source(self._config)
        page.fill()
        self.building.complete(page)
        return self._written(page)

    def made(self, page: RecordPage) -> bytes:
        """Return a page, and write what else is made of it."""
        self.building.begin(page)
        return self._written(page)

    def _written(self, page: RecordPage) -> bytes:
        context: Any = get_context(self._nav, (), self._config, page)
        html = self._env.get_template("main.html").render(context)
        return self.building.end(html, page).encode("utf-8", "xmlcharrefreplace")

    def finishing(self) -> Iterator[None]:
        """Publish what is made of all pages, step by step."""
        return self.building.finishing(self._config, self.files)
