"""Find text that was meant as a link but is not parsed as one."""

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator

from handbook.diagnostics import Diagnostic, Fix, error
from handbook.source.text import Lines

# Targets that are recognisable; for other text in brackets the intent is unknown.
_SIGN = r"[^\s()\[\]<>]"
_TARGET = rf"((?:https?://|mailto:|\.{{1,2}}/){_SIGN}+|[^\s()\[\]<>#]+\.md(?:#{_SIGN}*)?)"
# "[ ]" and "[x]" are checkboxes, "[^1]" is a footnote reference.
# The bracket comes first: a search for one character is fast.
_WORDS = r"\[(?<!\\\[)(?![ xX]\]|\^)([^\[\]\n]+)(?<!\\)\]"
_TITLE = r"""(?: (?:"[^"\n]*"|'[^'\n]*'))?"""
_SPACE_IN_ADDRESS = re.compile(rf"{_WORDS}\(( *[^()<>\"\n ]+ [^()<>\"\n]*?)({_TITLE}) ?\)")
_SWAPPED = re.compile(rf"\((?<!\\\()([^()\n]+)\)\[{_TARGET}\](?![(\[])")
_SPACE_BETWEEN = re.compile(rf"{_WORDS} +\({_TARGET}\)")
_WITH_BAR = re.compile(r"\[(\[)?(?<!\\\[)([^\[\]|\n]+)\|(https?://[^\s()\[\]<>|]+)\](?(1)\])")
_NOTE = re.compile(r"\[\^(?<!\\\[\^)(\w+)\](?![(:\[])")
_NOTE_TEXT = re.compile(r"\n[ \t>]*\[\^(\w+)\]:")
_FILE = r"md(?:#.*)?|png|jpe?g|gif|svg|webp|pdf|docx?|xlsx?|pptx?|csv|txt|zip"
_ADDRESS = re.compile(rf"(?:https?://|\.{{1,2}}/).*|.*\.(?:{_FILE})", re.IGNORECASE)


def unread_links(
    lines: Lines,
    start: int,
    words: Collection[tuple[str, int]],
    *,
    to_fill: bool,
    has_notes: bool = False,
) -> Iterator[Diagnostic]:
    """Yield failed links after `start`; `words` are those outside code and links.

    In a text to fill in, "[Name] (mailto:name@example.com)" is a blank and the text after it. Notes
    are not reported if the site renders them (`has_notes`).
    """
    spans: list[tuple[int, int]] = []
    candidates = _candidates(lines.text, start, to_fill=to_fill, has_notes=has_notes)
    for found, (why, link) in candidates:
        spans = spans or sorted((begin, begin + len(word)) for word, begin in words)
        last = bisect_right(spans, (found.start(), len(lines.text))) - 1
        if last < 0 or found.start() >= spans[last][1]:
            continue
        message, fix = f"this is not read as a footnote: {why}", None
        if link:
            is_picture = lines.text.endswith("!", 0, found.start())
            what, wanted = ("an image", f"!{link}") if is_picture else ("a link", link)
            message = f"this is not read as {what}: {why}; write {wanted!r}"
            fix = Fix(link, found.group())
        yield error(lines.place(*found.span()), "unread-link", message, fix)


def _candidates(
    text: str, start: int, *, to_fill: bool, has_notes: bool
) -> Iterator[tuple[re.Match[str], tuple[str, str]]]:
    """Yield text that looks like a link, with the reason it is not and the intended link."""
    for sign, pattern, explain in _SHAPES:
        # In a text to fill in, they may be placeholders.
        if sign not in text or (to_fill and pattern is _SPACE_BETWEEN):
            continue
        for found in pattern.finditer(text, start):
            fault = explain(found)
            if fault:
                yield found, fault
    if "[^" not in text or to_fill or has_notes:
        return
    # A mark without a note, such as "[^abc]", is something else.
    notes = {found[1] for found in _NOTE_TEXT.finditer(text)}
    for found in _NOTE.finditer(text, start) if notes else ():
        if found[1] in notes:
            why = f"'{found.group()}: ...' is not supported; write the note here, in brackets"
            yield found, (why, "")


def _space_in_address(found: re.Match[str]) -> tuple[str, str] | None:
    words, address, title = found[1], found[2].strip(), found[3]
    if " " not in address or not _ADDRESS.fullmatch(address):
        return None
    written = address.replace(" ", "%20")
    return "a space in an address must be written as '%20'", f"[{words}]({written}{title})"


def _swapped(found: re.Match[str]) -> tuple[str, str]:
    return (
        "the text of a link goes in square brackets, before the address",
        f"[{found[1]}]({found[2]})",
    )


def _space_between(found: re.Match[str]) -> tuple[str, str]:
    return (
        "there must be no space between the text of a link and its address",
        f"[{found[1]}]({found[2]})",
    )


def _with_bar(found: re.Match[str]) -> tuple[str, str]:
    return "its text and its address each go in brackets of their own", f"[{found[2]}]({found[3]})"


# A substring for fast search, the pattern, and a function that returns the reason and the intended
# link, None if it is not a link after all.
_Explain = Callable[[re.Match[str]], tuple[str, str] | None]
_SHAPES: tuple[tuple[str, re.Pattern[str], _Explain], ...] = (
    ("](", _SPACE_IN_ADDRESS, _space_in_address),
    ("|http", _WITH_BAR, _with_bar),
    (")[", _SWAPPED, _swapped),
    ("] ", _SPACE_BETWEEN, _space_between),
)
