"""A sign of YAML that lacks the space after it: "title:CTO" and "-Anna" are words to YAML."""

import re
from collections.abc import Iterator

import yaml

# "https://" is no key, "--" no item.
_TIGHT = re.compile(r" *(?:- +)?([A-Za-z][\w-]*:(?=[^\s/:])|-(?=[^\s-]))")
_LOOSE = re.compile(r" *(?:- +)?[^\s:]+:(?:\s|$)| *- ")
_BLOCK = re.compile(r"[|>][-+0-9]*$")
# Lines without that space; where there are more of them something else is the matter.
_MOST = 20


def missing_space(text: str, at: int) -> tuple[int, int] | None:
    """Return where the sign begins and ends because of which a YAML text is none at a place.

    With a space after it, and after others above it, the text can be read further than that.
    """
    span = found = _sign(text, at)
    for added in range(1, _MOST + 1):
        if found is None:
            return None
        text = f"{text[: found[1]]} {text[found[1] :]}"
        there = _broken(text)
        if there is None or there > at + added:
            return span
        found = _sign(text, there)
    return None


def _broken(text: str) -> int | None:
    """Return where a text is no YAML, None if it is."""
    try:
        for _ in yaml.parse(text, Loader=yaml.CSafeLoader):
            pass
    except yaml.MarkedYAMLError as fault:
        return fault.problem_mark.index if fault.problem_mark else 0
    except yaml.YAMLError:
        # A sign that no text may hold, further on.
        return None
    return None


def _sign(text: str, at: int) -> tuple[int, int] | None:
    """Return where the sign begins and ends that is a word as it stands, up to a place.

    In a block of text signs are words.
    """
    for number, (line, words) in enumerate(_upwards(text, at)):
        found = _TIGHT.match(words)
        if found:
            return None if _in_block(text, line, words) else _moved(found.span(1), line)
        if number and _LOOSE.match(words):
            return None
    return None


def _upwards(text: str, at: int) -> Iterator[tuple[int, str]]:
    """Yield where each line begins and what it says, from that of a place up to the first."""
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    while end >= 0:
        line = text.rfind("\n", 0, end) + 1
        yield line, text[line:end]
        end = line - 1


def _in_block(text: str, line: int, words: str) -> bool:
    """Return whether the line above that is indented less opens a block of text."""
    for _, above in _upwards(text, line - 1) if line else ():
        if above.strip() and _indent(above) < _indent(words):
            return _BLOCK.search(above.rstrip()) is not None
    return False


def _indent(words: str) -> int:
    return len(words) - len(words.lstrip(" "))


def _moved(span: tuple[int, int], by: int) -> tuple[int, int]:
    return span[0] + by, span[1] + by
