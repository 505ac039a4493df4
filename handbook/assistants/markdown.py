"""Markdown output: escaping, emphasis, code and list items."""

import re
from collections.abc import Sequence

# Every alternative starts with a distinctive character, which makes the search much faster.
_MARKUP = re.compile(r"[\\`*\[\]]|<(?=[\w/!?])|_(?:(?<![^\W_]_)|(?![^\W_]))|&(?=#?\w+;)")
_LIST = re.compile(r"(?:-|1\.) ")
_START = re.compile(r"(#{1,6}(?=\s|$)|>|[-+](?=[-\s|:]|$)|[:|](?=-)|~~~|=+$|\d+(?=[.)](?:\s|$)))")
_SEPARATOR = "\0"
# The batch size: enough for nearly all pages, while limiting memory for the longest.
_BATCH = 10_000


def escaped(words: Sequence[str]) -> list[str]:
    """Return texts escaped for Markdown, with single spaces; no text may contain NUL."""
    # In batches, for speed. The separators at both ends preserve spaces there.
    found: list[str] = []
    for start in range(0, len(words), _BATCH):
        whole = _SEPARATOR.join(("", *words[start : start + _BATCH], ""))
        found += _MARKUP.sub(r"\\\g<0>", " ".join(whole.split())).split(_SEPARATOR)[1:-1]
    return found


def line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())


def tidy(text: str) -> str:
    """Return escaped text on one line."""
    inner = text.strip()
    return line(inner) if "  " in inner or "\n" in inner else inner


def paragraph(text: str) -> str:
    """Return a text with Markdown line breaks, in which no line starts a block."""
    if "\n" not in text:
        return _guarded(tidy(text))
    rows = (tidy(row) for row in text.split("\n"))
    return "\\\n".join(_guarded(row) for row in rows if row)


def _guarded(row: str) -> str:
    match = None if row[:1].isalpha() else _START.match(row)
    if not match:
        return row
    sign = match[1]
    return f"{sign}\\{row[len(sign) :]}" if sign.isdigit() else f"\\{row}"


def emphasised(text: str, sign: str) -> str:
    """Return a text between delimiters, with leading and trailing spaces outside them."""
    inner = text.strip()
    if not inner:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{sign}{inner}{sign}{after}"


def code(text: str) -> str:
    """Return inline code, delimited by more backticks than it contains."""
    plain = line(text)
    if not plain:
        return ""
    ticks = "`" * (_longest(plain) + 1)
    space = " " if plain[0] == "`" or plain[-1] == "`" else ""
    return f"{ticks}{space}{plain}{space}{ticks}"


def fence(text: str) -> str:
    """Return a fenced code block."""
    inner = text.strip("\n")
    ticks = "`" * max(3, _longest(inner) + 1)
    return f"{ticks}\n{inner}\n{ticks}"


def _longest(text: str) -> int:
    """Return the length of the longest run of backticks in a text."""
    return max(map(len, re.findall(r"`+", text)), default=0) if "`" in text else 0


def list_item(sign: str, blocks: Sequence[str]) -> list[str]:
    """Return the lines of a list item: the first after its marker, the others indented."""
    if len(blocks) == 1 and "\n" not in blocks[0]:
        return [f"{sign}{blocks[0]}".rstrip()]
    text = ""
    for block in blocks:
        # A list follows a single line directly; anything else is a separate paragraph.
        close = text and "\n" not in text and _LIST.match(block)
        text += f"{chr(10) if close else chr(10) * 2 if text else ''}{block}"
    first, *rows = text.split("\n")
    indent = " " * len(sign)
    return [f"{sign}{first}".rstrip(), *(f"{indent}{row}".rstrip() for row in rows)]
