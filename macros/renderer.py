"""Rendering of generated pages outside the MkDocs build, with the same result."""

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
    """A renderer with the state of one build."""

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
        """Return a copy whose building can switch to another site."""
        building = copy(self.building)
        return Renderer(building, self._config, self.files, self._nav, self._env)

    def shown(self, plan: Planned, file: File) -> bytes:
        """Return the HTML of a page, without writing the other files made from it."""
        title = titles(self._config.nav).get(file.src_uri)
        page = RecordPage(plan, file, self._config, title)
        page.read_source(self._config)
        page.generate()
        self.building.add_head(page)
        return self._html_of(page)

    def made(self, page: RecordPage) -> bytes:
        """Return the HTML of a page, and write the other files made from it."""
        self.building.begin(page)
        return self._html_of(page)

    def _html_of(self, page: RecordPage) -> bytes:
        context: Any = get_context(self._nav, (), self._config, page)
        html = self._env.get_template("main.html").render(context)
        return self.building.end(html, page).encode("utf-8", "xmlcharrefreplace")

    def finish_in_steps(self) -> Iterator[None]:
        """Publish what is made from all pages, in steps."""
        return self.building.finish_in_steps(self._config, self.files)
