"""The tags of a page are gone through once; what elements hold is gathered until they end."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from operator import length_hint

from handbook.assistants.tags import Tag, read_tag, taken_apart
from handbook.assistants.words import escaped, line, paragraph, tidy


@dataclass(slots=True)
class Place:
    """An open element that is gathered apart, and what to go on with when it ends."""

    tag: Tag
    line: list[str]
    blocks: list[str]
    whole: "Whole | None"
    is_inline: bool
    is_code: bool
    # How many headings of sections, and elements that are more than a line, had begun.
    sections: int
    more: int


@dataclass(slots=True)
class Whole(Place):
    """A list, a list of terms, a table or a row of one, and its parts so far."""

    # Of a list: whether each item is one line, and its blocks.
    items: list[tuple[bool, list[str]]] = field(default_factory=list)
    # Of a table.
    rows: list[list[str]] = field(default_factory=list)
    # Of a row its cells, of a list of terms what is said of them.
    lines: list[str] = field(default_factory=list)
    # The term that is explained next, or what a table is called.
    term: str = ""


Begin = Callable[[Tag], None]
End = Callable[[Place], None]
EndPart = Callable[[Whole, Place], None]
# What an element comes to that is one line, from its words.
Told = Callable[[Tag, str], str]
# Tells an element in which only words stand; returns whether it could be told.
Leaf = Callable[[Tag, str], bool]


class Gathering:
    """What is gathered of a page: blocks, and the line that is to become one.

    By kind, `marks` say what an element in a line comes to and `lines` what one does that is a
    line of its own, and `forms` begin all others; what has none is part of the line, or a block.
    `leaves` say the same at once where nothing but words stands in an element, as in most.
    """

    marks: Mapping[str, Told]
    lines: Mapping[str, Told]
    forms: Mapping[str, Begin]
    leaves: Mapping[str, Leaf]

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self.line: list[str] = []
        self.sections = self.more = 0
        # What follows the tag that begins: words and another tag.
        self.following: tuple[str, str] = ("", "")
        self._whole: Whole | None = None
        # In a line whatever begins is part of it; in code it says nothing.
        self._is_inline = self._is_code = False
        self._nowhere = Place(read_tag("<body>"), [], [], None, False, False, 0, 0)
        self._open: list[tuple[Tag, End, Place]] = []
        self._rest: Iterator[tuple[str, str, str]] = iter(())

    def gather(self, html: str) -> list[str]:
        """Return the blocks that a page comes to."""
        self.blocks, self.line = [], []
        tags, words = taken_apart(html)
        told = escaped(words)
        self.line.append(told[0])
        left = iter(told[1:])
        self._rest = zip(tags, [*tags[1:], ""], left, strict=False)
        for written, ahead, after in self._rest:
            text = after
            if written[1] != "/":
                text = self._begin(read_tag(written), ahead, after)
            elif self._open and self._open[-1][0].end == written:
                self._end_last()
            else:
                self._end(written)
            if self._is_code:
                # The words as they are: as many are left of these as of those.
                text = words[-1 - length_hint(left)]
            # No line begins with a space, and one stands between most blocks.
            if text and (text != " " or self.line or self._is_inline):
                self.line.append(text)
        while self._open:
            self._end_last()
        self.end_line()
        return self.blocks

    def _begin(self, tag: Tag, ahead: str, after: str) -> str:
        """Begin an element, or tell it whole; return the words that go on."""
        if not tag.is_read:
            return self._behind(tag, after)
        is_inline = self._is_inline or tag.is_inline
        if not is_inline and self.line:
            self.end_line()
        if tag.is_alone:
            self._alone(tag)
        elif self._is_code:
            self._open.append((tag, _pass, self._nowhere))
        elif ahead == tag.end and self._is_told(tag, after, is_inline=is_inline):
            return next(self._rest)[2]
        elif is_inline:
            self._begin_inline(tag)
        else:
            self.following = after, ahead
            self.sections += tag.is_of_section
            self.more += tag.is_more
            self.forms.get(tag.kind, self._begin_block)(tag)
        return after

    def _behind(self, tag: Tag, after: str) -> str:
        """Pass over an element that is not told; return the words that follow it."""
        if not self._is_inline and not tag.is_inline and self.line:
            self.end_line()
        if tag.is_alone:
            return after
        depth = 1
        for written, _, words in self._rest:
            if written == tag.end:
                depth -= 1
                if not depth:
                    return words
            elif written.startswith(tag.start) and read_tag(written).name == tag.name:
                depth += 1
        return ""

    def _is_told(self, tag: Tag, text: str, *, is_inline: bool) -> bool:
        """Tell an element in which only words stand, if it can be told at once."""
        if not is_inline:
            leaf = self.leaves.get(tag.kind)
            return leaf is not None and leaf(tag, text)
        if tag.kind == "code":
            return False
        mark = self.marks.get(tag.kind)
        self.line.append(mark(tag, text) if mark else text)
        return True

    def _alone(self, tag: Tag) -> None:
        if self._is_code:
            return
        if tag.name == "br":
            self.line.append("\n")
        elif tag.name == "img":
            self.line += escaped([line(tag.attributes.get("alt", ""))])
        elif tag.name == "input" and tag.attributes.get("type") == "checkbox":
            self.line.append("[ ] ")
        elif tag.name == "hr" and not self._is_inline:
            self.blocks.append("---")

    def _begin_inline(self, tag: Tag) -> None:
        if tag.kind == "code":
            self.push(tag, self._end_marked, is_inline=True, is_code=True)
        elif tag.kind in self.marks or (self._open and self._open[-1][0].kind == "hb-meta"):
            self.push(tag, self._end_marked, is_inline=True)
        else:
            self._open.append((tag, _pass, self._nowhere))

    def _end_marked(self, place: Place) -> None:
        text = "".join(self.line)
        self.back(place)
        mark = self.marks.get(place.tag.kind)
        self.line.append(mark(place.tag, text) if mark else text)

    def _begin_block(self, tag: Tag) -> None:
        if tag.kind in self.lines:
            self.push(tag, self._end_told, is_inline=True)
        else:
            self._open.append((tag, self._end_block, self._nowhere))

    def _end_block(self, _: Place) -> None:
        if self.line:
            self.end_line()

    def _end_told(self, place: Place) -> None:
        text = "".join(self.line)
        self.back(place)
        self.tell_line(place.tag, text)

    def tell_line(self, tag: Tag, text: str) -> None:
        """Tell an element that is a line of its own, if anything stands in it."""
        words = tidy(text)
        if words:
            self.blocks.append(self.lines[tag.kind](tag, words))

    def _end(self, written: str) -> None:
        """End the nearest open element of a name and all in it; none if there is none."""
        name = written[2:-1].rstrip().lower()
        if any(tag.name == name for tag, _, _ in self._open):
            while self._open[-1][0].name != name:
                self._end_last()
            self._end_last()

    def _end_last(self) -> None:
        _, end, place = self._open.pop()
        end(place)

    def end_line(self) -> None:
        """Make what stands in the line a paragraph."""
        text = paragraph("".join(self.line))
        self.line.clear()
        if text:
            self.blocks.append(text)

    def push(self, tag: Tag, end: End, *, is_inline: bool = False, is_code: bool = False) -> None:
        """Begin an element whose line and blocks are gathered apart."""
        place = Place(
            tag, self.line, self.blocks, self._whole,
            self._is_inline, self._is_code, self.sections, self.more,
        )  # fmt: skip
        self._open.append((tag, end, place))
        self.line, self.blocks = [], []
        self._is_inline |= is_inline
        self._is_code |= is_code

    def apart(self, end: End, *, is_inline: bool = False, is_code: bool = False) -> Begin:
        """Return what begins an element that is gathered apart."""
        return lambda tag: self.push(tag, end, is_inline=is_inline, is_code=is_code)

    def of_parts(self, end: Callable[[Whole], None]) -> Begin:
        """Return what begins an element that is told from its parts."""

        def begin(tag: Tag) -> None:
            whole = Whole(
                tag, self.line, self.blocks, self._whole,
                self._is_inline, self._is_code, self.sections, self.more,
            )  # fmt: skip
            self._open.append((tag, lambda _: end(whole), whole))
            self.line, self.blocks, self._whole = [], [], whole

        return begin

    def part(self, names: Collection[str], end: EndPart, *, is_inline: bool = False) -> Begin:
        """Return what begins a part of an element of some names; without one it is a block."""

        def begin(tag: Tag) -> None:
            whole = self._whole
            if whole and whole.tag.name in names:
                self.push(tag, partial(end, whole), is_inline=is_inline)
            else:
                self._begin_block(tag)

        return begin

    def leaf(self, names: Collection[str], tell: Callable[[Whole, str], None]) -> Leaf:
        """Return what tells a part of an element of some names in which only words stand."""

        def is_told(_: Tag, text: str) -> bool:
            whole = self._whole
            if whole is None or whole.tag.name not in names:
                return False
            tell(whole, text)
            return True

        return is_told

    def back(self, place: Place) -> None:
        """Go on with what stood before an element."""
        self.line, self.blocks, self._whole = place.line, place.blocks, place.whole
        self._is_inline, self._is_code = place.is_inline, place.is_code

    def blocks_of(self, place: Place) -> list[str]:
        """Return the blocks of an element that ends, and go on with what stood before it."""
        if self.line:
            self.end_line()
        blocks = self.blocks
        self.back(place)
        return blocks


def _pass(_: Place) -> None:
    """End an element that makes nothing of what stands in it."""
