"""Shared parts of the Mermaid parsers: syntax errors, statements and the graph so far."""

import re
from html import unescape
from typing import NamedTuple

from handbook.diagrams.shapes import Arrow, Box, Frame

_BREAK = re.compile(r"<br[ \t]*/?>|\\n", re.IGNORECASE)


class SyntaxFault(Exception):
    """A syntax error: the reason, and the line and column, both counted from 1."""

    def __init__(self, words: str, line: int, column: int = 1) -> None:
        super().__init__(words)
        self.words = words
        self.line = line
        self.column = column


class Statement(NamedTuple):
    """A non-empty line, and where it starts."""

    text: str
    line: int
    column: int

    def broken(self, words: str, at: int = 0) -> SyntaxFault:
        """Return a syntax error at a character of the statement."""
        return SyntaxFault(words, self.line, self.column + at)


class Parts:
    """The boxes, arrows and frames found so far."""

    def __init__(self) -> None:
        self.boxes: dict[str, Box] = {}
        self.arrows: list[Arrow] = []
        self.frames: dict[str, Frame] = {}
        self.open: list[str] = []

    @property
    def frame(self) -> str:
        """Return the id of the innermost open frame."""
        return self.open[-1] if self.open else ""

    def box(self, name: str, label: str | None = None, form: str | None = None) -> None:
        """Add a box, or update an existing one; a frame stays a frame."""
        if name in self.frames:
            return
        known = self.boxes.get(name) or Box(name, name, frame=self.frame)
        if self.frame and not known.frame:
            known = known._replace(frame=self.frame)
        self.boxes[name] = known._replace(
            label=known.label if label is None else label, form=form or known.form
        )

    def enter(self, name: str, label: str) -> None:
        """Open a frame, which arrows may already refer to."""
        self.boxes.pop(name, None)
        self.frames[name] = Frame(name, label, self.frame)
        self.open.append(name)


def label(text: str) -> str:
    """Return a label as plain text: without quotes, breaks and entities."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1].strip("`")
    text = _BREAK.sub(" ", text).replace("#quot;", '"')
    return " ".join(unescape(text).split())
