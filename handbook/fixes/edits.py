"""Fixes as edits of a text: each changes its own place and nothing else."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from handbook.diagnostics import WRITTEN, Fix, Place

# Line ends as the file reader splits them.
_LINE_END = re.compile(r"\r\n|\n|\r")
_BOM = "\ufeff"
# These may end a value, a cell or a name, or start a comment, so a fix must not introduce one.
_SPECIAL = frozenset(",:;#\"'|*`[]{}<>·\\")


class Edit(NamedTuple):
    """A place and the fix for it."""

    place: Place
    fix: Fix


class Edited(NamedTuple):
    """A text after editing, and the edits that could be made."""

    text: str
    made: tuple[Edit, ...]


def edited(text: str, edits: Iterable[Edit]) -> Edited:
    """Return a text with edits made, except those that overlap or do not match.

    An edit that would introduce a character with special meaning is skipped too.
    """
    starts = _starts(text)
    found: dict[tuple[int, int], Edit] = {}
    for edit in edits:
        span = _span(text, starts, edit)
        if span is not None:
            found.setdefault(span, edit)
    made = []
    limit = len(text)
    for start, end in sorted(found, reverse=True):
        if end > limit:
            continue
        edit = found[start, end]
        text = f"{text[:start]}{edit.fix.right.replace(WRITTEN, text[start:end])}{text[end:]}"
        made.append(edit)
        limit = start
    return Edited(text, tuple(reversed(made)))


def by_path(edits: Iterable[Edit]) -> Mapping[str, list[Edit]]:
    """Return edits grouped by file."""
    found: dict[str, list[Edit]] = {}
    for edit in edits:
        found.setdefault(edit.place.path, []).append(edit)
    return found


def _starts(text: str) -> list[int]:
    """Return the offset of each line; a byte order mark is not part of the first."""
    return [len(_BOM) if text.startswith(_BOM) else 0] + [
        found.end() for found in _LINE_END.finditer(text)
    ]


def _span(text: str, starts: list[int], edit: Edit) -> tuple[int, int] | None:
    """Return the start and end of the text that an edit replaces, or None if it does not match."""
    place, fix = edit
    if place.line > len(starts):
        return None
    first = starts[place.line - 1] + place.column - 1
    last = min(first + place.length, len(text))
    if not fix.wrong:
        return (first, last) if first < last else None
    if WRITTEN in fix.right:
        # A value that continues on the next line would be incomplete.
        return (first, last) if text[first:last].strip("\"'") == fix.wrong else None
    if not _SPECIAL.intersection(fix.right) <= set(fix.wrong):
        return None
    # If the text of a link equals its address, the address is the last occurrence.
    at = text.rfind(fix.wrong, first, last)
    return None if at < 0 else (at, at + len(fix.wrong))
