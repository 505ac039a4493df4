"""Find headings that lack the space after their hashes."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from handbook.source.markdown import Node, words_of

# Starts with the line break: a fast search, and most texts have no such line.
_BARE = re.compile(r"\n((#{1,6})([^\W\d_])\S*)")
_NO_WORDS = frozenset(("CodeBlock", "HtmlBlock"))


class BareHashes(NamedTuple):
    """Hashes with a word directly after them: the offset, the number of hashes, and the text."""

    start: int
    hashes: int
    written: str


def bare_hashes(text: str, body: int, nodes: Sequence[Node]) -> list[BareHashes]:
    """Return the lines of a body that only lack a space to be headings, outside code.

    `body` is the offset of the body in the text, and `nodes` are those of the body.
    """
    found = [
        BareHashes(match.start(1), len(match[2]), match[1])
        for match in _BARE.finditer(text, max(body - 1, 0))
        # "#support" is a channel, "#Steps" a heading.
        if len(match[2]) > 1 or match[3].isupper()
    ]
    if not found:
        return []
    starts = {body + node.start for node in words_of(nodes, _NO_WORDS)}
    return [bare for bare in found if bare.start in starts]
