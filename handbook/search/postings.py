"""Where each word stands, as one line of text a word: the documents it says most about first.

    onboarding<tab>44:32,1;12:7,5,1|b9,b10

Documents of one level stand together, each as its distance from the one before. What does not fit
the line goes on in files of its own, which are named after the bar.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import sub

from handbook.search.weights import LEVELS

# So many documents of one word stand in its line, and so many in each file that continues it.
FIRST, MORE = 800, 2_500
# A level and a document as one number of four bytes: the smaller, the earlier.
_BITS = 26
_MASK = (1 << _BITS) - 1


def code(level: int) -> int:
    """Return what, added to a document's number, makes a posting."""
    return (LEVELS - level) << _BITS


def document_of(posting: int) -> int:
    """Return the number of the document of a posting."""
    return posting & _MASK


def lines(
    postings: Iterable[tuple[str, Sequence[int]]], blocks: list[str]
) -> Iterator[tuple[str, str]]:
    """Yield each word with its line; what does not fit a line is added to `blocks`.

    The postings of each word are in order.
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
        f"{LEVELS - rank}:{_distances([posting & _MASK for posting in group])}"
        for rank, group in groupby(found, key=_rank)
    )


def _rank(posting: int) -> int:
    return posting >> _BITS


def _distances(documents: list[int]) -> str:
    return ",".join(map(str, map(sub, documents, [0, *documents[:-1]])))
