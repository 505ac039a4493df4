"""What is shown of each document, packed into files that stay small however many there are.

Documents of one kind and force stand together, and of these the ones that somebody owns: the number
of a document tells all that.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from handbook.json_text import encoded
from handbook.search.document import Document, Force

# A file holds at most so many documents, and no further one once it has so many characters.
SLOTS, SIZE = 16, 6_000
# What is kept of one document to be shown; all of it is searched.
_TITLE, _ABOUT, _TEXTS, _PARTS, _NAMES = 160, 300, 8_000, 60, 10


class Group(NamedTuple):
    """Documents that are alike, from the file of this number on."""

    first: int
    kind: str
    noun: str
    force: Force
    weight: int
    owned: bool


class Pack(NamedTuple):
    """One file, and what stands in it: documents with their numbers."""

    text: str
    numbered: list[tuple[int, Document]]


def packs(documents: Iterable[Document], groups: list[Group]) -> Iterator[Pack]:
    """Yield documents, which are in order, as files.

    Every group is added to `groups` when its first file is made.
    """
    number = 0
    for key, alike in groupby(documents, key=order):
        force, kind, noun, weight, owned = key
        groups.append(Group(number, kind, noun, Force(force), weight, owned))
        for file in _files(alike):
            yield Pack(
                f"[{','.join(text for _, text in file)}]",
                [(number * SLOTS + slot, document) for slot, (document, _) in enumerate(file)],
            )
            number += 1


def order(document: Document) -> tuple[int, str, str, int, bool]:
    """Return what documents are sorted by: what holds stands first, and what is alike together."""
    owned = document.owner is not None
    return document.force, document.kind, document.noun, document.weight, owned


def _files(documents: Iterable[Document]) -> Iterator[list[tuple[Document, str]]]:
    file: list[tuple[Document, str]] = []
    size = 0
    for document in documents:
        text = encoded(_shown(document)).decode()
        if file and (len(file) == SLOTS or size + len(text) > SIZE):
            yield file
            file, size = [], 0
        file.append((document, text))
        size += len(text)
    if file:
        yield file


def _shown(document: Document) -> list[Any]:
    """Return a document as the browser reads it; the order is told again in documents.js."""
    owner, chip = document.owner, document.chip
    return [
        document.address,
        _cut(document.title, _TITLE),
        [_cut(name, _TITLE) for name in document.names[:_NAMES]],
        document.area,
        [owner.title, owner.address] if owner else [],
        [chip.meaning, chip.word] if chip else [],
        _cut(document.about, _ABOUT),
        list(_parts(document)),
    ]


def _parts(document: Document) -> Iterator[list[str]]:
    left = _TEXTS
    for part in document.parts[:_PARTS]:
        text = part.text[:left]
        left -= len(text)
        yield [part.anchor, _cut(part.title, _TITLE), text]


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}\u2026"
