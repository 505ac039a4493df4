"""What somebody meant whose words are no YAML: their line says more than the parser does."""

import re
from collections.abc import Callable
from typing import NamedTuple

_KEY = r"[A-Za-z][\w-]*"
_WIDE = re.compile(rf"({_KEY}) ?\N{{FULLWIDTH COLON}}")
# Behind a colon YAML takes a plain space or a tab, and word processors write others.
_STRANGE = re.compile(rf"({_KEY}):(?=[^\S \t])")
_STARRED = re.compile(rf"\*\*({_KEY})(?::\*\*|\*\*:)")
_ALONE = re.compile(rf" +({_KEY})")
_BARE = re.compile(rf" *(?:- +)?({_KEY}(?: [\w-]+){{0,2}}) *(?=\n)")
_GIVEN = re.compile(rf" *(?:- +)?({_KEY}): +\S")
# Who writes a comment leaves a space behind its sign.
_CUT = re.compile(r"[ \t]+(#\w\S*)")
MAY_CUT = re.compile(r"[ \t]#\w")
_BEHIND = {'"': "single quotes", "'": "double quotes", "]": "quotes", "}": "quotes"}

# What libyaml says, and what it means to somebody who only meant to write a key and a value.
_PLAINLY = (
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
    """Where what is not as it was meant begins and ends, and the cure."""

    start: int
    end: int
    message: str


def slip(text: str, problem: str, at: int, begun: int) -> Slip | None:
    """Return what was meant where the parser says what is wrong with a text.

    `at` is where it noticed that, `begun` where what it was reading began.
    """
    for said, look in _LOOKS:
        if said in problem:
            return look(text, at, begun)
    return None


def plainly(problem: str) -> str:
    """Return what the parser says is wrong with a text in plain words."""
    return next((plain for said, plain in _PLAINLY if said in problem), problem)


def cut_off(text: str, end: int) -> Slip | None:
    """Return where a value ends because YAML takes the rest of it, such as "#1", for a comment."""
    found = _CUT.match(text, end)
    if found is None:
        return None
    message = (
        f"YAML reads {found[1]!r} and the rest of the line as a comment; quote the whole value, "
        "or write a space after '#' if it is one"
    )
    return Slip(*found.span(1), message)


def _no_key(text: str, _: int, begun: int) -> Slip:
    """Words stand where a key should: the parser notices only at the end of its line."""
    wide, strange = _WIDE.match(text, begun), _STRANGE.match(text, begun)
    if wide:
        message = f"write '{wide[1]}: ', with a plain colon and a space"
        return Slip(*wide.span(), message)
    if strange:
        message = f"the space after '{strange[1]}:' is not a normal one; retype it"
        return Slip(*strange.span(), message)
    message = "a key needs a colon and a space after it; indent text that continues the line above"
    return Slip(begun, begun + 1, message)


def _further(text: str, at: int, _: int) -> Slip | None:
    """A key that begins further to the right than the one above goes on with its value."""
    line = _line(text, at)
    alone = _ALONE.fullmatch(text, line, at)
    above = _GIVEN.match(text, _line(text, line - 1)) if line else None
    if alone is None or above is None or alone.start(1) - line <= above.start(1) - above.start():
        return None
    message = f"{alone[1]!r} is indented further than {above[1]!r} above; align the two"
    return Slip(*alone.span(1), message)


def _no_colon(text: str, at: int, begun: int) -> Slip | None:
    """A word alone on its line goes on in the next, which begins further to the right."""
    line = _line(text, at)
    start = _line(text, line - 1) if line else 0
    above = _BARE.match(text, start)
    if above is None or not line or _indent(text, line) <= above.start(1) - start:
        return _further(text, at, begun)
    return Slip(*above.span(1), f"{above[1]!r} is missing its colon; write '{above[1]}:'")


def _starred(text: str, _: int, begun: int) -> Slip:
    """An asterisk names something to YAML, and makes words bold to Markdown."""
    found = _STARRED.match(text, begun)
    if found and not text[_line(text, begun) : begun].strip():
        return Slip(*found.span(), f"a key takes no asterisks; write '{found[1]}:'")
    message = "a value cannot start with '*' or '&'; put it in quotes"
    return Slip(begun, begun + 1, message)


def _goes_on(text: str, at: int, _: int) -> Slip | None:
    """A value that begins with a quote or a bracket ends where that is closed."""
    before = text[_line(text, at) : at].rstrip()
    sign = before[-1:]
    if sign not in _BEHIND or text[at : at + 1].isspace():
        return None
    message = f"text continues after {sign!r}; put the whole value in {_BEHIND[sign]}"
    return Slip(at, at + 1, message)


def _indent(text: str, line: int) -> int:
    return len(text) - line - len(text[line:].lstrip(" "))


def _line(text: str, at: int) -> int:
    """Return where the line begins in which a place is."""
    return text.rfind("\n", 0, max(at, 0)) + 1


_LOOKS: tuple[tuple[str, Callable[[str, int, int], Slip | None]], ...] = (
    ("could not find expected ':'", _no_key),
    ("mapping values are not allowed", _no_colon),
    ("alphabetic or numeric", _starred),
    ("expected <block end>", _goes_on),
    ("did not find expected key", _goes_on),
)
