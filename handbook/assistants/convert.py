"""Safe HTML of ours becomes Markdown that says the same: what each kind of element comes to."""

import re
from collections.abc import Callable
from functools import lru_cache

from handbook.assistants.gathering import Gathering, Place, Whole
from handbook.assistants.tags import Tag, read_tag
from handbook.assistants.words import code, fence, hung, marked, paragraph, tidy

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SIGNS = {"strong": "**", "b": "**", "em": "*", "i": "*", "del": "~~", "s": "~~"}
_LISTS, _TERMS, _TABLE, _ROW = ("ul", "ol"), ("dl",), ("table",), ("tr",)
_PLAIN_ADDRESS = re.compile(r"[^\s<>()\\]+")
_HEADING = re.compile(r"^#+ (.*)")
_CLOSING = re.compile(r"#+$")
Link = Callable[[str], str | None]


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
            "hb-sub": lambda _, text: f" {text}",
        }
        self.lines = {
            **dict.fromkeys(_HEADINGS, _heading),
            "summary": lambda _, text: f"**{text}**",
        }
        self.forms = {
            "hb-meta": self.apart(self._meta, is_inline=True),
            "details": self.apart(self._details),
            "blockquote": self.apart(self._quote),
            "pre": self.apart(self._fence, is_inline=True, is_code=True),
            "ul": self.of_parts(self._list),
            "ol": self.of_parts(self._list),
            "li": self.part(_LISTS, self._item),
            "dl": self.of_parts(self._terms),
            "dt": self.part(_TERMS, self._term, is_inline=True),
            "dd": self._begin_meaning,
            "table": self.of_parts(self._table),
            "caption": self.part(_TABLE, self._term, is_inline=True),
            "tr": self.of_parts(self._row),
            "th": self.part(_ROW, self._cell),
            "td": self.part(_ROW, self._cell),
        }
        self.leaves = {
            "li": self.leaf(_LISTS, _add_item),
            "dt": self.leaf(_TERMS, _add_term),
            "dd": self.leaf(_TERMS, _add_meaning),
            "th": self.leaf(_ROW, _add_cell),
            "td": self.leaf(_ROW, _add_cell),
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

    def _meta(self, place: Place) -> None:
        """Tell what stands side by side."""
        parts = [part for part in map(tidy, self.line) if part]
        self.back(place)
        self.blocks.append(" · ".join(parts))

    def _details(self, place: Place) -> None:
        """Tell what is folded, below what says so; nothing if nothing is."""
        found = self.blocks_of(place)
        if len(found) > 1:
            self.blocks += found

    def _quote(self, place: Place) -> None:
        rows = "\n\n".join(self.blocks_of(place)).split("\n")
        self.blocks.append("\n".join(f"> {row}".rstrip() for row in rows))

    def _fence(self, place: Place) -> None:
        text = fence("".join(self.line))
        self.back(place)
        self.blocks.append(text)

    def _item(self, whole: Whole, place: Place) -> None:
        is_line = self.more == place.more
        whole.items.append((is_line, self.blocks_of(place)))

    def _list(self, whole: Whole) -> None:
        """Tell a list; items that have headings of their own are sections of the page."""
        self.back(whole)
        if self.sections > whole.sections:
            self.blocks += [block for _, blocks in whole.items for block in blocks]
            return
        rows: list[str] = []
        first = int(whole.tag.attributes.get("start", "1"))
        for number, (is_line, blocks) in enumerate(whole.items, start=first):
            sign = f"{number}. " if whole.tag.name == "ol" else "- "
            # What only stands side by side in an item is one line.
            rows += hung(sign, [" · ".join(blocks)] if is_line else blocks)
        if rows:
            self.blocks.append("\n".join(rows))

    def _term(self, whole: Whole, place: Place) -> None:
        _add_term(whole, "".join(self.line))
        self.back(place)

    def _begin_meaning(self, tag: Tag) -> None:
        words, ahead = self.following
        is_beside = bool(words) or ahead.startswith("</") or read_tag(ahead).is_inline
        self.part(_TERMS, self._beside if is_beside else self._below)(tag)

    def _beside(self, whole: Whole, place: Place) -> None:
        head, *rest = self.blocks_of(place) or [""]
        whole.lines += hung("- ", [f"**{whole.term}:** {head}", *rest])

    def _below(self, whole: Whole, place: Place) -> None:
        whole.lines += hung("- ", [f"**{whole.term}:**", *self.blocks_of(place)])

    def _terms(self, whole: Whole) -> None:
        self.back(whole)
        if whole.lines:
            self.blocks.append("\n".join(whole.lines))

    def _cell(self, whole: Whole, place: Place) -> None:
        if self.blocks:
            blocks = (_HEADING.sub(r"**\1**", block) for block in self.blocks_of(place))
            text = " ".join(blocks).replace("\\\n", " ")
        else:
            text = "".join(self.line)
            self.back(place)
        _add_cell(whole, text)

    def _row(self, whole: Whole) -> None:
        self.back(whole)
        table = whole.whole
        if table and table.tag.name == "table":
            table.rows.append(whole.lines)
        else:
            self.blocks += whole.lines

    def _table(self, whole: Whole) -> None:
        self.back(whole)
        rows = [row for row in whole.rows if row]
        if not rows:
            return
        if whole.term:
            self.blocks.append(whole.term)
        width = max(map(len, rows))
        head, *rest = ([*row, *[""] * (width - len(row))] for row in rows)
        lines = [head, ["---"] * width, *rest]
        self.blocks.append("\n".join(f"| {' | '.join(cells)} |" for cells in lines))


@lru_cache(maxsize=10_000)
def _destination(address: str) -> str:
    return address if _PLAIN_ADDRESS.fullmatch(address) else f"<{address}>"


def _signed(tag: Tag, text: str) -> str:
    return marked(text, _SIGNS[tag.name])


def _heading(tag: Tag, text: str) -> str:
    # Hashes at the end would close it.
    whole = _CLOSING.sub(r"\\\g<0>", text) if text.endswith("#") else text
    return f"{'#' * int(tag.name[1])} {whole}"


def _add_item(whole: Whole, text: str) -> None:
    block = paragraph(text)
    whole.items.append((True, [block] if block else []))


def _add_term(whole: Whole, text: str) -> None:
    whole.term = tidy(text)


def _add_meaning(whole: Whole, text: str) -> None:
    whole.lines += hung("- ", [f"**{whole.term}:** {paragraph(text)}"])


def _add_cell(whole: Whole, text: str) -> None:
    """Add what stands in a cell, on one line and without an end of the cell."""
    whole.lines.append(tidy(text).replace("|", "\\|"))
