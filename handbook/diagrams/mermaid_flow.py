"""Parser for the statements of a Mermaid flowchart: boxes, links between them, subgraphs."""

import re
from typing import NamedTuple

from handbook.diagrams.mermaid_parts import Parts, Statement, label
from handbook.diagrams.shapes import Arrow

_ID = re.compile(r"\w+(?:[.-]\w+)*")
_CLASS = re.compile(r":::[\w-]+")
_SUBGRAPH = re.compile(r"subgraph\b\s*(?:(?P<id>[\w.-]+)\s*\[(?P<label>.*)\]|(?P<title>.*))\s*;?")
# Opening and closing brackets of a box with the resulting form, longest first.
_SHAPES = (
    ("(((", ")))", "end"),
    ("([", "])", "round"),
    ("[[", "]]", "box"),
    ("[(", ")]", "round"),
    ("((", "))", "round"),
    ("{{", "}}", "choice"),
    ("[/", "/]", "box"),
    ("[\\", "\\]", "box"),
    ("[", "]", "box"),
    ("(", ")", "round"),
    ("{", "}", "choice"),
    (">", "]", "box"),
)
_HEAD = r"(?P<head>>|[xo](?=[\s|]))?"
_LINKS = (
    re.compile(rf"(?P<back><)?(?P<way>-\.+-|-{{3,}}|={{3,}}|~{{3,}}){_HEAD}"),
    re.compile(r"(?P<back><)?(?P<way>-{2,}|={2,}|-\.+-)(?P<head>>)"),
    re.compile(rf"(?P<back><)?(?P<way>--)\s*(?P<text>[^-\s>].*?)\s*-{{2,}}{_HEAD}"),
    re.compile(rf"(?P<back><)?(?P<way>==)\s*(?P<text>[^=\s>].*?)\s*={{2,}}{_HEAD}"),
    re.compile(rf"(?P<back><)?(?P<way>-\.)\s*(?P<text>[^-.\s>].*?)\s*\.+-{_HEAD}"),
)
_NAMED = re.compile(r"\s*\|(?P<text>[^|]*)\|")


class _Link(NamedTuple):
    """A link between boxes: its label, its line style, and whether it points back as well."""

    text: str
    line: str
    back: bool


def read_flow(statements: list[Statement]) -> Parts:
    """Return the boxes, arrows and frames in statements; raises SyntaxFault."""
    parts = Parts()
    for statement in statements:
        if statement.text.rstrip(" ;") == "end":
            if not parts.open:
                raise statement.broken("'end' has no open subgraph to close")
            parts.open.pop()
        elif statement.text.startswith("subgraph"):
            _subgraph(statement, parts)
        else:
            _Reader(statement, parts).read()
    return parts


def _subgraph(statement: Statement, parts: Parts) -> None:
    found = _SUBGRAPH.fullmatch(statement.text)
    name = (found["id"] or found["title"]) if found else ""
    if found is None or not name:
        raise statement.broken("a subgraph needs a name: 'subgraph id [name]'")
    parts.enter(label(name), label(found["label"] or name))


class _Reader:
    """Parses one statement from left to right."""

    def __init__(self, statement: Statement, parts: Parts) -> None:
        self.statement = statement
        self.text = statement.text
        self.parts = parts
        self.at = 0

    def read(self) -> None:
        """Parse boxes and the links between them, to the end of the line."""
        sources = self._boxes()
        while self._more():
            if self.text[self.at] == ";":
                self.at += 1
                sources = self._boxes() if self._more() else []
                continue
            link = self._link()
            targets = self._boxes()
            for source in sources:
                for target in targets:
                    self._join(source, target, link)
            sources = targets

    def _join(self, source: str, target: str, link: _Link) -> None:
        if link.line == "hidden":
            return
        self.parts.arrows.append(Arrow(source, target, link.text, link.line))
        if link.back:
            self.parts.arrows.append(Arrow(target, source, "", link.line))

    def _more(self) -> bool:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        return self.at < len(self.text)

    def _boxes(self) -> list[str]:
        """Parse one box, or several joined by "&"."""
        found = [self._box()]
        while self._more() and self.text[self.at] == "&":
            self.at += 1
            found.append(self._box())
        return found

    def _box(self) -> str:
        self._more()
        name = _ID.match(self.text, self.at)
        if name is None:
            left = self.text[self.at :].strip()
            words = f"expected a box, not {left[:20]!r}" if left else "a box is missing here"
            raise self.statement.broken(words, self.at)
        self.at = name.end()
        text, form = self._shape()
        styled = _CLASS.match(self.text, self.at)
        self.at = styled.end() if styled else self.at
        self.parts.box(name[0], text, form)
        return name[0]

    def _shape(self) -> tuple[str | None, str | None]:
        for opened, closed, form in _SHAPES:
            if not self.text.startswith(opened, self.at):
                continue
            start = self.at + len(opened)
            quoted = re.compile(r'\s*"[^"]*"\s*').match(self.text, start)
            end = self.text.find(closed, quoted.end() if quoted else start)
            if end < 0:
                words = f"{opened!r} is not closed by {closed!r} on this line"
                raise self.statement.broken(words, self.at)
            text = self.text[start:end]
            if not (quoted and quoted.end() == end):
                self._refuse_marks(text, opened, start)
            self.at = end + len(closed)
            return label(text), form
        return None, None

    def _refuse_marks(self, text: str, opened: str, start: int) -> None:
        """Raise SyntaxFault for brackets in an unquoted label: an earlier one may not be closed."""
        mark = re.search(r'["\[\](){}]', text)
        if mark:
            words = f'close {opened!r} before {mark[0]!r}, or put the label in quotes: "..."'
            raise self.statement.broken(words, start + mark.start())

    def _link(self) -> _Link:
        for pattern in _LINKS:
            found = pattern.match(self.text, self.at)
            if found is None:
                continue
            self.at = found.end()
            text = found.groupdict().get("text") or ""
            named = _NAMED.match(self.text, self.at)
            if named:
                self.at = named.end()
                text = named["text"]
            return _Link(label(text), _line(found["way"], found["head"]), bool(found["back"]))
        left = self.text[self.at :].strip()
        raise self.statement.broken(f"expected a link such as '-->', not {left[:20]!r}", self.at)


def _line(way: str, head: str | None) -> str:
    if way[0] == "~":
        return "hidden"
    if not head:
        return "open"
    return "dashed" if "." in way else "solid"
