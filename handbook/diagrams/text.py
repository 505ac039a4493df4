"""Estimate the width of a text without a browser, and wrap it into lines."""

import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

LABEL = 14
NOTE = 12
_LINE = {LABEL: 18, NOTE: 16}

# Widths of a common sans-serif font in thousandths of its size; the reader's font may be wider.
_NARROW = {**dict.fromkeys("ijl|!,.:;'` ", 278), **dict.fromkeys("ft/\\()[]{}-I", 333)}
_WIDE = {**dict.fromkeys("mMW%@", 900), **dict.fromkeys("ABCDEGHKNOPQRSUVXYw&Z", 700)}
_USUAL = 556
_ROOM = 1.18
_MOST_LINES = 6


class Text(NamedTuple):
    """Lines of one font size, and their total size in px."""

    lines: tuple[str, ...]
    size: int
    width: float
    height: float


def width_of(text: str, size: int) -> float:
    """Return a generous estimate of the width of a text in px."""
    return sum(map(_width, text)) * size * _ROOM / 1000


@cache
def _width(character: str) -> int:
    if unicodedata.east_asian_width(character) in "WF":
        return 1000
    return _NARROW.get(character) or _WIDE.get(character) or _USUAL


@lru_cache(maxsize=4096)
def wrapped(text: str, size: int, most: float) -> Text:
    """Return a text wrapped into lines of at most `most` px, truncated after six lines."""
    lines: list[str] = []
    for word in clean(text).split():
        for part in _parts(word, size, most):
            if lines and width_of(f"{lines[-1]} {part}", size) <= most:
                lines[-1] = f"{lines[-1]} {part}"
            else:
                lines.append(part)
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], f"{lines[_MOST_LINES - 1]}…"]
    width = max((width_of(line, size) for line in lines), default=0)
    return Text(tuple(lines), size, width, len(lines) * _LINE[size])


def _parts(word: str, size: int, most: float) -> list[str]:
    """Return a word in parts that fit; only a word wider than the line is broken."""
    if width_of(word, size) <= most:
        return [word]
    parts = [""]
    for character in word:
        if parts[-1] and width_of(parts[-1] + character, size) > most:
            parts.append("")
        parts[-1] += character
    return parts


def clean(text: str) -> str:
    """Return a text without unprintable characters and bidirectional controls."""
    if text.isprintable():
        return text
    return "".join(
        " " if character in "\n\r\t" else character
        for character in text
        if unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co"} or character in "\n\r\t"
    )
