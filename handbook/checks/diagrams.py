"""Every diagram in a text can be drawn."""

from collections.abc import Iterator
from datetime import date

from handbook.addresses import is_hidden
from handbook.book import Handbook
from handbook.checks.finding import Finding
from handbook.diagnostics import Diagnostic, Place
from handbook.diagrams.fences import LANGUAGE, fences
from handbook.diagrams.mermaid import read
from handbook.diagrams.mermaid_parts import SyntaxFault
from handbook.source.document import Diagram
from handbook.source.text import read_text

_PAGES = "docs/**/*.md"


def diagrams(handbook: Handbook) -> list[Diagram]:
    """Return the diagrams in all documents and in the pages of docs/."""
    return [
        *(found for document in handbook.documents.values() for found in document.diagrams),
        *_on_pages(handbook),
    ]


def broken_diagram(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A diagram in a text cannot be drawn."""
    for diagram in diagrams(handbook):
        try:
            read(diagram.source)
        except SyntaxFault as broken:
            line = diagram.lines[min(broken.line, len(diagram.lines)) - 1]
            place = line._replace(column=line.column + broken.column - 1)
            yield place, f"this diagram cannot be drawn: {broken.words}"


def _on_pages(handbook: Handbook) -> Iterator[Diagram]:
    for file in sorted(handbook.root.glob(_PAGES)):
        path = file.relative_to(handbook.root).as_posix()
        text = "" if is_hidden(path) else read_text(file, path)
        if isinstance(text, Diagnostic) or LANGUAGE not in text:
            continue
        for fence in fences(text):
            column = len(fence.indent) + 1
            numbers = range(fence.first + 2, max(fence.last, fence.first + 1) + 1)
            places = tuple(Place(path, number, column) for number in numbers)
            yield Diagram(fence.source, places or (Place(path, fence.first + 1, column),))
