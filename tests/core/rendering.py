"""Render Markdown as in a procedure, with its links resolved."""

from handbook.addresses import Home, read_target, site_link
from handbook.source.html import Renderer
from handbook.source.markdown import Anchors, parse

_HOMES = (Home("sops", "sops/*/*.md", "procedures"), Home("tools", "data/tools.yaml", None))
_BASE = "sops/operations/ordering.md"


def href(link: str) -> str | None:
    """Return the site address of a link in the procedure."""
    return site_link(read_target(link, _BASE), _BASE, _HOMES)


def html(text: str) -> str:
    """Return a text as HTML."""
    return Renderer(href, Anchors()).html(parse(text).nodes)
