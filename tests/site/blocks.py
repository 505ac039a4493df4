"""The text of one element of a page."""

from html.parser import HTMLParser

_VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "wbr",
}
_INVISIBLE = {"script", "style", "svg", "title"}


class _Block(HTMLParser):
    def __init__(self, anchor: str) -> None:
        super().__init__()
        self.anchor = anchor
        self.words: list[str] = []
        self._open: list[str] = []
        self._invisible = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        is_target = dict(attrs).get("id") == self.anchor
        if (is_target or self._open) and tag not in _VOID:
            self._open.append(tag)
            self._invisible += tag in _INVISIBLE
        self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        # The theme omits some end tags, as HTML allows.
        while tag in self._open:
            last = self._open.pop()
            self._invisible -= last in _INVISIBLE
            if last == tag:
                break
        self.words.append(" ")

    def handle_data(self, data: str) -> None:
        if self._open and not self._invisible:
            self.words.append(data)


def block(html: str, anchor: str) -> str:
    """Return the text of the element with an id, on one line; empty if there is none."""
    parser = _Block(anchor)
    parser.feed(html)
    parser.close()
    return " ".join("".join(parser.words).split())
