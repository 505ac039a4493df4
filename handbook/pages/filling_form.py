"""The form for filling in a template: the date, the attendees, and what only a person knows."""

from typing import NamedTuple

from markupsafe import Markup

from handbook.attendance import in_use
from handbook.figures import figures
from handbook.filling import Blank, Facts, FillRequest, pieces, title_with_holders
from handbook.names import fold
from handbook.pages.edition import View
from handbook.placeholders import Placeholder
from handbook.records import Entry
from handbook.timetable import upcoming

# Two hyphens: no heading in a text produces such an anchor.
ANCHOR = "fill--form"


class Field(NamedTuple):
    """One field: the placeholder's key and name, what to enter, an example and an initial value."""

    key: str
    name: str
    description: str
    example: str
    value: str


def filling_form(view: View, entry: Entry) -> Markup:
    """Return the form of a template; it does not ask for what the handbook knows on any date."""
    found = [piece for piece in pieces(view.handbook, entry) if isinstance(piece, Blank)]
    meeting = view.handbook.meetings.get(str(entry.data.get("meeting")))
    day = next(iter(upcoming(view.handbook, meeting, view.today, 1)), None) if meeting else None
    sources = {blank.placeholder.source for blank in found}
    asked, known = _fields(view, entry, found)
    return view.render(
        "filling_form",
        day=(day or view.today).isoformat(),
        dated=bool(sources & {"date", "next-meeting"} or any(map(_is_figure, found))),
        held=meeting.title if meeting else "",
        reviewed="reviewer" in sources,
        roles=_roles(view) if "reviewer" in sources else [],
        known=known,
        asked=asked,
        name=entry.id,
    )


def _is_figure(blank: Blank) -> bool:
    return blank.placeholder.source.startswith("metric-")


def _fields(view: View, entry: Entry, found: list[Blank]) -> tuple[list[Field], list[Field]]:
    """Return the fields that only a person can fill in, and known values that can be changed."""
    day = view.today
    facts = Facts(view.handbook, entry, FillRequest(day=day, figures=figures(view.handbook, day)))
    asked: dict[str, Field] = {}
    known: dict[str, Field] = {}
    for blank in found:
        placeholder = blank.placeholder
        value = facts.value(blank)
        key = fold(blank.name)
        if placeholder.source == "attendees" and value is not None:
            known[key] = _field(blank, placeholder, value)
        elif value is None and placeholder.source != "reviewer" and not _is_figure(blank):
            asked[key] = _field(blank, placeholder, "")
    return list(asked.values()), list(known.values())


def _field(blank: Blank, placeholder: Placeholder, value: str) -> Field:
    return Field(fold(blank.name), blank.name, placeholder.description, placeholder.example, value)


def _roles(view: View) -> list[str]:
    handbook = view.handbook
    return sorted(
        title_with_holders(handbook, one) for one in handbook.roles if in_use(handbook, one)
    )
