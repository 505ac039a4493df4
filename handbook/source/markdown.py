"""Parse Markdown text into a tree of nodes with spans, and nodes into plain text.

pyromark (CommonMark and GFM) emits events with byte ranges; a single pass over them yields
everything else. Raw HTML and links are kept as findings.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pyromark

from handbook.diagrams.fences import LANGUAGE
from handbook.source.text import byte_offsets

MAX_DEPTH = 40
_FENCE = re.compile(r"`{3,}|~{3,}")
_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_GFM
)
COMMENTS = re.compile(r"\s*(?:<!--(?:(?!-->).)*-->\s*)+", re.DOTALL)
# An entity (`&#27;`) may encode an invisible character that controls a terminal.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(slots=True)
class Node:
    """A node of a Markdown text: its event name, the parser's data, and its span."""

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
        """Return the target of a link or image as written; "<a@b.example>" is an email address."""
        written = str(self.data["dest_url"])
        return f"mailto:{written}" if self.data["link_type"] == "Email" else written


class Finding(NamedTuple):
    """A link or a piece of raw HTML, with its span in the text."""

    text: str
    start: int
    end: int
    image: bool = False


class Spilled(NamedTuple):
    """The surplus cells of a table row, or a line of text parsed as a row."""

    text: str
    start: int
    end: int
    is_line: bool = False


class Markup(NamedTuple):
    """A parsed text: its top-level nodes, and the findings to check before trusting it."""

    nodes: list[Node]
    links: list[Finding]
    html: list[Finding]
    diagrams: list[Node]
    spilled: Sequence[Spilled] = ()


class TooDeep(Exception):
    """Lists or quotes are nested too deeply; `start` is the offset."""

    def __init__(self, start: int) -> None:
        super().__init__(f"nested deeper than {MAX_DEPTH} levels")
        self.start = start


def parse(text: str) -> Markup:
    """Return the nodes of a Markdown text, with offsets in characters.

    Raises TooDeep.
    """
    ends, more = byte_offsets(text)
    spilled: list[Spilled] = []
    found = Markup([], [], [], [], spilled)
    children: list[Node] = found.nodes
    # The open nodes with their siblings; `children` belongs to the innermost one.
    above: list[tuple[Node, list[Node]]] = []
    events: Iterable[tuple[Any, Any]] = pyromark.events_with_range(text, options=_OPTIONS)
    payload: Any
    for event, span in events:
        kind, payload = event.popitem() if isinstance(event, dict) else (event, None)
        if kind == "End":
            node, children = above.pop()
            if node.name == "HtmlBlock":
                found.html.extend(_html_block(node, children))
            elif node.name == "TableRow":
                spilled.extend(_spilled(children, text))
            continue
        start, end = span["start"], span["end"]
        start -= more[bisect_right(ends, start)]
        end -= more[bisect_right(ends, end)]
        if kind != "Start":
            if kind != "Text" or not payload.isprintable():
                payload = _checked_payload(kind, payload, start, end, found)
            children.append(Node(kind, payload, start, end))
            continue
        name, data = _name_and_data(payload)
        inside: list[Node] = []
        node = Node(name, data, start, end, inside)
        children.append(node)
        above.append((node, children))
        if len(above) >= MAX_DEPTH:
            raise TooDeep(start)
        children = inside
        if name in _RECORDED:
            _record(node, found)
    return found


def _name_and_data(event: Any) -> tuple[str, Any]:
    """Return the name of an event and its payload: {"Text": "hi"} or "Rule"."""
    return event.popitem() if isinstance(event, dict) else (event, None)


def _checked_payload(kind: str, payload: Any, start: int, end: int, found: Markup) -> Any:
    """Return the payload of a leaf node: control characters replaced, raw HTML recorded."""
    if kind == "Text":
        return _CONTROL.sub("\ufffd", payload)
    if kind == "InlineHtml" and not COMMENTS.fullmatch(payload):
        found.html.append(Finding(payload, start, end))
    return payload


_RECORDED = {"Link", "Image", "CodeBlock"}


def _record(node: Node, found: Markup) -> None:
    """Record a node that has to be checked."""
    if node.name != "CodeBlock":
        found.links.append(Finding(node.target, node.start, node.end, node.name == "Image"))
    elif language(node) == LANGUAGE:
        found.diagrams.append(node)


def _html_block(closed: Node, siblings: list[Node]) -> Iterator[Finding]:
    """Yield a block of raw HTML as a finding; a comment is dropped from its siblings instead."""
    source = "".join(child.data for child in closed.children if child.data).strip()
    if COMMENTS.fullmatch(source):
        siblings.pop()
    elif source:
        yield Finding(source, closed.start, closed.end)


def _spilled(rows: Sequence[Node], text: str) -> Iterator[Spilled]:
    """Yield the content of the last row beyond its columns, which no reader would see.

    A line without bars directly below a table is parsed as its next row, with one cell.
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
    """Return the language of a code block, empty if it has none."""
    written = node.data.get("Fenced", "") if isinstance(node.data, dict) else ""
    return re.sub(r"[^\w+#-].*", "", written, flags=re.DOTALL)


def unclosed(text: str, nodes: Sequence[Node]) -> str:
    """Return the fence of the code block at the end of a text if it is not closed, else ""."""
    return _open_fence(text, nodes[-1]) if nodes else ""


def unclosed_within(text: str, nodes: Sequence[Node]) -> Iterator[tuple[Node, str]]:
    """Yield code blocks that only end because their list or quote does."""
    # Most texts have no code; this test is many times faster than the pattern.
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


def words_of(nodes: Sequence[Node], excluded: Collection[str]) -> Iterator[Node]:
    """Yield the text nodes at every depth, except inside nodes with the excluded names."""
    for node in nodes:
        if node.name == "Text":
            yield node
        elif node.name not in excluded:
            yield from words_of(node.children, excluded)


def code_of(node: Node) -> str:
    """Return a code block as written."""
    return "".join(child.data for child in node.children if child.data)


def plain(nodes: Sequence[Node]) -> str:
    """Return nodes as plain text without markup, with blocks on lines of their own."""
    if len(nodes) == 1 and nodes[0].name == "Text":
        words = str(nodes[0].data)
    else:
        pieces: list[str] = []
        _collect_text(nodes, pieces)
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


def _collect_text(nodes: Sequence[Node], into: list[str]) -> None:
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
            _collect_text(node.children, into)
            into.append(" " if name == "TableCell" else edge)


_PUNCTUATION = re.compile(r"[^\w\s-]")
_GAPS = re.compile(r"[\s-]+")


def slug(text: str) -> str:
    """Return the anchor of a heading: its words in lower case, joined by hyphens."""
    return _GAPS.sub("-", _PUNCTUATION.sub("", text.lower())).strip("-_") or "section"


class Anchors:
    """The anchors of one page; repeated headings get a number."""

    def __init__(self) -> None:
        self.taken: set[str] = set()
        self._counts: dict[str, int] = {}

    def add(self, text: str) -> str:
        """Reserve and return a free anchor for a heading."""
        base = slug(text)
        name = base
        while name in self.taken:
            self._counts[base] = self._counts.get(base, 1) + 1
            name = f"{base}-{self._counts[base]}"
        self.taken.add(name)
        return name
