"""Placeholders: a macro returns one, and its HTML replaces it after Markdown has been rendered.

So the output of macros is never parsed as Markdown, which would be slow and could mangle it.
"""

import re
from collections.abc import Sequence

# Private use characters: Markdown passes them on, and no text of the handbook contains them.
_OPEN, _CLOSE = "\ue000", "\ue001"
_PLACEHOLDER = re.compile(rf"{_OPEN}(\d+){_CLOSE}")
_CODE = re.compile(r"<pre\b.*?</pre>", re.DOTALL)
_ALONE = re.compile(rf"<p>\s*{_OPEN}(\d+){_CLOSE}\s*</p>")
# A single pass: inserted HTML is never searched for placeholders.
_EITHER = re.compile(f"{_ALONE.pattern}|{_PLACEHOLDER.pattern}")


class Stash:
    """The HTML behind the placeholders of one build."""

    def __init__(self) -> None:
        self._html: list[str] = []

    def store(self, html: str) -> str:
        """Store safe HTML and return its placeholder."""
        self._html.append(html)
        return f"{_OPEN}{len(self._html) - 1}{_CLOSE}"

    def used_in(self, content: str) -> Sequence[str]:
        """Return the HTML of all placeholders in a page's content, in order."""
        return [self._replace(match) for match in _PLACEHOLDER.finditer(content)]

    def fill_words(self, content: str) -> str:
        """Return the searchable content of a page: its sentences, without macro blocks and code."""
        return _PLACEHOLDER.sub(self._replace, _ALONE.sub("", _CODE.sub("", content)))

    def fill(self, content: str) -> str:
        """Return a page's content with every placeholder replaced by its HTML."""
        return _EITHER.sub(self._replace, content)

    def _replace(self, match: re.Match[str]) -> str:
        number = int(match[match.lastindex or 0])
        return self._html[number] if number < len(self._html) else ""
