"""Diagrams in fenced code blocks: find them on a page, and render them as HTML."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from handbook.diagrams.figure import figure
from handbook.diagrams.layered import draw
from handbook.diagrams.mermaid import read
from handbook.diagrams.mermaid_parts import SyntaxFault

LANGUAGE = "mermaid"
_OPENING = re.compile(
    r"(?P<indent>[ \t>]*(?:[-*+] +|\d+[.)] +)?)(?P<mark>`{3,}|~{3,})(?P<info>[^`\n]*)"
)


class Fence(NamedTuple):
    """The source of a diagram on a page, its first and last line, and its indentation."""

    source: str
    first: int
    last: int
    indent: str


def fences(text: str) -> Iterator[Fence]:
    """Yield the diagrams of a page, with lines counted from 0; nested fences are code."""
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        opening = _OPENING.fullmatch(lines[number])
        first = number
        number += 1
        if opening is None:
            continue
        closing = re.compile(
            rf"[ \t>]*{re.escape(opening['mark'][0])}{{{len(opening['mark'])},}}\s*"
        )
        while number < len(lines) and not closing.fullmatch(lines[number]):
            number += 1
        if opening["info"].strip().lower() == LANGUAGE and number < len(lines):
            inner = [_dedented(line, opening["indent"]) for line in lines[first + 1 : number]]
            yield Fence("\n".join(inner), first, number, opening["indent"])
        number += 1


def _dedented(line: str, indent: str) -> str:
    """Return a line of a fence without the indentation of the fence itself."""
    width = len(indent)
    return line[width:] if not line[:width].strip(" \t>") else line.lstrip()


@lru_cache(maxsize=512)
def html(source: str) -> str:
    """Return a diagram as HTML with its source folded below it; raises SyntaxFault."""
    drawing = draw(read(source))
    code = Markup('<pre tabindex="0"><code>{}</code></pre>').format(source.strip("\n"))
    return str(figure(drawing, code, summary="As text"))


def drawn(source: str) -> str | None:
    """Return a diagram as HTML, None if it cannot be drawn; a check reports why."""
    try:
        return html(source)
    except SyntaxFault:
        return None
