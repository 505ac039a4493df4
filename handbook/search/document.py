"""Search documents: a page, or an entry on one, as plain text."""

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple


class Validity(IntEnum):
    """Whether a document is in force; the others rank after those that are."""

    ACTIVE = 0
    DRAFT = 1
    RETIRED = 2


class Part(NamedTuple):
    """A section of a page with its own anchor."""

    anchor: str
    title: str
    text: str


class Link(NamedTuple):
    """A title and its address, relative to the site root."""

    title: str
    address: str


class Chip(NamedTuple):
    """A status as a word, and its meaning: good, care, bad or unknown."""

    meaning: str
    word: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A search document; `weight` is its boost relative to equally good matches, in per cent.

    `names` are searched like the title; `about` is shown, `also` is only searched.
    """

    address: str
    title: str
    kind: str
    noun: str
    names: tuple[str, ...] = ()
    area: str = ""
    owner: Link | None = None
    chip: Chip | None = None
    force: Validity = Validity.ACTIVE
    weight: int = 100
    about: str = ""
    also: str = ""
    parts: tuple[Part, ...] = ()
