"""Render Markdown nodes as HTML that is safe whatever their author wrote.

Raw HTML is shown as text, and a link that is not allowed as its text only.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape

from handbook.diagrams.fences import LANGUAGE, drawn
from handbook.source.markdown import COMMENTS, Anchors, Node, code_of, language, plain

# Returns the address of a link on the site, None if it has none.
Href = Callable[[str], str | None]


class Renderer:
    """Renders nodes as HTML that contains no markup of the author's own."""

    def __init__(self, href: Href, anchors: Anchors) -> None:
        self._href = href
        self._anchors = anchors

    def html(self, nodes: Sequence[Node]) -> str:
        """Return the HTML of nodes, without line breaks between blocks."""
        return "".join(
            [
                escape(node.data, quote=False) if node.name == "Text" else self._node(node)
                for node in nodes
            ]
        )

    def _node(self, node: Node) -> str:
        render = self._renderers.get(node.name)
        if render is not None:
            return render(self, node)
        tag = _TAGS.get(node.name)
        inner = self.html(node.children)
        return f"<{tag}>{inner}</{tag}>" if tag else inner

    def _code(self, node: Node) -> str:
        return f"<code>{escape(node.data, quote=False)}</code>"

    def _softbreak(self, _: Node) -> str:
        return "\n"

    def _hardbreak(self, _: Node) -> str:
        return "<br>"

    def _rule(self, _: Node) -> str:
        return "<hr>"

    def _raw(self, node: Node) -> str:
        return "" if COMMENTS.fullmatch(node.data) else escape(node.data, quote=False)

    def _htmlblock(self, node: Node) -> str:
        inner = self.html(node.children)
        return f"<p>{inner}</p>" if inner else ""

    def _heading(self, node: Node) -> str:
        level = max(node.level, 3)
        anchor = self._anchors.add(plain(node.children))
        return f'<h{level} id="{escape(anchor)}">{self.html(node.children)}</h{level}>'

    def _blockquote(self, node: Node) -> str:
        inner = self.html(node.children)
        if not node.data:
            return f"<blockquote>{inner}</blockquote>"
        name = escape(str(node.data))
        return (
            f'<div class="admonition {name.lower()}" role="note">'
            f'<p class="admonition-title">{name}</p>{inner}</div>'
        )

    def _codeblock(self, node: Node) -> str:
        name = language(node)
        diagram = drawn(code_of(node)) if name == LANGUAGE else None
        if diagram is not None:
            return diagram
        code = escape(code_of(node), quote=False)
        mark = f' class="language-{escape(name)}"' if name else ""
        return f'<pre tabindex="0"><code{mark}>{code}</code></pre>'

    def _list(self, node: Node) -> str:
        inner = self.html(node.children)
        if node.data is None:
            return f"<ul>{inner}</ul>"
        start = f' start="{int(node.data)}"' if node.data != 1 else ""
        return f"<ol{start}>{inner}</ol>"

    def _tasklistmarker(self, node: Node) -> str:
        word, mark = ("done", "☑") if node.data else ("to do", "☐")
        return f'<span class="box" role="img" aria-label="{word}">{mark}</span> '

    def _table(self, node: Node) -> str:
        head, *rows = node.children
        names = [plain(cell.children) for cell in head.children]
        top = "".join(f'<th scope="col">{self.html(cell.children)}</th>' for cell in head.children)
        body = "".join(self._row(row, names) for row in rows)
        return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"

    def _row(self, row: Node, names: list[str]) -> str:
        cells = "".join(
            f'<td data-label="{escape(name)}">{self.html(cell.children)}</td>'
            for name, cell in zip(names, row.children, strict=False)
        )
        return f"<tr>{cells}</tr>"

    def _link(self, node: Node) -> str:
        inner = self.html(node.children)
        href = self._href(node.target)
        if href is None:
            return f'<span class="no-link">{inner}</span>'
        return f'<a href="{escape(href)}">{inner}</a>'

    def _image(self, node: Node) -> str:
        alt = escape(plain(node.children))
        href = self._href(node.target)
        if href is None or re.match(r"[a-z]+:", href):
            return f'<span class="no-link">{alt}</span>'
        return f'<img src="{escape(href)}" alt="{alt}" loading="lazy">'

    _renderers: Mapping[str, Callable[["Renderer", Node], str]] = {
        "Code": _code,
        "SoftBreak": _softbreak,
        "HardBreak": _hardbreak,
        "Rule": _rule,
        "Html": _raw,
        "InlineHtml": _raw,
        "HtmlBlock": _htmlblock,
        "Heading": _heading,
        "BlockQuote": _blockquote,
        "CodeBlock": _codeblock,
        "List": _list,
        "TaskListMarker": _tasklistmarker,
        "Table": _table,
        "Link": _link,
        "Image": _image,
    }


_TAGS = {
    "Paragraph": "p",
    "Item": "li",
    "Emphasis": "em",
    "Strong": "strong",
    "Strikethrough": "del",
}
