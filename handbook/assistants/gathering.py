"""The tags of a page are gone through once; each element is read to its end, with those in it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from handbook.assistants.tags import Tag, read_tag, taken_apart
from handbook.assistants.words import escaped, line, paragraph, tidy


@dataclass(slots=True)
class Flow:
    """What is gathered of an element so far: blocks, and the line that is to become one.

    `whole` is the list, table or row whose parts may stand here.
    """

    whole: object = None
    # In a line whatever begins is part of it; in code it says nothing.
    is_inline: bool = False
    is_code: bool = False
    # The elements of the line stand side by side.
    is_meta: bool = False
    line: list[str] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return the line as it is written so far."""
        return "".join(self.line)

    def end_line(self) -> None:
        """Make what stands in the line a paragraph."""
        text = paragraph(self.text)
        self.line.clear()
        if text:
            self.blocks.append(text)

    def ended(self) -> list[str]:
        """Return all blocks, the line that was begun among them."""
        if self.line:
            self.end_line()
        return self.blocks


# Within so many elements nothing but words is told of one more: nobody writes so.
_DEEPEST = 200
# What stands below other words, smaller, is told beside them.
_ASIDE = "hb-sub"
# What all of a page stands in: no HTML is written so.
_PAGE = replace(read_tag("<body>"), name="/", end="<//>")
# Gathers an element whose tag has a number, for what stands around it; returns that of its end.
Form = Callable[[Flow, Tag, int], int]
# What an element comes to that is one line, from its words.
Told = Callable[[Tag, str], str]


class Gathering:
    """Gathers the blocks of pages, one after the other.

    By kind, `marks` say what an element in a line comes to and `lines` what one does that is a
    line of its own, and `forms` gather all others; what has none is part of the line, or a block.
    """

    marks: Mapping[str, Told]
    lines: Mapping[str, Told]
    forms: Mapping[str, Form]

    def __init__(self) -> None:
        # How many headings of sections, and elements that are more than a line, have begun.
        self.sections = self.more = 0
        # The tags, and the words behind each: without markup, and as they are.
        self._tags: Sequence[str] = ()
        self._told: Sequence[str] = ()
        self._raw: Sequence[str] = ()
        self._open: list[str] = []
        # Which of the open elements ends before those in it.
        self._ending = ""

    def gather(self, html: str) -> list[str]:
        """Return the blocks that a page comes to."""
        tags, words = taken_apart(html)
        # Most words are told as they are: they are kept once.
        pairs = zip(words, escaped(words), strict=True)
        first, *told = (word if word == text else text for word, text in pairs)
        # An element that never ends may be passed over to the first of two ends of the page.
        self._tags = [*tags, _PAGE.end, _PAGE.end]
        self._told, self._raw = [*told, "", ""], [*words[1:], "", ""]
        flow = Flow(line=[first])
        self.read(flow, _PAGE, -1)
        # Those of a long register come to twenty megabytes.
        self._tags = self._told = self._raw = ()
        return flow.ended()

    def read(self, flow: Flow, tag: Tag, at: int) -> int:
        """Gather what stands in an element; return the number of the tag that ends it."""
        words = self._raw if flow.is_code else self._told
        self._open.append(tag.name)
        while True:
            text = words[at]
            # No line begins with a space, and one stands between most blocks.
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
        """Gather an element that begins; return the number of the tag behind it."""
        if len(self._open) > _DEEPEST:
            return at
        is_inline = flow.is_inline or tag.is_inline
        if not is_inline and flow.line:
            flow.end_line()
        if not tag.is_read:
            return at if tag.is_alone else self._behind(tag, at)
        if tag.is_alone:
            self._alone(flow, tag)
            return at
        if is_inline:
            return self._inline(flow, tag, at)
        self.sections += tag.is_of_section
        self.more += tag.is_more
        form = self.forms.get(tag.kind)
        return form(flow, tag, at) if form else self.block(flow, tag, at)

    def _behind(self, tag: Tag, at: int) -> int:
        """Pass over an element that is not told; return the number of the tag that ends it."""
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

    def _alone(self, flow: Flow, tag: Tag) -> None:
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
        told = mark(tag, inner.text) if mark else inner.text
        if tag.kind == _ASIDE and told and not flow.is_meta and any(map(str.strip, flow.line)):
            told = f" · {told}"
        flow.line.append(told)
        return end

    def block(self, flow: Flow, tag: Tag, at: int) -> int:
        """Gather an element that is a line of its own, or no more than what stands in it."""
        told = self.lines.get(tag.kind)
        if told is None:
            end = self.read(flow, tag, at)
            if flow.line:
                flow.end_line()
            return end
        inner = Flow(flow.whole, is_inline=True)
        end = self.read(inner, tag, at)
        words = tidy(inner.text)
        if words:
            flow.blocks.append(told(tag, words))
        return end

    def begins_inline(self, at: int) -> bool:
        """Return whether words, a part of a line or nothing stands behind a tag."""
        ahead = self._tags[at + 1]
        return bool(self._told[at]) or ahead.startswith("</") or read_tag(ahead).is_inline
