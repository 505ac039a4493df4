"""Find YAML indicators without the space after them: "title:CTO" and "-Anna" are plain text."""

import re
from collections.abc import Iterator

import yaml

# "https://" is not a key, "--" not an item.
_NO_SPACE = re.compile(r" *(?:- +)?([A-Za-z][\w-]*:(?=[^\s/:])|-(?=[^\s-]))")
_WITH_SPACE = re.compile(r" *(?:- +)?[^\s:]+:(?:\s|$)| *- ")
_BLOCK = re.compile(r"[|>][-+0-9]*$")
# Give up beyond this many lines without the space: something else is wrong.
_MAX_LINES = 20


def missing_space(text: str, at: int) -> tuple[int, int] | None:
    """Return the span of the indicator that makes a YAML text invalid at an offset.

    With a space after it, and after others above it, the parser gets further than the offset.
    """
    span = found = _indicator(text, at)
    for added in range(1, _MAX_LINES + 1):
        if found is None:
            return None
        text = f"{text[: found[1]]} {text[found[1] :]}"
        offset = _error_offset(text)
        if offset is None or offset > at + added:
            return span
        found = _indicator(text, offset)
    return None


def _error_offset(text: str) -> int | None:
    """Return the offset at which a text stops being YAML, None if it never does."""
    try:
        for _ in yaml.parse(text, Loader=yaml.CSafeLoader):
            pass
    except yaml.MarkedYAMLError as fault:
        return fault.problem_mark.index if fault.problem_mark else 0
    except yaml.YAMLError:
        # A character that is never allowed, further on.
        return None
    return None


def _indicator(text: str, at: int) -> tuple[int, int] | None:
    """Return the span of the last indicator without a space, up to an offset.

    Inside a block scalar it is plain text.
    """
    for number, (line, words) in enumerate(_lines_upwards(text, at)):
        found = _NO_SPACE.match(words)
        if found:
            return None if _in_block_scalar(text, line, words) else _shifted(found.span(1), line)
        if number and _WITH_SPACE.match(words):
            return None
    return None


def _lines_upwards(text: str, at: int) -> Iterator[tuple[int, str]]:
    """Yield the offset and text of each line, from the one at an offset up to the first."""
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    while end >= 0:
        line = text.rfind("\n", 0, end) + 1
        yield line, text[line:end]
        end = line - 1


def _in_block_scalar(text: str, line: int, words: str) -> bool:
    """Return whether the nearest less indented line above opens a block scalar."""
    for _, above in _lines_upwards(text, line - 1) if line else ():
        if above.strip() and _indent(above) < _indent(words):
            return _BLOCK.search(above.rstrip()) is not None
    return False


def _indent(words: str) -> int:
    return len(words) - len(words.lstrip(" "))


def _shifted(span: tuple[int, int], by: int) -> tuple[int, int]:
    return span[0] + by, span[1] + by
