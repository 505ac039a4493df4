"""The HTML walker: one pass over the tags of a page, each element read recursively to its end."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from handbook.assistants.markdown import escaped, line, paragraph, tidy
from handbook.assistants.tags import Tag, read_tag, tokenise


@dataclass(slots=True)
class Flow:
    """The output of an element so far: finished blocks, and the current line.

    `whole` is the enclosing list, table or row, whose parts may occur here.
    """

    whole: object = None
    # Inline, every element becomes part of the line; in code, elements are ignored.
    is_inline: bool = False
    is_code: bool = False
    # The line consists of separate facts.
    is_meta: bool = False
    line: list[str] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return the current line."""
        return "".join(self.line)

    def end_line(self) -> None:
        """End the current line as a paragraph."""
        text = paragraph(self.text)
        self.line.clear()
        if text:
            self.blocks.append(text)

    def ended(self) -> list[str]:
        """Return all blocks, including the current line."""
        if self.line:
            self.end_line()
        return self.blocks


# At this nesting depth only text is kept; real pages never reach it.
_MAX_DEPTH = 200
# Secondary text below other text is joined to it.
_SECONDARY = "hb-sub"
# The root element, spelt as no HTML element can be.
_ROOT = replace(read_tag("<body>"), name="/", end="<//>")
# Converts the element at a tag index into its parent's flow; returns the index of its end tag.
BlockRule = Callable[[Flow, Tag, int], int]
# Returns the Markdown of a single-line element from its text.
InlineRule = Callable[[Tag, str], str]


class Walker:
    """A walker that collects the blocks of a page.

    By kind of element, `marks` convert inline elements, `lines` those that are a line of their
    own, and `forms` all others; elements without a rule are plain text or blocks.
    """

    marks: Mapping[str, InlineRule]
    lines: Mapping[str, InlineRule]
    forms: Mapping[str, BlockRule]

    def __init__(self) -> None:
        # The number of section headings, and of multi-line elements, so far.
        self.sections = self.more = 0
        # The tags, and the text after each: escaped for Markdown, and raw.
        self._tags: Sequence[str] = ()
        self._escaped: Sequence[str] = ()
        self._raw: Sequence[str] = ()
        self._open: list[str] = []
        # The open element that is closed before its children are.
        self._ending = ""

    def gather(self, html: str) -> list[str]:
        """Return the blocks of a page."""
        tags, words = tokenise(html)
        # Most text needs no escaping and is stored only once.
        pairs = zip(words, escaped(words), strict=True)
        first, *rest = (word if word == text else text for word, text in pairs)
        # Skipping an unclosed element may consume the first of the two end tags.
        self._tags = [*tags, _ROOT.end, _ROOT.end]
        self._escaped, self._raw = [*rest, "", ""], [*words[1:], "", ""]
        flow = Flow(line=[first])
        self.read(flow, _ROOT, -1)
        # For a long register these take twenty megabytes.
        self._tags = self._escaped = self._raw = ()
        return flow.ended()

    def read(self, flow: Flow, tag: Tag, at: int) -> int:
        """Collect the content of an element; return the index of its end tag."""
        words = self._raw if flow.is_code else self._escaped
        self._open.append(tag.name)
        while True:
            text = words[at]
            # Skip the whitespace between blocks: no line begins with a space.
            if text and (text != " " or flow.line or flow.is_inline):
                flow.line.append(text)
            at += 1
            written = self._tags[at]
            if written == tag.end:
                break
            if written[1] != "/":
                at = self._begin(flow, read_tag(written), at)
            elif (name := written[2:-1].rstrip().lower()) in self._open:
                self._ending = name
            if self._ending:
                break
        self._open.pop()
        if self._ending == tag.name:
            self._ending = ""
        return at

    def _begin(self, flow: Flow, tag: Tag, at: int) -> int:
        """Collect the element that starts here; return the index of its end tag."""
        if len(self._open) > _MAX_DEPTH:
            return at
        is_inline = flow.is_inline or tag.is_inline
        if not is_inline and flow.line:
            flow.end_line()
        if not tag.is_visible:
            return at if tag.is_void else self._skip(tag, at)
        if tag.is_void:
            self._void(flow, tag)
            return at
        if is_inline:
            return self._inline(flow, tag, at)
        self.sections += tag.is_of_section
        self.more += tag.is_multiline
        form = self.forms.get(tag.kind)
        return form(flow, tag, at) if form else self.block(flow, tag, at)

    def _skip(self, tag: Tag, at: int) -> int:
        """Skip an element; return the index of its end tag."""
        depth = 1
        for end in range(at + 1, len(self._tags)):
            written = self._tags[end]
            if written == tag.end:
                depth -= 1
                if not depth:
                    return end
            elif written.startswith(tag.start) and read_tag(written).name == tag.name:
                depth += 1
        return len(self._tags) - 2

    def _void(self, flow: Flow, tag: Tag) -> None:
        if flow.is_code:
            return
        if tag.name == "br":
            flow.line.append("\n")
        elif tag.name == "img":
            flow.line += escaped([line(tag.attributes.get("alt", ""))])
        elif tag.name == "input" and tag.attributes.get("type") == "checkbox":
            flow.line.append("[ ] ")
        elif tag.name == "hr" and not flow.is_inline:
            flow.blocks.append("---")

    def _inline(self, flow: Flow, tag: Tag, at: int) -> int:
        mark = self.marks.get(tag.kind)
        if flow.is_code or (mark is None and not flow.is_meta):
            return self.read(flow, tag, at)
        inner = Flow(flow.whole, is_inline=True, is_code=tag.kind == "code")
        end = self.read(inner, tag, at)
        text = mark(tag, inner.text) if mark else inner.text
        if tag.kind == _SECONDARY and text and not flow.is_meta and any(map(str.strip, flow.line)):
            text = f" · {text}"
        flow.line.append(text)
        return end

    def block(self, flow: Flow, tag: Tag, at: int) -> int:
        """Collect a block element, either as a line of its own or as its content."""
        convert = self.lines.get(tag.kind)
        if convert is None:
            end = self.read(flow, tag, at)
            if flow.line:
                flow.end_line()
            return end
        inner = Flow(flow.whole, is_inline=True)
        end = self.read(inner, tag, at)
        words = tidy(inner.text)
        if words:
            flow.blocks.append(convert(tag, words))
        return end

    def begins_inline(self, at: int) -> bool:
        """Return whether text, an inline element or an end tag follows a tag."""
        ahead = self._tags[at + 1]
        return bool(self._escaped[at]) or ahead.startswith("</") or read_tag(ahead).is_inline
