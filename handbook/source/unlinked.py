"""Words that were to be a link, and that Markdown takes for words."""

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator

from handbook.diagnostics import Cure, Diagnostic, error
from handbook.source.text import Lines

# What leads somewhere; of brackets with other words nobody knows what they were to be.
# "(#orders)" names a channel more often than a heading of the same page.
_SIGN = r"[^\s()\[\]<>]"
_TARGET = rf"((?:https?://|mailto:|\.{{1,2}}/){_SIGN}+|[^\s()\[\]<>#]+\.md(?:#{_SIGN}*)?)"
# "[ ]" and "[x]" are boxes, "[^1]" is the number of a note.
_WORDS = r"(?<!\\)\[(?![ xX]\]|\^)([^\[\]\n]+)(?<!\\)\]"
_TITLE = r"""(?: (?:"[^"\n]*"|'[^'\n]*'))?"""
_SPACED = re.compile(rf"(!?){_WORDS}\(( *[^()<>\"\n ]+ [^()<>\"\n]*?)({_TITLE}) ?\)")
_SWAPPED = re.compile(rf"(?<!\\)\(([^()\n]+)\)\[{_TARGET}\](?![(\[])")
_APART = re.compile(rf"{_WORDS} +\({_TARGET}\)")
_FILE = r"md(?:#.*)?|png|jpe?g|gif|svg|webp|pdf|docx?|xlsx?|pptx?|csv|txt|zip"
_ADDRESS = re.compile(rf"(?:https?://|\.{{1,2}}/).*|.*\.(?:{_FILE})", re.IGNORECASE)


def unread_links(
    lines: Lines, start: int, words: Collection[tuple[str, int]], *, to_fill: bool
) -> Iterator[Diagnostic]:
    """Yield what is wrong from `start` on in a text; `words` are those outside code and links.

    Of a text to fill in, "[Name] (mailto:name@example.com)" is a blank and what stands behind it.
    """
    text = lines.text
    stretches: list[tuple[int, int]] = []
    for sign, pattern, told in _SHAPES[:-1] if to_fill else _SHAPES:
        for found in pattern.finditer(text, start) if sign in text else ():
            fault = told(found)
            if fault is None:
                continue
            stretches = stretches or sorted((begin, begin + len(word)) for word, begin in words)
            last = bisect_right(stretches, (found.start(), len(text))) - 1
            if last >= 0 and found.start() < stretches[last][1]:
                why, link = fault
                what = "picture" if link.startswith("!") else "link"
                message = f"this is no {what}: {why}; write {link!r}"
                place, cure = lines.place(*found.span()), Cure(link, found.group())
                yield error(place, "unread-link", message, cure)


def _spaced(found: re.Match[str]) -> tuple[str, str] | None:
    sign, words, address, title = found[1], found[2], found[3].strip(), found[4]
    if " " not in address or not _ADDRESS.fullmatch(address):
        return None
    return (
        "an address with a space stands in angle brackets",
        f"{sign}[{words}](<{address}>{title})",
    )


def _swapped(found: re.Match[str]) -> tuple[str, str]:
    return "the words of a link stand in square brackets, before it", f"[{found[1]}]({found[2]})"


def _apart(found: re.Match[str]) -> tuple[str, str]:
    return "the address of a link follows its words without a space", f"[{found[1]}]({found[2]})"


# What such words have in them, what they look like, and what says why they are no link and which
# one they were to be. The last holds for no text to fill in.
_Told = Callable[[re.Match[str]], tuple[str, str] | None]
_SHAPES: tuple[tuple[str, re.Pattern[str], _Told], ...] = (
    ("](", _SPACED, _spaced),
    (")[", _SWAPPED, _swapped),
    ("] ", _APART, _apart),
)
