"""Placeholders: texts in square brackets in a template, and their definitions."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from handbook.names import fold
from handbook.records import Entry
from handbook.source.markdown import Node, TooDeep, parse, words_of

# A single "x" is a ticked box, "^1" a footnote.
_BRACKETS = re.compile(r"\[(?!\s*[xX]?\s*\])(?!\^)([^\[\]\n]+)\]")
_NUMBERED = re.compile(r"(.*\S)\s+\d+")
# Nodes whose brackets are not placeholders.
_EXCLUDED = {"Code", "CodeBlock", "Link", "Image", "Html", "InlineHtml", "HtmlBlock"}


class Found(NamedTuple):
    """A placeholder in a text: its name and its span, including the brackets."""

    name: str
    start: int
    end: int


class Placeholder(NamedTuple):
    """The definition of a placeholder; source is "" if only a person can fill it."""

    name: str
    description: str
    source: str
    example: str
    role: str | None
    metrics: tuple[str, ...]
    part: str | None
    slug: bool

    @property
    def repeats(self) -> bool:
        """Return whether the table row that contains it is repeated."""
        return self.source in {"metrics", "systems"}


def text_of(entry: Entry) -> str:
    """Return the text of a template as it is written."""
    prose = entry.prose("text")
    return prose.markdown if prose else str(entry.data["text"])


def placeholders_in(markdown: str) -> list[Found]:
    """Return the placeholders of a Markdown text in reading order.

    Links, images, code, checkboxes and escaped brackets are excluded.
    """
    try:
        nodes = parse(markdown).nodes
    except TooDeep:
        return []
    return [
        Found(match[1].strip(), start + match.start(), start + match.end())
        for start, end in _runs(nodes)
        for match in _BRACKETS.finditer(markdown[start:end])
    ]


def declared(entry: Entry) -> dict[str, Placeholder]:
    """Return the placeholders that a template defines, by their folded names."""
    stated: Mapping[str, Any] = entry.data.get("placeholders", {})
    return {fold(name): _placeholder(name, data) for name, data in stated.items()}


def placeholder_for(name: str, known: Mapping[str, Placeholder]) -> Placeholder | None:
    """Return the placeholder for a name: "Win 2" means "Win" unless it is defined itself."""
    exact = known.get(fold(name))
    numbered = _NUMBERED.fullmatch(name)
    if exact is not None or numbered is None:
        return exact
    return known.get(fold(numbered[1]))


def _placeholder(name: str, data: Mapping[str, Any]) -> Placeholder:
    return Placeholder(
        name=name,
        description=data["description"],
        source=data.get("from", ""),
        example=data.get("example", ""),
        role=data.get("role"),
        metrics=tuple(data.get("metrics", ())),
        part=data.get("part"),
        slug=data.get("as") == "slug",
    )


def _runs(nodes: Sequence[Node]) -> Iterator[tuple[int, int]]:
    """Yield the spans of plain text; the parser makes each bracket a separate text node."""
    run: tuple[int, int] | None = None
    for node in words_of(nodes, _EXCLUDED):
        if run is not None and run[1] == node.start:
            run = (run[0], node.end)
            continue
        if run is not None:
            yield run
        run = (node.start, node.end)
    if run is not None:
        yield run
