"""Parse flowcharts and state diagrams written in Mermaid into boxes and arrows.

Other diagram types and syntax errors are rejected: half a drawing is worse than none. Styling
(`style`, `classDef`, `class`, `linkStyle`) and clicks are ignored, because the page has its own.
"""

import re

from handbook.diagrams.mermaid_flow import read_flow
from handbook.diagrams.mermaid_parts import Parts, Statement, SyntaxFault
from handbook.diagrams.mermaid_state import read_states
from handbook.diagrams.shapes import Graph

MOST_BOXES = 100
MOST_ARROWS = 200
_HEADER = re.compile(r"(flowchart|graph|stateDiagram(?:-v2)?)\b[ \t]*(TD|TB|BT|LR|RL)?[ \t;]*")
_WORD = re.compile(r"[\w-]+")
_IGNORED = re.compile(r"(?:style|classDef|class|linkStyle|click|direction)\b")
_TITLE = re.compile(r"acc(?:Title|Descr)[ \t]*:[ \t]*(.*)")


def read(source: str) -> Graph:
    """Return the graph of a source; raises SyntaxFault if it cannot be parsed or drawn."""
    statements, title = _statements(source)
    if not statements:
        raise SyntaxFault("the diagram is empty; begin with 'flowchart TD' or 'stateDiagram-v2'", 1)
    first = statements[0]
    header = _HEADER.match(first.text)
    if header is None:
        word = _WORD.match(first.text)
        raise first.broken(
            f"{word[0] if word else first.text!r} is not supported; "
            "begin with 'flowchart TD' or 'stateDiagram-v2'"
        )
    rest = first.text[header.end() :]
    if rest.strip():
        statements[0] = Statement(rest, first.line, first.column + header.end())
    else:
        del statements[0]
    is_flow = header[1] in {"flowchart", "graph"}
    parts = (read_flow if is_flow else read_states)(statements)
    if parts.open:
        last = source.count("\n") + 1
        raise SyntaxFault(f"{parts.frame!r} is not closed", last)
    return _graph(parts, title, header[2] or "TD", first)


def _graph(parts: Parts, title: str, direction: str, first: Statement) -> Graph:
    if not parts.boxes:
        raise first.broken("the diagram has no boxes")
    if len(parts.boxes) > MOST_BOXES or len(parts.arrows) > MOST_ARROWS:
        raise first.broken(
            f"the diagram has more than {MOST_BOXES} boxes or {MOST_ARROWS} arrows; split it"
        )
    return Graph(
        title or f"Diagram of {len(parts.boxes)} boxes, with its source below",
        tuple(parts.boxes.values()),
        tuple(dict.fromkeys(parts.arrows)),
        tuple(parts.frames.values()),
        "right" if direction in {"LR", "RL"} else "down",
    )


def _statements(source: str) -> tuple[list[Statement], str]:
    """Return the non-empty statements, and the title for screen readers."""
    found: list[Statement] = []
    title = ""
    for number, line in enumerate(source.split("\n"), start=1):
        text = line.strip()
        named = _TITLE.fullmatch(text)
        if named:
            title = title or named[1]
        elif text and not text.startswith("%%") and not _IGNORED.match(text):
            found.append(Statement(text, number, line.index(text[0]) + 1))
    return found, title
