"""Signs that start no item of a list, or are no box in one, though they were meant so."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from handbook.amounts import counted
from handbook.source.markdown import Node, words_of

_GAP = r"[ \t\u00a0]+"
_ROMAN = r"(?:ii?i?|iv|vi{0,3}|ix|x)"
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
# The line break comes first in it: to look for one is quick, and most texts have nothing after it.
_SLIP = re.compile(
    rf"""\n[ \t]*(?:
        # "• Ask", but not "• **When:** day 1", where the sign parts two labels.
        (?P<bullet>[•◦▪‣●■➢➤])(?={_GAP}(?!\*\*)\S)
        # A dash alone may go on with a sentence. A middle dot may part two labels.
        |(?P<box>(?:[○□☐☑☒✓✔–—→⇒➡▶►▸◆◇❖§✅❌👉🔹🔸📌]\ufe0f?|·(?!{_GAP}\*\*)|o(?=\t|[ ]+[ A-Z]))
            (?={_GAP}\S))
        # "1️⃣ Ask"
        |(?P<keycap>\d\ufe0f?\u20e3)(?=[ ]*\S)
        # "1\. Ask", "\- Ask"
        |(?P<escaped>\\[-*+]|\d{{1,2}}\\[.)])(?={_GAP}\S)
        # "ii. Ask", "a) Ask", "(1) Ask", "1.2 Ask"
        |(?P<roman>{_ROMAN}[.)]|\({_ROMAN}\))(?={_GAP}\S)
        |(?P<letter>[A-Za-z][.)]|\([A-Za-z]\))(?={_GAP}\S)
        |(?P<number>\(\d\)|\d{{1,2}}(?:\.\d{{1,2}})+[.)]?)(?={_GAP}\S)
        # "-Ask", "2.Ask"
        |(?P<glued>-|\d{{1,2}}[.)])(?=[^\W\d_]{{2}})
        # The sign of an item, with a no-break space before or behind it.
        |(?P<hard>\u00a0[ \t\u00a0]*(?:[-*+]|\d{{1,2}}[.)])(?:[ \t\u00a0]+)
            |(?:[-*+]|\d{{1,2}}[.)])\u00a0[ \t\u00a0]*)(?=\S)
        # The same with nothing behind it: an item that is empty, and told as such.
        |(?P<bare>(?:[-*+]|\d{{1,2}}[.)])\u00a0[ \t\u00a0]*(?=\n|\Z))
        # "- [] Ask", "- \[ \] Ask", "- ☐ Ask", "- [ ]Ask"
        |(?:[-*+]|\d{{1,2}}[.)])[ ]+
            (?P<unboxed>(?:\[_?\]|\\\[[ xX]?\\\]|\([ ]?\)|[□☐])(?={_GAP}\S)|\[[ xX]\](?=\w))
    )""",
    re.VERBOSE,
)
# Where a sign at the start of a line is part of something else.
_APART = frozenset(("BlockQuote", "CodeBlock", "HtmlBlock", "Link", "Table"))
_BULLETS = frozenset("-*+")
_PLAIN = "use a normal space next to it, not a non-breaking one"
_UNBOXED = "unboxed"
_BARE = "bare"
_BOXES = ("[ ]", "[x]", "[X]")
_COUNTS = re.compile(r"[a-z]+|[A-Z]|\d+")
# "i", "v" and "x" are letters where no such number stands near them.
_ROMANS_ONLY = re.compile(r"\n[ \t]*\(?(?:ii|iv|vi|ix)[.)]")
_NEAR = 300
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
    starts = {body + node.start for node in words_of(nodes, _APART)}
    # What a backslash stands before begins behind it.
    found = [slip for slip in found if slip.start + slip.sign.startswith("\\") in starts]
    lines = text.split("\n")
    signs = {(slip.line, slip.sort): slip.sign for slip in found}
    return [
        slip
        for slip in found
        if slip.sort.startswith(("bullet", _BARE, _UNBOXED))
        or any(
            _goes_on(slip, signs.get((line, slip.sort)), lines[line : line + 1], line < slip.line)
            for line in _beside(slip, lines)
        )
    ]


def _beside(slip: Slip, lines: Sequence[str]) -> Iterator[int]:
    """Yield the lines above and below a sign; where one is empty, the one beyond it.

    Of a sign that any words may begin with only the next lines tell something.
    """
    for step in (-1, 1):
        line = slip.line + step
        is_empty = 0 <= line < len(lines) and not lines[line].strip()
        yield line + step if is_empty and slip.sort not in {"glued", "hard"} else line


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
    if slip.sort.startswith("escaped"):
        return slip.sign.replace("\\", "")
    if slip.sort == "keycap":
        return f"{slip.sign[0]}. "
    if slip.sort.endswith(("hard", _BARE)):
        return slip.sign.replace("\N{NO-BREAK SPACE}", " ")
    return "-".ljust(min(len(slip.sign), _ROOM))


def told(found: Sequence[Slip]) -> Iterator[tuple[Slip, str]]:
    """Yield the first sign of each sort with what is wrong with it and all others like it."""
    sorts: dict[str, list[Slip]] = {}
    for slip in found:
        if slip.sort == _BARE:
            continue
        sorts.setdefault(slip.sort, []).append(slip)
    for first, *others in sorts.values():
        more = f" here or on {counted(len(others), 'line')} below" if others else ""
        is_box = first.sort.startswith(_UNBOXED)
        what = "is not a checkbox" if is_box else "does not start a list item"
        yield first, f"'{first.sign.strip()}' {what}{more}; {first.cure}"


def _found(text: str, body: int) -> Iterator[Slip]:
    line, done = 0, 0
    for match in _SLIP.finditer(text, max(body - 1, 0)):
        kind = str(match.lastgroup)
        start, sign = match.start(kind), match[kind]
        if kind == "roman" and not _ROMANS_ONLY.search(text, max(start - _NEAR, 0), start + _NEAR):
            kind = "letter"
        line += text.count("\n", done, start)
        done = start
        after = text[match.end() : match.end() + _SEEN].lstrip()
        sort = _sort(kind, sign, after)
        if sort:
            yield Slip(start, line, sign, sort, _cure(kind, sign))


def _sort(kind: str, sign: str, after: str) -> str | None:
    """Return what signs that belong together have in common; None if it begins a sentence."""
    if kind == "hard":
        return "bullet hard" if sign.strip() in _BULLETS else "hard"
    if kind in {_BARE, "keycap"}:
        return kind
    if kind in {"bullet", "box", _UNBOXED}:
        return f"{kind} {sign}"
    if kind == "glued":
        return kind if after[0].isupper() and after[1].islower() else None
    return None if kind == "number" and after[:1].islower() else f"{kind} {_shape(sign)}"


def _cure(kind: str, sign: str) -> str:
    if kind == "glued" or sign in _BOXES:
        return f"write a space after {sign!r}"
    if kind in {"bullet", "box"}:
        return "write '- ' instead"
    if kind in {"letter", "number", "roman"}:
        return "write '1. ' or '- ' instead"
    wanted = {
        "hard": _PLAIN,
        "escaped": "remove the backslash",
        "keycap": f"write '{sign[0]}. ' instead",
        _UNBOXED: f"write {_BOXES['x' in sign.casefold()]!r} instead",
    }
    return wanted.get(kind, "")


def _shape(sign: str) -> str:
    """Return what signs of one list have in common: "#)" of "a)", "1.#" of "1.2"."""
    return re.sub(r"[a-z]+|[A-Z]|\d+(?=\D*$)", "#", sign)


def _goes_on(slip: Slip, beside: str | None, line: Sequence[str], is_above: bool) -> bool:
    """Return whether a sign and that of the line above or below are two of one list."""
    if slip.sort.startswith("box"):
        return beside is not None
    if beside is None and slip.sort in {"glued", "hard"}:
        # "1. Ask" above "2.Tell", or above "2." with a no-break space.
        right = re.match(r"[ \t]*(-|\d{1,2}[.)])[ \t]", line[0] if line else "")
        beside = right and right[1]
    if not beside or not all(map(_COUNTS.search, (slip.sign, beside))):
        return slip.sign == beside
    before, after = (beside, slip.sign) if is_above else (slip.sign, beside)
    is_roman = slip.sort.startswith("roman")
    return _rank(after, is_roman=is_roman) - _rank(before, is_roman=is_roman) == 1


def _rank(sign: str, *, is_roman: bool) -> int:
    """Return the place of a sign among those of its list."""
    last = _COUNTS.findall(sign)[-1]
    if is_roman and last in _ROMANS:
        return _ROMANS.index(last) + 1
    return int(last) if last.isdecimal() else ord(last)
