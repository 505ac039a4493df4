"""What can be found: a page, or an entry that stands on one, in plain text."""

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple


class Force(IntEnum):
    """Whether what is written holds; what does not is shown after all that does."""

    ACTIVE = 0
    DRAFT = 1
    RETIRED = 2


class Part(NamedTuple):
    """A part of a page with an anchor of its own."""

    anchor: str
    title: str
    text: str


class Link(NamedTuple):
    """A title and where it leads, from the site's root."""

    title: str
    address: str


class Chip(NamedTuple):
    """A status in a word, and how a reader should take it."""

    meaning: str
    word: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """One thing to find; `weight` is how much it counts beside others that fit as well.

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
    force: Force = Force.ACTIVE
    weight: int = 100
    about: str = ""
    also: str = ""
    parts: tuple[Part, ...] = ()
