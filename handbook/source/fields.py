"""Fill the properties of a document from its labels, lists and tables, each with its place."""

from collections.abc import Sequence
from typing import Any

from handbook.amounts import article, plural_of
from handbook.diagnostics import Fix
from handbook.similarity import only
from handbook.source.inline import (
    bold_line,
    heading_title,
    labelled,
    near,
    split_commas,
    trim,
)
from handbook.source.item_labels import unlist_labels
from handbook.source.items import paragraph, split_item, unboxed
from handbook.source.layout import Part, fold
from handbook.source.markdown import Node, plain
from handbook.source.near_labels import malformed_label, malformed_labels
from handbook.source.places import Route
from handbook.source.writer import Writer


class Fields:
    """Fills the properties of one document from parts of its text."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        # The marker of a heading one level below a section.
        self.below = "###"

    def unheaded(self, part: Part, block: Node) -> None:
        """Report a block in a section of steps that is outside any step."""
        one = part.noun
        section = (
            f"section {part.heading[0]!r} contains {plural_of(one)}, each under its own heading"
        )
        bold = bold_line(block)
        hint = (
            f"if {bold!r} is {article(one)}, write {self.below + ' ' + bold!r}"
            if bold
            else "write each row as a heading, with its labels and a list below"
            if block.name == "Table"
            else "move this under one, or into a section of its own"
        )
        self.writer.fault([block], "unexpected-text", f"{section}; {hint}")

    def labels(self, blocks: Sequence[Node], route: Route, part: Part, where: str) -> list[Node]:
        """Fill an object from its labels; return the blocks that are not labels."""
        rest: list[Node] = []
        known = part.by_label
        pending: tuple[Part, Node] | None = None
        for block in unlist_labels(blocks, known):
            found = labelled(block.children) if known and block.name == "Paragraph" else []
            if pending:
                if not found and self._value_below(pending[0], route, block):
                    pending = None
                    continue
                self._no_value(pending)
                pending = None
            if not found:
                pending = self._label_heading(block, known)
                if pending is None:
                    rest.append(block)
                continue
            for name, node, value in found:
                for slip, message in malformed_labels(
                    self.writer.lines.text, self.writer.start, value, known
                ):
                    self.writer.fault([slip], "unknown-label", message)
                if pending:
                    self._no_value(pending)
                pending = self._label(name, node, value, route, known, where)
        if pending:
            self._no_value(pending)
        return rest

    def _value_below(self, part: Part, route: Route, block: Node) -> bool:
        """Store a list or paragraph as the value of the label above it."""
        target = (*route, part.name)
        if part.array and block.name == "List":
            self.items(part, target, block)
        elif part.typed or block.name not in {"List", "Paragraph"}:
            return False
        elif part.array:
            self._comma_separated(part, target, block.children)
        else:
            self.writer.put_text(target, part, [block])
        return True

    def _label_heading(self, block: Node, known: dict[str, Part]) -> tuple[Part, Node] | None:
        if block.name != "Heading":
            return None
        part = known.get(fold(heading_title(block)))
        return (part, block) if part else None

    def _no_value(self, pending: tuple[Part, Node]) -> None:
        part, node = pending
        message = f"label {part.label[0]!r} has no value; fill it in or remove it"
        self.writer.fault([node], "empty-label", message)

    def _label(
        self,
        name: str,
        node: Node,
        value: list[Node],
        route: Route,
        known: dict[str, Part],
        where: str,
    ) -> tuple[Part, Node] | None:
        """Store one label's value; return the label if its value has yet to come."""
        part = known.get(fold(name))
        if part is None:
            spellings = [inner.label[0] for inner in dict.fromkeys(known.values())]
            parts = dict.fromkeys(known[fold(one)] for one in near(name, list(known)))
            suggestions = [inner.label[0] for inner in parts]
            listed = f"known here: {', '.join(spellings)}"
            hint = f"did you mean {suggestions[0]!r}?" if suggestions else listed
            message = f"unknown label {name!r} in {where}; {hint}"
            # If the property already has a value, only a person can decide which to keep.
            given = self.at(route).keys() & {inner.name for inner in parts}
            fix = Fix(suggestions[0], name) if len(suggestions) == 1 and not given else None
            self.writer.fault([node], "unknown-label", message, fix)
            return None
        target = (*route, part.name)
        if part.name not in self.at(route):
            self.writer.keys.found[target] = self.writer.span_of([node])
        if not value:
            return part, node
        if not part.array:
            self.writer.put_text(target, part, value)
            return None
        self._comma_separated(part, target, value)
        return None

    def _comma_separated(self, part: Part, route: Route, value: Sequence[Node]) -> None:
        """Store the comma-separated names or texts of one line."""
        if part.name in self.at(route[:-1]):
            self.writer.report_duplicate(route, value)
            return
        self.writer.open(route, [], value)
        # Objects, such as actions, are sentences, whose commas separate nothing.
        parts = [value] if part.parts else [piece for piece in split_commas(value) if piece]
        for index, piece in enumerate(parts):
            self._item(part, (*route, index), piece)

    def almost_label(self, block: Node, part: Part, *, is_first: bool) -> bool:
        """Report a paragraph that starts with a malformed label; return whether it does.

        Without any bold or italics it must be the first paragraph: elsewhere, "When: in doubt" may
        be an ordinary sentence.
        """
        near_label = malformed_label(self.writer.lines.text, *self.writer.span_of([block]))
        inner = part.by_label.get(fold(near_label.name)) if near_label else None
        if near_label is None or inner is None or not (near_label.is_marked or is_first):
            return False
        name = inner.label[0]
        cure = (
            f"a space after {near_label.written!r}" if near_label.is_tight else repr(f"**{name}:**")
        )
        message = f"this looks like the label {name!r}; write {cure}"
        words = Node("Text", None, block.start, block.start + len(near_label.written))
        self.writer.fault([words], "unknown-label", message)
        return True

    def unlabelled(self, part: Part, block: Node) -> None:
        """Report a block without a label where every block needs one; in a list, only the items."""
        items = [split_item(item)[0] for item in block.children] if block.name == "List" else []
        bare = [paragraph(words) for words in items if words and not labelled(words)]
        has_labels = len(bare) < len(items)
        for one in bare if bare and has_labels else [block]:
            if self.almost_label(one, part, is_first=True):
                continue
            spellings = [f"'**{inner.label[0]}:**'" for inner in part.parts.values() if inner.label]
            wanted = f"{'one of ' if len(spellings) > 1 else ''}{', '.join(spellings)}"
            message = f"text in section {part.heading[0]!r} has no label; start it with {wanted}"
            self.writer.fault([one], "missing-label", message)

    def at(self, route: Route) -> Any:
        """Return the value at a route."""
        value: Any = self.writer.data
        for part in route:
            value = value[part]
        return value

    def items(self, part: Part, route: Route, block: Node) -> None:
        """Append the items of a list: texts, or objects with a text, details and notes."""
        if not self.writer.open(route, [], [block]):
            return
        listed = self.at(route)
        for item in block.children:
            first, below = split_item(item)
            if not first:
                self.wordless(item, below)
                continue
            target = (*route, len(listed))
            if part.parts:
                self._item(part, target, first)
                if below:
                    self._nested(part, target, below)
            else:
                self._string_item(part, target, item, first, below)

    def wordless(self, item: Node, below: list[Node]) -> None:
        """Report a list item without a first line of text."""
        message = (
            "a list item must start with text; put everything else below it"
            if below
            else "this list item is empty; fill it in or remove it"
        )
        self.writer.fault([item], "unexpected-text", message)

    def _item(self, part: Part, target: Route, words: Sequence[Node]) -> None:
        """Store the first line of an item: as text, or as the main property of an object."""
        if not part.parts:
            self.writer.put_text(target, part, words)
            return
        self.writer.put(target, {}, words)
        self.writer.put_text((*target, part.main.name), part.main, words)

    def _string_item(
        self, part: Part, target: Route, item: Node, first: list[Node], below: list[Node]
    ) -> None:
        """Store an item as a single text with everything in it; a name must stand alone."""
        if below and part.typed:
            self.writer.fault(
                below, "unexpected-text", "only a name is expected here; remove everything below it"
            )
        self.writer.put_text(
            target, part, first if part.typed or not below else trim(unboxed(item))
        )

    def _nested(self, part: Part, target: Route, below: list[Node]) -> None:
        """Store the blocks below an item's first line; a nested list becomes its details."""
        details = part.details
        notes: list[Node] = []
        for block in below:
            if block.name == "List" and details and not notes:
                self.items(details, (*target, details.name), block)
            else:
                notes.append(block)
        if notes:
            self.notes(part, target, notes)

    def notes(self, part: Part, target: Route, blocks: list[Node]) -> None:
        """Append blocks to the notes of a step or an action."""
        if part.notes is None:
            self.writer.fault(
                blocks,
                "unexpected-text",
                "nothing is allowed below this item; move this up or out of the list",
            )
            return
        self.writer.add_notes((*target, part.notes.name), blocks)

    def table(self, part: Part, route: Route, block: Node) -> None:
        """Append the rows of a table; the schema names its columns."""
        head, *rows = block.children
        columns = self._columns(part, head)
        if columns and self.writer.open(route, [], [block]):
            for row in rows:
                self._row(route, row, columns)

    def _columns(self, part: Part, head: Node) -> list[Part]:
        """Return the property each column fills; none if a column is unknown or missing."""
        known = part.by_column
        wanted = [inner for inner in part.parts.values() if inner.column]
        names = [inner.column[0] for inner in wanted]
        found: list[Part] = []
        misspelt: set[str] = set()
        for cell in head.children:
            name = plain(cell.children)
            if fold(name) in known:
                found.append(known[fold(name)])
                continue
            nearest = near(name, names)
            misspelt.add(nearest[0] if nearest else "")
            listed = f"known here: {', '.join(names)}"
            hint = f"did you mean {nearest[0]!r}?" if nearest else listed
            message = f"unknown column {name!r}; {hint}"
            fix = Fix(nearest[0], name) if only(nearest) else None
            self.writer.fault(trim(cell.children) or [cell], "wrong-column", message, fix)
        missing = [inner.column[0] for inner in wanted if inner.required and inner not in found]
        # A misspelt column is not also reported as missing.
        for name in missing:
            if name not in misspelt:
                message = f"table in section {part.heading[0]!r} has no column {name!r}"
                self.writer.fault([head], "wrong-column", message)
        return [] if missing or misspelt else found

    def _row(self, route: Route, row: Node, columns: Sequence[Part]) -> None:
        filled = [
            (column, nodes)
            for column, cell in zip(columns, row.children, strict=False)
            if (nodes := trim(cell.children))
        ]
        if not filled:
            return
        target = (*route, len(self.at(route)))
        self.writer.put(target, {}, [row])
        for column, nodes in filled:
            self.writer.put_text((*target, column.name), column, nodes)
