"""Placeholders: a macro leaves one in the Markdown, and its HTML takes its place afterwards.

So nothing a macro returns is read as Markdown: it cannot be mangled by it, and is not slowed down.
"""

import re
from collections.abc import Sequence

# Characters for private use: Markdown lets them pass, and no text of the handbook has them.
_OPEN, _CLOSE = "\ue000", "\ue001"
_PLACEHOLDER = re.compile(rf"{_OPEN}(\d+){_CLOSE}")
_CODE = re.compile(r"<pre\b.*?</pre>", re.DOTALL)
_ALONE = re.compile(rf"<p>\s*{_OPEN}(\d+){_CLOSE}\s*</p>")
# One pass: what one placeholder brings in is never read for others.
_EITHER = re.compile(f"{_ALONE.pattern}|{_PLACEHOLDER.pattern}")


class Stash:
    """The HTML that the macros of one build have left placeholders for."""

    def __init__(self) -> None:
        self._html: list[str] = []

    def leave(self, html: str) -> str:
        """Keep safe HTML and return the placeholder that stands for it."""
        self._html.append(html)
        return f"{_OPEN}{len(self._html) - 1}{_CLOSE}"

    def used_in(self, content: str) -> Sequence[str]:
        """Return the HTML that belongs in a page's content, in order."""
        return [self._replace(match) for match in _PLACEHOLDER.finditer(content)]

    def fill_words(self, content: str) -> str:
        """Return what the search should read of a page: its sentences, neither lists nor code."""
        return _PLACEHOLDER.sub(self._replace, _ALONE.sub("", _CODE.sub("", content)))

    def fill(self, content: str) -> str:
        """Return a page's content with every placeholder replaced by its HTML."""
        return _EITHER.sub(self._replace, content)

    def _replace(self, match: re.Match[str]) -> str:
        number = int(match[match.lastindex or 0])
        return self._html[number] if number < len(self._html) else ""
