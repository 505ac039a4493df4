"""Words in Markdown: what somebody wrote stays words, whatever a forge would make of it."""

import re

_ESCAPED = re.compile(r"\\([\\`*_{}\[\]<>#|~@&])")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~@&])")


def plain(text: str) -> str:
    """Return a text on one line in which nothing is markup, a mention or the end of a cell."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def read(text: str) -> str:
    """Return Markdown as somebody reads it who sees its signs: words without what escapes them."""
    return _ESCAPED.sub(r"\1", text)
