"""Metadata for programs in the head of each page."""

from html import unescape
from urllib.parse import unquote

from markupsafe import Markup
from mkdocs.structure.pages import Page

from handbook.feeds.atom import NAME as ATOM
from handbook.feeds.atom import TYPE as ATOM_TYPE
from handbook.feeds.feed import MAIN
from handbook.feeds.json_feed import NAME as JSON_FEED
from handbook.feeds.json_feed import TYPE as JSON_TYPE
from handbook.pages.head import Followed, head
from macros.site import Site


def head_of(site: Site, page: Page) -> Markup:
    """Return the content of a page's head other than its title and description."""
    address = "" if page.url == "./" else unquote(page.url)
    feed = site.feeds.get(address or MAIN)
    followed = (
        Followed(feed.title, {ATOM_TYPE: feed.page + ATOM, JSON_TYPE: feed.page + JSON_FEED})
        if feed
        else None
    )
    title = unescape(str(page.meta.get("title") or ""))
    return head(site.edition.view(address), title, followed)
