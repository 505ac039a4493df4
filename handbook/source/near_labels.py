"""Find text that looks like a label but has the wrong marks."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from handbook.source.inline import BREAKS, SEPARATORS, colon_ended
from handbook.source.layout import Part, fold
from handbook.source.markdown import Node, plain

# "CSM · When: day 1": a value followed by an unmarked label.
_UNMARKED = re.compile(rf"[{SEPARATORS}]\s*([^\W\d_][^:\n{SEPARATORS}]{{0,60}}):")
# "**Owner: CSM", "*Owner:* CSM", "Owner: CSM": labels with the wrong marks.
_BARE = re.compile(r"(\*\*|__)([^\W\d_a-z][^*_:\n]{0,60})\1[ \t]+([^\n]+)")
# A sentence that starts in bold, "**Tools** are in the drawer next to it", is longer.
_MAX_WORDS = 4
# A label and its value.
_PAIR = 2
_ALMOST = re.compile(r"([*_]*) ?([^\W\d_][^*_:\n]{0,60})([*_]*:[*_]*)")


class NearLabel(NamedTuple):
    """A malformed label: its name, its text as written, and whether it has any marks."""

    name: str
    written: str
    is_marked: bool

    @property
    def is_tight(self) -> bool:
        """Return whether only the space after it is missing, as in "**Owner:**CSM"."""
        return self.written in {f"**{self.name}:**", f"__{self.name}:__"}


def malformed_label(text: str, start: int, end: int) -> NearLabel | None:
    """Return the malformed label at the start of a paragraph without labels, if there is one."""
    bare = _BARE.match(text, start, end)
    if bare and len(bare[3].split()) <= _MAX_WORDS and not bare[3].rstrip().endswith("."):
        return NearLabel(bare[2], bare[0].removesuffix(bare[3]).rstrip(), is_marked=False)
    found = _ALMOST.match(text, start, end)
    return NearLabel(found[2], found[0], f"{found[1]}{found[3]}" != ":") if found else None


def malformed_labels(
    text: str, start: int, value: Sequence[Node], known: Mapping[str, Part]
) -> Iterator[tuple[Node, str]]:
    """Yield the malformed labels inside the value of a label, each with a message.

    `start` is the offset in the text from which node positions count.
    """
    for index, node in enumerate(value):
        name = colon_ended(value, index) if node.name == "Strong" else None
        if name and fold(name) in known:
            yield node, f"label {name!r} runs into the value before it; write ' · ' between them"
    for node, written in _unmarked(text, start, value):
        part = known.get(fold(written))
        if part:
            name = part.label[0]
            yield node, f"this looks like the label {name!r}; write '**{name}:**'"


def _unmarked(text: str, start: int, value: Sequence[Node]) -> Iterator[tuple[Node, str]]:
    """Yield the nodes in a value that are placed like labels but unmarked, each with its name."""
    for node in value:
        for found in _UNMARKED.finditer(node.data) if node.name == "Text" else ():
            where = node.start + found.start(1), node.start + found.end()
            yield Node("Text", None, *where), found[1]
    for before, node in pairwise(value):
        if before.name in BREAKS:
            almost = malformed_label(text, start + node.start, start + value[-1].end)
            if almost:
                end = node.start + len(almost.written)
                yield Node("Text", None, node.start, end), almost.name
            # A line may break before any word of "the **owner** says".
            elif node.name in {"Strong", "Emphasis"} and plain(node.children)[:1].isupper():
                yield node, plain(node.children)


def labels_in_tables(
    blocks: Sequence[Node], known: Mapping[str, Part]
) -> Iterator[tuple[Node, str]]:
    """Yield the first row of each table that holds labels, in its first column or its first row."""
    for table in blocks:
        rows = [[plain(cell.children) for cell in row.children] for row in _rows(table)]
        filled = [row for row in rows if any(row)]
        is_horizontal = len(filled) == _PAIR and not any(
            fold(value) in known for value in filled[1]
        )
        if is_horizontal and all(fold(name) in known for name in filled[0]):
            filled = [list(pair) for pair in zip(*filled, strict=False)]
        if not filled or not all(len(row) == _PAIR and fold(row[0]) in known for row in filled):
            continue
        name, value = known[fold(filled[0][0])].label[0], filled[0][1]
        wanted = f"**{name}:** {value}".strip()
        message = (
            f"labels in a table are ignored; write each on a line of its own, such as {wanted!r}"
        )
        yield table.children[0], message


def _rows(block: Node) -> Sequence[Node]:
    return block.children if block.name == "Table" else ()
