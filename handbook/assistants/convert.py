"""Safe HTML of ours becomes Markdown that says the same words; no word of it becomes markup."""

import re
from collections.abc import Callable, Iterable, Iterator

from handbook.assistants.tree import Element, tree

_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "br", "code", "del", "em", "i", "img", "input", "ins", "kbd", "label",
     "mark", "s", "small", "span", "strong", "sub", "sup", "time", "u", "wbr"}
)  # fmt: skip
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SIGNS = {"strong": "**", "b": "**", "em": "*", "i": "*", "del": "~~", "s": "~~"}
_MARKUP = re.compile(r"[\\`*\[\]]|<(?=[\w/!?])|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
# One plain space, which stands most often, is left as it is.
_SPACES = re.compile(r"[^\S ]\s*| \s+")
_PLAIN_ADDRESS = re.compile(r"[^\s<>()\\]+")
_LIST = re.compile(r"(?:-|1\.) ")
_START = re.compile(
    r"^(\s*)(#{1,6}(?=\s|$)|>|[-+](?=[-\s|:]|$)|[:|](?=-)|~~~|=+$|\d+(?=[.)](?:\s|$)))"
)
Link = Callable[[str], str | None]


def markdown(html: str, link: Link) -> str:
    """Return safe HTML as Markdown.

    `link` gives the address that stands for one in the HTML, None if its words are all that stays.
    """
    blocks = _Writer(link).blocks(tree(html).children)
    return "\n\n".join(blocks) + "\n"


class _Writer:
    def __init__(self, link: Link) -> None:
        self._link = link
        self._forms: dict[str, Callable[[Element], list[str]]] = {
            **dict.fromkeys(_HEADINGS, self._heading),
            "ul": self._list,
            "ol": self._list,
            "dl": self._terms,
            "table": self._table,
            "pre": _fence,
            "blockquote": self._quote,
            "summary": self._summary,
            "details": self._details,
            "hr": lambda _: ["---"],
        }
        self._marks: dict[str, Callable[[Element], str]] = {
            **dict.fromkeys(_SIGNS, self._signed),
            "a": self._anchor,
            "code": lambda element: code(_words(element)),
            "br": lambda _: "\n",
            "img": lambda element: _line(_text(element.attributes.get("alt", ""))),
            "input": _box,
            "span": self._span,
        }

    def blocks(self, children: Iterable[Element | str]) -> list[str]:
        """Return the blocks that some nodes make: what stands in a line is a paragraph."""
        found: list[str] = []
        line: list[Element | str] = []

        def end_line() -> None:
            if not line:
                return
            text = _trimmed(self.inline(line))
            if text:
                found.append(_guarded(text))
            line.clear()

        for child in children:
            if isinstance(child, str) or child.tag in _INLINE:
                line.append(child)
                continue
            end_line()
            if child.is_read:
                found += self._forms.get(child.tag, self._plain)(child)
        end_line()
        return found

    def _heading(self, element: Element) -> list[str]:
        # Hashes at the end would close it.
        text = re.sub(r"#+$", r"\\\g<0>", _line(self.inline(element.children)))
        return [f"{'#' * int(element.tag[1])} {text}"] if text else []

    def _summary(self, element: Element) -> list[str]:
        text = _line(self.inline(element.children))
        return [f"**{text}**"] if text else []

    def _details(self, element: Element) -> list[str]:
        """Return what is folded, below what says so; nothing if nothing is."""
        found = self.blocks(element.children)
        return found if len(found) > 1 else []

    def _quote(self, element: Element) -> list[str]:
        rows = "\n\n".join(self.blocks(element.children)).split("\n")
        return ["\n".join(f"> {row}".rstrip() for row in rows)]

    def _plain(self, element: Element) -> list[str]:
        if "hb-meta" in element.classes:
            parts = (_line(self.inline([child])) for child in element.children)
            return [" · ".join(part for part in parts if part)]
        return self.blocks(element.children)

    def _list(self, element: Element) -> list[str]:
        """Return a list; items that have headings of their own are sections of the page."""
        items = [one for one in element.children if isinstance(one, Element) and one.is_read]
        if any(item.find("h2", "h3", "h4") for item in items):
            return [block for item in items for block in self.blocks(item.children)]
        rows: list[str] = []
        for number, item in enumerate(items, start=int(element.attributes.get("start", "1"))):
            sign = f"{number}. " if element.tag == "ol" else "- "
            rows += _hung(sign, self._item(item))
        return ["\n".join(rows)] if rows else []

    def _item(self, item: Element) -> list[str]:
        """Return the blocks of an item; what only stands side by side in it is one line."""
        blocks = self.blocks(item.children)
        if not item.find("ul", "ol", "dl", "table", "pre", "blockquote", "p"):
            return [" · ".join(blocks)] if blocks else []
        return blocks

    def _terms(self, element: Element) -> list[str]:
        rows: list[str] = []
        term = ""
        for one in element.find("dt", "dd"):
            if one.tag == "dt":
                term = _line(self.inline(one.children))
                continue
            head, *rest = self.blocks(one.children) or [""]
            first = next(iter(one.children), "")
            starts = isinstance(first, str) or first.tag in _INLINE
            blocks = [f"**{term}:** {head}", *rest] if starts else [f"**{term}:**", head, *rest]
            rows += _hung("- ", blocks)
        return ["\n".join(rows)] if rows else []

    def _table(self, element: Element) -> list[str]:
        rows = [
            [self._cell(cell) for cell in row.find("th", "td")]
            for row in element.find("tr")
            if row.is_read
        ]
        rows = [row for row in rows if row]
        if not rows:
            return []
        caption = [_line(self.inline(one.children)) for one in element.find("caption")]
        width = max(len(row) for row in rows)
        head, *rest = ([*row, *[""] * (width - len(row))] for row in rows)
        lines = [head, ["---"] * width, *rest]
        return [*caption, "\n".join(f"| {' | '.join(line)} |" for line in lines)]

    def _cell(self, cell: Element) -> str:
        """Return what stands in a cell, on one line and without an end of the cell."""
        if all(isinstance(child, str) or child.tag in _INLINE for child in cell.children):
            text = self.inline(cell.children)
        else:
            blocks = self.blocks(cell.children)
            text = " ".join(re.sub(r"^#+ (.*)", r"**\1**", block) for block in blocks)
        return _line(text.replace("\\\n", " ")).replace("|", "\\|")

    def inline(self, children: Iterable[Element | str]) -> str:
        """Return nodes that stand in a line as text with marks."""
        return "".join(
            _text(child)
            if isinstance(child, str)
            else self._marks.get(child.tag, self._unmarked)(child)
            if child.is_read
            else ""
            for child in children
        )

    def _unmarked(self, element: Element) -> str:
        return self.inline(element.children)

    def _signed(self, element: Element) -> str:
        return _marked(self.inline(element.children), _SIGNS[element.tag])

    def _anchor(self, element: Element) -> str:
        text = _line(self.inline(element.children))
        address = self._link(element.attributes.get("href", "#"))
        if not text or address is None:
            return text
        whole = address if _PLAIN_ADDRESS.fullmatch(address) else f"<{address}>"
        return f"[{text}]({whole})"

    def _span(self, element: Element) -> str:
        text = self.inline(element.children)
        if "hb-label" in element.classes:
            return f"**{_line(text)}:**"
        return f" {text}" if "hb-sub" in element.classes else text


def _text(text: str) -> str:
    """Return words of which none is markup."""
    return _MARKUP.sub(r"\\\g<0>", _SPACES.sub(" ", text))


def _box(element: Element) -> str:
    return "[ ] " if element.attributes.get("type") == "checkbox" else ""


def _words(element: Element) -> str:
    return "".join(child if isinstance(child, str) else _words(child) for child in element.children)


def _line(text: str) -> str:
    return " ".join(text.split())


def _trimmed(text: str) -> str:
    """Return a text in which a line break is Markdown's own, and no other space counts."""
    rows = (_line(row) for row in text.split("\n"))
    return "\\\n".join(row for row in rows if row)


def _guarded(text: str) -> str:
    """Return a paragraph in which no line begins as something else would."""
    return "\n".join(_START.sub(_escaped, row) for row in text.split("\n"))


def _escaped(match: re.Match[str]) -> str:
    space, sign = match.groups()
    return f"{space}{sign}\\" if sign.isdigit() else f"{space}\\{sign}"


def _marked(text: str, sign: str) -> str:
    """Return a text between two signs, its outer spaces outside, as the signs want it."""
    inner = text.strip()
    if not inner:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{sign}{inner}{sign}{after}"


def code(text: str) -> str:
    """Return code in a line, in more backticks than stand in it."""
    plain = _line(text)
    if not plain:
        return ""
    ticks = "`" * (_longest(plain) + 1)
    space = " " if plain[0] == "`" or plain[-1] == "`" else ""
    return f"{ticks}{space}{plain}{space}{ticks}"


def _fence(element: Element) -> list[str]:
    text = _words(element).strip("\n")
    ticks = "`" * max(3, _longest(text) + 1)
    return [f"{ticks}\n{text}\n{ticks}"]


def _longest(text: str) -> int:
    """Return the length of the longest run of backticks in a text."""
    return max((len(run) for run in re.findall(r"`+", text)), default=0)


def _hung(sign: str, blocks: Iterable[str]) -> Iterator[str]:
    """Yield the lines of an item: the first after its sign, the others below the first."""
    indent = " " * len(sign)
    text = ""
    for block in blocks:
        # A list below one line belongs to it; anything else is a paragraph of its own.
        close = text and "\n" not in text and _LIST.match(block)
        text += f"{chr(10) if close else chr(10) * 2 if text else ''}{block}"
    rows = text.split("\n")
    yield f"{sign}{rows[0]}".rstrip()
    yield from (f"{indent}{row}".rstrip() for row in rows[1:])
