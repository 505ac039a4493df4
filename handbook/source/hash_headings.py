"""Hashes without a space after them make no heading, though whoever wrote them meant one."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from handbook.source.markdown import Node, words_of

# The line break comes first in it: to look for one is quick, and most texts have nothing after it.
_BARE = re.compile(r"\n((#{1,6})([^\W\d_])\S*)")
_NO_WORDS = frozenset(("CodeBlock", "HtmlBlock"))


class Bare(NamedTuple):
    """Hashes and the word directly after them: where they start, how many hashes, both together."""

    start: int
    hashes: int
    written: str


def bare_hashes(text: str, body: int, nodes: Sequence[Node]) -> list[Bare]:
    """Return the lines of a body that would be headings with a space; code has none.

    `body` is where the body starts in the text, `nodes` are those of the body.
    """
    found = [
        Bare(match.start(1), len(match[2]), match[1])
        for match in _BARE.finditer(text, max(body - 1, 0))
        # "#support" is a channel, "#Steps" a heading.
        if len(match[2]) > 1 or match[3].isupper()
    ]
    if not found:
        return []
    starts = {body + node.start for node in words_of(nodes, _NO_WORDS)}
    return [bare for bare in found if bare.start in starts]
