"""Signs that start no item of a list, or are no box in one, though they were meant so."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from handbook.amounts import counted
from handbook.source.hashes import starts_of
from handbook.source.markdown import Node

_GAP = r"[ \t\u00a0]+"
# The line break comes first in it: to look for one is quick, and most texts have nothing after it.
_SLIP = re.compile(
    rf"""\n[ \t]*(?:
        # "• Ask", but not "• **When:** day 1", where the sign parts two labels.
        (?P<bullet>[•◦▪‣●■➢➤])(?={_GAP}(?!\*\*)\S)
        # A dash alone may go on with a sentence.
        |(?P<box>[○□☐☑☒✓✔–—])(?={_GAP}\S)
        # "a) Ask", "(1) Ask", "1.2 Ask"
        |(?P<letter>[a-z][.)]|\([a-z]\))(?={_GAP}\S)
        |(?P<number>\(\d\)|\d{{1,2}}(?:\.\d{{1,2}})+[.)]?)(?={_GAP}\S)
        # "-Ask", "2.Ask"
        |(?P<glued>-|\d{{1,2}}[.)])(?=[^\W\d_]{{2}})
        # The sign of an item, with a no-break space before or behind it.
        |(?P<hard>\u00a0[ \t\u00a0]*(?:[-*+]|\d{{1,2}}[.)])(?:[ \t\u00a0]+)
            |(?:[-*+]|\d{{1,2}}[.)])\u00a0[ \t\u00a0]*)(?=\S)
        # "- [] Ask", "- ☐ Ask", "- [ ]Ask"
        |(?:[-*+]|\d{{1,2}}[.)])[ ]+
            (?P<unboxed>(?:\[_?\]|\([ ]?\)|[□☐])(?={_GAP}\S)|\[[ xX]\](?=\w))
    )""",
    re.VERBOSE,
)
# Where a sign at the start of a line is part of something else.
_APART = frozenset(("BlockQuote", "CodeBlock", "HtmlBlock", "Link", "Table"))
_BULLETS = frozenset("-*+")
_PLAIN = "the space beside it must be a plain one"
_UNBOXED = "unboxed"
_BOXES = ("[ ]", "[x]", "[X]")
# So far is looked for the word after a sign.
_SEEN = 20
# More spaces after the sign of an item make code of its words.
_ROOM = 4


class Slip(NamedTuple):
    """A sign at the start of a line: where, the line, the sign, its sort, what is to be done.

    Of the sort that ends in "hard" is a sign with the spaces beside it, one of them no plain one.
    """

    start: int
    line: int
    sign: str
    sort: str
    cure: str


def slips(text: str, body: int, nodes: Sequence[Node]) -> list[Slip]:
    """Return the signs that look like those of a list and are none.

    `body` is where the body starts in the text, `nodes` are those of it that hold lists. One sign
    alone may stand in a sentence: but for a bullet, the lines beside it must have its like.
    """
    found = list(_found(text, body))
    if not found:
        return []
    starts = {body + start for start in starts_of(nodes, _APART)}
    found = [slip for slip in found if slip.start in starts]
    lines = text.split("\n")
    signs = {(slip.line, slip.sort): slip.sign for slip in found}
    return [
        slip
        for slip in found
        if slip.sort.startswith(("bullet", _UNBOXED))
        or any(
            _goes_on(slip, signs.get((line, slip.sort)), lines[line : line + 1], line < slip.line)
            for line in (slip.line - 1, slip.line + 1)
        )
    ]


def edits_of(found: Iterable[Slip]) -> Iterator[tuple[int, int, str]]:
    """Yield where these signs start and end, and what makes them start items of lists."""
    for slip in found:
        yield slip.start, slip.start + len(slip.sign), _mended(slip)


def _mended(slip: Slip) -> str:
    """Return what is to be read for a sign: as many signs as before keep the places behind it."""
    is_box = slip.sort.startswith(_UNBOXED)
    if is_box and slip.sign not in _BOXES:
        return _BOXES[0]
    if is_box or slip.sort == "glued":
        return f"{slip.sign} "
    if slip.sort.endswith("hard"):
        return slip.sign.replace("\N{NO-BREAK SPACE}", " ")
    return "-".ljust(min(len(slip.sign), _ROOM))


def told(found: Sequence[Slip]) -> Iterator[tuple[Slip, str]]:
    """Yield the first sign of each sort with what is wrong with it and all others like it."""
    sorts: dict[str, list[Slip]] = {}
    for slip in found:
        sorts.setdefault(slip.sort, []).append(slip)
    for first, *others in sorts.values():
        more = f" here and on {counted(len(others), 'line')} below" if others else ""
        is_box = first.sort.startswith(_UNBOXED)
        what = "is no box to tick" if is_box else "starts no item of a list"
        yield first, f"{first.sign.strip()!r} {what}{more}; {first.cure}"


def _found(text: str, body: int) -> Iterator[Slip]:
    line, done = 0, 0
    for match in _SLIP.finditer(text, max(body - 1, 0)):
        kind = str(match.lastgroup)
        start, sign = match.start(kind), match[kind]
        line += text.count("\n", done, start)
        done = start
        after = text[match.end() : match.end() + _SEEN].lstrip()
        if kind == "hard":
            sort = "bullet hard" if sign.strip() in _BULLETS else "hard"
            yield Slip(start, line, sign, sort, _PLAIN)
        elif kind in {"bullet", "box"}:
            yield Slip(start, line, sign, f"{kind} {sign}", "write '- ' instead")
        elif kind == _UNBOXED:
            wanted = f"a space after {sign!r}" if sign in _BOXES else f"{_BOXES[0]!r} instead"
            yield Slip(start, line, sign, f"{kind} {sign}", f"write {wanted}")
        elif kind == "letter" or (kind == "number" and not after[:1].islower()):
            yield Slip(start, line, sign, f"{kind} {_shape(sign)}", "write '1. ' or '- ' instead")
        elif kind == "glued" and after[0].isupper() and after[1].islower():
            yield Slip(start, line, sign, "glued", f"write a space after {sign!r}")


def _shape(sign: str) -> str:
    """Return what signs of one list have in common: "#)" of "a)", "1.#" of "1.2"."""
    return re.sub(r"[a-z]|\d+(?=\D*$)", "#", sign)


def _goes_on(slip: Slip, beside: str | None, line: Sequence[str], is_above: bool) -> bool:
    """Return whether a sign and that of the line above or below are two of one list."""
    if slip.sort.startswith("box"):
        return beside is not None
    if beside is None and slip.sort in {"glued", "hard"}:
        # "1. Ask" above "2.Tell", or above "2." with a no-break space.
        right = re.match(r"[ \t]*(-|\d{1,2}[.)])[ \t]", line[0] if line else "")
        beside = right and right[1]
    if not beside or "-" in {slip.sign, beside}:
        return slip.sign == beside
    before, after = (beside, slip.sign) if is_above else (slip.sign, beside)
    return _rank(after) - _rank(before) == 1


def _rank(sign: str) -> int:
    """Return the place of a sign among those of its list."""
    last = re.findall(r"[a-z]|\d+", sign)[-1]
    return int(last) if last.isdecimal() else ord(last)
