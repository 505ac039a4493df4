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


_BY_STATUS = {
    Status.CURRENT: Meaning.GOOD,
    Status.DUE_SOON: Meaning.GOOD,
    Status.NEVER_REVIEWED: Meaning.CARE,
    Status.TO_BE_RETIRED: Meaning.CARE,
    Status.CHANGED: Meaning.CARE,
    Status.SUSPECT: Meaning.CARE,
    Status.OVERDUE: Meaning.CARE,
    Status.NOT_DOCUMENTED: Meaning.BAD,
    Status.UNLISTED: Meaning.BAD,
    Status.DRAFT: Meaning.UNKNOWN,
    Status.RETIRED: Meaning.UNKNOWN,
}


def meaning_of(status: Status) -> Meaning:
    """Return how a reader should take a status."""
    return _BY_STATUS[status]


def chip(meaning: Meaning, word: str) -> Markup:
    """Return a word with the shape and colour of its meaning, which 40-page.css draws."""
    return Markup('<span class="hb-chip hb-chip--{}">{}</span>').format(meaning.value, word)


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
