"""Guess what was meant by text that is not YAML: its line tells more than the parser does."""

import re
from collections.abc import Callable
from typing import NamedTuple

_KEY = r"[A-Za-z][\w-]*"
_WIDE = re.compile(rf"({_KEY}) ?\N{{FULLWIDTH COLON}}")
# After a colon YAML expects a space or a tab; word processors insert other spaces.
_ODD_SPACE = re.compile(rf"({_KEY}):(?=[^\S \t])")
_STARRED = re.compile(rf"\*\*({_KEY})(?::\*\*|\*\*:)")
_INDENTED_WORD = re.compile(rf" +({_KEY})")
_NO_COLON = re.compile(rf" *(?:- +)?({_KEY}(?: [\w-]+){{0,2}}) *(?=\n)")
_KEY_WITH_VALUE = re.compile(rf" *(?:- +)?({_KEY}): +\S")
# A real comment has a space after its '#'.
_TAIL_COMMENT = re.compile(r"[ \t]+(#\w\S*)")
MAY_CUT = re.compile(r"[ \t]#\w")
_QUOTES = {'"': "single quotes", "'": "double quotes", "]": "quotes", "}": "quotes"}

# Messages of libyaml, and what they mean to someone who only wanted to write a key and a value.
_PLAIN_MESSAGES = (
    (
        "mapping values are not allowed",
        "a colon is not expected here; quote a value that contains ': '",
    ),
    ("expected comment or line break", "a value that starts with '>' or '|' must be in quotes"),
    ("found unexpected end of stream", "this quote is never closed"),
    ("found unexpected document indicator", "this quote is never closed"),
    ("expected ',' or ']'", "this '[' is never closed, or a comma is missing"),
    ("expected ',' or '}'", "this '{' is never closed, or a comma is missing"),
    ("expected node content", "a value is expected here; check the quotes and brackets"),
    ("expected the node content", "a value is expected here; check the quotes and brackets"),
    ("expected '-' indicator", "a list item is expected here; check the indentation"),
    ("expected <block end>", "a key is expected here; check the indentation and the quotes"),
    ("<document start>", "text continues where it should end; check the indentation"),
    ("did not find expected key", "a key is expected here; check the indentation and the quotes"),
    ("sequence entries are not allowed", "a list must start on a line of its own"),
    ("found unknown escape character", "unknown escape in double quotes; use single quotes"),
)


class Slip(NamedTuple):
    """The span of a mistake, and the message with its cure."""

    start: int
    end: int
    message: str


def explain(text: str, problem: str, at: int, begun: int) -> Slip | None:
    """Return what was meant where the parser reports a problem, None if unknown.

    `at` is where the parser noticed the problem, `begun` where the construct it was parsing began.
    """
    for phrase, explain in _EXPLANATIONS:
        if phrase in problem:
            return explain(text, at, begun)
    return None


def plain_message(problem: str) -> str:
    """Return a parser's message in plain words."""
    return next((plain for phrase, plain in _PLAIN_MESSAGES if phrase in problem), problem)


def cut_off(text: str, end: int) -> Slip | None:
    """Return where YAML cuts off a value because it reads the rest, such as "#1", as a comment."""
    found = _TAIL_COMMENT.match(text, end)
    if found is None:
        return None
    message = (
        f"YAML reads {found[1]!r} and the rest of the line as a comment; quote the whole value, "
        "or write a space after '#' if it is one"
    )
    return Slip(*found.span(1), message)


def _not_a_key(text: str, _: int, begun: int) -> Slip:
    """Explain text in place of a key: the parser only notices at the end of the line."""
    wide, odd = _WIDE.match(text, begun), _ODD_SPACE.match(text, begun)
    if wide:
        message = f"write '{wide[1]}: ', with a plain colon and a space"
        return Slip(*wide.span(), message)
    if odd:
        message = f"the space after '{odd[1]}:' is not a normal one; retype it"
        return Slip(*odd.span(), message)
    message = "a key needs a colon and a space after it; indent text that continues the line above"
    return Slip(begun, begun + 1, message)


def _indented_further(text: str, at: int, _: int) -> Slip | None:
    """Explain a key that is indented further than the one above, whose value it continues."""
    line = _line_start(text, at)
    alone = _INDENTED_WORD.fullmatch(text, line, at)
    above = _KEY_WITH_VALUE.match(text, _line_start(text, line - 1)) if line else None
    if alone is None or above is None or alone.start(1) - line <= above.start(1) - above.start():
        return None
    message = f"{alone[1]!r} is indented further than {above[1]!r} above; align the two"
    return Slip(*alone.span(1), message)


def _missing_colon(text: str, at: int, begun: int) -> Slip | None:
    """Explain a word alone on its line that continues on the next, more indented line."""
    line = _line_start(text, at)
    start = _line_start(text, line - 1) if line else 0
    above = _NO_COLON.match(text, start)
    if above is None or not line or _indent(text, line) <= above.start(1) - start:
        return _indented_further(text, at, begun)
    return Slip(*above.span(1), f"{above[1]!r} is missing its colon; write '{above[1]}:'")


def _asterisk(text: str, _: int, begun: int) -> Slip:
    """Explain an asterisk: an alias in YAML, bold text in Markdown."""
    found = _STARRED.match(text, begun)
    if found and not text[_line_start(text, begun) : begun].strip():
        return Slip(*found.span(), f"a key takes no asterisks; write '{found[1]}:'")
    message = "a value cannot start with '*' or '&'; put it in quotes"
    return Slip(begun, begun + 1, message)


def _text_after_value(text: str, at: int, _: int) -> Slip | None:
    """Explain text after a closing quote or bracket, where the value already ended."""
    before = text[_line_start(text, at) : at].rstrip()
    sign = before[-1:]
    if sign not in _QUOTES or text[at : at + 1].isspace():
        return None
    message = f"text continues after {sign!r}; put the whole value in {_QUOTES[sign]}"
    return Slip(at, at + 1, message)


def _indent(text: str, line: int) -> int:
    return len(text) - line - len(text[line:].lstrip(" "))


def _line_start(text: str, at: int) -> int:
    """Return the offset of the start of the line."""
    return text.rfind("\n", 0, max(at, 0)) + 1


_EXPLANATIONS: tuple[tuple[str, Callable[[str, int, int], Slip | None]], ...] = (
    ("could not find expected ':'", _not_a_key),
    ("mapping values are not allowed", _missing_colon),
    ("alphabetic or numeric", _asterisk),
    ("expected <block end>", _text_after_value),
    ("did not find expected key", _text_after_value),
)
