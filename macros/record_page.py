"""Pages made from records as MkDocs sees them: rendered already, neither Markdown nor template."""

from collections.abc import Iterable
from html import escape, unescape

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from handbook.pages.page import TITLE_ANCHOR, Heading, Planned, anchors
from handbook.pages.page import Page as Record

# What the head of a page says, which is made with the page.
_OF_HEAD = ("description", "head")


class RecordPage(MkDocsPage):
    """A page that nothing reads as Markdown; it is made while it is written, and not kept."""

    def __init__(self, plan: Planned, file: File, config: MkDocsConfig) -> None:
        super().__init__(escape(plan.title), file, config)
        self.plan = plan

    def read_source(self, config: MkDocsConfig) -> None:
        """Take the title from the record; the theme does not escape it."""
        self.markdown = ""
        self.meta = {
            "title": escape(self.plan.title),
            "section": self.plan.address.partition("/")[0] + "/",
            "record": True,
            # Even in a folder whose pages are templates: the plugin would render the title.
            "render_macros": False,
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Leave the page empty: MkDocs asks for all pages before it writes the first."""
        self.empty()
        self.present_anchor_ids = set()
        self.links_to_anchors = {}

    def fill(self) -> Record:
        """Make the page and return its record, whose HTML is taken as it is."""
        record = self.plan.make()
        self.meta["description"] = escape(record.description)
        self.content = record.html
        title = AnchorLink(escape(record.title), TITLE_ANCHOR, 1)
        self.toc = table_of_contents(title, record.headings)
        self.present_anchor_ids = anchors(record.html)
        return record

    def empty(self) -> None:
        """Keep nothing of the page but its anchors, which links are held against."""
        self.content = ""
        self.toc = TableOfContents([])
        for name in _OF_HEAD:
            self.meta.pop(name, None)


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
    for page in pages:
        uri = source_uri(page.address)
        file = File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        other = taken.get(file.dest_uri)
        if other is not None:
            raise PluginError(
                f"{page.source} and docs/{other.src_uri} make the same page, {page.address}; "
                "rename one of them"
            )
        file.edit_uri = page.source
        taken[file.dest_uri] = file
        files.append(file)
        RecordPage(page, file, config)


def source_uri(address: str) -> str:
    """Return what MkDocs calls the source of the page at an address."""
    return f"{unescape(address).rstrip('/')}.md"


def edit_docs_where_they_are(files: Files) -> None:
    """Let the edit link of a page in docs/ name its path in the repository."""
    for file in files.documentation_pages():
        if file.generated_by is None and file.src_dir is not None:
            file.edit_uri = f"docs/{file.src_uri}"
