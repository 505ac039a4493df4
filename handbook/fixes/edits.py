"""Cures become edits of a text: each at its own place, nothing else is touched."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from handbook.diagnostics import WRITTEN, Cure, Place

# As the reader of a file tells lines apart.
_LINE_END = re.compile(r"\r\n|\n|\r")
_MARK = "\ufeff"
# These may end a value, a cell or a name, or begin a comment: where none was, none comes.
_SIGNS = frozenset(",:;#\"'|*`[]{}<>·\\")


class Edit(NamedTuple):
    """A place, and what becomes of what is written there."""

    place: Place
    cure: Cure


class Edited(NamedTuple):
    """A text after some edits, and those of them that could be made."""

    text: str
    made: tuple[Edit, ...]


def edited(text: str, edits: Iterable[Edit]) -> Edited:
    """Return a text with edits made; left out is one that overlaps another or finds nothing.

    So is one that would bring a sign in that may mean something where it comes to stand.
    """
    starts = _starts(text)
    found: dict[tuple[int, int], Edit] = {}
    for edit in edits:
        stretch = _stretch(text, starts, edit)
        if stretch is not None:
            found.setdefault(stretch, edit)
    made = []
    before = len(text)
    for start, end in sorted(found, reverse=True):
        if end > before:
            continue
        edit = found[start, end]
        text = f"{text[:start]}{edit.cure.right.replace(WRITTEN, text[start:end])}{text[end:]}"
        made.append(edit)
        before = start
    return Edited(text, tuple(reversed(made)))


def by_path(edits: Iterable[Edit]) -> Mapping[str, list[Edit]]:
    """Return edits by the file they are made in."""
    found: dict[str, list[Edit]] = {}
    for edit in edits:
        found.setdefault(edit.place.path, []).append(edit)
    return found


def _starts(text: str) -> list[int]:
    """Return where each line begins; a mark before the first is no part of it."""
    return [len(_MARK) if text.startswith(_MARK) else 0] + [
        found.end() for found in _LINE_END.finditer(text)
    ]


def _stretch(text: str, starts: list[int], edit: Edit) -> tuple[int, int] | None:
    """Return where the text that an edit is about begins and ends; None if it is not there."""
    place, cure = edit
    if place.line > len(starts):
        return None
    first = starts[place.line - 1] + place.column - 1
    last = min(first + place.length, len(text))
    if not cure.wrong:
        return (first, last) if first < last else None
    if WRITTEN in cure.right:
        # What goes on below its first line is not all there.
        return (first, last) if text[first:last].strip("\"'") == cure.wrong else None
    if not _SIGNS.intersection(cure.right) <= set(cure.wrong):
        return None
    # Of a link that is its own words the address is the last part.
    at = text.rfind(cure.wrong, first, last)
    return None if at < 0 else (at, at + len(cure.wrong))
