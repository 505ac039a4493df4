"""A cell of a list: its value, the entry it refers to and how it is rendered."""

from datetime import date
from typing import NamedTuple, Protocol

from markupsafe import Markup, escape

from handbook.pages.edition import View
from handbook.pages.status_meaning import Meaning, chip, status_chip
from handbook.pages.words import dated, hyperlink, sentence
from handbook.status import Status

# Words in a column of words that have their own shape and colour.
WORDS = {
    **{status.word: status_chip(status) for status in Status},
    "vacant": chip(Meaning.BAD, "Vacant"),
    "not recorded": Markup('<span class="hb-quiet">Not recorded</span>'),
}


class Cell(Protocol):
    """A value, the (kind, id) of the entry it names, and the query of the list a number counts."""

    @property
    def value(self) -> str | int | date | None: ...  # noqa: D102
    @property
    def link(self) -> tuple[str, str] | None: ...  # noqa: D102
    @property
    def among(self) -> str: ...  # noqa: D102


class Value(NamedTuple):
    """A cell."""

    value: str | int | date | None
    link: tuple[str, str] | None = None
    among: str = ""


def shown(view: View, kind: str, cell: Cell) -> Markup:
    """Return a cell as HTML for the kind of its column, empty if it has no value."""
    value = cell.value
    if value is None:
        return Markup("")
    if kind == "title" and cell.link is not None:
        # The status column says whether it is retired.
        entry = view.handbook.find(*cell.link)
        address = view.href(entry) if entry else ""
        return hyperlink(address, str(value))
    if cell.link is not None:
        return view.entry_link(*cell.link)
    if isinstance(value, date):
        return dated(value)
    if isinstance(value, int):
        return _number(view, value, cell.among)
    if kind == "code":
        address = view.site(f"checks/{value}/")
        return Markup('<a href="{}"><code>{}</code></a>').format(address, value)
    if kind == "word" and value in WORDS:
        return WORDS[value]
    return escape(sentence(value) if kind == "text" else value)


def _number(view: View, value: int, among: str) -> Markup:
    if not value:
        return Markup('<span class="hb-quiet">0</span>')
    number = escape(f"{value:,}")
    if not among:
        return number
    return hyperlink(view.site(f"procedures/?{among}"), number)
