"""Markdown text becomes a tree of nodes with places, and nodes become safe HTML and plain text.

pyromark (CommonMark and GFM) gives events with byte ranges; one pass over them gives everything
else. Raw HTML and links that are not allowed are kept as findings, and are escaped all the same.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, NamedTuple

import pyromark

from handbook.diagrams.fences import LANGUAGE, drawn
from handbook.source.text import wide

MAX_DEPTH = 40
_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_GFM
)
_COMMENTS = re.compile(r"\s*(?:<!--(?:(?!-->).)*-->\s*)+", re.DOTALL)
# An entity (`&#27;`) may stand for a character that nothing can show, and that steers a terminal.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")

Href = Callable[[str], str | None]


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


class Markup(NamedTuple):
    """A parsed text: its top nodes, and what has to be looked at before it is trusted."""

    nodes: list[Node]
    links: list[Finding]
    html: list[Finding]
    diagrams: list[Node]


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
    found = Markup([], [], [], [])
    children: list[Node] = found.nodes
    # The nodes that are open, and their children; those of the innermost are `children`.
    above: list[tuple[Node, list[Node]]] = []
    events: Iterable[tuple[Any, Any]] = pyromark.events_with_range(text, options=_OPTIONS)
    for event, span in events:
        kind, payload = _named(event)
        if kind == "End":
            node, children = above.pop()
            if node.name == "HtmlBlock":
                found.html.extend(_left(node, children))
            continue
        start, end = span["start"], span["end"]
        start -= more[bisect_right(ends, start)]
        end -= more[bisect_right(ends, end)]
        if kind != "Start":
            children.append(_leaf(kind, payload, start, end, found))
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


def _leaf(kind: str, payload: Any, start: int, end: int, found: Markup) -> Node:
    """Return a node that has no others in it."""
    if kind == "Text":
        if not payload.isprintable():
            payload = _CONTROL.sub("\ufffd", payload)
    elif kind == "InlineHtml" and not _COMMENTS.fullmatch(payload):
        found.html.append(Finding(payload, start, end))
    return Node(kind, payload, start, end)


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
    if _COMMENTS.fullmatch(source):
        siblings.pop()
    elif source:
        yield Finding(source, closed.start, closed.end)


def language(node: Node) -> str:
    """Return what a block of code is written in, empty if it does not say."""
    written = node.data.get("Fenced", "") if isinstance(node.data, dict) else ""
    return re.sub(r"[^\w+#-].*", "", written, flags=re.DOTALL)


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
            into.append("" if _COMMENTS.fullmatch(node.data) else node.data)
        else:
            edge = "\n" if name in _BLOCKS else ""
            into.append(edge)
            _read_aloud(node.children, into)
            into.append(" " if name == "TableCell" else edge)


def slug(text: str) -> str:
    """Return the anchor of a heading: its words in small letters, joined by hyphens."""
    return re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", text.lower())).strip("-_") or "section"


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


class Renderer:
    """Turns nodes into HTML in which nothing an author wrote is markup of its own."""

    def __init__(self, href: Href, anchors: Anchors) -> None:
        self._href = href
        self._anchors = anchors

    def html(self, nodes: Sequence[Node]) -> str:
        """Return the HTML of nodes, without a line break between blocks."""
        return "".join([self._node(node) for node in nodes])

    def _node(self, node: Node) -> str:
        render = self._renders.get(node.name)
        if render is not None:
            return render(self, node)
        tag = _TAGS.get(node.name)
        inner = self.html(node.children)
        return f"<{tag}>{inner}</{tag}>" if tag else inner

    def _text(self, node: Node) -> str:
        return escape(node.data, quote=False)

    def _code(self, node: Node) -> str:
        return f"<code>{escape(node.data, quote=False)}</code>"

    def _softbreak(self, _: Node) -> str:
        return "\n"

    def _hardbreak(self, _: Node) -> str:
        return "<br>"

    def _rule(self, _: Node) -> str:
        return "<hr>"

    def _raw(self, node: Node) -> str:
        return "" if _COMMENTS.fullmatch(node.data) else escape(node.data, quote=False)

    def _htmlblock(self, node: Node) -> str:
        inner = self.html(node.children)
        return f"<p>{inner}</p>" if inner else ""

    def _heading(self, node: Node) -> str:
        level = max(node.level, 3)
        anchor = self._anchors.add(plain(node.children))
        return f'<h{level} id="{escape(anchor)}">{self.html(node.children)}</h{level}>'

    def _blockquote(self, node: Node) -> str:
        inner = self.html(node.children)
        if not node.data:
            return f"<blockquote>{inner}</blockquote>"
        name = escape(str(node.data))
        return (
            f'<div class="admonition {name.lower()}" role="note">'
            f'<p class="admonition-title">{name}</p>{inner}</div>'
        )

    def _codeblock(self, node: Node) -> str:
        name = language(node)
        diagram = drawn(code_of(node)) if name == LANGUAGE else None
        if diagram is not None:
            return diagram
        code = escape(code_of(node), quote=False)
        mark = f' class="language-{escape(name)}"' if name else ""
        return f'<pre tabindex="0"><code{mark}>{code}</code></pre>'

    def _list(self, node: Node) -> str:
        inner = self.html(node.children)
        if node.data is None:
            return f"<ul>{inner}</ul>"
        start = f' start="{int(node.data)}"' if node.data != 1 else ""
        return f"<ol{start}>{inner}</ol>"

    def _tasklistmarker(self, node: Node) -> str:
        word, mark = ("done", "☑") if node.data else ("to do", "☐")
        return f'<span class="box" role="img" aria-label="{word}">{mark}</span> '

    def _table(self, node: Node) -> str:
        head, *rows = node.children
        names = [plain(cell.children) for cell in head.children]
        top = "".join(f'<th scope="col">{self.html(cell.children)}</th>' for cell in head.children)
        body = "".join(self._row(row, names) for row in rows)
        return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"

    def _row(self, row: Node, names: list[str]) -> str:
        cells = "".join(
            f'<td data-label="{escape(name)}">{self.html(cell.children)}</td>'
            for name, cell in zip(names, row.children, strict=False)
        )
        return f"<tr>{cells}</tr>"

    def _link(self, node: Node) -> str:
        inner = self.html(node.children)
        href = self._href(node.target)
        if href is None:
            return f'<span class="no-link">{inner}</span>'
        return f'<a href="{escape(href)}">{inner}</a>'

    def _image(self, node: Node) -> str:
        alt = escape(plain(node.children))
        href = self._href(node.target)
        if href is None or re.match(r"[a-z]+:", href):
            return f'<span class="no-link">{alt}</span>'
        return f'<img src="{escape(href)}" alt="{alt}" loading="lazy">'

    _renders: Mapping[str, Callable[["Renderer", Node], str]] = {
        "Text": _text,
        "Code": _code,
        "SoftBreak": _softbreak,
        "HardBreak": _hardbreak,
        "Rule": _rule,
        "Html": _raw,
        "InlineHtml": _raw,
        "HtmlBlock": _htmlblock,
        "Heading": _heading,
        "BlockQuote": _blockquote,
        "CodeBlock": _codeblock,
        "List": _list,
        "TaskListMarker": _tasklistmarker,
        "Table": _table,
        "Link": _link,
        "Image": _image,
    }


_TAGS = {
    "Paragraph": "p",
    "Item": "li",
    "Emphasis": "em",
    "Strong": "strong",
    "Strikethrough": "del",
}
