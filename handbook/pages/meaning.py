"""What a status means to a reader: one of four meanings, each with a shape of its own."""

from enum import StrEnum

from markupsafe import Markup

from handbook.status import Status


class Meaning(StrEnum):
    """How a reader should take it."""

    GOOD = "good"
    CARE = "care"
    BAD = "bad"
    UNKNOWN = "unknown"


# Drawn on 16 x 16: a disc with a tick, a triangle, a square with a cross, an open ring.
_DISC = "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1z"
_TICK = "m3.4 4.2-4.3 4.5-2.2-2.1-1 1.1 3.2 3.2 5.4-5.6z"
_TRIANGLE = "M8 .9 16 15H0z"
_POINT = "M7.2 6v4.4h1.6V6zm0 5.4V13h1.6v-1.6z"
_SQUARE = "M1.5 1.5h13v13h-13z"
_CROSS = (
    "m3.2 4.3L6.9 8l-2.2 2.2 1.1 1.1L8 9.1l2.2 2.2 1.1-1.1L9.1 8l2.2-2.2-1.1-1.1L8 6.9 5.8 4.7z"
)
_HOLE = "M8 2.8a5.2 5.2 0 1 0 0 10.4A5.2 5.2 0 0 0 8 2.8z"
_SHAPES = {
    Meaning.GOOD: _DISC + _TICK,
    Meaning.CARE: _TRIANGLE + _POINT,
    Meaning.BAD: _SQUARE + _CROSS,
    Meaning.UNKNOWN: _DISC + _HOLE,
}
_BY_STATUS = {
    Status.CURRENT: Meaning.GOOD,
    Status.DUE_SOON: Meaning.GOOD,
    Status.NEVER_REVIEWED: Meaning.CARE,
    Status.CHANGED: Meaning.CARE,
    Status.SUSPECT: Meaning.CARE,
    Status.OVERDUE: Meaning.CARE,
    Status.NOT_DOCUMENTED: Meaning.BAD,
    Status.UNLISTED: Meaning.BAD,
    Status.DRAFT: Meaning.UNKNOWN,
    Status.RETIRED: Meaning.UNKNOWN,
}


def shapes() -> dict[str, str]:
    """Return the shape of each meaning, drawn on 16 x 16, for what is drawn in the browser."""
    return {meaning.value: shape for meaning, shape in _SHAPES.items()}


def meaning_of(status: Status) -> Meaning:
    """Return how a reader should take a status."""
    return _BY_STATUS[status]


def chip(meaning: Meaning, word: str) -> Markup:
    """Return a word with the shape and colour of its meaning."""
    return Markup(
        '<span class="hb-chip hb-chip--{}"><svg viewBox="0 0 16 16" aria-hidden="true">'
        '<path fill-rule="evenodd" d="{}"/></svg>{}</span>'
    ).format(meaning.value, _SHAPES[meaning], word)


def dated_chip(meaning: Meaning, word: str, when: Markup) -> Markup:
    """Return a chip with the date it is about."""
    return Markup('<span class="hb-dated">{} <span>{}</span></span>').format(
        chip(meaning, word), when
    )


def status_chip(status: Status) -> Markup:
    """Return the word readers see for a status, with its shape and colour."""
    return chip(meaning_of(status), status.word)


def entry_chip(status: str) -> Markup:
    """Return a chip for an entry of a register that is a draft or retired; nothing if active."""
    if status == "active":
        return Markup("")
    return chip(Meaning.UNKNOWN, status.capitalize())
