"""Break opportunities in words that are longer than a line, such as web addresses."""

import re
from collections.abc import Iterator
from typing import Any

from handbook.pdf.pieces import Piece

_MIN_LENGTH = 28
_MAX_BIT = 8
_LONG = re.compile(rf"\S{{{_MIN_LENGTH},}}")
# Lists that do not contain text.
_NOT_TEXT = {"bits", "shown", "to", "widths", "figures"}


def break_words(part: dict[str, Any]) -> None:
    """Add break opportunities to every long word in a piece and the pieces inside it."""
    if part.get("is") == "code" and _LONG.search(part["text"]):
        part["bits"] = bits(part["text"])
    for name, value in part.items():
        if name not in _NOT_TEXT and isinstance(value, list):
            _break(value)


def _break(parts: list[Any]) -> None:
    if any(isinstance(part, str) and _LONG.search(part) for part in parts):
        parts[:] = [
            one for part in parts for one in (_parted(part) if isinstance(part, str) else [part])
        ]
    for part in parts:
        if isinstance(part, list):
            _break(part)
        elif isinstance(part, dict):
            break_words(part)


def _parted(text: str) -> Iterator[Piece]:
    start = 0
    for match in _LONG.finditer(text):
        if match.start() > start:
            yield text[start : match.start()]
        yield {"is": "long", "bits": bits(match[0])}
        start = match.end()
    if start < len(text):
        yield text[start:]


def bits(word: str) -> list[str]:
    """Return a long word in short parts, split after punctuation if possible, else anywhere."""
    parts = re.findall(r"[^/.?&=_,;:-]*[/.?&=_,;:-]+|[^/.?&=_,;:-]+", word)
    return [
        part[start : start + _MAX_BIT] for part in parts for start in range(0, len(part), _MAX_BIT)
    ]
