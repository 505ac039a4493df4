"""The Markdown version of a page, published next to it."""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit

from handbook.assistants.convert import Writer
from handbook.assistants.markdown import code as quoted
from handbook.cache import Cache
from handbook.digests import code, digest
from handbook.markup import plain
from handbook.times import format_date

# The code that the Markdown of a page depends on.
_CODE = ("assistants/*.py", "markup.py", "times.py")
NAME = "index.md"
TYPE = "text/markdown"
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_TITLE = re.compile(r"<h1\b")


class PageSource(NamedTuple):
    """A page to convert: address relative to the site root, title, safe HTML and source file."""

    address: str
    title: str
    html: str
    source: str


class Origin(NamedTuple):
    """The origin that every file states; `base` is the site's address if known."""

    name: str
    day: date
    base: str


class Pages:
    """A converter for the pages of one site, with a cache."""

    def __init__(self, about: Origin, cache: Cache) -> None:
        self._base = about.base
        self._cache = cache
        self._origin = f"From the {plain(about.name)}, as of {format_date(about.day)}. Web page:"
        self._writer = Writer()

    def markdown(self, page: PageSource) -> str:
        """Return a page as Markdown, with links to the Markdown of other pages."""
        title = "" if _TITLE.search(page.html) else f"<h1>{_escaped(page.title)}</h1>"
        text = self._cached(f"{title}{page.html}", page.address)
        where = quoted(f"{self._base or '/'}{page.address}")
        source = f" Source: {quoted(page.source)}." if page.source else ""
        return f"{text}\n---\n\n{self._origin} {where}.{source}\n"

    def _cached(self, html: str, address: str) -> str:
        if not self._cache.is_enabled:
            return self._convert(html, address)
        key = digest(code(*_CODE), self._base.encode(), address.encode(), html.encode())
        cached = self._cache.get(key)
        if cached is not None:
            return cached.decode()
        text = self._convert(html, address)
        self._cache.put(key, text.encode())
        return text

    def _convert(self, html: str, address: str) -> str:
        return self._writer.markdown(html, lambda href: link(href, address, self._base))


def link(href: str, address: str, base: str) -> str | None:
    """Return the target of a link in the Markdown of a page, or None if it stays on the page."""
    whole = _markdown_of(href)
    if whole is None or not base or _SCHEME.match(whole):
        return whole
    up = "../" * address.count("/")
    down = whole.removeprefix(up)
    if whole.startswith(up) and not down.startswith((".", "/")) and "/." not in down:
        # A fast path for nearly all links, with the same result as below.
        return f"{base}{down}"
    return urljoin(f"{base}{address}", whole)


@lru_cache(maxsize=2_000)
def _markdown_of(href: str) -> str | None:
    """Return the relative link to the Markdown of a page, or None if it stays on the page."""
    if _SCHEME.match(href):
        return href
    path = urlsplit(href).path
    if not path:
        return None
    _, anchor = urldefrag(href)
    leaf = NAME if path.endswith(("/", "/.", "/..")) or path in {".", ".."} else ""
    slash = "" if path.endswith("/") or not leaf else "/"
    return f"{path}{slash}{leaf}" + (f"#{anchor}" if anchor else "")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
