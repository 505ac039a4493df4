"""Check the form of the navigation in mkdocs.yml: a list of pages, titled pages and titled lists.

For any other form MkDocs reports neither the place nor a cure.
"""

from collections.abc import Iterator

import yaml

from handbook.diagnostics import Diagnostic, Place, error
from handbook.source.document import Link
from handbook.source.site_keys import place_of

_TAG = "tag:yaml.org,2002:"
_TEXT, _NOTHING = f"{_TAG}str", f"{_TAG}null"
# YAML tags of values other than text; the value of an !ENV is unknown here.
_OTHER = frozenset(f"{_TAG}{name}" for name in ("int", "float", "bool", "timestamp"))
# MkDocs accepts a year as a title, but not "Yes" or a date.
_NO_TITLE = frozenset((f"{_TAG}bool", f"{_TAG}timestamp"))


def pages(path: str, node: yaml.Node, seen: set[yaml.Node]) -> Iterator[Link]:
    """Yield the pages in a navigation, at every depth, except nodes in `seen`."""
    if node in seen:
        # An alias repeats an earlier node; it may even contain itself.
        return
    seen.add(node)
    if isinstance(node, yaml.SequenceNode):
        for one in node.value:
            yield from pages(path, one, seen)
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from pages(path, value, seen)
    elif isinstance(node, yaml.ScalarNode) and node.value and node.tag == _TEXT:
        mark = node.start_mark
        quoted = node.style in {"'", '"'}
        place = Place(path, mark.line + 1, mark.column + 1 + quoted, len(node.value))
        yield Link(node.value, place, image=False)


def nav_faults(path: str, items: yaml.Node, seen: set[yaml.Node]) -> Iterator[Diagnostic]:
    """Yield what MkDocs would refuse in a navigation list, and in the lists inside it."""
    if items in seen:
        return
    seen.add(items)
    for item in items.value:
        if not isinstance(item, yaml.MappingNode):
            yield from _page_faults(path, item, "an item of 'nav'")
            continue
        for index, (key, value) in enumerate(item.value):
            title = str(key.value)
            if index:
                message = f"{title!r} must be a separate item of 'nav'; write '- ' before it"
                yield error(place_of(path, key), "wrong-value", message)
            elif key.tag in _NO_TITLE:
                message = f"title {title!r} in 'nav' is not text in YAML; put it in quotes"
                yield error(place_of(path, key), "wrong-value", message)
            yield from _below_title(path, key, value, seen)


def _below_title(
    path: str, key: yaml.Node, value: yaml.Node, seen: set[yaml.Node]
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the value of a title."""
    title = str(key.value)
    if isinstance(value, yaml.MappingNode):
        message = f"{title!r} in 'nav' must contain a list; write '- ' before each item"
        yield error(place_of(path, value), "wrong-value", message)
    elif isinstance(value, yaml.SequenceNode) and value.value:
        yield from nav_faults(path, value, seen)
    elif isinstance(value, yaml.SequenceNode) or value.tag == _NOTHING:
        message = f"title {title!r} in 'nav' has no page; name one, or remove the title"
        yield error(place_of(path, key), "wrong-value", message)
    else:
        yield from _page_faults(path, value, f"title {title!r} in 'nav'")


def _page_faults(path: str, node: yaml.Node, what: str) -> Iterator[Diagnostic]:
    """Yield a diagnostic if a node that should name a page does not."""
    if isinstance(node, yaml.SequenceNode):
        message = f"{what} is a list without a title; write a title and a colon before it"
        yield error(place_of(path, node), "wrong-value", message)
    elif node.tag == _NOTHING or not node.value:
        yield error(
            place_of(path, node), "wrong-value", f"{what} is empty; name a page, or remove it"
        )
    elif node.tag in _OTHER:
        message = f"{what} is {node.value!r}, but must be a page, such as 'guide/index.md'"
        yield error(place_of(path, node), "wrong-value", message)
