"""Prose in docs/ as plain Markdown: raw HTML is shown as text.

Python-Markdown passes on raw HTML and every link scheme; here neither reaches a browser.
"""

import re
from collections.abc import Callable
from html import unescape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from handbook.addresses import read_target
from handbook.diagrams.fences import drawn, fences
from handbook.source.markdown import slug

_PRIVATE_USE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")


def without_private_use(markdown: str) -> str:
    """Return a text without private use characters, which placeholders are made of."""
    return _PRIVATE_USE.sub("", markdown)


def with_drawings(markdown: str, leave: Callable[[str], str]) -> str:
    """Return a text with every diagram drawn; `leave` stores HTML and returns its placeholder."""
    lines = markdown.split("\n")
    for fence in reversed(list(fences(markdown))):
        html = drawn(fence.source)
        if html is not None:
            lines[fence.first : fence.last + 1] = ["", f"{fence.indent}{leave(html)}", ""]
    return "\n".join(lines)


def anchor(text: str, separator: str) -> str:
    """Return the anchor of a heading, by the same rule as in procedures."""
    return slug(text).replace("-", separator)


class PlainProse(Extension):
    """A Markdown extension that shows raw HTML as text and drops forbidden links and images."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name Python-Markdown calls
        """Remove the HTML parsers, and check every link at the end."""
        for registry, name in (
            (md.preprocessors, "html_block"),
            (md.inlinePatterns, "html"),
            (md.inlinePatterns, "entity"),
        ):
            if name in registry:
                registry.deregister(name)
        # Runs after MkDocs has made links relative, which requires that each has an address.
        md.treeprocessors.register(_Links(md), "plain-links", -10)


class _Links(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            for name in ("href", "src"):
                if name in element.attrib and not _allowed(element.attrib[name], name):
                    del element.attrib[name]


def _allowed(address: str, name: str) -> bool:
    """Return whether a browser may follow a link or load an image."""
    target = read_target(_decoded(address), "docs/index.md")
    return not target.scheme if name == "src" else target.scheme != "?"


def _decoded(address: str) -> str:
    """Return an address as a browser reads it; Markdown obfuscates email links."""
    return unescape(re.sub("\x02amp\x03", "&", address))
