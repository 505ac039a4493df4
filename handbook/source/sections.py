"""The sections of a Markdown document fill the properties that its layout names."""

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any

from handbook.diagnostics import Diagnostic, Place, error
from handbook.source.document import Loose, Prose, Section
from handbook.source.layout import Layout, Part, fold
from handbook.source.markdown import Anchors, Href, Node, Renderer, plain, prose_without_code
from handbook.source.text import Lines
from handbook.source.yaml import Route

_NUMBER = re.compile(
    r"(?:(?:step|phase|stage|part)\s+\d+\s*[:.)–—-]\s+|\d+(?:\.\d+)*[.)]\s+)", re.IGNORECASE
)
_TAIL = re.compile(r"\s*\(([^()]*)\)\s*$")
_TIMED = re.compile(r"\d|ongoing|half a day", re.IGNORECASE)
_TRIM = " \t\n·•"
_COMMA = re.compile(r"[,·](?![^(]*\))")


class Writer:
    """Collects values, places and texts while a document is read."""

    def __init__(self, lines: Lines, start: int, href: Href) -> None:
        self.lines = lines
        self.start = start
        self.data: dict[str, Any] = {}
        self.values: dict[Route, Place] = {}
        self.keys: dict[Route, Place] = {}
        self.prose: dict[Route, Prose] = {}
        self.anchors: dict[Route, str] = {}
        self.sections: list[Section] = []
        self.words: list[Loose] = []
        self.faults: list[Diagnostic] = []
        self.slugs = Anchors()
        self._renderer = Renderer(href, self.slugs)

    def place(self, start: int, end: int | None = None) -> Place:
        """Where a stretch of the body stands in its file."""
        return self.lines.place(self.start + start, None if end is None else self.start + end)

    def place_of(self, nodes: Sequence[Node]) -> Place:
        """Where nodes stand."""
        return self.place(nodes[0].start, nodes[-1].end)

    def fault(self, nodes: Sequence[Node], code: str, message: str) -> None:
        """Note what is wrong with some nodes."""
        self.faults.append(error(self.place_of(nodes), code, message))

    def text(self, nodes: Sequence[Node]) -> Prose:
        """Return nodes as a text; words outside code are noted for the checks."""
        for node in prose_without_code(nodes):
            self.words.append(Loose(node.data, self.place(node.start, node.end)))
        source = self.lines.text[self.start + nodes[0].start : self.start + nodes[-1].end]
        return Prose(source.strip(), plain(nodes), self._renderer.html(nodes), self.place_of(nodes))

    def put(self, route: Route, value: Any, nodes: Sequence[Node]) -> None:
        """Set the value at a route, once; twice the same value is no fault."""
        holder: Any = self.data
        for part in route[:-1]:
            holder = holder[part]
        last = route[-1]
        place = self.place_of(nodes)
        if isinstance(last, str) and last in holder:
            if _same(holder[last], value):
                return
            first = self.keys.get(route) or self.values[route]
            message = f"{last!r} is already given on line {first.line}; keep one"
            self.faults.append(error(place, "given-twice", message))
            return
        if isinstance(last, int):
            holder.append(value)
        else:
            holder[last] = value
        self.values[route] = place

    def put_text(self, route: Route, part: Part, nodes: Sequence[Node]) -> None:
        """Set a string: words only where the schema knows its form, else a text with markup."""
        nodes = trim(nodes)
        if not nodes:
            return
        if part.typed:
            self.put(route, _typed(nodes), nodes)
            return
        prose = self.text(nodes)
        self.put(route, prose.markdown, nodes)
        self.prose.setdefault(route, prose)

    def open(self, route: Route, value: Any, nodes: Sequence[Node]) -> None:
        """Set an empty list or mapping unless there is one already."""
        holder: Any = self.data
        for part in route[:-1]:
            holder = holder[part]
        if isinstance(route[-1], int) or route[-1] not in holder:
            self.put(route, value, nodes)


def _same(first: Any, second: Any) -> bool:
    return isinstance(first, str) and isinstance(second, str) and fold(first) == fold(second)


def _typed(nodes: Sequence[Node]) -> str:
    """Return a name or value; a lone link stands for what it links to."""
    if len(nodes) == 1 and nodes[0].name == "Link":
        return str(nodes[0].data["dest_url"])
    return " ".join(plain(nodes).split())


def trim(nodes: Sequence[Node]) -> list[Node]:
    """Return inline nodes without white space and separators around them."""
    trimmed = list(nodes)
    while trimmed and trimmed[0].name in {"Text", "SoftBreak", "HardBreak"}:
        first = trimmed.pop(0)
        words = (first.data or "").lstrip(_TRIM)
        if words:
            start = first.start + len(first.data) - len(words)
            trimmed.insert(0, Node("Text", words, start, first.end))
            break
    while trimmed and trimmed[-1].name in {"Text", "SoftBreak", "HardBreak"}:
        last = trimmed.pop()
        words = (last.data or "").rstrip(_TRIM)
        if words:
            trimmed.append(Node("Text", words, last.start, last.end - len(last.data) + len(words)))
            break
    return trimmed


def heading_title(node: Node) -> str:
    """Return a heading's words without the number before them."""
    words = " ".join(plain(node.children).split())
    return _NUMBER.sub("", words, count=1) if _NUMBER.match(words) else words


def near(name: str, known: Sequence[str]) -> str | None:
    """Return the known spelling that a misspelt name most likely meant."""
    by_fold = {fold(one): one for one in known}
    found = get_close_matches(fold(name), by_fold, n=1, cutoff=0.8)
    return by_fold[found[0]] if found else None


def labelled(paragraph: Node) -> list[tuple[str, Node, list[Node]]]:
    """Return the labels of a paragraph, "**Owner:** CSM · **When:** day 1", with their values."""
    found: list[tuple[str, Node, list[Node]]] = []
    children = paragraph.children
    for index, node in enumerate(children):
        if node.name == "Strong" and _is_label(children, index):
            found.append((plain(node.children).rstrip(": "), node, []))
        elif not found:
            return []
        else:
            found[-1][2].append(node)
    return [(name, node, trim(_after_colon(value))) for name, node, value in found]


def _is_label(children: Sequence[Node], index: int) -> bool:
    following = children[index + 1] if index + 1 < len(children) else None
    outside = following is not None and following.name == "Text" and following.data.startswith(":")
    if not (plain(children[index].children).endswith(":") or outside):
        return False
    before = children[index - 1] if index else None
    if before is None or before.name in {"SoftBreak", "HardBreak"}:
        return True
    return before.name == "Text" and before.data.rstrip().endswith(("·", "|", "•"))


def _after_colon(nodes: list[Node]) -> list[Node]:
    if nodes and nodes[0].name == "Text" and nodes[0].data.startswith(":"):
        first = nodes[0]
        rest = Node("Text", first.data[1:], first.start + 1, first.end)
        return [rest, *nodes[1:]] if rest.data else nodes[1:]
    return nodes


def pieces(nodes: Sequence[Node]) -> Iterator[list[Node]]:
    """Yield the parts of a line that commas separate; commas in brackets do not."""
    piece: list[Node] = []
    for node in nodes:
        if node.name != "Text":
            piece.append(node)
            continue
        start = 0
        for comma in _COMMA.finditer(node.data):
            words = node.data[start : comma.start()]
            piece.append(Node("Text", words, node.start + start, node.start + comma.start()))
            yield trim(piece)
            piece = []
            start = comma.end()
        piece.append(Node("Text", node.data[start:], node.start + start, node.end))
    yield trim(piece)


def split_item(item: Node) -> tuple[list[Node], list[Node]]:
    """Return the first line of a list item, and the blocks below it."""
    children = [child for child in item.children if child.name != "TaskListMarker"]
    if children and children[0].name == "Paragraph":
        return trim(children[0].children), children[1:]
    end = next(
        (index for index, child in enumerate(children) if child.name in _BLOCK_NAMES), len(children)
    )
    return trim(children[:end]), children[end:]


_BLOCK_NAMES = {
    "List",
    "Paragraph",
    "CodeBlock",
    "BlockQuote",
    "Table",
    "Rule",
    "Heading",
    "HtmlBlock",
}


def tail_of(title: str) -> tuple[str, str | None]:
    """Return a heading's words and the time in the bracket at its end, if it is one."""
    found = _TAIL.search(title)
    if found and _TIMED.search(found[1]):
        return title[: found.start()].rstrip(), found[1].strip()
    return title, None


def layout_headings(layout: Layout) -> set[str]:
    """Return every heading a layout knows, as compared."""
    return {*layout.by_heading(), *layout.overview}
