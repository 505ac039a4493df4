"""Apply labels in list items to the object around them, or report them."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from handbook.source.inline import BREAKS, colon_ended, label_at, labelled, trim
from handbook.source.items import paragraph, split_item
from handbook.source.layout import Part, fold
from handbook.source.markdown import Node

# What may separate an action from a label after it: "Ask for the list. **Owner:** CSM".
_SEPARATOR = re.compile(r"[.;,)–—-]\s*$")


def unlist_labels(blocks: Sequence[Node], known: Mapping[str, Part]) -> Iterator[Node]:
    """Yield blocks, with the items of a list of labels ("- **Owner:** CSM") as paragraphs."""
    for block in blocks:
        if block.name != "List" or not _has_labels(block, known):
            yield block
            continue
        for first, below in map(split_item, block.children):
            yield paragraph(first)
            yield from below


def split_labels(blocks: Sequence[Node], known: Mapping[str, Part]) -> Iterator[Node]:
    """Yield the blocks of a step, with label items ("- **Owner:** CSM") as paragraphs."""
    for block in blocks:
        if not known or block.name != "List" or not any(map(_is_bold, block.children)):
            yield block
            continue
        items: list[Node] = []
        for item in block.children:
            label = _label_item(item, known)
            if not label:
                items.append(item)
                continue
            yield from _list_of(block, items)
            items = []
            yield from label
        yield from _list_of(block, items)


def split_title(first: list[Node], known: Mapping[str, Part]) -> tuple[list[Node], list[Node]]:
    """Return the title of an item that is a step, and the labels after it as a paragraph."""
    for index, node in enumerate(first):
        name = label_at(first, index) if index and node.name == "Strong" else None
        if name and fold(name) in known:
            return trim(first[:index]), [paragraph(first[index:])]
    return first, []


def lost_label(item: Node, known: Mapping[str, Part]) -> tuple[Node, str] | None:
    """Return the first label inside an action, and its name: labels have no effect there."""
    first, below = split_item(item)
    for index, node in enumerate(first):
        name = colon_ended(first, index) if node.name == "Strong" else None
        if name and fold(name) in known and (not index or _separates(first[index - 1])):
            return node, name
    for block in below:
        lines = [block.children] if block.name == "Paragraph" else []
        if block.name == "List" and all(map(_is_bold, block.children)):
            lines = [split_item(one)[0] for one in block.children]
        found = [labelled(line)[:1] for line in lines]
        # A list with other names in bold describes what to enter in a form.
        if found and all(one and fold(one[0][0]) in known for one in found):
            return found[0][0][1], found[0][0][0]
    return None


def _label_item(item: Node, known: Collection[str]) -> list[Node]:
    """Return an item that is a label as a paragraph and its value; nothing if it is not a label."""
    if not _is_bold(item):
        return []
    first, below = split_item(item)
    found = labelled(first)
    if not found or any(fold(name) not in known for name, _, _ in found):
        return []
    lacks_value = not found[-1][2]
    return [paragraph(first), *below] if lacks_value or not below else []


def _is_bold(item: Node) -> bool:
    """Return whether a list item starts with bold text; hardly any does."""
    first = _first_part(item)
    if first.name == "Paragraph":
        first = _first_part(first)
    return first.name == "Strong"


def _first_part(node: Node) -> Node:
    """Return the first part of an item or a paragraph after its checkbox; itself if it has none."""
    inside = node.children
    at = 1 if inside and inside[0].name == "TaskListMarker" else 0
    return inside[at] if len(inside) > at else node


def _separates(before: Node) -> bool:
    return before.name in BREAKS or (before.name == "Text" and bool(_SEPARATOR.search(before.data)))


def _list_of(block: Node, items: list[Node]) -> Iterator[Node]:
    if items:
        yield Node(block.name, block.data, items[0].start, items[-1].end, items)


def _has_labels(block: Node, known: Mapping[str, Part]) -> bool:
    """Return whether every item of a list starts with a label, and at least one label is known."""
    names: list[str] = []
    for item in block.children:
        found = labelled(split_item(item)[0])
        if not found:
            return False
        names += [name for name, _, _ in found]
    return any(fold(name) in known for name in names)
