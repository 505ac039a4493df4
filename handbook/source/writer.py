"""Collect the content of a Markdown document: values, places and texts, each once by route."""

from array import array
from collections.abc import Sequence
from typing import Any

from handbook.diagnostics import Fix, Place, error
from handbook.source.document import Prose, Section, Words
from handbook.source.html import Href, Renderer
from handbook.source.layout import Part, fold
from handbook.source.markdown import Anchors, Node, plain
from handbook.source.places import Route, Span
from handbook.source.text import Lines
from handbook.source.yaml import Tree


class Writer:
    """Collects values, places and texts while a document is read."""

    def __init__(self, lines: Lines, start: int, href: Href, front: Tree) -> None:
        self.lines = lines
        self.start = start
        self.data: dict[str, Any] = front.data
        self.front = frozenset(front.data)
        self.values = front.values
        self._spans = front.values.found
        self._spans[()] = (0, 0)
        self.keys = front.keys
        self.prose: dict[Route, Prose] = {}
        self.anchors: dict[Route, str] = {}
        self.notes: dict[Route, list[Prose]] = {}
        self.sections: list[Section] = []
        self.words: list[tuple[str, int]] = []
        self.faults = list(front.faults)
        self.slugs = Anchors()
        self._renderer = Renderer(href, self.slugs)

    def place(self, start: int, end: int | None = None) -> Place:
        """Return the place of a span of the body in its file."""
        return self.lines.place(self.start + start, None if end is None else self.start + end)

    def span_of(self, nodes: Sequence[Node]) -> Span:
        """Return the span of nodes in the text of the file."""
        return self.start + nodes[0].start, self.start + nodes[-1].end

    def fault(self, nodes: Sequence[Node], code: str, message: str, fix: Fix | None = None) -> None:
        """Report a fault in some nodes, with its fix if there is only one."""
        self.faults.append(error(self.lines.place(*self.span_of(nodes)), code, message, fix))

    def text(self, nodes: Sequence[Node]) -> Prose:
        """Return nodes as a text, and note its words outside code for the checks."""
        start, stop = self.span_of(nodes)
        source = self.lines.text[start:stop].strip()
        if len(nodes) == 1 and nodes[0].data == source and nodes[0].name == "Text":
            self.words.append((source, start))
            return Prose.plain(source)
        self._note(nodes)
        return Prose(source, plain(nodes), self._renderer.html(nodes))

    def _note(self, nodes: Sequence[Node]) -> None:
        """Note the words of nodes, except code."""
        for node in nodes:
            if node.name == "Text":
                self.words.append((node.data, self.start + node.start))
            elif node.children and node.name != "CodeBlock":
                self._note(node.children)

    def all_words(self) -> Words:
        """Return all noted words."""
        starts = array("I", [start for _, start in self.words])
        return Words(self.lines.ruler, tuple(text for text, _ in self.words), starts)

    def put(self, route: Route, value: Any, nodes: Sequence[Node]) -> None:
        """Set the value at a route once; setting the same value again is not a fault."""
        holder: Any = self.data
        for part in route[:-1]:
            holder = holder[part]
        last = route[-1]
        if isinstance(last, int):
            holder.append(value)
        elif last not in holder:
            holder[last] = value
        else:
            if not _same(holder[last], value):
                self.report_duplicate(route, nodes)
            return
        self._spans[route] = (self.start + nodes[0].start, self.start + nodes[-1].end)

    def put_text(self, route: Route, part: Part, nodes: Sequence[Node]) -> None:
        """Set a string: plain text if its schema restricts the format, otherwise text with markup.

        The nodes must be trimmed.
        """
        if not nodes:
            return
        if part.typed:
            self.put(route, _typed(nodes), nodes)
            return
        prose = self.text(nodes)
        self.put(route, prose.markdown, nodes)
        self.prose.setdefault(route, prose)

    def report_duplicate(self, route: Route, nodes: Sequence[Node]) -> None:
        """Report that the value at a route is given in two places."""
        first = self.keys.get(route) or self.values[route]
        message = f"{route[-1]!r} is already given on line {first.line}; keep one"
        self.fault(nodes, "given-twice", message)

    def open(self, route: Route, value: Any, nodes: Sequence[Node]) -> bool:
        """Start a list or mapping, or continue the one there; return False if it is given twice."""
        if route[0] in self.front:
            self.report_duplicate(route[:1], nodes)
            return False
        holder: Any = self.data
        for part in route[:-1]:
            holder = holder[part]
        if isinstance(route[-1], int) or route[-1] not in holder:
            self.put(route, value, nodes)
        return True

    def add_notes(self, route: Route, blocks: Sequence[Node]) -> None:
        """Append blocks to the notes at a route; `join_notes` turns them into one text."""
        notes = self.notes.setdefault(route, [])
        if not notes:
            self.put(route, "", blocks)
        notes.append(self.text(blocks))

    def join_notes(self) -> None:
        """Set all notes at once: joining them one by one would be quadratic."""
        for route, parts in self.notes.items():
            holder: Any = self.data
            for part in route[:-1]:
                holder = holder[part]
            joined = Prose(
                "\n\n".join(part.markdown for part in parts),
                "\n".join(part.text for part in parts),
                "".join(part.html for part in parts),
            )
            holder[route[-1]] = joined.markdown
            self.prose[route] = joined


def _same(first: Any, second: Any) -> bool:
    return isinstance(first, str) and isinstance(second, str) and fold(first) == fold(second)


def _typed(nodes: Sequence[Node]) -> str:
    """Return a name or value; a link on its own stands for its target."""
    if len(nodes) == 1 and nodes[0].name == "Link":
        return str(nodes[0].target)
    return " ".join(plain(nodes).split())
