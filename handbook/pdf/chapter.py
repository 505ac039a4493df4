"""A chapter of a document on paper, and the pen it is written with."""

from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup

from handbook.book import Handbook
from handbook.pages.edition import Edition, View
from handbook.pages.status_meaning import meaning_of
from handbook.pages.texts import safe, text_at
from handbook.pdf.markup import read
from handbook.pdf.pieces import Piece, Pieces, chip, link, piece
from handbook.records import Entry
from handbook.source.document import Prose
from handbook.status import Status


class Chapter(NamedTuple):
    """What begins on a new page: its running head, what its foot says of it, and its text."""

    left: str
    right: str
    foot: str
    text: Pieces


class Pen:
    """Writes what stands on the page of the site at an address as pieces of a chapter."""

    def __init__(self, edition: Edition, address: str) -> None:
        self.edition = edition
        self.address = address
        # Two folders deep, as every page of an entry: so its links can be told from the site's.
        self.view: View = edition.view("pages/of-entries/")

    @property
    def handbook(self) -> Handbook:
        """Return the handbook that is written down."""
        return self.edition.handbook

    def key(self, anchor: str) -> str:
        """Return the address of a part of this page."""
        return f"{self.address}#{anchor}"

    def html(self, html: Markup | str) -> Pieces:
        """Return safe HTML, or plain words, as pieces."""
        return read(str(Markup("{}").format(html)), self.address)

    def prose(self, prose: Prose | None) -> Pieces:
        """Return a text as pieces."""
        return self.html(safe(prose)) if prose else []

    def at(self, entry: Entry, *route: str | int) -> Pieces:
        """Return the text at a route of an entry, with its markup if it has any."""
        return self.html(text_at(entry, *route))

    def to(self, kind: str, name: str | None) -> Pieces:
        """Return a link to an entry by its id; a name that means nothing stays a word."""
        return self.html(self.view.to(kind, name))

    def cited(self, name: str) -> Pieces:
        """Return a link to an entry told as "kind/id"."""
        return self.html(self.view.cited(name))

    def link(self, entry: Entry) -> Piece:
        """Return a link to an entry under its title."""
        return link(self.handbook.address(entry), entry.title)


def status_chip(status: Status) -> Piece:
    """Return the word readers see for a status, with its shape and colour."""
    return chip(meaning_of(status).value, status.word)


def fact(name: str, value: Iterable[Piece]) -> dict[str, object]:
    """Return a name with its value, for a strip of facts."""
    return {"name": name, "of": list(value)}


def facts(*found: dict[str, object]) -> Piece:
    """Return a strip of facts, those without a value left out."""
    return {"is": "facts", "of": [], "facts": [one for one in found if one["of"]]}


def told(*parts: Pieces) -> Piece:
    """Return what is to be known of something on one quiet line, what is empty left out."""
    return {"is": "told", "parts": [part for part in parts if part]}


def named(rows: Iterable[tuple[Pieces, Pieces]], width: int = 30) -> Piece:
    """Return names with their values, one below the other."""
    return {
        "is": "named",
        "rows": [{"name": name, "of": value} for name, value in rows],
        "width": width,
    }


def head(title: Piece, trail: Pieces, lead: Pieces) -> Pieces:
    """Return the head of a chapter: where it belongs, its title, what it is for."""
    found: Pieces = [piece("trail", trail)] if trail else []
    found.append(title)
    if lead:
        found.append(piece("lead", lead))
    return found
