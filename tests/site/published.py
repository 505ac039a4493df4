"""The files of a built site, read without a browser: headings, anchors, links, text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

# A placeholder for the site's origin while addresses are joined; no such host exists.
ORIGIN = "http://handbook.invalid/"
_ADDRESSES = ("href", "src", "action", "srcset", "poster", "data", "formaction")
_INVISIBLE = {"script", "style", "title", "svg"}


class Link(NamedTuple):
    """An address in a page: its tag, its attribute, its value and the rel of the tag."""

    tag: str
    attribute: str
    target: str
    rel: str


@dataclass
class Page:
    """What a parser finds in one page."""

    address: str
    language: str = ""
    title: str = ""
    description: str = ""
    headings: list[tuple[int, str]] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    words: str = ""

    def absolute(self, target: str) -> str:
        """Return the absolute address of a link on this page."""
        return urljoin(ORIGIN + self.address, target)


class _Parser(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self._open: list[str] = []
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.page.language = found.get("lang", "")
        if tag == "meta" and found.get("name") == "description":
            self.page.description = found.get("content", "")
        if "id" in found:
            self.page.anchors.append(found["id"])
        self.page.events += [name for name in found if name.startswith("on")]
        for name in _ADDRESSES:
            if name in found:
                self.page.links.append(Link(tag, name, found[name], found.get("rel", "")))
        if tag in {*_INVISIBLE, "h1", "h2", "h3", "h4", "h5", "h6"}:
            self._open.append(tag)
            if tag[0] == "h":
                self.page.headings.append((int(tag[1]), ""))
        self._words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass
        self._words.append(" ")

    def handle_data(self, data: str) -> None:
        inside = self._open[-1] if self._open else ""
        if inside == "title":
            self.page.title += data
        if inside.startswith("h") and inside[1:].isdigit():
            level, text = self.page.headings[-1]
            self.page.headings[-1] = (level, text + data)
        if inside not in _INVISIBLE:
            self._words.append(data)

    def close(self) -> None:
        super().close()
        self.page.words = plain("".join(self._words))


def plain(text: str) -> str:
    """Return text with whitespace collapsed to single spaces."""
    return " ".join(text.split())


def read_page(html: str, address: str) -> Page:
    """Return the parsed page."""
    page = Page(address)
    parser = _Parser(page)
    parser.feed(html)
    parser.close()
    return page


@dataclass(frozen=True)
class Published:
    """A built site: the handbook it was made from, its files, and where it is served."""

    root: Path
    folder: Path
    address: str

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """Return every page by address: "" is the home page, "404.html" the error page."""
        return {
            address: read_page((self.folder / path).read_text(encoding="utf-8"), address)
            for path, address in self._addresses()
        }

    def _addresses(self) -> Iterator[tuple[str, str]]:
        for file in sorted(self.folder.rglob("*.html")):
            path = file.relative_to(self.folder).as_posix()
            yield path, path.removesuffix("index.html")

    def module(self, name: str) -> str:
        """Return the address of a JavaScript module for meetings."""
        (found,) = self.folder.glob(f"assets/modules-*/meetings/{name}.js")
        return self.address + found.relative_to(self.folder).as_posix()

    def size(self, address: str) -> int:
        """Return the size of a page in bytes."""
        path = address if address.endswith(".html") else f"{address}index.html"
        return (self.folder / path).stat().st_size

    def fault(self, target: str) -> str:
        """Return what is wrong with an absolute address of the site, "" if nothing is."""
        bare, anchor = urldefrag(target)
        path = unquote(urlsplit(bare).path).lstrip("/")
        page = self.pages.get(path)
        if page is not None:
            missing = anchor and unquote(anchor) not in page.anchors
            return f"there is no #{anchor} on it" if missing else ""
        if (self.folder / path).is_file():
            return f"a file has no #{anchor}" if anchor else ""
        return "there is no such page"
