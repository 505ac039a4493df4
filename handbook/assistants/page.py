"""One page of the site as a Markdown file that stands beside it and says the same."""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit

from handbook.assistants.convert import Writer
from handbook.assistants.words import code
from handbook.markup import plain
from handbook.values import spoken

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
    """Tells the pages of one site."""

    def __init__(self, about: About) -> None:
        self._base = about.base
        self._told = f"From the {plain(about.name)}, as of {spoken(about.day)}; the page is"
        self._writer = Writer()

    def markdown(self, page: Told) -> str:
        """Return a page as Markdown, its links leading to the Markdown of other pages."""
        title = "" if _TITLE.search(page.html) else f"<h1>{_escaped(page.title)}</h1>"
        text = self._writer.markdown(
            f"{title}{page.html}", lambda href: link(href, page.address, self._base)
        )
        where = code(f"{self._base or '/'}{page.address}")
        source = f", made from {code(page.source)}" if page.source else ""
        return f"{text}\n---\n\n{self._told} {where}{source}.\n"


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


@lru_cache(maxsize=10_000)
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
