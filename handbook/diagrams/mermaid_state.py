"""Parser for the statements of a Mermaid state diagram: states, transitions, nested states."""

import re

from handbook.diagrams.mermaid_parts import Parts, Statement, label
from handbook.diagrams.shapes import Arrow

_NAME = r"[\w.-]*\w|\[\*\]"
_TRANSITION = re.compile(
    rf"(?P<source>{_NAME})\s*-->\s*(?P<target>{_NAME})\s*(?::\s*(?P<text>.*))?"
)
_CALLED = re.compile(r'state\s+"(?P<label>[^"]*)"\s+as\s+(?P<id>[\w.-]+)\s*(?P<open>\{)?')
_STATE = re.compile(
    r"(?:state\s+)?(?P<id>[\w.-]+)\s*"
    r"(?P<form><<\w+>>|\[\[\w+\]\])?\s*(?P<open>\{)?(?::\s*(?P<text>.*))?"
)
_NOTE = re.compile(r"note\s+(?:left|right)\s+of\s+[\w.-]+\s*(?P<text>:.*)?")


def read_states(statements: list[Statement]) -> Parts:
    """Return the boxes, arrows and frames in statements; raises SyntaxFault."""
    parts = Parts()
    note: Statement | None = None
    for statement in statements:
        text = statement.text.rstrip(" ;")
        if note is not None:
            note = None if text == "end note" else note
        elif text == "}":
            if not parts.open:
                raise statement.broken("'}' has no open state to close")
            parts.open.pop()
        elif (found := _NOTE.fullmatch(text)) is not None:
            note = None if found["text"] else statement
        else:
            _read(statement, text, parts)
    if note is not None:
        raise note.broken("the note is not closed by 'end note'")
    return parts


def _read(statement: Statement, text: str, parts: Parts) -> None:
    way = _TRANSITION.fullmatch(text)
    if way is not None:
        ends = [_end(way["source"], "start", parts), _end(way["target"], "end", parts)]
        parts.arrows.append(Arrow(ends[0], ends[1], label(way["text"] or "")))
        return
    called = _CALLED.fullmatch(text)
    if called is not None:
        _state(called["id"], called["label"], called["open"], parts)
        return
    state = _STATE.fullmatch(text)
    if state is None:
        at = text.find("-->")
        words = "a state is missing next to '-->'" if at >= 0 else f"cannot read {text[:30]!r}"
        raise statement.broken(words, max(at, 0))
    _state(state["id"], state["text"], state["open"], parts)
    if state["form"] == "<<choice>>":
        parts.box(state["id"], form="choice")


def _state(name: str, text: str | None, opens: str | None, parts: Parts) -> None:
    if opens:
        parts.enter(name, label(text or name))
    else:
        parts.box(name, label(text) if text else None)


def _end(name: str, where: str, parts: Parts) -> str:
    """Return the id of one end of a transition; "[*]" is the start or end of its diagram."""
    if name != "[*]":
        parts.box(name)
        return name
    found = f"[{where}] {parts.frame}"
    parts.box(found, where.capitalize(), where)
    return found
