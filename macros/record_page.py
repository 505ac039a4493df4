"""MkDocs pages generated from records: already rendered, neither Markdown nor template."""

from collections.abc import Iterable, Mapping
from html import escape, unescape
from sys import intern
from types import MappingProxyType
from typing import Any
from urllib.parse import urljoin, urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import get_build_date

from handbook.pages.page import TITLE_ANCHOR, Heading, Planned, anchors
from handbook.pages.page import Page as Record
from macros.front_matter import escaped
from macros.navigation import titles
from macros.record_file import RecordFile

_NO_CONTENTS = TableOfContents([])


class RecordPage(MkDocsPage):
    """A page that is generated when it is written, never parsed as Markdown, and not kept.

    There can be ten thousand: it stores only what it cannot compute again.
    """

    __slots__ = (
        "_anchors",
        "_config",
        "_is_deferred",
        "_meta",
        "active",
        "content",
        "file",
        "plan",
        "title",
        "toc",
    )

    previous_page = None
    next_page = None
    # The page itself contains its edit link.
    edit_url = None
    markdown = ""

    def __init__(
        self, plan: Planned, file: File, config: MkDocsConfig, title: str | None = None
    ) -> None:
        file.page = self
        self.file = file
        self.plan = plan
        # The navigation may give it another title, as for any page.
        self.title = escaped(title) if title else escape(plan.title)
        self.active = False
        self._config = config
        self._anchors: set[str] | None = None
        self._is_deferred = False
        self.release()

    @property
    def canonical_url(self) -> str | None:  # type: ignore[override]
        """Its full address, or None if the site's address is not known."""
        base = self._config.site_url
        return urljoin(f"{base.rstrip('/')}/", self.url) if base else None

    @property
    def abs_url(self) -> str | None:  # type: ignore[override]
        """Its address on its host."""
        whole = self.canonical_url
        return urlsplit(whole).path if whole else None

    @property
    def update_date(self) -> str:  # type: ignore[override]
        """The day of the build."""
        return get_build_date()

    @property
    def meta(self) -> Mapping[str, Any]:  # type: ignore[override]
        """The page's metadata; complete only while the page is being written."""
        return MappingProxyType(self._basic_meta()) if self._meta is None else self._meta

    def _basic_meta(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "section": intern(self.plan.address.partition("/")[0] + "/"),
            "record": True,
            # Even in a folder of templates: the plugin would render the title.
            "render_macros": False,
        }

    def read_source(self, config: MkDocsConfig) -> None:
        """Do nothing: there is no source."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Do nothing: MkDocs renders all pages before it writes the first."""

    @property
    def present_anchor_ids(self) -> set[str] | None:  # type: ignore[override]
        """The anchors that links may point to, or None if the page is deferred."""
        if self._is_deferred:
            return None
        if self._anchors is None:
            self._anchors = anchors(self.plan.make().html)
        return self._anchors

    def defer(self) -> None:
        """Keep MkDocs from writing the page, and from checking links into it."""
        self.file.inclusion = InclusionLevel.EXCLUDED
        self._is_deferred = True

    def release(self) -> None:
        """Release the generated content and metadata."""
        self.content = ""
        self.toc = _NO_CONTENTS
        self._meta: dict[str, Any] | None = None

    def generate(self) -> Record:
        """Generate the page and return its record, whose HTML is used unchanged."""
        record = self.plan.make()
        self._meta = {**self._basic_meta(), "description": escape(record.description)}
        self.content = record.html
        title = AnchorLink(escape(record.title), TITLE_ANCHOR, 1)
        self.toc = table_of_contents(title, record.headings)
        return record


def table_of_contents(title: AnchorLink, headings: Iterable[Heading]) -> TableOfContents:
    """Return headings as the theme expects them: escaped, and nested below the page's title."""
    title.children = []
    for heading in headings:
        link = AnchorLink(escape(heading.title), escape(heading.anchor), heading.level)
        if heading.level > 2 and title.children:
            title.children[-1].children.append(link)
        else:
            title.children.append(link)
    return TableOfContents([title])


def add_pages(pages: Iterable[Planned], files: Files, config: MkDocsConfig) -> None:
    """Add a file for each page made from a record.

    Raises PluginError if a page of docs/ has the same address.
    """
    taken = {file.dest_uri: file for file in files}
    nav_titles = titles(config.nav)
    for page in pages:
        uri = source_uri(page.address)
        file = RecordFile(uri, config)
        other = taken.get(file.dest_uri)
        if other is not None:
            raise PluginError(
                f"{page.source} and docs/{other.src_uri} produce the same page, {page.address}; "
                "rename one of them"
            )
        taken[file.dest_uri] = file
        files.append(file)
        RecordPage(page, file, config, nav_titles.get(uri))


def source_uri(address: str) -> str:
    """Return the source path that MkDocs expects for the page at an address."""
    return f"{unescape(address).rstrip('/')}.md"


def set_edit_paths(files: Files) -> None:
    """Make the edit link of each page in docs/ use its path in the repository."""
    for file in files.documentation_pages():
        if file.generated_by is None and file.src_dir is not None:
            file.edit_uri = f"docs/{file.src_uri}"
