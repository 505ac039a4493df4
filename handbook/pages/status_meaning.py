"""What a status means to a reader: one of four meanings, each with its own shape."""

from enum import StrEnum

from markupsafe import Markup

from handbook.status import Status


class Meaning(StrEnum):
    """One of the four meanings."""

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
    """Return the meaning of a status."""
    return _BY_STATUS[status]


def chip(meaning: Meaning, word: str) -> Markup:
    """Return a word as a chip with the shape and colour of its meaning, styled in 40-page.css."""
    return Markup('<span class="hb-chip hb-chip--{}">{}</span>').format(meaning.value, word)


def dated_chip(meaning: Meaning, word: str, when: Markup) -> Markup:
    """Return a chip followed by the date it refers to."""
    return Markup('<span class="hb-dated">{} <span>{}</span></span>').format(
        chip(meaning, word), when
    )


def status_chip(status: Status) -> Markup:
    """Return the word for a status as a chip."""
    return chip(meaning_of(status), status.word)


def entry_chip(status: str) -> Markup:
    """Return a chip for a draft or retired entry, or nothing if it is active."""
    if status == "active":
        return Markup("")
    return chip(Meaning.UNKNOWN, status.capitalize())
