"""Read Markdown documents by their layout: front matter, lead, labels, sections and steps."""

from dataclasses import replace

from handbook.amounts import article
from handbook.diagnostics import Fix, Place, error
from handbook.similarity import only
from handbook.source.collection import CONTENTS, read_collection
from handbook.source.document import (
    NO_KEYS,
    NOT_CLOSED,
    Diagram,
    Document,
    Link,
    Markup,
    Section,
    front_matter,
    opens_front_matter,
)
from handbook.source.fields import Fields
from handbook.source.foreign_marks import foreign_marks, words_of_headings
from handbook.source.headings import as_labels, level_of_sections, only_wraps, part_named
from handbook.source.html import Href
from handbook.source.inline import has_words, heading_title, near, trim, unnumbered
from handbook.source.layout import Layout, Part, fold
from handbook.source.lenient import as_meant, bold_sections, with_headings
from handbook.source.lost_steps import heading_of_steps, lost_items, lost_step, unheaded_steps
from handbook.source.markdown import Node, TooDeep, code_of, parse, plain, unclosed, unclosed_within
from handbook.source.near_labels import labels_in_tables
from handbook.source.places import Places, Route, RouteMap, Routes
from handbook.source.steps import Steps
from handbook.source.text import Lines
from handbook.source.unlinked import unread_links
from handbook.source.unruled_tables import spilled_cells, with_unread_tables
from handbook.source.writer import Writer
from handbook.source.yaml import read_yaml


def read_document(
    lines: Lines,
    entry_id: str,
    layout: Layout,
    routes: Routes,
    href: Href,
    *,
    is_corrected: bool = False,
) -> Document:
    """Return a Markdown file with front matter as data; `faults` holds what could not be read.

    `routes` are shared by all documents of the kind. If `is_corrected`, the text already has the
    headings and list items its author intended, and is not corrected again.
    """
    path, text = lines.path, lines.text
    front = front_matter(text)
    empty = Document(path=path, id=entry_id, data={}, values={}, keys={}, is_markdown=True)
    if front is None:
        keys = f"one line each for {', '.join(layout.keys)}" if layout.keys else "keys"
        message = (
            NOT_CLOSED
            if opens_front_matter(text)
            else f"front matter is missing: start the file with '---', {keys}, then '---'"
        )
        return replace(empty, faults=(error(Place(path, 1, 1), "missing-front-matter", message),))
    tree = read_yaml(lines, front.start, front.end)
    if not isinstance(tree.data, dict):
        faults = tree.faults or [error(Place(path, 2, 1), "yaml-syntax", NO_KEYS)]
        return replace(empty, faults=tuple(faults))
    writer = Writer(lines, front.body, href, tree)
    body = text[front.body :]
    try:
        markup = parse(body)
    except TooDeep as fault:
        writer.faults.append(error(writer.place(fault.start), "too-deep", str(fault)))
        return replace(empty, faults=tuple(writer.faults))
    if fence := unclosed(body, markup.nodes):
        # Everything after the fence is parsed as code, so reporting missing sections would be
        # noise.
        start = markup.nodes[-1].start
        message = f"this code block is never closed; write '{fence}' below its last line"
        place = writer.place(start, start + len(fence))
        return replace(empty, faults=(error(place, "unclosed-code", message),))
    if not is_corrected and (corrected := as_meant(lines, front.body, markup.nodes, layout)):
        # Parse the corrected text, so that only these marks are reported.
        new_lines = Lines(path, corrected.text, corrected.shifts)
        document = read_document(new_lines, entry_id, layout, routes, href, is_corrected=True)
        return replace(document, faults=(*corrected.faults, *document.faults))
    _Reader(writer, layout).read(markup.nodes)
    writer.join_notes()
    writer.faults += spilled_cells(lines, front.body, markup.spilled)
    writer.faults = with_unread_tables(writer.faults, lines, front.body, markup.nodes)
    to_fill = layout.body is not None
    writer.faults += unread_links(lines, front.body, writer.words, to_fill=to_fill)
    if not to_fill:
        words = [*writer.words, *words_of_headings(markup.nodes, front.body)]
        writer.faults += foreign_marks(lines, front.body, words)
    for code, fence in unclosed_within(body, markup.nodes):
        cure = f"write '{fence}' below its last line, indented like the opening fence"
        writer.fault([code], "unclosed-code", f"this code block is never closed; {cure}")
    return Document(
        path=path,
        id=entry_id,
        data=writer.data,
        values=Places(writer.values, routes),
        keys=Places(writer.keys, routes),
        is_markdown=True,
        prose=RouteMap(writer.prose, routes),
        sections=tuple(writer.sections),
        links=tuple(
            Link(link.text, writer.place(link.start, link.end), link.image) for link in markup.links
        ),
        html=tuple(Markup(html.text, writer.place(html.start, html.end)) for html in markup.html),
        diagrams=tuple(_diagram(writer, node) for node in markup.diagrams),
        words=writer.all_words(),
        anchors=RouteMap(writer.anchors, routes),
        targets=frozenset(writer.slugs.taken),
        faults=tuple(writer.faults),
    )


def _diagram(writer: Writer, node: Node) -> Diagram:
    places = []
    for child in node.children:
        start = child.start
        for line in (child.data or "").splitlines(keepends=True):
            places.append(writer.place(start))
            start += len(line)
    return Diagram(code_of(node), tuple(places) or (writer.place(node.start),))


class _Reader:
    """Reads the body of one document."""

    def __init__(self, writer: Writer, layout: Layout) -> None:
        self.writer = writer
        self.layout = layout
        self.known = layout.by_heading
        self.fields = Fields(writer)
        self.steps = Steps(writer, self.fields)
        self.opened: dict[str, Node] = {}
        self.before_steps = True
        self.lacks_steps = False
        self.has_lead = False
        self.level = 2

    def read(self, nodes: list[Node]) -> None:
        if self.layout.body:
            self._body(nodes, self.layout.body)
            return
        text = self.writer.lines.text[self.writer.start :]
        nodes = [as_labels(node, text) for node in nodes]
        self.level = level = level_of_sections(nodes, self.layout)
        self.fields.below = "#" * min(level + 1, 6)
        unheaded = list(bold_sections(nodes, self.layout, level))
        nodes = with_headings(nodes, unheaded, level)
        # If the lead has its own heading, the first paragraph is something else, such as a date.
        self.has_lead = any(
            node.name == "Heading" and fold(unnumbered(heading_title(node))) in self.layout.leads
            for node in nodes
        )
        steps = heading_of_steps(nodes, self.layout, level)
        self.lacks_steps = steps is None and self.layout.has_steps
        section: Node | None = None
        blocks: list[Node] = []
        for index, node in enumerate(nodes):
            starts = node.name == "Heading" and (node.level <= level or node is steps)
            is_first = starts and section is None and node is not steps
            if is_first and self._only_wraps(nodes[index : index + 2], blocks):
                continue
            if starts:
                self._section(section, blocks)
                section, blocks = node, []
            else:
                blocks.append(node)
        self._section(section, blocks)
        lost = lost_items(nodes, self.layout, level, is_reported=bool(self.writer.faults))
        for block, message in [*((one.words, one.message) for one in unheaded), *lost]:
            self.writer.fault([block], "unknown-heading", message)

    def _only_wraps(self, nodes: list[Node], before: list[Node]) -> bool:
        title = str(self.writer.data.get("title", ""))
        return only_wraps(nodes, before, self.level, title, self.layout)

    def _body(self, nodes: list[Node], name: str) -> None:
        if nodes:
            # Link reference definitions may follow the last block; they have no node.
            end = len(self.writer.lines.text) - self.writer.start
            last = Node("End", None, end, end)
            self.writer.put_text((name,), self.layout.whole.parts[name], [*nodes, last])

    def _section(self, heading: Node | None, blocks: list[Node]) -> None:
        title = heading_title(heading) if heading else ""
        part = part_named(title, self.layout) if heading else True
        if heading and not part:
            self._free_section(heading, title, blocks)
            return
        blocks, steps = self._split_steps(blocks)
        if heading and isinstance(part, Part):
            self._check_level(heading, title)
            self._known_section(heading, title, part, _without_rules(blocks))
        else:
            self._read_overview(heading, blocks)
        if steps and self.layout.steps_part:
            self._known_section(steps[0], title, self.layout.steps_part, steps)

    def _split_steps(self, blocks: list[Node]) -> tuple[list[Node], list[Node]]:
        """Return the blocks of a section, and apart from them any steps without a steps heading."""
        part = self.layout.steps_part if self.lacks_steps else None
        found = unheaded_steps(blocks, part, self.level) if part else None
        if found is None:
            return blocks, []
        self.lacks_steps = False
        self.writer.fault([found.block], "unknown-heading", found.message)
        return found.above, found.steps

    def _check_level(self, heading: Node, title: str) -> None:
        """Report a section heading on a different level from the others."""
        if heading.level != self.level:
            wanted = f"{'#' * self.level} {title}"
            message = f"section {title!r} is not on the same level as the others; write {wanted!r}"
            self.writer.fault([heading], "unknown-heading", message)

    def _free_section(self, heading: Node, title: str, blocks: list[Node]) -> None:
        suggestions = near(title, self.layout.headings())
        if suggestions and suggestions[0] not in self.opened:
            message = f"unknown section {title!r}; did you mean {suggestions[0]!r}?"
            fix = Fix(suggestions[0], title) if only(suggestions) else None
            self.writer.fault([heading], "unknown-heading", message, fix)
        else:
            self._report_lost_step(heading, title, blocks)
        anchor = self.writer.slugs.add(title)
        nodes = blocks or [Node("Text", "", heading.end, heading.end)]
        body = self.writer.text(nodes)
        self.writer.sections.append(Section(title, anchor, body, self.before_steps))

    def _report_lost_step(self, heading: Node, title: str, blocks: list[Node]) -> None:
        """Report a free section that contains a step: only its heading level can be wrong."""
        lost = lost_step(heading, blocks, self.layout) if blocks else None
        if lost is None:
            return
        step, label, part = lost
        words = heading_title(step) if label else plain(step.children)
        why = f"{title!r} has the label {label!r} of" if label else f"{words!r} is named like"
        wanted = f"{self.fields.below} {words}"
        message = f"section {why} {article(part.noun)}; write {wanted!r} below {part.heading[0]!r}"
        self.writer.fault([heading], "unknown-heading", message)

    def _read_overview(self, heading: Node | None, blocks: list[Node]) -> None:
        """Fill the document's own properties from labels, and its lead from the first paragraph."""
        for row, message in labels_in_tables(blocks, self.layout.whole.by_label):
            self.writer.fault([row], "unknown-label", message)
        rest = self.fields.labels(_without_rules(blocks), (), self.layout.whole, "the introduction")
        lead = self.layout.lead
        is_first = heading is None and self.has_lead
        if lead and lead not in self.writer.data and rest and has_words(rest[0]) and not is_first:
            self.fields.almost_label(rest[0], self.layout.whole, is_first=True)
            self.writer.put_text((lead,), self.layout.whole.parts[lead], trim(rest[0].children))
            rest = rest[1:]
        if rest:
            title = heading_title(heading) if heading else ""
            anchor = self.writer.slugs.add(title or "introduction")
            body = self.writer.text(rest)
            self.writer.sections.append(Section(title, anchor, body, before_steps=True))

    def _known_section(self, heading: Node, title: str, part: Part, blocks: list[Node]) -> None:
        name = part.heading[0]
        first = self.opened.setdefault(name, heading)
        if first is not heading:
            line = self.writer.place(first.start).line
            message = f"section {title!r} is already on line {line}; merge the two"
            self.writer.fault([heading], "duplicate-section", message)
            return
        route = (part.name,)
        self.writer.keys.found.setdefault(route, self.writer.span_of([heading]))
        self.writer.anchors[route] = self.writer.slugs.add(name)
        if part.reads == "steps":
            self.before_steps = False
        if blocks:
            self._fill_property(part, route, heading, blocks)

    def _fill_property(self, part: Part, route: Route, heading: Node, blocks: list[Node]) -> None:
        """Fill a property from its section in the way its schema declares."""
        if part.reads in CONTENTS:
            read_collection(self.fields, self.layout, part, route, blocks)
        elif part.reads == "labels":
            self._fill_labels(part, route, heading, blocks)
        elif part.reads != "steps":
            self.writer.put_text(route, part, blocks)
        elif self.writer.open(route, [], [heading]):
            self.steps.read(part, route, blocks)

    def _fill_labels(self, part: Part, route: Route, heading: Node, blocks: list[Node]) -> None:
        if not self.writer.open(route, {}, [heading]):
            return
        for block in self.fields.labels(blocks, route, part, f"section {part.heading[0]!r}"):
            self.fields.unlabelled(part, block)


def _without_rules(blocks: list[Node]) -> list[Node]:
    """Return the blocks without thematic breaks."""
    return [block for block in blocks if block.name != "Rule"]
