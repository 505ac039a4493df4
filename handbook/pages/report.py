"""A report's table as HTML: its entries linked, its statuses with shape and colour."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, Protocol

from markupsafe import Markup

from handbook.pages.edition import View
from handbook.pages.meaning import Meaning, chip, status_chip
from handbook.pages.words import dated, sentence
from handbook.status import Status


class Cell(Protocol):
    """A value, and the (kind, id) of the entry it names, if it names one."""

    @property
    def value(self) -> str | int | date | None: ...  # noqa: D102
    @property
    def link(self) -> tuple[str, str] | None: ...  # noqa: D102


class Table(Protocol):
    """A table of a report."""

    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def columns(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def rows(self) -> Sequence[Sequence[Cell]]: ...  # noqa: D102
    @property
    def note(self) -> str: ...  # noqa: D102


class Shown(NamedTuple):
    """A cell as HTML, with the label and the look of its column."""

    label: str
    html: Markup
    look: str


_BY_WORD = {status.word: status for status in Status}
_WORDS = {
    "vacant": chip(Meaning.BAD, "Vacant"),
    "unknown": Markup('<span class="hb-quiet">Not recorded</span>'),
}
_SHARE = re.compile(r"\d+ of \d+")


def report(view: View, table: Table, empty: str) -> Markup:
    """Return a table without its empty columns, or a sentence where it has no rows."""
    used = [
        index
        for index in range(len(table.columns))
        if any(row[index].value is not None for row in table.rows)
    ]
    looks = {index: _look([row[index].value for row in table.rows]) for index in used}
    return view.render(
        "report",
        name=table.title,
        note=table.note,
        empty=empty,
        columns=[(table.columns[index], looks[index]) for index in used],
        rows=[
            [
                Shown(
                    table.columns[index],
                    _cell(view, table.columns[index], row[index]),
                    looks[index],
                )
                for index in used
            ]
            for row in table.rows
        ],
    )


def _look(values: list[str | int | date | None]) -> str:
    """Return how a column is set: numbers to the right, dates and shares on one line."""
    found = [value for value in values if value is not None]
    if all(isinstance(value, int) for value in found):
        return "hb-figure hb-number"
    if all(isinstance(value, date) or _SHARE.fullmatch(str(value)) for value in found):
        return "hb-figure"
    return ""


def _cell(view: View, column: str, cell: Cell) -> Markup:
    if cell.link is not None:
        return view.to(*cell.link)
    if cell.value is None:
        return Markup("")
    if isinstance(cell.value, date):
        return dated(cell.value)
    if isinstance(cell.value, int):
        number = Markup("{}").format(f"{cell.value:,}")
        return number if cell.value else Markup('<span class="hb-quiet">0</span>')
    if column == "Status" and cell.value in _BY_WORD:
        return status_chip(_BY_WORD[cell.value])
    if column == "Rule":
        return Markup('<a href="{}"><code>{}</code></a>').format(
            view.site(f"checks/{cell.value}/"), cell.value
        )
    return _WORDS.get(cell.value) or Markup("{}").format(sentence(cell.value))
