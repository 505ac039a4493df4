"""Freshness: the review status of every procedure, most urgent first."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from handbook.book import Handbook
from handbook.collation import alphabetical
from handbook.records import Sop
from handbook.reports.table import (
    Cell,
    Row,
    Table,
    comma_list,
    counted_of,
    entry_cell,
    reference_cell,
)
from handbook.status import Standing, Status, standing_of

COLUMNS = (
    "Procedure",
    "Owner",
    "Status",
    "Reasons",
    "Last review",
    "Reviewer",
    "Due",
    "Days left",
)


def freshness(handbook: Handbook, today: date) -> Table:
    """Return every procedure in use: to update, due soon, current, then drafts."""
    assessed = [(sop, standing_of(handbook, sop, today)) for sop in handbook.sops_in_use]
    assessed.sort(key=lambda pair: _urgency(*pair))
    rows = tuple(_row(handbook, sop, found, today) for sop, found in assessed)
    return Table("Freshness", COLUMNS, rows, _note([found for _, found in assessed]))


def needs_update(standing: Standing) -> bool:
    """Return whether any reason makes the procedure need an update."""
    return any(reason.word == Status.OVERDUE.word for reason in standing.reasons)


def _note(assessed: Sequence[Standing]) -> str:
    """Return how many procedures need an update, and how many of them the lists show otherwise.

    The table of contents and the home page show each procedure under its worst status only.
    """
    if not assessed:
        return ""
    words = Counter(found.status.word for found in assessed if needs_update(found))
    others = sorted((word, number) for word, number in words.items() if word != Status.OVERDUE.word)
    named = " and ".join(f"{number} of them as {word}" for word, number in others)
    shown = f"; the lists show {named}" if named else ""
    needing = counted_of(words.total(), len(assessed), "procedure", "needs", "need")
    return f"{needing} an update{shown}."


def _urgency(sop: Sop, found: Standing) -> tuple[int, date, tuple[str, str]]:
    return _rank(found), found.due or date.min, alphabetical(sop.title)


def _rank(found: Standing) -> int:
    if found.status is Status.DRAFT:
        return 3
    if needs_update(found):
        return 0
    return 1 if Status.DUE_SOON in found.reasons else 2


def _row(handbook: Handbook, sop: Sop, found: Standing, today: date) -> Row:
    review = found.review
    return (
        entry_cell(sop.entry),
        reference_cell(handbook, "roles", sop.owner),
        Cell(found.status.word),
        Cell(reasons(handbook, found)),
        Cell(review.date if review else None),
        reference_cell(handbook, "roles", review.reviewer) if review else Cell(None),
        Cell(found.due),
        Cell((found.due - today).days if found.due else None),
    )


def reasons(handbook: Handbook, found: Standing) -> str | None:
    """Return the reasons not expressed by the status itself, naming suspect citations."""
    suspects = comma_list(suspect(handbook, name) for name in found.suspects)
    others = [reason for reason in found.reasons if reason != found.status.word.lower()]
    named = (f"{one} ({suspects})" if one is Status.SUSPECT else one for one in others)
    return comma_list(named) or None


def suspect(handbook: Handbook, name: str) -> str:
    """Return the title of the entry "kind/id", or its id if it was removed."""
    kind, _, entry_id = name.partition("/")
    entry = handbook.find(kind, entry_id)
    return entry.title if entry else f"{entry_id} was removed"
