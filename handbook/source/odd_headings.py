"""Headings without any words, and headings that end in a sign for another program."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from handbook.amounts import counted
from handbook.source.markdown import Node, plain

# "## Steps {#steps}": where links lead in what word processors export.
_ANCHOR = re.compile(r"[ \t]*(\{#[^\s{}]+\})[ \t#]*$")


class Odd(NamedTuple):
    """What is not right in a heading, and what is to be read for it; `is_empty` if it has no words.

    `shown` is where what is told of it begins.
    """

    start: int
    end: int
    shown: int
    words: str
    is_empty: bool


def odd_headings(text: str, body: int, nodes: Sequence[Node]) -> Iterator[Odd]:
    """Yield headings that have no words, and what others end in that is none of their words."""
    for node, below in pairwise([*nodes, None]):
        if node is None or node.name != "Heading" or text[body + node.start] != "#":
            continue
        start = body + node.start
        end = start + len(text[start : body + node.end].rstrip())
        found = _ANCHOR.search(text, start, end)
        if not _ANCHOR.sub("", plain(node.children)):
            # What stands below it would have no place without it.
            words = f"{'#' * node.level} …" if below and below.name != "Heading" else ""
            yield Odd(start, end, start, words, is_empty=True)
        elif found:
            yield Odd(found.start(), end, found.start(1), "", is_empty=False)


def told_of_headings(text: str, found: Sequence[Odd]) -> Iterator[tuple[Odd, str]]:
    """Yield each heading without words, and the first sign of another program for all of them."""
    signs = [one for one in found if not one.is_empty]
    for one in found:
        if one.is_empty:
            yield one, "this heading has no words; fill it or remove it"
        elif one is signs[0]:
            more = f" here and on {counted(len(signs) - 1, 'line')} below" if signs[1:] else ""
            written = text[one.shown : one.end].rstrip("# \t")
            yield one, f"{written!r} is shown as it is written{more}; remove it"
