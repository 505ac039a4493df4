"""Find bullets and checkboxes that were meant as such but are not valid Markdown."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from handbook.amounts import counted
from handbook.source.markdown import Node, words_of

_GAP = r"[ \t\u00a0]+"
_ROMAN = r"(?:ii?i?|iv|vi{0,3}|ix|x)"
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
# Starts with the line break: a fast search, and most texts have no such line.
_SLIP = re.compile(
    rf"""\n[ \t]*(?:
        # "• Ask", but not "• **When:** day 1", where the bullet separates two labels.
        (?P<bullet>[•◦▪‣●■➢➤])(?={_GAP}(?!\*\*)\S)
        # A dash alone may continue a sentence. A middle dot may separate two labels.
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
        # A list marker with a non-breaking space before or after it.
        |(?P<hard>\u00a0[ \t\u00a0]*(?:[-*+]|\d{{1,2}}[.)])(?:[ \t\u00a0]+)
            |(?:[-*+]|\d{{1,2}}[.)])\u00a0[ \t\u00a0]*)(?=\S)
        # The same with nothing after it: an empty item, reported as such.
        |(?P<bare>(?:[-*+]|\d{{1,2}}[.)])\u00a0[ \t\u00a0]*(?=\n|\Z))
        # "- [] Ask", "- \[ \] Ask", "- ☐ Ask", "- [ ]Ask"
        |(?:[-*+]|\d{{1,2}}[.)])[ ]+
            (?P<unboxed>(?:\[_?\]|\\\[[ xX]?\\\]|\([ ]?\)|[□☐])(?={_GAP}\S)|\[[ xX]\](?=\w))
    )""",
    re.VERBOSE,
)
# Blocks in which a marker at the start of a line means something else.
_EXCLUDED = frozenset(("BlockQuote", "CodeBlock", "HtmlBlock", "Link", "Table"))
_BULLETS = frozenset("-*+")
_PLAIN = "use a normal space next to it, not a non-breaking one"
_UNBOXED = "unboxed"
_BARE = "bare"
_BOXES = ("[ ]", "[x]", "[X]")
_COUNTS = re.compile(r"[a-z]+|[A-Z]|\d+")
# "i", "v" and "x" are letters unless another roman numeral is near them.
_ROMANS_ONLY = re.compile(r"\n[ \t]*\(?(?:ii|iv|vi|ix)[.)]")
_NEAR = 300
# How far to look for the word after a marker.
_LOOKAHEAD = 20
# With more spaces after the marker the text would become code.
_MAX_MARKER = 4


class Slip(NamedTuple):
    """An invalid marker at the start of a line: its offset, line, text, sort, and the cure.

    The sort of a marker next to a non-breaking space ends with "hard", and its text includes the
    spaces.
    """

    start: int
    line: int
    sign: str
    sort: str
    cure: str


def slips(text: str, body: int, nodes: Sequence[Node]) -> list[Slip]:
    """Return the markers that look like those of a list but are not.

    `body` is the offset of the body in the text, and `nodes` are those that contain lists. Except
    for a bullet, a marker only counts if a line next to it has a similar one: alone it may be part
    of a sentence.
    """
    found = list(_found(text, body))
    if not found:
        return []
    starts = {body + node.start for node in words_of(nodes, _EXCLUDED)}
    # An escaped node starts after its backslash.
    found = [slip for slip in found if slip.start + slip.sign.startswith("\\") in starts]
    lines = text.split("\n")
    signs = {(slip.line, slip.sort): slip.sign for slip in found}
    return [
        slip
        for slip in found
        if slip.sort.startswith(("bullet", _BARE, _UNBOXED))
        or any(
            _belong_together(
                slip, signs.get((line, slip.sort)), lines[line : line + 1], line < slip.line
            )
            for line in _neighbours(slip, lines)
        )
    ]


def _neighbours(slip: Slip, lines: Sequence[str]) -> Iterator[int]:
    """Yield the lines above and below a marker, skipping one empty line.

    Ambiguous markers are only compared with directly adjacent lines.
    """
    for step in (-1, 1):
        line = slip.line + step
        is_empty = 0 <= line < len(lines) and not lines[line].strip()
        yield line + step if is_empty and slip.sort not in {"glued", "hard"} else line


def edits_of(found: Iterable[Slip]) -> Iterator[tuple[int, int, str]]:
    """Yield the span of each marker, and the text that makes it a list item."""
    for slip in found:
        yield slip.start, slip.start + len(slip.sign), _corrected(slip)


def _corrected(slip: Slip) -> str:
    """Return the replacement for a marker, of the same length where possible to keep columns."""
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
    return "-".ljust(min(len(slip.sign), _MAX_MARKER))


def messages(found: Sequence[Slip]) -> Iterator[tuple[Slip, str]]:
    """Yield the first marker of each sort, with a message that covers all of that sort."""
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
        after = text[match.end() : match.end() + _LOOKAHEAD].lstrip()
        sort = _sort(kind, sign, after)
        if sort:
            yield Slip(start, line, sign, sort, _cure(kind, sign))


def _sort(kind: str, sign: str, after: str) -> str | None:
    """Return the sort shared by markers of one list, None if the text is a sentence."""
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
    """Return the shape shared by the markers of a list: "#)" for "a)", "1.#" for "1.2"."""
    return re.sub(r"[a-z]+|[A-Z]|\d+(?=\D*$)", "#", sign)


def _belong_together(
    slip: Slip, neighbour: str | None, line: Sequence[str], is_above: bool
) -> bool:
    """Return whether a marker and that of a neighbouring line belong to one list."""
    if slip.sort.startswith("box"):
        return neighbour is not None
    if neighbour is None and slip.sort in {"glued", "hard"}:
        # "1. Ask" above "2.Tell", or above "2." with a non-breaking space.
        right = re.match(r"[ \t]*(-|\d{1,2}[.)])[ \t]", line[0] if line else "")
        neighbour = right and right[1]
    if not neighbour or not all(map(_COUNTS.search, (slip.sign, neighbour))):
        return slip.sign == neighbour
    before, after = (neighbour, slip.sign) if is_above else (slip.sign, neighbour)
    is_roman = slip.sort.startswith("roman")
    return _rank(after, is_roman=is_roman) - _rank(before, is_roman=is_roman) == 1


def _rank(sign: str, *, is_roman: bool) -> int:
    """Return the position of a marker in its list."""
    last = _COUNTS.findall(sign)[-1]
    if is_roman and last in _ROMANS:
        return _ROMANS.index(last) + 1
    return int(last) if last.isdecimal() else ord(last)
