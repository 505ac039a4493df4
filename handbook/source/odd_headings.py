"""Find empty headings, sentences underlined into headings, and anchors of other programs."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from handbook.amounts import counted
from handbook.source.inline import labelled
from handbook.source.markdown import Node, plain

# "## Steps {#steps}": an anchor as word processors export it.
_ANCHOR = re.compile(r"(?<![ \t])[ \t]*(\{#[^\s{}]+\})[ \t#]*$")

# A heading and its underline.
_UNDERLINED_LINES = 2
# "Steps:" and "What is it?" may be headings.
_ENDS = tuple(".!;,")


class OddHeading(NamedTuple):
    """A malformed heading: its span, its replacement, and the message.

    `shown` is where the reported span starts. Anchors of other programs share one message and have
    none of their own.
    """

    start: int
    end: int
    shown: int
    words: str
    message: str


def odd_headings(text: str, body: int, nodes: Sequence[Node]) -> Iterator[OddHeading]:
    """Yield headings that are empty, not meant as headings, or end in another program's anchor."""
    for node, below in pairwise([*nodes, None]):
        if node is None or node.name != "Heading":
            continue
        start = body + node.start
        end = start + len(text[start : body + node.end].rstrip())
        found = _ANCHOR.search(text, start, end)
        if text[start] != "#":
            yield from _underlined(text, start, end, node)
        elif not _ANCHOR.sub("", plain(node.children)):
            # Keep the heading, so that the content below it stays in its section.
            words = f"{'#' * node.level} …" if below and below.name != "Heading" else ""
            yield OddHeading(
                start, end, start, words, "this heading is empty; fill it in or remove it"
            )
        elif found:
            yield OddHeading(found.start(), end, found.start(1), "", "")


def _underlined(text: str, start: int, end: int, node: Node) -> Iterator[OddHeading]:
    """Yield the underline that turns a sentence into a heading: it was meant as a rule."""
    lines = text[start:end].split("\n")
    is_sentence = len(lines) > _UNDERLINED_LINES or plain(node.children).endswith(_ENDS)
    if (is_sentence or _is_picture(node)) and not labelled(node.children):
        line = end - len(lines[-1].lstrip())
        message = "this line turns the text above into a heading; add an empty line between them"
        yield OddHeading(line, end, line, "", message)


def _is_picture(node: Node) -> bool:
    return all(inner.name == "Image" for inner in node.children)


def heading_messages(text: str, found: Sequence[OddHeading]) -> Iterator[tuple[OddHeading, str]]:
    """Yield each with its message; one message at the first anchor covers all anchors."""
    signs = [one for one in found if not one.message]
    for one in found:
        if one.message:
            yield one, one.message
        elif one is signs[0]:
            more = f" here and on {counted(len(signs) - 1, 'line')} below" if signs[1:] else ""
            written = text[one.shown : one.end].rstrip("# \t")
            yield one, f"{written!r} is shown as plain text{more}; remove it"
