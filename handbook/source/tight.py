"""A sign of YAML that lacks the space after it: "title:CTO" and "-Anna" are words to YAML."""

import re
from collections.abc import Iterator

# "https://" is no key, "--" no item.
_TIGHT = re.compile(r" *(?:- +)?([A-Za-z][\w-]*:(?=[^\s/:])|-(?=[^\s-]))")
_LOOSE = re.compile(r" *(?:- +)?[^\s:]+:(?:\s|$)| *- ")
_BLOCK = re.compile(r"[|>][-+0-9]*$")


def tight(text: str, start: int, at: int) -> tuple[int, int] | None:
    """Return where the sign begins and ends because of which words go on up to a place.

    `start` is where the YAML begins in the text. In a block of text signs are words.
    """
    for number, (line, words) in enumerate(_upwards(text, start, at)):
        found = _TIGHT.match(words)
        if found:
            return None if _in_block(text, start, line, words) else _moved(found.span(1), line)
        if number and _LOOSE.match(words):
            return None
    return None


def _upwards(text: str, start: int, at: int) -> Iterator[tuple[int, str]]:
    """Yield where each line begins and what it says, from that of a place up to the first."""
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    while end >= start:
        line = max(text.rfind("\n", start, end) + 1, start)
        yield line, text[line:end]
        end = line - 1


def _in_block(text: str, start: int, line: int, words: str) -> bool:
    """Return whether the line above that is indented less opens a block of text."""
    for _, above in _upwards(text, start, line - 1) if line > start else ():
        if above.strip() and _indent(above) < _indent(words):
            return _BLOCK.search(above.rstrip()) is not None
    return False


def _indent(words: str) -> int:
    return len(words) - len(words.lstrip(" "))


def _moved(span: tuple[int, int], by: int) -> tuple[int, int]:
    return span[0] + by, span[1] + by
