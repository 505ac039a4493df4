"""Signs that start no item of a list, though whoever wrote or pasted them meant one."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from handbook.source.hashes import starts_of
from handbook.source.markdown import Node

_GAP = r"[ \t\u00a0]+"
# The line break comes first in it: to look for one is quick, and most texts have nothing after it.
_SLIP = re.compile(
    rf"""\n[ \t>]*(?:
        # "• Ask", but not "• **When:** day 1", where the sign parts two labels.
        (?P<bullet>[•◦▪‣●○■□☐☑☒✓✔➢➤])(?={_GAP}(?!\*\*)\S)
        # "a) Ask", "(1) Ask", "1.2 Ask"
        |(?P<number>[a-z][.)]|\([a-z\d]\)|\d{{1,2}}(?:\.\d{{1,2}})+[.)]?)(?={_GAP}\S)
        # "-Ask", "2.Ask"
        |(?P<glued>-|\d{{1,2}}[.)])(?=[^\W\d_]{{2}})
    )""",
    re.VERBOSE,
)
_SECOND = {"a": "b", "1": "2"}


class Slip(NamedTuple):
    """A sign at the start of a line: where, the sign, what sort it is of, what is to be written."""

    start: int
    sign: str
    sort: str
    cure: str


def slips(text: str, body: int, nodes: Sequence[Node]) -> list[Slip]:
    """Return the signs that look like those of a list and are none; code has none.

    `body` is where the body starts in the text, `nodes` are those of the body.
    """
    found = list(_found(text, body))
    counted = {slip.sort: {one.sign for one in found if one.sort == slip.sort} for slip in found}
    found = [slip for slip in found if _is_listed(slip.sort, counted[slip.sort])]
    if not found:
        return []
    starts = {body + start for start in starts_of(nodes)}
    return [slip for slip in found if slip.start in starts]


def edits_of(found: Iterable[Slip]) -> Iterator[tuple[int, int, str]]:
    """Yield where these signs start and end, and what makes them start items of lists."""
    for slip in found:
        end = slip.start + len(slip.sign)
        # As many signs as before keep the places of what follows.
        yield (
            slip.start,
            end,
            f"{slip.sign} " if slip.sort == "glued" else "-".ljust(len(slip.sign)),
        )


def told(found: Sequence[Slip]) -> Iterator[tuple[Slip, str]]:
    """Yield the first sign of each sort with what is wrong with it and all others like it."""
    sorts: dict[str, list[Slip]] = {}
    for slip in found:
        sorts.setdefault(slip.sort, []).append(slip)
    for first, *others in sorts.values():
        lines = "1 line" if len(others) == 1 else f"{len(others)} lines"
        more = f" here and on {lines} below" if others else ""
        yield first, f"{first.sign!r} starts no item of a list{more}; write {first.cure}"


def _found(text: str, body: int) -> Iterator[Slip]:
    for match in _SLIP.finditer(text, max(body - 1, 0)):
        sort = str(match.lastgroup)
        start, sign = match.start(sort), match[sort]
        after = match.end()
        if sort == "bullet":
            yield Slip(start, sign, f"bullet {sign}", "'- ' instead")
        elif sort == "number":
            shape = re.sub(r"[a-z]|\d+(?=\D*$)", "#", sign)
            yield Slip(start, sign, f"number {shape}", "'1. ' or '- ' instead")
        elif text[after].isupper() and text[after + 1].islower():
            yield Slip(start, sign, sort, f"a space after {sign!r}")


def _is_listed(sort: str, signs: Collection[str]) -> bool:
    """Return whether signs are those of a list: one number alone may stand in a sentence."""
    if not sort.startswith("number"):
        return True
    shape = sort.removeprefix("number ")
    return any(
        {shape.replace("#", one), shape.replace("#", two)} <= {*signs}
        for one, two in _SECOND.items()
    )
