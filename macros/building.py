"""One build of the site: the handling of each MkDocs event, from a handbook read once."""

import re
from collections import deque
from collections.abc import Iterator
from functools import cached_property
from html import escape, unescape
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from handbook.amounts import counted
from handbook.front_matter import ALLOWED
from handbook.pages import moved_pages
from handbook.pages.catalogue import indexes, plans
from handbook.pages.check import check_page
from handbook.pages.page import TITLE_ANCHOR, Planned, anchors, headings, planned
from handbook.pages.search_documents import Prose, SearchDocuments, of_prose
from handbook.pages.tasks import tasks
from handbook.times import format_date
from macros import (
    bundles,
    clock,
    discovery,
    downloads,
    front_matter,
    image_sizes,
    long_lists,
    modules,
    navigation,
    not_found,
    pdfs,
    prose,
    record_page,
    redirects,
    search_index,
)
from macros.assistants import Assistants
from macros.calls import Macros
from macros.heads import head_of
from macros.minify import minified
from macros.partials import Partials
from macros.record_page import RecordPage
from macros.runs import Runs
from macros.site import Site, open_site, read_settings, with_folder

log = get_plugin_logger("handbook")
# The page of all procedures, which also links to the PDF of them all.
_CONTENTS = "procedures/"
# The cache of typeset PDFs; it is safe to delete.
_PDF_CACHE = ".cache/pdf"
# The exception class that starts an error message of mkdocs-macros.
_EXCEPTION = re.compile(r"^\w+: ")
# The first line of a page whose macros failed, as mkdocs-macros writes it.
_FAILED = ("# _Macro Rendering Error_", "# _Macro Syntax Error_")


class Building:
    """The state of one build: the site as read, and the failures so far."""

    def __init__(self, config: MkDocsConfig) -> None:
        self.site = self._open(config)
        self.pinned = clock.pin(self.site.today, self.site.zone)
        self.records: list[Planned] = []
        self.gone: frozenset[str] = frozenset()
        self.assistants = Assistants(self.site, Path(config.site_dir))
        self.runs = Runs(self.site, Path(config.site_dir))
        self.prose: list[Prose] = []
        self.documents = search_index.Documents()
        self.failures: list[str] = []
        settings = self.site.handbook.settings
        config.site_name = escape(str(settings.get("title", config.site_name)))
        config.extra["as_of"] = {
            "iso": self.site.today.isoformat(),
            "spoken": format_date(self.site.today),
        }
        config.extra["wanted"] = search_index.request_address(self.site.edition)
        config.extra["whole"] = self.site.edition.pdf(None)
        extensions: list[Any] = config.markdown_extensions
        extensions.append(prose.PlainProse())
        config.mdx_configs.setdefault("toc", {})["slugify"] = prose.anchor
        config.extra["lost"] = not_found.reports(self.site.edition)
        config.extra["groups"] = list(navigation.groups(config.nav or []))
        config.nav = navigation.with_areas(config.nav or [], self.site.handbook)

    def _open(self, config: MkDocsConfig) -> Site:
        """Return the site; raise Abort with one line per error before anything is written."""
        root = Path(config.config_file_path).parent
        open_site.cache_clear()
        settings = read_settings(config)
        config.extra["edit"] = with_folder(settings.edit, root)
        # MkDocs builds some addresses itself, such as the edit links of pages in docs/.
        config.edit_uri_template = config.extra["edit"]
        config.site_url = settings.url
        site = open_site(root, read_settings(config))
        site.abort_on_errors()
        if not settings.serving:
            for cost in settings.unset_notes():
                log.info(cost)
        warnings = len(site.diagnostics)
        if warnings:
            log.info(
                "%s in the handbook; `handbook check` lists them", counted(warnings, "warning")
            )
        return site

    def add_files(self, files: Files, config: MkDocsConfig) -> None:
        """Add every page that is generated from a record or explains a check."""
        edition = self.site.edition
        written = {file.url for file in files}
        self.records = [
            *(planned(page) for page in indexes(edition) if page.address not in written),
            *plans(edition),
            *long_lists.further(self.site),
            *(planned(check_page(edition, check)) for check in self.site.checks),
        ]
        written.update(page.address for page in self.records)
        gone = [
            planned(page)
            for page in moved_pages.removed_pages(edition)
            if page.address not in written
        ]
        self.gone = frozenset(page.address for page in gone)
        self.records += gone
        bundles.add_bundles(files, config)
        modules.add_modules(files, config)
        record_page.set_edit_paths(files)
        record_page.add_pages(self.records, files, config)
        long_lists.add_files(self.site, files, config)

    def tidy(self, page: Page) -> None:
        """Keep the front matter of a docs/ page from making it a template or hiding a macro."""
        for key in front_matter.tidy(page.meta):
            hides = ", which is the name of a macro" if key in Macros.names() else ""
            allowed = ", ".join(ALLOWED)
            log.warning(
                "docs/%s: unknown key in front matter: %r%s; use one of %s",
                page.file.src_uri, key, hides, allowed,
            )  # fmt: skip

    def plain(self, markdown: str) -> str:
        """Return the Markdown of a docs/ page, reserved characters removed and diagrams drawn.

        A diagram that cannot be drawn has already stopped the build, as an error of the handbook.
        """
        return prose.with_drawings(prose.without_private_use(markdown), self.site.stash.store)

    def note_failure(self, markdown: str, page: Page) -> None:
        """Record a page whose macros failed; it must not be published."""
        if markdown.startswith(_FAILED):
            lines = [line.strip() for line in markdown.splitlines() if line.strip()]
            self.failures.append(f"docs/{page.file.src_uri}: {_reason(lines)}")

    def fill(self, html: str, page: Page) -> str:
        """Return the content of a docs/ page with its macros filled in; index its text."""
        page.content = html
        self._name(page)
        self.prose.append(search_index.prose(page, self.site.stash.fill_words(html)))
        return self.site.stash.fill(_with_scrollable_code(html))

    def _name(self, page: Page) -> None:
        """Give a docs/ page a title and table of contents that are safe to print unescaped."""
        title = front_matter.escaped(page.title)
        page.title = title
        page.meta.setdefault("title", title)
        page.meta["section"] = page.url.partition("/")[0] + "/" if page.url else ""
        if not page.is_homepage:
            view = self.site.edition.view(page.url)
            acts = tasks(view, unescape(title), page.edit_url)
            if page.url == _CONTENTS:
                acts = acts._replace(pdf=view.pdf(None))
            page.meta["tasks"] = view.render("tasks", tasks=acts)
        parts = self.site.stash.used_in(page.content or "")
        if not parts:
            return
        filled = self.site.stash.fill(page.content or "")
        first = next(iter(page.toc), None) or AnchorLink(title, TITLE_ANCHOR, 1)
        page.toc = record_page.table_of_contents(first, headings(filled))
        page.present_anchor_ids = (page.present_anchor_ids or set()) | anchors(filled)

    def add_head(self, page: Page) -> None:
        """Add the metadata that a page has in its head."""
        page.meta["head"] = head_of(self.site, page)

    def begin(self, page: Page) -> None:
        """Complete a page so that the theme can render it."""
        if isinstance(page, RecordPage):
            record = page.generate()
            self.assistants.record(record)
            self.documents.add(self.searched.documents(record, page.url))
            self.runs.write(record.address)
        else:
            self.assistants.docs_page(page)
        self.add_head(page)

    def end(self, html: str, page: Page) -> str:
        """Return the final HTML of a page, and release the content that was generated for it."""
        if isinstance(page, RecordPage):
            page.release()
        docs = self.site.handbook.root / "docs"
        return minified(image_sizes.with_sizes(html, page.url, docs), page.url)

    def not_found_page(self, html: str) -> str:
        """Return the final HTML of the 404 page."""
        return minified(html)

    @cached_property
    def searched(self) -> SearchDocuments:
        """Return the search documents of all entries."""
        return SearchDocuments(self.site.edition)

    def add_sitemap(self, files: Files, config: MkDocsConfig) -> None:
        """Give the sitemap the pages that web search may show."""
        config.extra["invited"] = list(discovery.invited(self.site, files))

    def stop_if_failed(self) -> None:
        """Raise PluginError with one line for each page whose macros failed."""
        if self.failures:
            raise PluginError("\n".join(["a macro failed", *self.failures]))

    def configure_templates(self, env: Environment, nav: Navigation) -> None:
        """Configure the template environment: no blank lines, and shared partials."""
        env.trim_blocks = True
        env.lstrip_blocks = True
        env.globals["partial"] = Partials(nav.pages)

    def finish(self, config: MkDocsConfig, files: Files) -> None:
        """Publish the data files and the search index."""
        deque(self.finish_in_steps(config, files), maxlen=0)

    def finish_in_steps(self, config: MkDocsConfig, files: Files) -> Iterator[None]:
        """Do what `finish` does in steps, so that a caller can stop between them."""
        folder = Path(config.site_dir)
        yield from downloads.publishing(self.site, folder)
        summary = unescape(str(config.site_description or ""))
        robots = discovery.robots(self.site, mapped=bool(config.extra["invited"]))
        (folder / "robots.txt").write_text(robots, encoding="utf-8", newline="\n")
        self.assistants.finish(summary)
        not_found.publish(files, self.gone, folder)
        redirects.publish(self.site.edition, files, folder)
        yield
        pdfs.write_pdfs(self.site.edition, folder, self.site.handbook.root / _PDF_CACHE)
        yield
        self.documents.add(map(of_prose, self.prose))
        search_index.publish(self.documents, config)


def _with_scrollable_code(html: str) -> str:
    """Return HTML in which wide code blocks can be scrolled by keyboard."""
    return re.sub(r"<pre\b(?![^>]*tabindex)", '<pre tabindex="0"', html)


def _reason(lines: list[str]) -> str:
    """Return the error message in the page that mkdocs-macros made of it."""
    for line in lines[2:]:
        if line.startswith("_"):
            return _EXCEPTION.sub("", line.replace("_", "").replace("*", ""))
    return "its macros could not be read"
