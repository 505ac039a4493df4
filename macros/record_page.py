"""Pages made from records as MkDocs sees them: rendered already, neither Markdown nor template."""

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
    """A page that nothing reads as Markdown; it is made while it is written, and not kept.

    There are ten thousand: of what MkDocs notes of a page, this one keeps what it cannot tell anew.
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
    # The page itself says where it is edited.
    edit_url = None
    markdown = ""

    def __init__(
        self, plan: Planned, file: File, config: MkDocsConfig, title: str | None = None
    ) -> None:
        file.page = self
        self.file = file
        self.plan = plan
        # The navigation may call it otherwise, as it may any page.
        self.title = escaped(title) if title else escape(plan.title)
        self.active = False
        self._config = config
        self._anchors: set[str] | None = None
        self._is_deferred = False
        self.empty()

    @property
    def canonical_url(self) -> str | None:  # type: ignore[override]
        """Its address, None if nobody knows that of the site."""
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
        """What its head says: of a page that is not being written only what tells it apart."""
        return MappingProxyType(self._known()) if self._meta is None else self._meta

    def _known(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "section": intern(self.plan.address.partition("/")[0] + "/"),
            "record": True,
            # Even in a folder whose pages are templates: the plugin would render the title.
            "render_macros": False,
        }

    def read_source(self, config: MkDocsConfig) -> None:
        """Read nothing: there is no source."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Leave the page empty: MkDocs asks for all pages before it writes the first."""

    @property
    def present_anchor_ids(self) -> set[str] | None:  # type: ignore[override]
        """What links may lead to, None while nobody knows: few lead into such pages."""
        if self._is_deferred:
            return None
        if self._anchors is None:
            self._anchors = anchors(self.plan.make().html)
        return self._anchors

    def defer(self) -> None:
        """Have MkDocs write no such page, and not hold links against what it will say."""
        self.file.inclusion = InclusionLevel.EXCLUDED
        self._is_deferred = True

    def empty(self) -> None:
        """Keep nothing of what was made; what the head of a page says goes with the page."""
        self.content = ""
        self.toc = _NO_CONTENTS
        self._meta: dict[str, Any] | None = None

    def fill(self) -> Record:
        """Make the page and return its record, whose HTML is taken as it is."""
        record = self.plan.make()
        self._meta = {**self._known(), "description": escape(record.description)}
        self.content = record.html
        title = AnchorLink(escape(record.title), TITLE_ANCHOR, 1)
        self.toc = table_of_contents(title, record.headings)
        return record


def table_of_contents(title: AnchorLink, headings: Iterable[Heading]) -> TableOfContents:
    """Return headings as the theme wants them: nested below the page's title, escaped."""
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
    named = titles(config.nav)
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
        RecordPage(page, file, config, named.get(uri))


def source_uri(address: str) -> str:
    """Return what MkDocs calls the source of the page at an address."""
    return f"{unescape(address).rstrip('/')}.md"


def edit_docs_where_they_are(files: Files) -> None:
    """Let the edit link of a page in docs/ name its path in the repository."""
    for file in files.documentation_pages():
        if file.generated_by is None and file.src_dir is not None:
            file.edit_uri = f"docs/{file.src_uri}"
