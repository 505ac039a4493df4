"""Invented documents for the search, in any number, and a reader of the whole index."""

from collections.abc import Iterable, Iterator, Mapping
from json import loads
from random import Random
from typing import Any

from handbook.search.document import Chip, Document, Link, Part
from handbook.search.index import index
from handbook.search.packs import order

_SYLLABLES = ("bar", "cor", "den", "fil", "gam", "hel", "kor", "lum", "nep", "ost", "pra", "tul")
_COMMON = ("open", "the", "order", "and", "send", "it", "to", "desk", "note", "what", "is", "wrong")


def documents(count: int) -> Iterator[Document]:
    """Yield invented procedures as long as real ones; the same ones for the same count."""
    draw = Random(count)  # noqa: S311 - the point is that all draw the same
    for number in range(count):
        name = "".join(draw.choices(_SYLLABLES, k=4)).capitalize()
        yield Document(
            address=f"procedures/{name.lower()}-{number}/",
            title=f"Prepare the {name} order",
            kind="sops",
            noun="procedure",
            names=(f"{name}-{number}",),
            area="Operations",
            owner=Link("Keeper", "roles/keeper/"),
            chip=Chip("good", "Current"),
            about=f"Prepare the order of {name} so that nothing is lost.",
            parts=tuple(
                Part(f"step-{step}", f"Step {step}", " ".join(_sentence(draw) for _ in range(4)))
                for step in range(6)
            ),
        )


def _sentence(draw: Random) -> str:
    rare = "".join(draw.choices(_SYLLABLES, k=2))
    return f"{' '.join(draw.choices(_COMMON, k=12))} {rare}."


class Index:
    """A whole index read back, which no browser would do."""

    def __init__(self, found: Mapping[str, str]) -> None:
        self.manifest: dict[str, Any] = loads(found["index.json"])
        self._files = found

    def lines(self) -> Iterator[tuple[str, str]]:
        """Yield every key of the index with the rest of its line, in order."""
        for number in range(len(self.manifest["keys"])):
            yield from self.file(number)

    def file(self, number: int) -> Iterator[tuple[str, str]]:
        """Yield the keys of one file with the rest of their lines."""
        for line in self._files[f"t{number}.txt"].split("\n"):
            key, _, rest = line.partition("\t")
            yield key, rest

    def numbers(self, rest: str) -> list[tuple[int, int]]:
        """Return the documents of a line, wherever they are stored, each with its level."""
        inline, _, more = rest.partition("|")
        if not more:
            return list(_postings(inline))
        first, count, total = map(int, more.split(","))
        rest_of = [self._files[f"b{number}.txt"] for number in range(first, first + count)]
        found = [posting for text in (inline, *rest_of) for posting in _postings(text)]
        assert len(found) == total
        return found

    def document(self, number: int) -> list[Any]:
        """Return the displayed fields of a document."""
        slots = self.manifest["slots"]
        pack: list[list[Any]] = loads(self._files[f"p{number // slots}.json"])
        return pack[number % slots]

    def sizes(self, letter: str) -> list[int]:
        """Return the number of characters in each file of a type: t, b, p or v."""
        return [
            len(text)
            for path, text in self._files.items()
            if path[0] == letter and path != "index.json"
        ]


def index_files(found: Iterable[Document]) -> dict[str, str]:
    """Return the index files for documents in any order."""
    return dict(index(sorted(found, key=order)))


def read(found: Iterable[Document]) -> Index:
    """Return the index of documents, read back."""
    return Index(index_files(found))


def _postings(text: str) -> Iterator[tuple[int, int]]:
    for part in text.split(";"):
        level, _, distances = part.partition(":")
        document = 0
        for distance in distances.split(","):
            document += int(distance)
            yield document, int(level)
