"""A page as a tree of elements, parsed independently of the build."""

import re
from dataclasses import dataclass, field
from html import unescape

# Drawings, controls and forms add no information to the text.
_OMITTED = re.compile(
    r"<(svg|script|style|button|select|form|nav|textarea|template|output)\b.*?</\1\s*>",
    re.DOTALL | re.IGNORECASE,
)
_TOKEN = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^>]*)>|<!--.*?-->|([^<]+)", re.DOTALL)
_ATTRIBUTE = re.compile(r'([a-z-]+)(?:="([^"]*)")?')
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr", "col"})
_SKIPPED = frozenset({"hb-drawn", "hb-tasks", "hb-imprint"})


@dataclass(slots=True)
class Element:
    """An element; its children are elements and plain texts."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        """Return its CSS classes."""
        return self.attributes.get("class", "").split()

    @property
    def is_read(self) -> bool:
        """Return whether a reader without scripts gets to read it."""
        attributes = self.attributes
        return not attributes or (
            "hidden" not in attributes
            and attributes.get("aria-hidden") != "true"
            and _SKIPPED.isdisjoint(self.classes)
        )


def tree(html: str) -> Element:
    """Return the tree of safe HTML."""
    root = Element("body")
    ancestors = [root]
    for end, tag, attributes, words in _TOKEN.findall(_OMITTED.sub("", html)):
        if words:
            ancestors[-1].children.append(unescape(words))
        elif end:
            _close(ancestors, tag.lower())
        elif tag:
            element = Element(tag.lower(), _attributes(attributes) if attributes else {})
            ancestors[-1].children.append(element)
            if element.tag not in _VOID and not attributes.endswith("/"):
                ancestors.append(element)
    return root


def _attributes(text: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(text)}


def _close(ancestors: list[Element], tag: str) -> None:
    """Close the nearest open element with a tag and everything in it, if there is one."""
    for index in range(len(ancestors) - 1, 0, -1):
        if ancestors[index].tag == tag:
            del ancestors[index:]
            return
