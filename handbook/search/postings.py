"""The postings of a term as one line of text, highest level first.

    onboarding<tab>44:32,1;12:7,5,1|9,2,3300

Documents of the same level are grouped, delta-encoded. Postings that do not fit the line are in
block files: after the bar come the number of the first, their count, and the total of documents.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import sub

from handbook.search.weights import LEVELS

# The maximum number of documents in a line, and in each block file.
FIRST, MORE = 800, 2_500
# A posting packs level and document into 32 bits; smaller sorts first.
_BITS = 26
_MASK = (1 << _BITS) - 1


def code(level: int) -> int:
    """Return the bits of a level; add a document's number to get a posting."""
    return (LEVELS - level) << _BITS


def document_of(posting: int) -> int:
    """Return the document number of a posting."""
    return posting & _MASK


def lines(
    postings: Iterable[tuple[str, Sequence[int]]], blocks: list[str]
) -> Iterator[tuple[str, str]]:
    """Yield each term with its line; what does not fit is appended to `blocks`.

    The postings of each term must be sorted.
    """
    for word, found in postings:
        if len(found) == 1:
            yield word, f"{word}\t{LEVELS - (found[0] >> _BITS)}:{found[0] & _MASK}"
            continue
        line = f"{word}\t{_levels(found[:FIRST])}"
        if len(found) > FIRST:
            first = len(blocks)
            blocks += [
                _levels(found[start : start + MORE]) for start in range(FIRST, len(found), MORE)
            ]
            line += f"|{first},{len(blocks) - first},{len(found)}"
        yield word, line


def _levels(found: Sequence[int]) -> str:
    return ";".join(
        f"{LEVELS - rank}:{_deltas([posting & _MASK for posting in group])}"
        for rank, group in groupby(found, key=_rank)
    )


def _rank(posting: int) -> int:
    return posting >> _BITS


def _deltas(documents: list[int]) -> str:
    return ",".join(map(str, map(sub, documents, [0, *documents[:-1]])))
