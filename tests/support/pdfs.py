"""Read a PDF with a different library from the one that wrote it."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from pypdf import PdfReader
from pypdf.generic import Destination

from handbook.load import load
from handbook.pages.edition import Edition
from handbook.pdf.document import Document
from handbook.pdf.printable import of_procedure, whole
from handbook.pdf.typeset import Printed, typeset
from tests.support.handbooks import TODAY, procedure, write_handbook

# The text between the running head and the footer, in points.
_FOOT, _HEAD = 65, 775


class Bookmark(NamedTuple):
    """A bookmark: its depth, its title, and its target page, counted from 1."""

    depth: int
    title: str
    page: int


class Link(NamedTuple):
    """A link: the page it is on, and its target page or address."""

    page: int
    to: int | str


@dataclass(frozen=True)
class PrintedPdf:
    """A PDF as read by another library."""

    content: bytes

    @cached_property
    def reader(self) -> PdfReader:
        """Return the library's reader in strict mode, in which repairable faults are errors."""
        return PdfReader(io.BytesIO(self.content), strict=True)

    @property
    def root(self) -> Any:
        """Return the catalogue."""
        return self.reader.trailer["/Root"]

    @cached_property
    def pages(self) -> list[str]:
        """Return the text of each page, including its head and footer."""
        return [page.extract_text() for page in self.reader.pages]

    @cached_property
    def bodies(self) -> list[str]:
        """Return the text of each page without its head and footer."""
        return [_body(page) for page in self.reader.pages]

    @cached_property
    def words(self) -> str:
        """Return all printed text, without heads, footers and whitespace."""
        return without_breaks("".join(self.bodies))

    @cached_property
    def marks(self) -> list[Bookmark]:
        """Return all bookmarks in order."""
        return list(self._marks(self.reader.outline, 1))

    def _marks(self, outline: Any, depth: int) -> Iterator[Bookmark]:
        for one in outline:
            if isinstance(one, list):
                yield from self._marks(one, depth + 1)
            else:
                yield Bookmark(depth, str(one.title), self._page(one))

    def _page(self, destination: Destination) -> int:
        number = self.reader.get_destination_page_number(destination)
        assert number is not None
        return number + 1

    @cached_property
    def links(self) -> list[Link]:
        """Return all links in order; a broken link is an error."""
        return [
            Link(number, self._target(one.get("/A", one)))
            for number, page in enumerate(self.reader.pages, start=1)
            for one in (reference.get_object() for reference in page.get("/Annots", ()))
            if one["/Subtype"] == "/Link"
        ]

    def _target(self, action: Any) -> int | str:
        if "/URI" in action:
            return str(action["/URI"])
        where = action.get("/D") or action["/Dest"]
        if isinstance(where, str):
            return self._page(self.reader.named_destinations[where])
        return next(
            number
            for number, page in enumerate(self.reader.pages, start=1)
            if page.indirect_reference == where[0]
        )


def _body(page: Any) -> str:
    found: list[str] = []

    def visit(text: str, page: Any, line: Any, _font: Any, _size: Any) -> None:
        height = line[4] * page[1] + line[5] * page[3] + page[5]
        if _FOOT < height < _HEAD:
            found.append(text)

    page.extract_text(visitor_text=visit)
    return "".join(found)


def without_breaks(text: str) -> str:
    """Return a text without whitespace and hyphens, either of which may end a printed line."""
    return re.sub(r"[\s\u00ad\u2010-]", "", text)


def edition(root: Path, url: str = "") -> Edition:
    """Return the edition of a handbook on the date used in tests."""
    return Edition(handbook=load(root).handbook, today=TODAY, edit=lambda _: None, url=url)


def printed(document: Document) -> tuple[PrintedPdf, Printed]:
    """Return a document as read from its PDF, and the result of the typesetter."""
    made = typeset(document)
    return PrintedPdf(made.pdf), made


def one_procedure(root: Path, files: dict[str, str] | None = None, **parts: str) -> Document:
    """Return the document of one procedure, written for a test."""
    text = procedure("Supplies", **parts)
    write_handbook(root, {"sops/operations/supplies.md": text, **(files or {})})
    shown = edition(root)
    return of_procedure(shown, shown.handbook.sops["supplies"])


def everything(root: Path, url: str = "") -> Document:
    """Return the document of a whole handbook."""
    return whole(edition(root, url))
