"""The tokeniser: safe HTML of our own becomes tags and the text between them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from sys import intern
from typing import NamedTuple

# Drawings and controls only repeat what the text says.
# The lookahead for possible first letters makes this twice as fast.
_DROPPED = re.compile(
    r"<(?=[!bfnost])(?:!--.*?-->"
    r"|(svg|script|style|button|select|form|nav|textarea|template|output)\b.*?</\1\s*>)",
    re.DOTALL,
)
_TAG = re.compile(r"(</?[a-zA-Z][^>]*>)")
_START = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)")
_ATTRIBUTE = re.compile(r'([a-z-]+)(?:="([^"]*)")?')
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "br", "code", "del", "em", "i", "img", "input", "ins", "kbd", "label",
     "mark", "s", "small", "span", "strong", "sub", "sup", "time", "u", "wbr"}
)  # fmt: skip
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr", "col"})
_HIDDEN = frozenset({"hb-drawn", "hb-tasks", "hb-imprint"})
# A list whose items have such headings is really a series of sections.
_OF_SECTIONS = frozenset({"h2", "h3", "h4"})
# An item that contains one of these is more than a single line.
_OF_MORE = frozenset({"ul", "ol", "dl", "table", "pre", "blockquote", "p"})
# Classes with conversion rules of their own.
_KINDS = ("hb-meta", "hb-label", "hb-sub")
# A separator that never occurs in a page, for processing many texts at once.
_SEPARATOR = "\0"
# The batch size: enough for nearly all pages, while limiting memory for the longest.
_BATCH = 10_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Tag:
    """A start tag; `kind` is its name, or a class with a conversion rule of its own."""

    name: str
    kind: str
    attributes: Mapping[str, str]
    # The start of the tag, and the end tag.
    start: str
    end: str
    is_inline: bool
    # A void element, without content.
    is_void: bool
    # Whether it is visible without scripts.
    is_visible: bool
    # Whether it turns a list into sections, and an item into more than a line.
    is_of_section: bool
    is_multiline: bool


class Tokens(NamedTuple):
    """The raw tags of a page, and the text before, between and after them."""

    tags: list[str]
    words: list[str]


def tokenise(html: str) -> Tokens:
    """Return the tags and texts of safe HTML without drawings and controls."""
    rest = _DROPPED.sub("", str(html).replace(_SEPARATOR, ""))
    tags: list[str] = []
    texts: list[str] = []
    while pieces := _TAG.split(rest, _BATCH):
        rest = pieces.pop()
        if not pieces:
            break
        # Most tags of a long list are repeated.
        tags += map(intern, pieces[1::2])
        texts.append(_SEPARATOR.join(pieces[::2]))
    texts.append(rest)
    # Unescaping all texts at once is many times faster.
    return Tokens(tags, unescape(_SEPARATOR.join(texts)).split(_SEPARATOR))


@lru_cache(maxsize=2_000)
def read_tag(source: str) -> Tag:
    """Return a parsed start tag."""
    start = _START.match(source)
    name = start[1].lower() if start else ""
    inside = source[1 + len(name) : -1]
    found = {key: unescape(value) for key, value in _ATTRIBUTE.findall(inside)}
    classes = found.get("class", "").split()
    kind = next((one for one in _KINDS if one in classes), name)
    return Tag(
        name=name,
        kind=kind,
        attributes=found,
        start=source[: 1 + len(name)],
        end=f"</{name}>",
        is_inline=name in _INLINE,
        is_void=name in _VOID or inside.endswith("/"),
        is_visible="hidden" not in found
        and found.get("aria-hidden") != "true"
        and _HIDDEN.isdisjoint(classes),
        is_of_section=name in _OF_SECTIONS,
        is_multiline=name in _OF_MORE,
    )
