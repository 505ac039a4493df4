"""Markdown text becomes a tree of nodes with places, and nodes become safe HTML and plain text.

pyromark (CommonMark and GFM) gives events with byte ranges; one pass over them gives everything
else. Raw HTML and links that are not allowed are kept as findings, and are escaped all the same.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any, NamedTuple

import pyromark

from handbook.diagrams.fences import LANGUAGE, drawn
from handbook.source.text import offsets

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
    children: list["Node"] = field(default_factory=list)

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
    offset = offsets(text)
    root = Node("Root", None, 0, len(text))
    stack = [root]
    links: list[Finding] = []
    html: list[Finding] = []
    diagrams: list[Node] = []
    events: Iterable[tuple[Any, Any]] = pyromark.events_with_range(text, options=_OPTIONS)
    for event, span in events:
        kind, payload = _named(event)
        if kind == "End":
            html += _close(stack)
            continue
        start, end = span["start"], span["end"]
        if offset is not None:
            start, end = offset(start), offset(end)
        if kind == "Start":
            name, data = _named(payload)
            node = Node(name, data, start, end)
            stack[-1].children.append(node)
            stack.append(node)
            if len(stack) > MAX_DEPTH:
                raise TooDeep(start)
            if name in {"Link", "Image"}:
                links.append(Finding(node.target, start, end, name == "Image"))
            if name == "CodeBlock" and language(node) == LANGUAGE:
                diagrams.append(node)
            continue
        if kind == "Text":
            payload = _CONTROL.sub("\ufffd", payload)
        stack[-1].children.append(Node(kind, payload, start, end))
        if kind == "InlineHtml" and not _COMMENTS.fullmatch(payload):
            html.append(Finding(payload, start, end))
    return Markup(root.children, links, html, diagrams)


def _close(stack: list[Node]) -> Iterable[Finding]:
    """Take the innermost node off the stack; a comment is a note between editors, and goes."""
    closed = stack.pop()
    return _left(closed, stack[-1]) if closed.name == "HtmlBlock" else ()


def _left(closed: Node, above: Node) -> Iterator[Finding]:
    """Yield what a block of HTML is, unless it is a comment, which goes."""
    source = "".join(child.data for child in closed.children if child.data).strip()
    if _COMMENTS.fullmatch(source):
        above.children.pop()
    elif source:
        yield Finding(source, closed.start, closed.end)


def _named(event: Any) -> tuple[str, Any]:
    """Return the name of an event and what comes with it: {"Text": "hi"} or "Rule"."""
    if isinstance(event, dict):
        for name, data in event.items():
            return name, data
    return str(event), None


def language(node: Node) -> str:
    """Return what a block of code is written in, empty if it does not say."""
    written = node.data.get("Fenced", "") if isinstance(node.data, dict) else ""
    return re.sub(r"[^\w+#-].*", "", written, flags=re.DOTALL)


def code_of(node: Node) -> str:
    """Return a block of code as it is written."""
    return "".join(child.data for child in node.children if child.data)


def plain(nodes: Iterable[Node]) -> str:
    """Return what a reader would read aloud: no markup, blocks on lines of their own."""
    words = "".join(_words(nodes))
    if "\n" not in words:
        return words.strip()
    lines = (line.strip() for line in words.split("\n"))
    return "\n".join(line for line in lines if line)


_BLOCKS = {
    *("Paragraph", "Heading", "List", "Item", "BlockQuote", "CodeBlock"),
    *("Table", "TableHead", "TableRow"),
}


def _words(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        if node.name in {"Text", "Code"}:
            yield node.data
        elif node.name == "SoftBreak":
            yield " "
        elif node.name in {"HardBreak", "Rule"}:
            yield "\n"
        elif node.name in {"Html", "InlineHtml"}:
            yield "" if _COMMENTS.fullmatch(node.data) else node.data
        else:
            edge = "\n" if node.name in _BLOCKS else ""
            yield edge
            yield from _words(node.children)
            yield " " if node.name == "TableCell" else edge


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
        return "".join(self._node(node) for node in nodes)

    def _node(self, node: Node) -> str:
        render = getattr(self, f"_{node.name.lower()}", None)
        if render is not None:
            return str(render(node))
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

    def _html(self, node: Node) -> str:
        return "" if _COMMENTS.fullmatch(node.data) else escape(node.data, quote=False)

    _inlinehtml = _html

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


_TAGS = {
    "Paragraph": "p",
    "Item": "li",
    "Emphasis": "em",
    "Strong": "strong",
    "Strikethrough": "del",
}
