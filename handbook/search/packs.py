"""The stored fields of documents, packed into files of limited size.

Documents with the same kind, force and ownership are adjacent, so their numbers imply these
properties.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from handbook.json_text import encoded
from handbook.search.document import Document, Validity

# The maximum number of documents in a file, and its maximum number of characters.
SLOTS, SIZE = 16, 6_000
# The limits of stored fields; all text is indexed.
_TITLE, _ABOUT, _TEXTS, _PARTS, _NAMES = 160, 300, 8_000, 60, 10


class Group(NamedTuple):
    """The shared properties of the documents from file number `first` on."""

    first: int
    kind: str
    noun: str
    force: Validity
    weight: int
    owned: bool


class Pack(NamedTuple):
    """One file, and the numbered documents in it."""

    text: str
    numbered: list[tuple[int, Document]]


def packs(documents: Iterable[Document], groups: list[Group]) -> Iterator[Pack]:
    """Yield sorted documents as files.

    Every group is appended to `groups` when its first file is created.
    """
    number = 0
    for key, alike in groupby(documents, key=order):
        force, kind, noun, weight, owned = key
        groups.append(Group(number, kind, noun, Validity(force), weight, owned))
        for file in _files(alike):
            yield Pack(
                f"[{','.join(text for _, text in file)}]",
                [(number * SLOTS + slot, document) for slot, (document, _) in enumerate(file)],
            )
            number += 1


def order(document: Document) -> tuple[int, str, str, int, bool]:
    """Return the sort key of a document: those in force first, then by group."""
    owned = document.owner is not None
    return document.force, document.kind, document.noun, document.weight, owned


def _files(documents: Iterable[Document]) -> Iterator[list[tuple[Document, str]]]:
    file: list[tuple[Document, str]] = []
    size = 0
    for document in documents:
        text = encoded(_stored(document)).decode()
        if file and (len(file) == SLOTS or size + len(text) > SIZE):
            yield file
            file, size = [], 0
        file.append((document, text))
        size += len(text)
    if file:
        yield file


def _stored(document: Document) -> list[Any]:
    """Return a document as the browser parses it; documents.js relies on the order of fields."""
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
