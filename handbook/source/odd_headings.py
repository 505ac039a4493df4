"""Headings without words, sentences that a line makes headings, and signs of other programs."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from handbook.amounts import counted
from handbook.source.inline import labelled
from handbook.source.markdown import Node, plain

# "## Steps {#steps}": where links lead in what word processors export.
_ANCHOR = re.compile(r"(?<![ \t])[ \t]*(\{#[^\s{}]+\})[ \t#]*$")

# A heading and the line below it.
_WITH_LINE = 2
# "Steps:" and "What is it?" may be headings.
_ENDS = tuple(".!;,")


class Odd(NamedTuple):
    """What is not right in a heading, what is to be read for it, and what is wrong with it.

    `shown` is where what is told of it begins. Of the signs of another program all have no message.
    """

    start: int
    end: int
    shown: int
    words: str
    message: str


def odd_headings(text: str, body: int, nodes: Sequence[Node]) -> Iterator[Odd]:
    """Yield headings that have no words, or are none, and what others end in beside their words."""
    for node, below in pairwise([*nodes, None]):
        if node is None or node.name != "Heading":
            continue
        start = body + node.start
        end = start + len(text[start : body + node.end].rstrip())
        found = _ANCHOR.search(text, start, end)
        if text[start] != "#":
            yield from _underlined(text, start, end, node)
        elif not _ANCHOR.sub("", plain(node.children)):
            # What stands below it would have no place without it.
            words = f"{'#' * node.level} …" if below and below.name != "Heading" else ""
            yield Odd(start, end, start, words, "this heading is empty; fill it in or remove it")
        elif found:
            yield Odd(found.start(), end, found.start(1), "", "")


def _underlined(text: str, start: int, end: int, node: Node) -> Iterator[Odd]:
    """Yield the line that makes a heading of a sentence: it was to be drawn below it."""
    lines = text[start:end].split("\n")
    is_sentence = len(lines) > _WITH_LINE or plain(node.children).endswith(_ENDS)
    if (is_sentence or _is_picture(node)) and not labelled(node.children):
        line = end - len(lines[-1].lstrip())
        message = "this line turns the text above into a heading; add an empty line between them"
        yield Odd(line, end, line, "", message)


def _is_picture(node: Node) -> bool:
    return all(inner.name == "Image" for inner in node.children)


def told_of_headings(text: str, found: Sequence[Odd]) -> Iterator[tuple[Odd, str]]:
    """Yield each with its message, and the first sign of another program for all of them."""
    signs = [one for one in found if not one.message]
    for one in found:
        if one.message:
            yield one, one.message
        elif one is signs[0]:
            more = f" here and on {counted(len(signs) - 1, 'line')} below" if signs[1:] else ""
            written = text[one.shown : one.end].rstrip("# \t")
            yield one, f"{written!r} is shown as plain text{more}; remove it"
