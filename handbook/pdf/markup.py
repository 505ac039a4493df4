"""Convert safe HTML, as produced by the Markdown reader and the pages' cells, to pieces.

Site and print therefore agree: the meaning of a text is determined once, when it is parsed.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any, ClassVar
from urllib.parse import unquote

from handbook.addresses import UP
from handbook.pdf.drawings import drawing, fitting
from handbook.pdf.pieces import Piece, Pieces, piece, words

_TOKEN = re.compile(
    r"(?P<svg><svg\b.*?</svg>)|<(?P<end>/)?(?P<tag>[a-z][a-z0-9]*)(?P<attributes>[^>]*)>|"
    r"(?P<text>[^<]+)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_VOID = {"br", "hr", "img"}
# The kind of piece for an element, regardless of its attributes.
_KINDS = {
    "em": "em",
    "strong": "strong",
    "del": "del",
    "br": "br",
    "hr": "rule",
    "li": "li",
    "blockquote": "quote",
    "tr": "row",
    "th": "cell",
    "td": "cell",
}
_EXTERNAL = re.compile(r"[a-z]+:")
_SPACE = re.compile(r"\s+")


@dataclass(slots=True)
class _Open:
    """An element that has not been closed yet."""

    tag: str
    attributes: dict[str, str]
    inside: Pieces = field(default_factory=list)

    @property
    def css(self) -> set[str]:
        return set(self.attributes.get("class", "").split())


def read(html: str, address: str) -> Pieces:
    """Return the pieces of safe HTML from the site page at an address."""
    if "<" not in html:
        return [unescape(html)] if html else []
    return _Reader(address).read(html)


class _Reader:
    def __init__(self, address: str) -> None:
        self.address = address.partition("#")[0]
        self.preformatted = 0

    def read(self, html: str) -> Pieces:
        root = _Open("", {})
        stack = [root]
        for token in _TOKEN.finditer(html):
            self._take(token, stack)
        return root.inside

    def _take(self, token: re.Match[str], stack: list[_Open]) -> None:
        if token["text"] is not None:
            self._text(unescape(token["text"]), stack[-1])
        elif token["svg"]:
            stack[-1].inside.append(drawing(token["svg"]))
        elif token["end"]:
            self._close(stack)
        else:
            attributes = {
                name: unescape(value) for name, value in _ATTRIBUTE.findall(token["attributes"])
            }
            opened = _Open(token["tag"], attributes)
            self.preformatted += opened.tag == "pre"
            stack.append(opened)
            if opened.tag in _VOID:
                self._close(stack)

    def _text(self, text: str, inside: _Open) -> None:
        if not self.preformatted:
            text = _SPACE.sub(" ", text)
        if text != " " or inside.tag not in {"ul", "ol", "table", "thead", "tbody", "tr", "dl"}:
            inside.inside.append(text)

    def _close(self, stack: list[_Open]) -> None:
        closed = stack.pop()
        self.preformatted -= closed.tag == "pre"
        stack[-1].inside += self._made(closed)

    def _made(self, closed: _Open) -> Pieces:
        if closed.tag in _KINDS:
            return [piece(_KINDS[closed.tag], closed.inside)]
        if closed.tag[0] == "h" and closed.tag[1:].isdigit():
            return [self._heading(closed)]
        make = self._forms.get(closed.tag)
        made = make(self, closed) if make else None
        return closed.inside if made is None else [made]

    def _heading(self, closed: _Open) -> Piece:
        anchor = closed.attributes.get("id")
        key = f"{self.address}#{anchor}" if anchor else ""
        return piece("h", closed.inside, level=int(closed.tag[1:]), key=key)

    def _p(self, closed: _Open) -> Piece:
        if "admonition-title" in closed.css:
            return piece("title", closed.inside)
        return piece("p", closed.inside)

    def _a(self, closed: _Open) -> Piece:
        href = closed.attributes.get("href", "")
        if _EXTERNAL.match(href):
            return piece("a", closed.inside, url=href)
        return piece("a", closed.inside, to=self._address(href))

    def _address(self, href: str) -> str:
        href = unquote(href)
        if href.startswith("#"):
            return self.address + (href if href != "#" else "")
        return href.removeprefix(UP)

    def _img(self, closed: _Open) -> Piece:
        return {
            "is": "image",
            "from": self._address(closed.attributes.get("src", "")),
            "alt": closed.attributes.get("alt", ""),
        }

    def _code(self, closed: _Open) -> Piece:
        return {"is": "code", "text": words(closed.inside)}

    def _pre(self, closed: _Open) -> Piece:
        return {"is": "pre", "text": words(closed.inside).rstrip("\n")}

    def _ul(self, closed: _Open) -> Piece:
        return {"is": "ul", "items": _items(closed)}

    def _ol(self, closed: _Open) -> Piece:
        start = int(closed.attributes.get("start", "1"))
        return {"is": "ol", "items": _items(closed), "start": start}

    def _div(self, closed: _Open) -> Piece | None:
        if "admonition" not in closed.css:
            return None
        named = [one for one in closed.inside if isinstance(one, dict) and one["is"] == "title"]
        rest = [one for one in closed.inside if one not in named]
        return piece("note", rest, title=words(named))

    def _span(self, closed: _Open) -> Piece | None:
        css = closed.css
        if "box" in css:
            return {"is": "box", "done": closed.attributes.get("aria-label") == "done"}
        if "hb-quiet" in css:
            return piece("quiet", closed.inside)
        if "hb-slot" in css:
            return piece("slot", closed.inside)
        if "hb-chip" in css:
            meaning = next(name for name in css if name.startswith("hb-chip--"))
            return piece("chip", [words(closed.inside)], meaning=meaning.removeprefix("hb-chip--"))
        return None

    def _table(self, closed: _Open) -> Piece:
        rows = [[_of(cell) for cell in _of(row)] for row in closed.inside]
        return {"is": "table", "head": rows[0], "rows": rows[1:]}

    def _details(self, closed: _Open) -> Piece | None:
        # The drawing already shows it, so it is kept only as alternative text.
        return piece("spoken", closed.inside) if "hb-drawing__text" in closed.css else None

    def _summary(self, closed: _Open) -> Piece:
        return piece("p", [piece("strong", closed.inside)])

    def _figure(self, closed: _Open) -> Piece | None:
        drawings = [one for one in closed.inside if isinstance(one, dict) and one["is"] == "svg"]
        if not drawings:
            return None
        spoken = [one for one in closed.inside if isinstance(one, dict) and one["is"] == "spoken"]
        chosen = fitting(drawings)
        if spoken:
            chosen["alt"] = f"{chosen['alt']}: {' '.join(_spoken(spoken))}".removeprefix(": ")
        return chosen

    _forms: ClassVar[dict[str, Callable[["_Reader", _Open], Piece | None]]] = {
        "p": _p,
        "a": _a,
        "img": _img,
        "code": _code,
        "pre": _pre,
        "ul": _ul,
        "ol": _ol,
        "div": _div,
        "span": _span,
        "table": _table,
        "details": _details,
        "summary": _summary,
        "figure": _figure,
    }


def _spoken(parts: list[dict[str, Any]]) -> Iterator[str]:
    for part in parts:
        for one in part["of"]:
            if isinstance(one, dict) and one["is"] == "pre":
                yield " ".join(one["text"].split())


def _items(closed: _Open) -> list[Pieces]:
    return [_of(one) for one in closed.inside if isinstance(one, dict)]


def _of(element: Piece) -> Pieces:
    found: Pieces = element.get("of", []) if isinstance(element, dict) else []
    return found
