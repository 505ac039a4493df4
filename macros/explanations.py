"""The explanations of checks as HTML; they are parsed like any other text."""

import re
from html import escape

from handbook.source.html import Renderer
from handbook.source.markdown import Anchors, Node, parse, plain

_TITLE = re.compile(r'\btitle="([^"]*)"')


def html_of(text: str) -> str:
    """Return the HTML of an explanation without its first heading and first paragraph."""
    anchors = Anchors()
    renderer = Renderer(_external_link, anchors)
    nodes = parse(text).nodes
    if nodes and nodes[0].name == "Heading":
        nodes = nodes[2:]
    return "".join(_block(renderer, anchors, node) for node in nodes)


def _block(renderer: Renderer, anchors: Anchors, node: Node) -> str:
    if node.name == "Heading":
        level = min(node.level, 3)
        anchor = escape(anchors.add(plain(node.children)))
        return f'<h{level} id="{anchor}">{renderer.html(node.children)}</h{level}>'
    html = renderer.html([node])
    if node.name == "CodeBlock":
        code = "".join(child.data for child in node.children if child.data)
        if not code.strip():
            return ""
        return _caption(node) + html
    return html


def _caption(node: Node) -> str:
    info = node.data.get("Fenced", "") if isinstance(node.data, dict) else ""
    title = _TITLE.search(info)
    return f'<p class="hb-file">{escape(title[1])}</p>' if title else ""


def _external_link(href: str) -> str | None:
    return href if href.startswith(("https://", "#")) else None
