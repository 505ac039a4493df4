"""Words become Markdown in which none of them is markup."""

import re
from collections.abc import Sequence

# All begin with a sign that tells them: so they are looked for many times faster.
_MARKUP = re.compile(r"[\\`*\[\]]|<(?=[\w/!?])|_(?:(?<![^\W_]_)|(?![^\W_]))|&(?=#?\w+;)")
_LIST = re.compile(r"(?:-|1\.) ")
_START = re.compile(r"(#{1,6}(?=\s|$)|>|[-+](?=[-\s|:]|$)|[:|](?=-)|~~~|=+$|\d+(?=[.)](?:\s|$)))")
_BETWEEN = "\0"
# So many texts are more than nearly all pages have; those of the longest take much memory at once.
_MANY = 10_000


def escaped(words: Sequence[str]) -> list[str]:
    """Return texts with single spaces, of which none is markup; none holds a NUL."""
    # At once for many of them. The signs at both ends keep the spaces there.
    found: list[str] = []
    for start in range(0, len(words), _MANY):
        whole = _BETWEEN.join(("", *words[start : start + _MANY], ""))
        found += _MARKUP.sub(r"\\\g<0>", " ".join(whole.split())).split(_BETWEEN)[1:-1]
    return found


def line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())


def tidy(text: str) -> str:
    """Return words that were escaped on one line: what is between them is a space or a break."""
    inner = text.strip()
    return line(inner) if "  " in inner or "\n" in inner else inner


def paragraph(text: str) -> str:
    """Return a text in which a line break is Markdown's own, and no line begins something else."""
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


def marked(text: str, sign: str) -> str:
    """Return a text between two signs, its outer spaces outside, as the signs want it."""
    inner = text.strip()
    if not inner:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{sign}{inner}{sign}{after}"


def code(text: str) -> str:
    """Return code in a line, in more backticks than stand in it."""
    plain = line(text)
    if not plain:
        return ""
    ticks = "`" * (_longest(plain) + 1)
    space = " " if plain[0] == "`" or plain[-1] == "`" else ""
    return f"{ticks}{space}{plain}{space}{ticks}"


def fence(text: str) -> str:
    """Return code in lines of its own."""
    inner = text.strip("\n")
    ticks = "`" * max(3, _longest(inner) + 1)
    return f"{ticks}\n{inner}\n{ticks}"


def _longest(text: str) -> int:
    """Return the length of the longest run of backticks in a text."""
    return max(map(len, re.findall(r"`+", text)), default=0) if "`" in text else 0


def hung(sign: str, blocks: Sequence[str]) -> list[str]:
    """Return the lines of an item: the first after its sign, the others below the first."""
    if len(blocks) == 1 and "\n" not in blocks[0]:
        return [f"{sign}{blocks[0]}".rstrip()]
    text = ""
    for block in blocks:
        # A list below one line belongs to it; anything else is a paragraph of its own.
        close = text and "\n" not in text and _LIST.match(block)
        text += f"{chr(10) if close else chr(10) * 2 if text else ''}{block}"
    first, *rows = text.split("\n")
    indent = " " * len(sign)
    return [f"{sign}{first}".rstrip(), *(f"{indent}{row}".rstrip() for row in rows)]
