"""Words in Markdown: what somebody wrote stays words, whatever a forge would make of it."""

import re

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~@&])")


def plain(text: str) -> str:
    """Return a text on one line in which nothing is markup, a mention or the end of a cell."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
