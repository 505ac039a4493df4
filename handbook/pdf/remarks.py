"""Notes on open discrepancies, worded as on the site: nobody can look them up on paper."""

from collections.abc import Iterable, Iterator

from handbook.amounts import counted
from handbook.discrepancies import Discrepancy, remarks_on
from handbook.pages.remarks import LEADS, remark_text
from handbook.pages.texts import unused_anchor
from handbook.pdf.chapter import Pen
from handbook.pdf.pieces import Piece, Pieces, heading, paragraph, piece, strong
from handbook.records import Entry

# This many come before the steps; the rest follow at the end, where a note points to them.
_FIRST = 2


def remarks(pen: Pen, *entries: Entry) -> Pieces:
    """Return a note with the open questions about entries, each once; empty if there are none."""
    found = {one.id: one for entry in entries for one in remarks_on(pen.handbook, entry)}
    return _note(_texts(pen, found.values()))


def first_remarks(pen: Pen, entry: Entry) -> Pieces:
    """Return a note with the first open questions about an entry, linking to `more_remarks`."""
    found = remarks_on(pen.handbook, entry)
    texts = list(_texts(pen, found[:_FIRST]))
    more = len(found) - _FIRST
    if more > 0:
        label = counted(more, "more question")
        texts.append(paragraph(piece("a", [label], to=_key(pen, entry), paged=True)))
    return _note(texts)


def more_remarks(pen: Pen, entry: Entry, level: int) -> Iterator[Piece]:
    """Yield the remaining open questions about an entry, under a heading of a level."""
    more = remarks_on(pen.handbook, entry)[_FIRST:]
    if more:
        yield heading(level, "More questions", _key(pen, entry), look="after")
        yield from _note(_texts(pen, more))


def _key(pen: Pen, entry: Entry) -> str:
    return pen.key(unused_anchor(entry, "more-questions"))


def _texts(pen: Pen, found: Iterable[Discrepancy]) -> Iterator[Piece]:
    for one in found:
        yield paragraph(strong(f"{LEADS[one.sort]}:"), " ", *pen.html(remark_text(pen.view, one)))


def _note(texts: Iterable[Piece]) -> Pieces:
    listed = list(texts)
    return [piece("note", [piece("small", listed)], meaning="unknown")] if listed else []
