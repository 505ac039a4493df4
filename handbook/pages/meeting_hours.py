"""The time each role spends in meetings in an average week."""

from typing import NamedTuple

from markupsafe import Markup

from handbook.amounts import counted
from handbook.pages.edition import View
from handbook.pages.times import rounded_duration
from handbook.timetable import Load, load_of, loads


class Row(NamedTuple):
    """A role's load: the time, its share of the highest load, and the meetings counted."""

    role: Markup
    time: str
    share: int
    meetings: str


def hours(view: View) -> Markup:
    """Return the meeting load of every role that attends meetings, highest first."""
    found = loads(view.handbook)
    longest = max((load.minutes for load in found.values()), default=0) or 1
    rows = [
        Row(
            view.entry_link("roles", role_id),
            rounded_duration(load.minutes),
            round(100 * load.minutes / longest),
            _counted(load),
        )
        for role_id, load in found.items()
    ]
    return view.render("hours", rows=rows)


def _counted(load: Load) -> str:
    found = counted(len(load.counted), "meeting")
    return f"{found}, {len(load.uncounted)} more not counted" if load.uncounted else found


def load_sentence(view: View, role_id: str) -> Markup:
    """Return the meeting load of one role as a sentence, including what is not counted."""
    load = load_of(view.handbook, role_id)
    if not load.counted:
        return Markup("")
    return Markup("{} a week in {}{}.").format(
        Markup("<strong>About {}</strong>").format(rounded_duration(load.minutes)),
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
