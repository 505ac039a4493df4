"""Read steps: each sub-heading of a section is one, with its labels, actions and notes."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from handbook.amounts import article, one_of
from handbook.source.fields import Fields
from handbook.source.inline import (
    bold_line,
    heading_title,
    labelled,
    tail_of,
)
from handbook.source.item_labels import lost_label, split_labels, split_title
from handbook.source.items import paragraph, split_item
from handbook.source.layout import Part, fold
from handbook.source.lost_steps import is_counted
from handbook.source.markdown import Node, plain
from handbook.source.near_labels import labels_in_tables
from handbook.source.places import Route
from handbook.source.writer import Writer


class Steps:
    """Reads the steps of one document, or the items of an agenda."""

    def __init__(self, writer: Writer, fields: Fields) -> None:
        self.writer = writer
        self.fields = fields

    def read(self, part: Part, route: Route, blocks: list[Node]) -> None:
        """Append one item for every sub-heading or, if there are none, for every list item."""
        levels = [block.level for block in blocks if block.name == "Heading"]
        if not levels:
            self._listed_steps(part, route, blocks)
            return
        level = min(levels)
        first = next(index for index, block in enumerate(blocks) if block.name == "Heading")
        for block in blocks[:first]:
            self.fields.unheaded(part, block)
        step: Node | None = None
        inside: list[Node] = []
        for block, following in pairwise([*_split_at_repeats(part, blocks[first:]), _END]):
            is_heading = block.name == "Heading" and block.level == level
            line = None if is_heading else _step_line(part, inside, block, following)
            if line:
                message = (
                    f"{line!r} does not start {article(part.noun)}; "
                    f"write {self.fields.below + ' ' + line!r}"
                )
                self.writer.fault([block], "unknown-heading", message)
            if is_heading or line:
                self._step(part, route, step, inside)
                step, inside = block, []
            else:
                inside.append(block)
        self._step(part, route, step, inside)

    def _step(self, part: Part, route: Route, heading: Node | None, blocks: list[Node]) -> None:
        if heading is None:
            return
        target = (*route, len(self.fields.at(route)))
        self.writer.put(target, {}, [heading])
        title = self._step_head(part, target, heading, heading_title(heading))
        self._fill_step(part, target, title, blocks)

    def _step_head(self, part: Part, target: Route, node: Node, words: str) -> str:
        """Store the title of a step, and the time in brackets after it."""
        tail = part.in_brackets
        title, time = tail_of(words) if tail else (words, None)
        self.writer.anchors[target] = self.writer.slugs.add(title)
        self.writer.put((*target, "title"), title, [node])
        if tail and time:
            first, last = self.writer.start + node.start, self.writer.start + node.end
            at = self.writer.lines.text.rfind(time, first, last)
            start = at - self.writer.start if at >= 0 else node.start
            self.writer.put(
                (*target, tail.name), time, [Node("Text", time, start, start + len(time))]
            )
        return title

    def _fill_step(self, part: Part, target: Route, title: str, blocks: list[Node]) -> None:
        """Fill a step from its labels, and its actions from its lists.

        Any other block becomes a note on the action above it or, failing that, on the step.
        """
        actions = part.listed
        for row, message in labels_in_tables(blocks, part.by_label):
            self.writer.fault([row], "unknown-label", message)
        split = list(split_labels(blocks, part.by_label))
        for block in self.fields.labels(split, target, part, f"{part.noun} {title!r}"):
            if block.name == "Heading":
                known = ", ".join(
                    repr(inner.label[0]) for inner in part.parts.values() if inner.label
                )
                hint = f"known here: {known}" if known else "write it in bold"
                words = plain(block.children)
                message = f"{part.noun} {title!r} has an unknown heading: {words!r}; {hint}"
                self.writer.fault([block], "unknown-heading", message)
            elif block.name == "List" and actions:
                self._report_lost_labels(part, actions, block)
                self.fields.items(actions, (*target, actions.name), block)
            elif block.name != "Paragraph" or not self.fields.almost_label(
                block, part, is_first=block is blocks[0]
            ):
                self._step_note(part, actions, target, block)

    def _report_lost_labels(self, part: Part, actions: Part, block: Node) -> None:
        """Report the labels of a step that are written in its actions."""
        start, stop = self.writer.span_of([block])
        written = self.writer.lines.text[start:stop]
        # A cheap test first: hardly any list has bold text.
        has_bold = "**" in written or "__" in written
        for item in block.children if part.by_label and has_bold else ():
            lost = lost_label(item, part.by_label)
            if lost:
                node, name = lost
                one = one_of(actions.name)
                message = (
                    f"label {name!r} is ignored in {article(one)}; make the {one} "
                    f"{article(part.noun)} with its own heading, or remove the asterisks"
                )
                self.writer.fault([node], "unknown-label", message)

    def _step_note(self, part: Part, actions: Part | None, target: Route, block: Node) -> None:
        done = self.fields.at(target).get(actions.name) if actions else None
        if actions and isinstance(done, list) and done and "notes" in actions.parts:
            self.fields.notes(actions, (*target, actions.name, len(done) - 1), [block])
        else:
            self.fields.notes(part, target, [block])

    def _listed_steps(self, part: Part, route: Route, blocks: list[Node]) -> None:
        if part.listed and _is_one_step(part, part.listed, blocks):
            title = str(self.writer.data.get("title", "")) or "Title"
            wanted = f"{self.fields.below} {title}"
            message = (
                f"these {part.listed.name} do not belong to any {part.noun}; "
                f"write a heading above them, such as {wanted!r}"
            )
            # A list spans everything in it, so its first item marks the place.
            self.writer.fault([blocks[0].children[0]], "unexpected-text", message)
            self._step(part, route, Node("Heading", None, blocks[0].start, blocks[0].start), blocks)
            return
        for block in blocks:
            if block.name != "List":
                self.fields.unheaded(part, block)
                continue
            for item in block.children:
                first, below = split_item(item)
                if not first:
                    self.fields.wordless(item, below)
                    continue
                target = (*route, len(self.fields.at(route)))
                self.writer.put(target, {}, first)
                first, labels = split_title(first, part.by_label)
                words = " ".join(plain(first).split())
                title = self._step_head(part, target, first[0], words)
                self._fill_step(part, target, title, [*labels, *below])


_END = Node("Paragraph", None, 0, 0)


def _step_line(part: Part, inside: Sequence[Node], block: Node, following: Node) -> str | None:
    """Return the text of a line or deeper heading that starts a step, None if it does not.

    `inside` are the blocks of the step above: a label repeated below the line starts a new step.
    """
    words = heading_title(block) if block.name == "Heading" else bold_line(block)
    words = words or _numbered_line(block)
    below = set(_label_names(part, following)) if words else None
    if not below or fold(str(words)) in part.by_label:
        return None
    # Tested last: there may be many blocks above.
    return (
        words if any(name in below for one in inside for name in _label_names(part, one)) else None
    )


def _numbered_line(block: Node) -> str | None:
    """Return the text of a paragraph that numbers a step, such as "Step 2: Order"."""
    first = block.children[0] if block.name == "Paragraph" and block.children else block
    # A cheap test first: hardly any paragraph does, and rendering them all is slow.
    if first.name != "Text" or not is_counted(str(first.data)):
        return None
    words = plain(block.children).strip()
    return None if "\n" in words else words


def _split_at_repeats(part: Part, blocks: Sequence[Node]) -> Iterator[Node]:
    """Yield blocks, splitting text from the labels below it if those labels repeat.

    The text is a bold line above labels in the same paragraph, or the last item of a list.
    """
    given: set[str] = set()
    for block, following in pairwise([*blocks, _END]):
        below = block.children[2:] if bold_line(block) else []
        labels = paragraph(below) if below else _END
        if block.name == "List" and not given.isdisjoint(_label_names(part, following)):
            yield from _split_last_item(block)
        elif given.isdisjoint(_label_names(part, labels)):
            if block.name == "Heading":
                given.clear()
            given.update(_label_names(part, block))
            yield block
        else:
            yield paragraph(block.children[:1])
            yield labels


def _split_last_item(block: Node) -> Iterator[Node]:
    """Yield a list without its last item, then that item as a bold line, if it is a single line.

    "2. **Order**" above labels is the heading of a step.
    """
    *others, last = block.children
    first, below = split_item(last)
    if not first or below:
        yield block
        return
    if others:
        yield Node(block.name, block.data, block.start, others[-1].end, others)
    is_bold = len(first) == 1 and first[0].name == "Strong"
    bold = first[0] if is_bold else Node("Strong", None, last.start, last.end, first)
    yield Node("Paragraph", None, last.start, last.end, [bold])


def _label_names(part: Part, block: Node) -> Iterator[str]:
    """Yield the property names of a paragraph's labels that a part knows."""
    if block.name == "Paragraph":
        for name, _, _ in labelled(block.children):
            if fold(name) in part.by_label:
                yield part.by_label[fold(name)].name


def _is_one_step(part: Part, listed: Part, blocks: Sequence[Node]) -> bool:
    """Return whether the lists are the actions of a single step: no item has anything below it."""
    items = [item for block in blocks for item in block.children]
    return bool(
        listed.required
        and all(block.name == "List" for block in blocks)
        and not any(
            below or split_title(first, part.by_label)[1] for first, below in map(split_item, items)
        )
    )
