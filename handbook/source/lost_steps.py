"""Find steps that are not below the steps heading."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from handbook.amounts import article, plural_of
from handbook.source.inline import bold_line, heading_title, labelled, part_of, tail_of
from handbook.source.items import split_item
from handbook.source.layout import Layout, Part, fold
from handbook.source.markdown import Node, plain

# "Step 2", "Step 2: Ask", but not "Step 2 fails".
_STEP_NUMBER = re.compile(r"step \d+\s*(?:$|[:.)–-])", re.IGNORECASE)
# A single bracket may contain something else.
_MIN_TIMED = 2


def is_counted(words: str) -> bool:
    """Return whether the text starts with a step number, as "Step 2: Order" does."""
    return _STEP_NUMBER.match(words) is not None


def heading_of_steps(nodes: Sequence[Node], layout: Layout, level: int) -> Node | None:
    """Return the highest heading of the steps section, None if there is none.

    A heading above the given section level may be the document's title, and is ignored if a section
    heading follows it directly.
    """
    found = (
        node
        for node, below in pairwise([*nodes, None])
        if node
        and node.name == "Heading"
        and part_of(heading_title(node), layout) is layout.steps_part
        and not (below and below.name == "Heading" and node.level < below.level <= level)
    )
    if layout.steps_part is None:
        return None
    return min(found, key=lambda node: (node.level < level, node.level), default=None)


class Unheaded(NamedTuple):
    """Steps without a steps heading: the blocks before them, and what to report at which block."""

    above: list[Node]
    steps: list[Node]
    block: Node
    message: str


def unheaded_steps(blocks: list[Node], part: Part, level: int) -> Unheaded | None:
    """Return the steps inside a section of the given level: a heading followed by a list."""
    at = next((at for at, block in enumerate(blocks) if block.name == "Heading"), None)
    if at is None or not any(block.name == "List" for block in blocks[at:]):
        return None
    heading = f"{'#' * level} {part.heading[0]}"
    wanted = f"write {heading!r}"
    above = blocks[at - 1] if at else None
    words = plain(above.children).strip() if above and above.name == "Paragraph" else ""
    if above and fold(words) in map(fold, part.heading):
        message = f"{words!r} is not a heading; {wanted}"
        return Unheaded(blocks[: at - 1], blocks[at:], above, message)
    message = f"{heading_title(blocks[at])!r} is outside any section of steps; {wanted} above it"
    return Unheaded(blocks[:at], blocks[at:], blocks[at], message)


def lost_items(
    nodes: Sequence[Node], layout: Layout, level: int, *, is_reported: bool
) -> list[tuple[Node, str]]:
    """Return the block where items outside their section begin, and the message, if there are any.

    `level` is that of sections. `is_reported` says that another fault already explains why required
    items are missing. Where items are required, any list may contain them.
    """
    part = layout.steps_part
    if part is None or (part.required and is_reported):
        return []
    find = _timed_items if part.in_brackets and not part.required else _lost_lists
    found = find(nodes, layout, part, level)
    return [found] if found else []


def _timed_items(
    nodes: Sequence[Node], layout: Layout, part: Part, level: int
) -> tuple[Node, str] | None:
    """Return where items with times are outside their section, with the message."""
    if heading_of_steps(nodes, layout, level):
        return None
    found = [
        (above, one)
        for above, block in _free_blocks(nodes, layout, level)
        for one in (block.children if block.name == "List" else [block])
        if block.name in {"Heading", "List"} and tail_of(_first_line(one))[1]
    ]
    if len(found) < _MIN_TIMED:
        return None
    above, first = found[0]
    name, items = part.heading[0], plural_of(part.noun)
    if above and above is not first and all(one[0] is above for one in found):
        cure = f"rename it to {name!r}, or write the times without brackets"
        return above, f"section {heading_title(above)!r} seems to contain {items}; {cure}"
    is_high = first.name == "Heading" and first.level <= level
    more = f", and {'#' * (level + 1)!r} in front of each" if is_high else ""
    wanted = f"write {'#' * level + ' ' + name!r} above the first{more}"
    return first, f"these {items} are not in a section called {name!r}; {wanted}"


def _lost_lists(
    nodes: Sequence[Node], layout: Layout, part: Part, level: int
) -> tuple[Node, str] | None:
    """Return where lists begin in a document without a section for them, or with an empty one."""
    steps = heading_of_steps(nodes, layout, level)
    if steps and (not part.required or _has_content(nodes, steps, level)):
        return None
    parts = layout.whole.parts.values()
    single = None if part.required else next((one for one in parts if one.reads == "list"), None)
    headings = [node for node in nodes if node.name == "Heading"]
    if single and any(part_of(heading_title(one), layout) is single for one in headings):
        return None
    free = [node for _, node in _free_blocks(nodes, layout, level)]
    is_lost = _is_list if layout.needs_items else _is_task_list
    # A list directly below a label is its value; steps are usually numbered lists.
    found = [
        node
        for at, node in enumerate(free)
        if is_lost(node) and not (at and labelled(free[at - 1].children))
    ]
    first = next((one for one in found if part.required and one.data), next(iter(found), None))
    if first is None:
        return None
    heads = [one for one in nodes if one.start < first.start and _head_text(one)]
    above = heads[-1] if heads else None
    name, mark = part.heading[0], "#" * level
    if above is None:
        wanted = f"{mark} {(single or part).heading[0]}"
        items = "actions" if part.required else "checkboxes"
        return first, f"these {items} are not in a section; write {wanted!r} above them"
    title = _head_text(above)
    if steps:
        cure = f"write '{mark}# {title}' below {heading_title(steps)!r}"
        return above, f"{title!r} is a section, not {article(part.noun)}; {cure}"
    is_low = above.name == "Heading" and above.level > level
    more = "" if is_low else f", and '{mark}#' in front of each"
    cure = f"write '{mark} {name}' above it{more}"
    if part.required:
        return above, f"there is no section {name!r}; if {title!r} is {article(part.noun)}, {cure}"
    return above, f"this list is not in a section called {name!r}; {cure}"


def _head_text(node: Node) -> str | None:
    """Return the text of a heading, or of a bold line that is read as one."""
    return heading_title(node) if node.name == "Heading" else bold_line(node)


def _has_content(nodes: Sequence[Node], heading: Node, level: int) -> bool:
    """Return whether the section of a heading has any content."""
    below = nodes[nodes.index(heading) + 1 :]
    return bool(below) and (below[0].name != "Heading" or below[0].level > level)


def _is_list(node: Node) -> bool:
    """Return whether a block is a list."""
    return node.name == "List"


def _is_task_list(node: Node) -> bool:
    """Return whether a block is a task list."""
    return node.name == "List" and any(
        inner.name == "TaskListMarker" for item in node.children for inner in item.children
    )


def _free_blocks(
    nodes: Sequence[Node], layout: Layout, level: int
) -> Iterator[tuple[Node | None, Node]]:
    """Yield the blocks of free sections, headings included, each with its section's heading."""
    above, is_free = None, True
    for node in nodes:
        if node.name == "Heading" and node.level <= level:
            above, is_free = node, part_of(heading_title(node), layout) is None
        if is_free:
            yield above, node


def _first_line(node: Node) -> str:
    """Return the text of a heading, or of the first line of a list item."""
    return " ".join(plain(split_item(node)[0]).split())


class LostStep(NamedTuple):
    """A step outside the steps: its heading, its first label if any, and the part it belongs to."""

    heading: Node
    label: str
    part: Part


def lost_step(heading: Node, blocks: Sequence[Node], layout: Layout) -> LostStep | None:
    """Return the first step in a free section, below its own heading or an inner one."""
    part = layout.steps_part
    if part is None or not part.by_label:
        return None
    for head, below in _by_heading(heading, blocks):
        label = _step_label(below, part, layout.whole)
        is_numbered = (
            head is heading
            and is_counted(plain(head.children))
            and below
            and below[0].name == "List"
        )
        if label or is_numbered:
            return LostStep(head, label or "", part)
    return None


def _by_heading(heading: Node, blocks: Sequence[Node]) -> Iterator[tuple[Node, list[Node]]]:
    """Yield each heading of a section with the blocks between it and the next."""
    below: list[Node] = []
    for block in blocks:
        if block.name == "Heading":
            yield heading, below
            heading, below = block, []
        else:
            below.append(block)
    yield heading, below


def _step_label(blocks: Sequence[Node], part: Part, whole: Part) -> str | None:
    """Return the first label of a step, None if the labels may belong to free text.

    A step has at least two labels, one of them only used by steps, or starts with a filled label
    and contains a list.
    """
    known = part.by_label
    found: list[Part] = []
    starts_filled = False
    for index, block in enumerate(blocks):
        labels = labelled(block.children) if block.name == "Paragraph" else []
        if not all(fold(name) in known for name, _, _ in labels):
            continue
        found += [known[fold(name)] for name, _, _ in labels]
        starts_filled |= not index and any(value for _, _, value in labels)
    if not found:
        return None
    has_own_label = any(fold(one.label[0]) not in whole.by_label for one in found)
    is_step = (has_own_label and len(set(found)) > 1) or (
        starts_filled and any(block.name == "List" for block in blocks)
    )
    return found[0].label[0] if is_step else None
