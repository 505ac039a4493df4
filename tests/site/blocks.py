"""The words of one part of a page: what stands in the element that an anchor names."""

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
_UNSEEN = {"script", "style", "svg", "title"}


class _Block(HTMLParser):
    def __init__(self, anchor: str) -> None:
        super().__init__()
        self.anchor = anchor
        self.words: list[str] = []
        self._open: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs).get("id") == self.anchor
        if (named or self._open) and tag not in _VOID:
            self._open.append(tag)
            self._unseen += tag in _UNSEEN
        self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        # The theme leaves some ends out, as HTML allows.
        while tag in self._open:
            last = self._open.pop()
            self._unseen -= last in _UNSEEN
            if last == tag:
                break
        self.words.append(" ")

    def handle_data(self, data: str) -> None:
        if self._open and not self._unseen:
            self.words.append(data)


def block(html: str, anchor: str) -> str:
    """Return the words of the element with an anchor, on one line, empty if there is none."""
    parser = _Block(anchor)
    parser.feed(html)
    parser.close()
    return " ".join("".join(parser.words).split())
