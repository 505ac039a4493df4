"""Overlapping meetings in words, each clash with the sign that marks it in the week."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from handbook.attendance import Clash
from handbook.pages.edition import View
from handbook.pages.times import time_range
from handbook.records import Meeting, Role

_MAX_SIGNS = 20


def clash_list(view: View, clashes: Sequence[Clash], of: Role | None = None) -> Markup:
    """Return clashes as a list, empty if there are none; with `of`, without the roles affected."""
    rows = [
        {
            "mark": sign(number),
            "days": view.listed(day.capitalize() for day in clash.days),
            "later": _timed(view, clash.later.meeting),
            "earlier": _timed(view, clash.earlier.meeting),
            "who": "" if of else _who(view, clash.roles),
        }
        for number, clash in enumerate(clashes, 1)
    ]
    return view.render("clashes", rows=rows) if rows else Markup("")


def marks_of(meeting: Meeting, day: str, clashes: Iterable[Clash]) -> str:
    """Return the signs of the clashes that a meeting has on a day."""
    return " ".join(
        sign(number)
        for number, clash in enumerate(clashes, 1)
        if day in clash.days and meeting.id in {clash.earlier.meeting.id, clash.later.meeting.id}
    )


def sign(number: int) -> str:
    """Return the sign of a clash: "①"."""
    return chr(ord("①") + number - 1) if number <= _MAX_SIGNS else f"({number})"


def _timed(view: View, meeting: Meeting) -> Markup:
    return Markup("{} ({})").format(view.link(meeting.entry), time_range(meeting))


def _who(view: View, roles: frozenset[str]) -> Markup:
    return view.listed(
        view.link(role.entry) for role in view.handbook.roles.values() if role.id in roles
    )
