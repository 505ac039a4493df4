"""Escape and unescape text in Markdown for forges."""

import re

_ESCAPED = re.compile(r"\\([\\`*_{}\[\]<>#|~@&])")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~@&])")


def plain(text: str) -> str:
    """Return a text on one line, with markup, mentions and cell separators escaped."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def read(text: str) -> str:
    """Return escaped Markdown as plain text."""
    return _ESCAPED.sub(r"\1", text)
