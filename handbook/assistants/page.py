"""One page of the site as a Markdown file that stands beside it and says the same."""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit

from handbook.assistants.convert import Writer
from handbook.assistants.words import code as quoted
from handbook.cache import Cache
from handbook.digests import code, digest
from handbook.markup import plain
from handbook.times import spoken

# What has a part in how a page is told.
_CODE = ("assistants/*.py", "markup.py", "times.py")
NAME = "index.md"
TYPE = "text/markdown"
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_TITLE = re.compile(r"<h1\b")


class Told(NamedTuple):
    """A page to be told: its address from the site's root, its title, its safe HTML, its file."""

    address: str
    title: str
    html: str
    source: str


class About(NamedTuple):
    """What every file says of where it comes from; `base` is the site's address if known."""

    name: str
    day: date
    base: str


class Pages:
    """Tells the pages of one site; what a page was made of once is kept in a cache."""

    def __init__(self, about: About, cache: Cache) -> None:
        self._base = about.base
        self._cache = cache
        self._origin = f"From the {plain(about.name)}, as of {spoken(about.day)}. Web page:"
        self._writer = Writer()

    def markdown(self, page: Told) -> str:
        """Return a page as Markdown, its links leading to the Markdown of other pages."""
        title = "" if _TITLE.search(page.html) else f"<h1>{_escaped(page.title)}</h1>"
        text = self._written(f"{title}{page.html}", page.address)
        where = quoted(f"{self._base or '/'}{page.address}")
        source = f" Source: {quoted(page.source)}." if page.source else ""
        return f"{text}\n---\n\n{self._origin} {where}.{source}\n"

    def _written(self, html: str, address: str) -> str:
        if not self._cache.keeps:
            return self._write(html, address)
        key = digest(code(*_CODE), self._base.encode(), address.encode(), html.encode())
        known = self._cache.get(key)
        if known is not None:
            return known.decode()
        text = self._write(html, address)
        self._cache.put(key, text.encode())
        return text

    def _write(self, html: str, address: str) -> str:
        return self._writer.markdown(html, lambda href: link(href, address, self._base))


def link(href: str, address: str, base: str) -> str | None:
    """Return where a link of a page leads from its Markdown; None if it stays on the page."""
    whole = _markdown_of(href)
    if whole is None or not base or _SCHEME.match(whole):
        return whole
    up = "../" * address.count("/")
    down = whole.removeprefix(up)
    if whole.startswith(up) and not down.startswith((".", "/")) and "/." not in down:
        # The same as below, of nearly all links, and many times faster.
        return f"{base}{down}"
    return urljoin(f"{base}{address}", whole)


@lru_cache(maxsize=2_000)
def _markdown_of(href: str) -> str | None:
    """Return the Markdown of what a link leads to, from where it stands; None if it stays."""
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
