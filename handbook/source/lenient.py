"""Correct a text to what its author meant: intended headings and list items become real ones."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from handbook.diagnostics import Diagnostic, error
from handbook.source.bullets import edits_of, messages, slips
from handbook.source.hash_headings import bare_hashes
from handbook.source.inline import bold_line, heading_title, part_of
from handbook.source.items import paragraph
from handbook.source.layout import Layout, fold
from handbook.source.markdown import Node
from handbook.source.odd_headings import heading_messages, odd_headings
from handbook.source.text import Lines, Shift

# Start and end offsets of a piece of text, and its replacement.
Edit = tuple[int, int, str]
# Reading modes that go item by item.
_LISTS = frozenset(("list", "steps"))


class Corrected(NamedTuple):
    """A corrected text, and the diagnostics for what was corrected.

    `shifts` are the lines whose length changed.
    """

    text: str
    shifts: Mapping[int, Shift]
    faults: tuple[Diagnostic, ...]


def as_meant(lines: Lines, body: int, nodes: Sequence[Node], layout: Layout) -> Corrected | None:
    """Return the corrected text, None if there is nothing to correct.

    `body` is the offset of the body in the text, and `nodes` are those of the body.
    """
    bare = bare_hashes(lines.text, body, nodes)
    found = slips(lines.text, body, list(_blocks_of_lists(nodes, layout)))
    odd = [] if layout.body else list(odd_headings(lines.text, body, nodes))
    if not bare and not found and not odd:
        return None
    edits = [(one.start + one.hashes, one.start + one.hashes, " ") for one in bare]
    edits += [(one.start, one.end, one.words) for one in odd]
    faults = [
        error(lines.place(one.shown, one.end), "unknown-heading", message)
        for one, message in heading_messages(lines.text, odd)
    ]
    for one in bare:
        message = f"{one.written!r} is not a heading; write a space after the hashes"
        place = lines.place(one.start, one.start + len(one.written))
        faults.append(error(place, "unknown-heading", message))
    for slip, message in messages(found):
        place = lines.place(slip.start, slip.start + len(slip.sign))
        faults.append(error(place, "unmarked-item", message))
    edits = sorted([*edits, *edits_of(found)])
    return Corrected(_edited(lines.text, edits), dict(_shifts(lines, edits)), tuple(faults))


def _blocks_of_lists(nodes: Sequence[Node], layout: Layout) -> Iterator[Node]:
    """Yield the blocks in sections of lists and steps: elsewhere such signs are ordinary text."""
    level, is_list = 7, False
    for node in nodes:
        if node.name == "Heading":
            title = heading_title(node)
            part = part_of(title, layout)
            if part or node.level <= level:
                level, is_list = node.level, part is not None and part.reads in _LISTS
        elif is_list:
            yield node


class BoldHeading(NamedTuple):
    """A bold line in place of a section heading: its index, its node, and the message."""

    at: int
    words: Node
    message: str


def bold_sections(nodes: Sequence[Node], layout: Layout, level: int) -> Iterator[BoldHeading]:
    """Yield the bold lines meant as section headings of the given level.

    In free sections any text may be bold, except the name of a section that every document has.
    """
    opened = {
        part.heading[0]
        for node in nodes
        if node.name == "Heading" and (part := part_of(heading_title(node), layout))
    }
    is_free = False
    for at, node in enumerate(nodes):
        if node.name == "Heading" and node.level <= level:
            is_free = part_of(heading_title(node), layout) is None
        bold = bold_line(node)
        if not bold:
            continue
        part = layout.by_heading.get(fold(bold)) if len(node.children) == 1 else None
        if is_free and not (part and part is layout.steps_part and part.required):
            continue
        name = part.heading[0] if part else bold
        if name not in opened and (part or fold(bold) in layout.overview):
            opened.add(name)
            wanted = f"{'#' * level} {name}"
            message = f"{bold!r} is bold text, not a heading; write {wanted!r}"
            yield BoldHeading(at, node.children[0], message)


def with_headings(nodes: Sequence[Node], bold: Sequence[BoldHeading], level: int) -> list[Node]:
    """Return the nodes with those bold lines replaced by headings."""
    found = {one.at: one.words for one in bold}
    result: list[Node] = []
    for at, node in enumerate(nodes):
        words = found.get(at)
        if words is None:
            result.append(node)
            continue
        result.append(Node("Heading", {"level": f"H{level}"}, words.start, words.end, [words]))
        # The node after the bold text is the line break.
        if node.children[2:]:
            result.append(paragraph(node.children[2:]))
    return result


def _shifts(lines: Lines, edits: Iterable[Edit]) -> Iterator[tuple[int, Shift]]:
    """Yield the lines whose length the edits change; each line has at most one edit."""
    offset = 0
    for start, end, words in edits:
        more = len(words) - (end - start)
        offset += more
        if more:
            yield lines.place(start).line, Shift(end + offset, more)


def _edited(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with edits applied, which must be sorted and disjoint."""
    pieces: list[str] = []
    done = 0
    for start, end, words in edits:
        pieces += (text[done:start], words)
        done = end
    return "".join((*pieces, text[done:]))
