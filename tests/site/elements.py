"""A page as a tree of elements, parsed by other means than the build uses."""

import re
from dataclasses import dataclass, field
from html import unescape

# What is drawn, pressed or filled in says nothing that is not said in words as well.
_APART = re.compile(
    r"<(svg|script|style|button|select|form|nav|textarea|template|output)\b.*?</\1\s*>",
    re.DOTALL | re.IGNORECASE,
)
_TOKEN = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^>]*)>|<!--.*?-->|([^<]+)", re.DOTALL)
_ATTRIBUTE = re.compile(r'([a-z-]+)(?:="([^"]*)")?')
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr", "col"})
_UNREAD = frozenset({"hb-drawn", "hb-tasks", "hb-imprint"})


@dataclass(slots=True)
class Element:
    """An element; its children are elements and texts, which are plain."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        """Return the names of its classes."""
        return self.attributes.get("class", "").split()

    @property
    def is_read(self) -> bool:
        """Return whether a reader without scripts is told it."""
        attributes = self.attributes
        return not attributes or (
            "hidden" not in attributes
            and attributes.get("aria-hidden") != "true"
            and _UNREAD.isdisjoint(self.classes)
        )


def tree(html: str) -> Element:
    """Return the tree of safe HTML."""
    root = Element("body")
    above = [root]
    for end, tag, attributes, words in _TOKEN.findall(_APART.sub("", html)):
        if words:
            above[-1].children.append(unescape(words))
        elif end:
            _close(above, tag.lower())
        elif tag:
            element = Element(tag.lower(), _attributes(attributes) if attributes else {})
            above[-1].children.append(element)
            if element.tag not in _VOID and not attributes.endswith("/"):
                above.append(element)
    return root


def _attributes(written: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(written)}


def _close(above: list[Element], tag: str) -> None:
    """Close the nearest open element of a tag and all in it; none if there is none."""
    for index in range(len(above) - 1, 0, -1):
        if above[index].tag == tag:
            del above[index:]
            return
