"""Safe HTML of ours becomes Markdown that says the same: what each kind of element comes to."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from handbook.assistants.gathering import Flow, Gathering
from handbook.assistants.tags import Tag
from handbook.assistants.words import code, fence, hung, marked, tidy

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SIGNS = {"strong": "**", "b": "**", "em": "*", "i": "*", "del": "~~", "s": "~~"}
_PLAIN_ADDRESS = re.compile(r"[^\s<>()\\]+")
_HEADING = re.compile(r"^#+ (.*)")
_CLOSING = re.compile(r"#+$")
Link = Callable[[str], str | None]


@dataclass(slots=True)
class _List:
    """The items of a list: whether each is one line, and its blocks."""

    items: list[tuple[bool, list[str]]] = field(default_factory=list)


@dataclass(slots=True)
class _Terms:
    """The lines of a list of terms, and the term that is explained next."""

    lines: list[str] = field(default_factory=list)
    term: str = ""


@dataclass(slots=True)
class _Table:
    """The rows of a table, each with its cells, and what it is called."""

    rows: list[list[str]] = field(default_factory=list)
    caption: str = ""


@dataclass(slots=True)
class _Row:
    """The cells of a row."""

    cells: list[str] = field(default_factory=list)


class Writer(Gathering):
    """Tells one page after the other."""

    def __init__(self) -> None:
        super().__init__()
        self._link: Link = str
        self.marks = {
            **dict.fromkeys(_SIGNS, _signed),
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
            "dd": self._meaning,
            "table": self._table,
            "caption": self._caption,
            "tr": self._row,
            "th": self._cell,
            "td": self._cell,
        }

    def markdown(self, html: str, link: Link) -> str:
        """Return safe HTML as Markdown.

        `link` gives the address that stands for one in the HTML, None if its words alone stay.
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
        """Tell what stands side by side."""
        inner = Flow(flow.whole, is_inline=True, is_meta=True)
        end = self.read(inner, tag, at)
        flow.blocks.append(" · ".join(part for part in map(tidy, inner.line) if part))
        return end

    def _details(self, flow: Flow, tag: Tag, at: int) -> int:
        """Tell what is folded, below what says so; nothing if nothing is."""
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
        """Tell a list; items that have headings of their own are sections of the page."""
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
            # What only stands side by side in an item is one line.
            rows += hung(sign, [" · ".join(blocks)] if is_line else blocks)
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

    def _meaning(self, flow: Flow, tag: Tag, at: int) -> int:
        """Tell what is said of a term, beside it if it begins with words."""
        whole = flow.whole
        if not isinstance(whole, _Terms):
            return self.block(flow, tag, at)
        is_beside = self.begins_inline(at)
        inner = Flow(whole)
        end = self.read(inner, tag, at)
        blocks = [f"**{whole.term}:**", *inner.ended()]
        if is_beside:
            blocks[:2] = [" ".join(blocks[:2])]
        whole.lines += hung("- ", blocks)
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
        """Tell a cell, on one line and without an end of the cell."""
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


def _signed(tag: Tag, text: str) -> str:
    return marked(text, _SIGNS[tag.name])


def _heading(tag: Tag, text: str) -> str:
    # Hashes at the end would close it.
    whole = _CLOSING.sub(r"\\\g<0>", text) if text.endswith("#") else text
    return f"{'#' * int(tag.name[1])} {whole}"
