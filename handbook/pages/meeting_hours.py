"""How long each role is in meetings in an average week."""

from typing import NamedTuple

from markupsafe import Markup

from handbook.amounts import counted
from handbook.pages.edition import View
from handbook.pages.times import lasting
from handbook.timetable import Load, load_of, loads


class Row(NamedTuple):
    """A role's week: the time as words and as a share of the longest, and what is not in it."""

    role: Markup
    time: str
    share: int
    meetings: str


def hours(view: View) -> Markup:
    """Return the load of every role that is expected at a meeting, the highest first."""
    found = loads(view.handbook)
    longest = max((load.minutes for load in found.values()), default=0) or 1
    rows = [
        Row(
            view.to("roles", role_id),
            lasting(load.minutes),
            round(100 * load.minutes / longest),
            _counted(load),
        )
        for role_id, load in found.items()
    ]
    return view.render("hours", rows=rows)


def _counted(load: Load) -> str:
    found = counted(len(load.counted), "meeting")
    return f"{found}, {len(load.uncounted)} more not counted" if load.uncounted else found


def told(view: View, role_id: str) -> Markup:
    """Return the load of one role as a sentence, with what is not counted in it."""
    load = load_of(view.handbook, role_id)
    if not load.counted:
        return Markup("")
    return Markup("{} a week in {}{}.").format(
        Markup("<strong>About {}</strong>").format(lasting(load.minutes)),
        counted(len(load.counted), "meeting"),
        _left_out(view, load),
    )


def _left_out(view: View, load: Load) -> Markup:
    if not load.uncounted:
        return Markup("")
    links = view.listed(view.link(meeting.entry) for meeting in load.uncounted)
    return Markup(". Not counted, because their length or frequency is not recorded: {}").format(
        links
    )
