"""The HTML to Markdown converter: the rule for each kind of element of our own safe HTML."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from handbook.assistants.markdown import code, emphasised, fence, list_item, tidy
from handbook.assistants.tags import Tag
from handbook.assistants.walker import Flow, Walker

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_DELIMITERS = {"strong": "**", "b": "**", "em": "*", "i": "*", "del": "~~", "s": "~~"}
_PLAIN_ADDRESS = re.compile(r"[^\s<>()\\]+")
_HEADING = re.compile(r"^#+ (.*)")
_CLOSING = re.compile(r"#+$")
Link = Callable[[str], str | None]


@dataclass(slots=True)
class _List:
    """A list: for each item, whether it is a single line, and its blocks."""

    items: list[tuple[bool, list[str]]] = field(default_factory=list)


@dataclass(slots=True)
class _Terms:
    """A description list: its lines, and the current term."""

    lines: list[str] = field(default_factory=list)
    term: str = ""


@dataclass(slots=True)
class _Table:
    """A table: its rows of cells, and its caption."""

    rows: list[list[str]] = field(default_factory=list)
    caption: str = ""


@dataclass(slots=True)
class _Row:
    """A row of cells."""

    cells: list[str] = field(default_factory=list)


class Writer(Walker):
    """A converter of pages to Markdown."""

    def __init__(self) -> None:
        super().__init__()
        self._link: Link = str
        self.marks = {
            **dict.fromkeys(_DELIMITERS, _emphasis),
            "a": self._anchor,
            "code": lambda _, text: code(text),
            "hb-label": lambda _, text: f"**{tidy(text)}:**",
            "hb-sub": lambda _, text: text.strip(),
        }
        self.lines = {
            **dict.fromkeys(_HEADINGS, _heading),
            "summary": lambda _, text: f"**{text}**",
        }
        self.forms = {
            "hb-meta": self._meta,
            "details": self._details,
            "blockquote": self._quote,
            "pre": self._fence,
            "ul": self._list,
            "ol": self._list,
            "li": self._item,
            "dl": self._terms,
            "dt": self._term,
            "dd": self._description,
            "table": self._table,
            "caption": self._caption,
            "tr": self._row,
            "th": self._cell,
            "td": self._cell,
        }

    def markdown(self, html: str, link: Link) -> str:
        """Return safe HTML as Markdown.

        `link` maps the address of a link, or returns None to keep only its text.
        """
        self._link = link
        return "\n\n".join(self.gather(html)) + "\n"

    def _anchor(self, tag: Tag, text: str) -> str:
        words = tidy(text)
        address = self._link(tag.attributes.get("href", "#"))
        if not words or address is None:
            return words
        return f"[{words}]({_destination(address)})"

    def _meta(self, flow: Flow, tag: Tag, at: int) -> int:
        """Convert a line of facts."""
        inner = Flow(flow.whole, is_inline=True, is_meta=True)
        end = self.read(inner, tag, at)
        flow.blocks.append(" · ".join(part for part in map(tidy, inner.line) if part))
        return end

    def _details(self, flow: Flow, tag: Tag, at: int) -> int:
        """Convert a fold with its summary; drop it if it is empty."""
        inner = Flow(flow.whole)
        end = self.read(inner, tag, at)
        if len(inner.ended()) > 1:
            flow.blocks += inner.blocks
        return end

    def _quote(self, flow: Flow, tag: Tag, at: int) -> int:
        inner = Flow(flow.whole)
        end = self.read(inner, tag, at)
        rows = "\n\n".join(inner.ended()).split("\n")
        flow.blocks.append("\n".join(f"> {row}".rstrip() for row in rows))
        return end

    def _fence(self, flow: Flow, tag: Tag, at: int) -> int:
        inner = Flow(flow.whole, is_inline=True, is_code=True)
        end = self.read(inner, tag, at)
        flow.blocks.append(fence(inner.text))
        return end

    def _list(self, flow: Flow, tag: Tag, at: int) -> int:
        """Convert a list; items with headings become sections of the page."""
        sections = self.sections
        whole = _List()
        end = self.read(Flow(whole), tag, at)
        if self.sections > sections:
            flow.blocks += [block for _, blocks in whole.items for block in blocks]
            return end
        rows: list[str] = []
        first = int(tag.attributes.get("start", "1"))
        for number, (is_line, blocks) in enumerate(whole.items, start=first):
            sign = f"{number}. " if tag.name == "ol" else "- "
            # An item of inline elements only is a single line.
            rows += list_item(sign, [" · ".join(blocks)] if is_line else blocks)
        if rows:
            flow.blocks.append("\n".join(rows))
        return end

    def _item(self, flow: Flow, tag: Tag, at: int) -> int:
        whole = flow.whole
        if not isinstance(whole, _List):
            return self.block(flow, tag, at)
        more = self.more
        inner = Flow(whole)
        end = self.read(inner, tag, at)
        whole.items.append((self.more == more, inner.ended()))
        return end

    def _terms(self, flow: Flow, tag: Tag, at: int) -> int:
        whole = _Terms()
        end = self.read(Flow(whole), tag, at)
        if whole.lines:
            flow.blocks.append("\n".join(whole.lines))
        return end

    def _term(self, flow: Flow, tag: Tag, at: int) -> int:
        whole = flow.whole
        if not isinstance(whole, _Terms):
            return self.block(flow, tag, at)
        inner = Flow(whole, is_inline=True)
        end = self.read(inner, tag, at)
        whole.term = tidy(inner.text)
        return end

    def _description(self, flow: Flow, tag: Tag, at: int) -> int:
        """Convert a description, on the line of its term if it begins with text."""
        whole = flow.whole
        if not isinstance(whole, _Terms):
            return self.block(flow, tag, at)
        is_beside = self.begins_inline(at)
        inner = Flow(whole)
        end = self.read(inner, tag, at)
        blocks = [f"**{whole.term}:**", *inner.ended()]
        if is_beside:
            blocks[:2] = [" ".join(blocks[:2])]
        whole.lines += list_item("- ", blocks)
        return end

    def _table(self, flow: Flow, tag: Tag, at: int) -> int:
        whole = _Table()
        end = self.read(Flow(whole), tag, at)
        rows = [row for row in whole.rows if row]
        if not rows:
            return end
        if whole.caption:
            flow.blocks.append(whole.caption)
        width = max(map(len, rows))
        head, *rest = ([*row, *[""] * (width - len(row))] for row in rows)
        lines = [head, ["---"] * width, *rest]
        flow.blocks.append("\n".join(f"| {' | '.join(cells)} |" for cells in lines))
        return end

    def _caption(self, flow: Flow, tag: Tag, at: int) -> int:
        whole = flow.whole
        if not isinstance(whole, _Table):
            return self.block(flow, tag, at)
        inner = Flow(whole, is_inline=True)
        end = self.read(inner, tag, at)
        whole.caption = tidy(inner.text)
        return end

    def _row(self, flow: Flow, tag: Tag, at: int) -> int:
        whole = _Row()
        end = self.read(Flow(whole), tag, at)
        if isinstance(flow.whole, _Table):
            flow.whole.rows.append(whole.cells)
        else:
            flow.blocks += whole.cells
        return end

    def _cell(self, flow: Flow, tag: Tag, at: int) -> int:
        """Convert a cell to one line, with pipes escaped."""
        whole = flow.whole
        if not isinstance(whole, _Row):
            return self.block(flow, tag, at)
        inner = Flow(whole)
        end = self.read(inner, tag, at)
        text = inner.text
        if inner.blocks:
            blocks = (_HEADING.sub(r"**\1**", block) for block in inner.ended())
            text = " ".join(blocks).replace("\\\n", " ")
        whole.cells.append(tidy(text).replace("|", "\\|"))
        return end


@lru_cache(maxsize=2_000)
def _destination(address: str) -> str:
    return address if _PLAIN_ADDRESS.fullmatch(address) else f"<{address}>"


def _emphasis(tag: Tag, text: str) -> str:
    return emphasised(text, _DELIMITERS[tag.name])


def _heading(tag: Tag, text: str) -> str:
    # Trailing hashes would be a closing sequence.
    escaped = _CLOSING.sub(r"\\\g<0>", text) if text.endswith("#") else text
    return f"{'#' * int(tag.name[1])} {escaped}"
