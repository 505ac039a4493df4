"""Markdown text becomes a tree of nodes with places, and nodes become plain text.

pyromark (CommonMark and GFM) gives events with byte ranges; one pass over them gives everything
else. Raw HTML and links are kept as findings.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pyromark

from handbook.diagrams.fences import LANGUAGE
from handbook.source.text import wide

MAX_DEPTH = 40
_FENCE = re.compile(r"`{3,}|~{3,}")
_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_GFM
)
COMMENTS = re.compile(r"\s*(?:<!--(?:(?!-->).)*-->\s*)+", re.DOTALL)
# An entity (`&#27;`) may stand for a character that nothing can show, and that steers a terminal.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(slots=True)
class Node:
    """A piece of a Markdown text: its kind, what the parser says of it, where it stands."""

    name: str
    data: Any
    start: int
    end: int
    children: Sequence["Node"] = ()

    @property
    def level(self) -> int:
        """Return the level of a heading, 1 to 6."""
        return int(self.data["level"][1])

    @property
    def target(self) -> str:
        """Return what a link or image leads to, as written; "<a@b.example>" is an address."""
        written = str(self.data["dest_url"])
        return f"mailto:{written}" if self.data["link_type"] == "Email" else written


class Finding(NamedTuple):
    """A link or a piece of raw HTML, with the characters it covers in the text."""

    text: str
    start: int
    end: int
    image: bool = False


class Spilled(NamedTuple):
    """What a row of a table has beyond its columns, or a line of words that is read as a row."""

    text: str
    start: int
    end: int
    is_line: bool = False


class Markup(NamedTuple):
    """A parsed text: its top nodes, and what has to be looked at before it is trusted."""

    nodes: list[Node]
    links: list[Finding]
    html: list[Finding]
    diagrams: list[Node]
    spilled: Sequence[Spilled] = ()


class TooDeep(Exception):
    """Lists or quotes are nested deeper than anyone can read; `start` is where."""

    def __init__(self, start: int) -> None:
        super().__init__(f"nested deeper than {MAX_DEPTH} levels")
        self.start = start


def parse(text: str) -> Markup:
    """Return the nodes of a Markdown text, with offsets in characters.

    Raises TooDeep.
    """
    ends, more = wide(text)
    spilled: list[Spilled] = []
    found = Markup([], [], [], [], spilled)
    children: list[Node] = found.nodes
    # The nodes that are open, and their children; those of the innermost are `children`.
    above: list[tuple[Node, list[Node]]] = []
    events: Iterable[tuple[Any, Any]] = pyromark.events_with_range(text, options=_OPTIONS)
    payload: Any
    for event, span in events:
        kind, payload = event.popitem() if isinstance(event, dict) else (event, None)
        if kind == "End":
            node, children = above.pop()
            if node.name == "HtmlBlock":
                found.html.extend(_left(node, children))
            elif node.name == "TableRow":
                spilled.extend(_spilled(children, text))
            continue
        start, end = span["start"], span["end"]
        start -= more[bisect_right(ends, start)]
        end -= more[bisect_right(ends, end)]
        if kind != "Start":
            if kind != "Text" or not payload.isprintable():
                payload = _doubtful(kind, payload, start, end, found)
            children.append(Node(kind, payload, start, end))
            continue
        name, data = _named(payload)
        inside: list[Node] = []
        node = Node(name, data, start, end, inside)
        children.append(node)
        above.append((node, children))
        if len(above) >= MAX_DEPTH:
            raise TooDeep(start)
        children = inside
        if name in _NOTED:
            _note(node, found)
    return found


def _named(event: Any) -> tuple[str, Any]:
    """Return the name of an event and what comes with it: {"Text": "hi"} or "Rule"."""
    return event.popitem() if isinstance(event, dict) else (event, None)


def _doubtful(kind: str, payload: Any, start: int, end: int, found: Markup) -> Any:
    """Return what a node without others in it holds, once it was looked at."""
    if kind == "Text":
        return _CONTROL.sub("\ufffd", payload)
    if kind == "InlineHtml" and not COMMENTS.fullmatch(payload):
        found.html.append(Finding(payload, start, end))
    return payload


_NOTED = {"Link", "Image", "CodeBlock"}


def _note(node: Node, found: Markup) -> None:
    """Keep a node at hand that has to be looked at."""
    if node.name != "CodeBlock":
        found.links.append(Finding(node.target, node.start, node.end, node.name == "Image"))
    elif language(node) == LANGUAGE:
        found.diagrams.append(node)


def _left(closed: Node, siblings: list[Node]) -> Iterator[Finding]:
    """Yield what a block of HTML is, unless it is a comment, a note between editors, which goes."""
    source = "".join(child.data for child in closed.children if child.data).strip()
    if COMMENTS.fullmatch(source):
        siblings.pop()
    elif source:
        yield Finding(source, closed.start, closed.end)


def _spilled(rows: Sequence[Node], text: str) -> Iterator[Spilled]:
    """Yield what stands in the last of rows beyond its last column: no reader would see it.

    A line without a bar that follows a table is its next row, with one cell.
    """
    row, above = rows[-1], rows[-2]
    written = text[row.start : row.end].strip()
    if len(row.children) > 1 and "|" not in written and "|" in text[above.start : above.end]:
        yield Spilled(written, row.start, row.start + len(written), is_line=True)
    end = row.children[-1].end
    rest = text[end : row.end].strip("| \t\n")
    if rest:
        start = text.index(rest, end)
        yield Spilled(rest, start, start + len(rest))


def language(node: Node) -> str:
    """Return what a block of code is written in, empty if it does not say."""
    written = node.data.get("Fenced", "") if isinstance(node.data, dict) else ""
    return re.sub(r"[^\w+#-].*", "", written, flags=re.DOTALL)


def unclosed(text: str, nodes: Sequence[Node]) -> str:
    """Return the fence that opens the code at the end of a text if nothing closes it, else ""."""
    return _open_fence(text, nodes[-1]) if nodes else ""


def unclosed_within(text: str, nodes: Sequence[Node]) -> Iterator[tuple[Node, str]]:
    """Yield the code that ends only because the list or the quote does in which it stands."""
    # Most texts have no code, and this tells so many times faster than the pattern.
    if "```" not in text and "~~~" not in text:
        return
    for node in nodes:
        for inner in node.children if _FENCE.search(text, node.start, node.end) else ():
            fence = _open_fence(text, inner)
            if fence:
                yield inner, fence
            else:
                yield from unclosed_within(text, [inner])


def _open_fence(text: str, node: Node) -> str:
    if node.name != "CodeBlock" or not isinstance(node.data, dict):
        return ""
    first, *rest = text[node.start : node.end].rstrip().split("\n")
    fence = _FENCE.match(first)
    closing = rest[-1].strip("> \t") if rest else ""
    if fence is None or (len(closing) >= len(fence[0]) and not closing.strip(fence[0][0])):
        return ""
    return fence[0]


def words_of(nodes: Sequence[Node], apart: Collection[str]) -> Iterator[Node]:
    """Yield the words among nodes, at every depth, but for what stands in nodes of some names."""
    for node in nodes:
        if node.name == "Text":
            yield node
        elif node.name not in apart:
            yield from words_of(node.children, apart)


def code_of(node: Node) -> str:
    """Return a block of code as it is written."""
    return "".join(child.data for child in node.children if child.data)


def plain(nodes: Sequence[Node]) -> str:
    """Return what a reader would read aloud: no markup, blocks on lines of their own."""
    if len(nodes) == 1 and nodes[0].name == "Text":
        words = str(nodes[0].data)
    else:
        pieces: list[str] = []
        _read_aloud(nodes, pieces)
        words = "".join(pieces)
    if "\n" not in words:
        return words.strip()
    lines = (line.strip() for line in words.split("\n"))
    return "\n".join(line for line in lines if line)


_BLOCKS = {
    *("Paragraph", "Heading", "List", "Item", "BlockQuote", "CodeBlock"),
    *("Table", "TableHead", "TableRow"),
}
_BREAKS = {"SoftBreak": " ", "HardBreak": "\n", "Rule": "\n"}


def _read_aloud(nodes: Sequence[Node], into: list[str]) -> None:
    for node in nodes:
        name = node.name
        if name in {"Text", "Code"}:
            into.append(node.data)
        elif name in _BREAKS:
            into.append(_BREAKS[name])
        elif name in {"Html", "InlineHtml"}:
            into.append("" if COMMENTS.fullmatch(node.data) else node.data)
        else:
            edge = "\n" if name in _BLOCKS else ""
            into.append(edge)
            _read_aloud(node.children, into)
            into.append(" " if name == "TableCell" else edge)


_SIGNS = re.compile(r"[^\w\s-]")
_GAPS = re.compile(r"[\s-]+")


def slug(text: str) -> str:
    """Return the anchor of a heading: its words in small letters, joined by hyphens."""
    return _GAPS.sub("-", _SIGNS.sub("", text.lower())).strip("-_") or "section"


class Anchors:
    """The anchors of one page; a second heading of the same words gets a number."""

    def __init__(self) -> None:
        self.taken: set[str] = set()
        self._counts: dict[str, int] = {}

    def add(self, text: str) -> str:
        """Return a free anchor for a heading and take it."""
        base = slug(text)
        name = base
        while name in self.taken:
            self._counts[base] = self._counts.get(base, 1) + 1
            name = f"{base}-{self._counts[base]}"
        self.taken.add(name)
        return name
