"""What the search of the site finds, as files beside its pages."""

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
from handbook.pages.page import Found, found_words, sections
from handbook.pages.search_documents import Prose
from handbook.search.document import Document
from handbook.search.index import MANIFEST, index
from handbook.search.packs import order
from macros.output import write

_FOLDER = "search"
_TITLE = re.compile(r"<h1\b.*?</h1>", re.DOTALL)
_HEADING = re.compile(r"<h[2-6]\b")
# Safe HTML is text of a kind of its own.
_WRITTEN, _READ = Encoder(enc_hook=str), Decoder(Document)


def prose(page: Page, html: str) -> Prose:
    """Return what is found on a page of docs/, from its HTML without what macros made."""
    title = unescape(str(page.title))
    text = _TITLE.sub("", html)
    heading = _HEADING.search(text)
    before = text[: heading.start()] if heading else text
    return Prose(
        address="" if page.url in {".", "./"} else page.url,
        title=title,
        names=_names(page.meta.get("aliases")),
        description=str(page.meta.get("description", "")),
        found=(Found("", title, found_words(before)), *sections(text, title, bare=True)),
    )


def _names(aliases: object) -> tuple[str, ...]:
    """Return the other names of a page; a check tells what is no list of texts."""
    told = aliases if isinstance(aliases, list) else []
    return tuple(name for name in told if isinstance(name, str))


def wanted(edition: Edition) -> str:
    """Return where a procedure that is not found is asked for, with {words} for what was typed.

    Where nobody has said where issues are opened, the guide tells how one is written.
    """
    form = edition.issue(Issue("Wanted: {words}", "request", {"what": "{words}"}))
    return form or f"{GUIDE}procedure/"


class Documents:
    """What can be found of the pages that were made: kept in a file, for all pages say much."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - it is closed when nobody reads it any more
        finalize(self, self._file.close)
        self._places: list[tuple[tuple[object, ...], int, int]] = []

    def add(self, documents: Iterable[Document]) -> None:
        """Keep documents."""
        for document in documents:
            start = self._file.tell()
            self._file.write(_WRITTEN.encode(document))
            self._places.append((order(document), start, self._file.tell() - start))

    def in_order(self) -> Iterator[Document]:
        """Yield them in the order of the index."""
        for _, start, length in sorted(self._places):
            self._file.seek(start)
            yield _READ.decode(self._file.read(length))


def publish(documents: Documents, config: MkDocsConfig) -> None:
    """Write the index into the folder of the site, and how other programs ask the search."""
    folder = Path(config.site_dir)
    store(index(documents.in_order()), folder / _FOLDER)
    if config.site_url:
        write(folder / "opensearch.xml", _description(config))


def store(files: Iterable[tuple[str, str]], folder: Path) -> None:
    """Write the files of an index into a folder, all but the manifest where the manifest says."""
    fresh = folder / "new"
    for name, text in files:
        if name != MANIFEST:
            write(fresh / name, text)
            continue
        named = folder / json.loads(text)["version"]
        if named.exists():
            # It is named after what it holds.
            shutil.rmtree(fresh)
        else:
            fresh.rename(named)
        write(folder / MANIFEST, text)


def _description(config: MkDocsConfig) -> str:
    """Return the OpenSearch description: browsers offer to search the handbook by it."""
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
