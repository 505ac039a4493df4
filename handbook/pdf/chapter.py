"""A chapter of a printed document, and the pen that writes it."""

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
    """A chapter, which begins on a new page: its running head, its footer and its text."""

    left: str
    right: str
    foot: str
    text: Pieces


class Pen:
    """Writes the content of a site page as pieces of a chapter."""

    def __init__(self, edition: Edition, address: str) -> None:
        self.edition = edition
        self.address = address
        # Two folders deep, like every entry page, so relative links resolve to the site's root.
        self.view: View = edition.view("pages/of-entries/")

    @property
    def handbook(self) -> Handbook:
        """Return the handbook that is printed."""
        return self.edition.handbook

    def key(self, anchor: str) -> str:
        """Return the address of an anchor on this page."""
        return f"{self.address}#{anchor}"

    def html(self, html: Markup | str) -> Pieces:
        """Return safe HTML, or plain text, as pieces."""
        return read(str(Markup("{}").format(html)), self.address)

    def prose(self, prose: Prose | None) -> Pieces:
        """Return a text as pieces."""
        return self.html(safe(prose)) if prose else []

    def text(self, entry: Entry, *route: str | int) -> Pieces:
        """Return the text at a route of an entry, with any markup."""
        return self.html(text_at(entry, *route))

    def entry_link(self, kind: str, name: str | None) -> Pieces:
        """Return a link to an entry by its id, or an unresolved name as plain text."""
        return self.html(self.view.entry_link(kind, name))

    def cited(self, name: str) -> Pieces:
        """Return a link to an entry given as "kind/id"."""
        return self.html(self.view.cited(name))

    def link(self, entry: Entry) -> Piece:
        """Return a link to an entry, with its title as the text."""
        return link(self.handbook.address(entry), entry.title)


def status_chip(status: Status) -> Piece:
    """Return the word for a status, with its shape and colour."""
    return chip(meaning_of(status).value, status.word)


def fact(name: str, value: Iterable[Piece]) -> dict[str, object]:
    """Return a name and a value for a strip of facts."""
    return {"name": name, "of": list(value)}


def facts(*found: dict[str, object]) -> Piece:
    """Return a strip of facts, omitting those without a value."""
    return {"is": "facts", "of": [], "facts": [one for one in found if one["of"]]}


def quiet_line(*parts: Pieces) -> Piece:
    """Return facts on one quiet line, omitting empty ones."""
    return {"is": "quiet-line", "parts": [part for part in parts if part]}


def named(rows: Iterable[tuple[Pieces, Pieces]], width: int = 30) -> Piece:
    """Return names with their values, one per row."""
    return {
        "is": "named",
        "rows": [{"name": name, "of": value} for name, value in rows],
        "width": width,
    }


def head(title: Piece, trail: Pieces, lead: Pieces) -> Pieces:
    """Return the head of a chapter: its breadcrumb trail, its title and its lead."""
    found: Pieces = [piece("trail", trail)] if trail else []
    found.append(title)
    if lead:
        found.append(piece("lead", lead))
    return found
