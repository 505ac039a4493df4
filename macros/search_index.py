"""The search index of the site, as static files."""

import json
import re
import shutil
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from tempfile import TemporaryFile
from weakref import finalize
from xml.sax.saxutils import escape

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from msgspec.msgpack import Decoder, Encoder

from handbook.pages.edition import GUIDE, Edition
from handbook.pages.issue import Issue
from handbook.pages.page import SearchEntry, found_words, sections
from handbook.pages.search_documents import Prose
from handbook.search.document import Document
from handbook.search.index import MANIFEST, index
from handbook.search.packs import order
from macros.output import write

_FOLDER = "search"
_TITLE = re.compile(r"<h1\b.*?</h1>", re.DOTALL)
_HEADING = re.compile(r"<h[2-6]\b")
# Markup is a subclass of str, which the encoder does not know.
_ENCODER, _DECODER = Encoder(enc_hook=str), Decoder(Document)


def prose(page: Page, html: str) -> Prose:
    """Return the searchable text of a docs/ page, from its HTML without the output of macros."""
    title = unescape(str(page.title))
    text = _TITLE.sub("", html)
    heading = _HEADING.search(text)
    before = text[: heading.start()] if heading else text
    return Prose(
        address="" if page.url in {".", "./"} else page.url,
        title=title,
        names=_names(page.meta.get("aliases")),
        description=str(page.meta.get("description", "")),
        found=(SearchEntry("", title, found_words(before)), *sections(text, title, bare=True)),
    )


def _names(aliases: object) -> tuple[str, ...]:
    """Return the aliases of a page; a check reports values that are not lists of strings."""
    listed = aliases if isinstance(aliases, list) else []
    return tuple(name for name in listed if isinstance(name, str))


def request_address(edition: Edition) -> str:
    """Return the address to request a missing procedure, with {words} for the search words.

    Without a form for issues, it is the guide to writing a procedure.
    """
    form = edition.issue(Issue("Wanted: {words}", "request", {"what": "{words}"}))
    return form or f"{GUIDE}procedure/"


class Documents:
    """The search documents of all pages, stored in a temporary file to save memory."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - closed by the finalizer
        finalize(self, self._file.close)
        self._spans: list[tuple[tuple[object, ...], int, int]] = []

    def add(self, documents: Iterable[Document]) -> None:
        """Store documents."""
        for document in documents:
            start = self._file.tell()
            self._file.write(_ENCODER.encode(document))
            self._spans.append((order(document), start, self._file.tell() - start))

    def in_order(self) -> Iterator[Document]:
        """Yield the documents in index order."""
        for _, start, length in sorted(self._spans):
            self._file.seek(start)
            yield _DECODER.decode(self._file.read(length))


def publish(documents: Documents, config: MkDocsConfig) -> None:
    """Write the index and the OpenSearch description into the site folder."""
    folder = Path(config.site_dir)
    store(index(documents.in_order()), folder / _FOLDER)
    if config.site_url:
        write(folder / "opensearch.xml", _description(config))


def store(files: Iterable[tuple[str, str]], folder: Path) -> None:
    """Write an index into a folder: the manifest at its root, the rest in a versioned folder."""
    fresh = folder / "new"
    for name, text in files:
        if name != MANIFEST:
            write(fresh / name, text)
            continue
        named = folder / json.loads(text)["version"]
        if named.exists():
            # Its name is a digest of its content.
            shutil.rmtree(fresh)
        else:
            fresh.rename(named)
        write(folder / MANIFEST, text)


def _description(config: MkDocsConfig) -> str:
    """Return the OpenSearch description, with which browsers can search the handbook."""
    name = escape(unescape(config.site_name))
    address = escape(f"{config.site_url}?q={{searchTerms}}", {'"': "&quot;"})
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        # The standard allows 16 characters.
        "  <ShortName>Handbook</ShortName>\n"
        f"  <Description>{name}</Description>\n"
        "  <InputEncoding>UTF-8</InputEncoding>\n"
        f'  <Url type="text/html" template="{address}"/>\n'
        "</OpenSearchDescription>\n"
    )
