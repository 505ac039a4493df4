"""Safe HTML of ours comes apart into its tags and the words between them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from sys import intern
from typing import NamedTuple

# What is drawn, pressed or filled in says nothing that is not said in words as well.
# What can begin it is looked at first, which is faster by half.
_APART = re.compile(
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
_ALONE = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr", "col"})
_UNREAD = frozenset({"hb-drawn", "hb-tasks", "hb-imprint"})
# A list whose items have such a heading is no list but sections of the page.
_OF_SECTIONS = frozenset({"h2", "h3", "h4"})
# An item that holds one of these is more than what stands side by side.
_OF_MORE = frozenset({"ul", "ol", "dl", "table", "pre", "blockquote", "p"})
# Elements of these classes are told in a way of their own.
_KINDS = ("hb-meta", "hb-label", "hb-sub")
# Stands between the words of a page while they are read together, and nowhere in a page.
_BETWEEN = "\0"
# So many tags are more than nearly all pages have; those of the longest take much memory at once.
_MANY = 10_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Tag:
    """What begins an element; `kind` is its name, or a class that says more of how it is told."""

    name: str
    kind: str
    attributes: Mapping[str, str]
    # How the tag begins, and how the end of the element is written.
    start: str
    end: str
    is_inline: bool
    # Nothing can stand in it.
    is_alone: bool
    # Whether a reader without scripts is told it.
    is_read: bool
    # Whether it makes a list one of sections, and an item more than a line.
    is_of_section: bool
    is_more: bool


class Taken(NamedTuple):
    """The tags of a page as they are written, and the words before, between and after them."""

    tags: list[str]
    words: list[str]


def taken_apart(html: str) -> Taken:
    """Return the tags and words of safe HTML, but what is only drawn or pressed."""
    rest = _APART.sub("", str(html).replace(_BETWEEN, ""))
    tags: list[str] = []
    told: list[str] = []
    while pieces := _TAG.split(rest, _MANY):
        rest = pieces.pop()
        if not pieces:
            break
        # Most tags of a long list are written many times.
        tags += map(intern, pieces[1::2])
        told.append(_BETWEEN.join(pieces[::2]))
    told.append(rest)
    # At once for all of them, which is many times faster.
    return Taken(tags, unescape(_BETWEEN.join(told)).split(_BETWEEN))


@lru_cache(maxsize=2_000)
def read_tag(written: str) -> Tag:
    """Return a start tag from how it is written."""
    start = _START.match(written)
    name = start[1].lower() if start else ""
    inside = written[1 + len(name) : -1]
    found = {key: unescape(value) for key, value in _ATTRIBUTE.findall(inside)}
    classes = found.get("class", "").split()
    kind = next((one for one in _KINDS if one in classes), name)
    return Tag(
        name=name,
        kind=kind,
        attributes=found,
        start=written[: 1 + len(name)],
        end=f"</{name}>",
        is_inline=name in _INLINE,
        is_alone=name in _ALONE or inside.endswith("/"),
        is_read="hidden" not in found
        and found.get("aria-hidden") != "true"
        and _UNREAD.isdisjoint(classes),
        is_of_section=name in _OF_SECTIONS,
        is_more=name in _OF_MORE,
    )
