"""Recent changes day by day: each entry with what changed and who is affected."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby, islice
from typing import NamedTuple

from markupsafe import Markup

from handbook.amounts import counted, plural_of
from handbook.changes.values import net
from handbook.collation import alphabetical
from handbook.history.events import MAX_QUOTED, Event, phrase
from handbook.pages.edition import Edition, View
from handbook.pages.facets import area_facet, choices
from handbook.pages.listing import Choice, Facet, attributes
from handbook.pages.page import Page, SearchEntry
from handbook.pages.words import dated, dated_text, sentence
from handbook.records import Entry

HOW = {
    "added": "New",
    "changed": "Changed",
    "renamed": "Renamed",
    "retired": "Retired",
    "removed": "Removed",
}
# Limits: lines on the page, differences and roles in a line, entries listed separately.
_MAX_LINES, _MAX_PHRASES, _MAX_ROLES, _MAX_SEPARATE = 100, 6, 5, 6
# The length of texts that are quoted where there is room for one line only.
_MAX_QUOTED_IN_LINE = 40
# Days shown on the page of an entry.
_MAX_DAYS = 8


class Line(NamedTuple):
    """What happened to one entry on one day, or to several that were added or removed together."""

    day: date
    written: str
    kind: str
    how: str
    title: Markup
    noun: str
    # A summary for where there is room for one line only.
    brief: str
    notes: tuple[str, ...]
    phrases: tuple[str, ...]
    entries: tuple[Markup, ...]
    roles: tuple[str, ...]
    areas: tuple[str, ...]

    @property
    def when(self) -> Markup:
        """The date, as precisely as it is known."""
        return dated_text(self.written) if self.written else dated(self.day)

    @property
    def shown(self) -> tuple[str, ...]:
        """The differences shown at once."""
        return self.phrases[:_MAX_PHRASES]

    @property
    def rest(self) -> tuple[str, ...]:
        """The differences shown on request."""
        return self.phrases[_MAX_PHRASES:]

    @property
    def attributes(self) -> Markup:
        """The data attributes that scripts filter by."""
        keys = {"area": self.areas, "role": self.roles, "kind": (self.kind,), "how": (self.how,)}
        return attributes(keys, "")


def recent_changes(view: View) -> Markup:
    """Return the newest changes by day, with a filter form for browsers that run scripts."""
    history = view.edition.history
    found = lines_of(view, history.work_events)
    lines = list(islice(found, _MAX_LINES))
    return view.render(
        "recent",
        gaps=history.gaps,
        cut=next(found, None) and _MAX_LINES,
        days=[(day, list(some)) for day, some in groupby(lines, key=lambda line: line.when)],
        facets=list(_facets(view, lines)),
        how=HOW,
        touched=lambda line: _affected_roles(view, line),
    )


def changes_page(edition: Edition) -> Page:
    """Return the recent changes page, for sites whose docs/ has none."""
    address = "changes/"
    view = edition.view(address)
    description = "What changed in the handbook recently, newest first, and who is affected."
    return Page(
        address=address,
        source="handbook/pages/templates/recent.html",
        title="Recent changes",
        description=description,
        html=view.render("changes_page", lead=description, changes=recent_changes(view)),
        found=(SearchEntry("", "Recent changes", description),),
    )


def latest(view: View, most: int) -> Markup:
    """Return the newest changes to how work is done, one line each."""
    lines = lines_of(view, view.edition.history.work_events)
    return view.render("changes", changes=list(islice(lines, most)))


def history_of(view: View, entry: Entry) -> list[Line]:
    """Return the git history of an entry, newest first; empty if it was only added."""
    events = [event for event in view.edition.history.of(entry.kind, entry.id) if event.commit]
    lines = list(islice(lines_of(view, events), _MAX_DAYS))
    return lines if any(line.how != "added" for line in lines) else []


def lines_of(view: View, events: Iterable[Event]) -> Iterator[Line]:
    """Yield changes to entries, newest first, with one line per entry and day."""
    for _, found in groupby(events, key=lambda event: event.written or event.day):
        yield from _grouped(list(_by_entry(view, list(found))))


def _by_entry(view: View, events: Sequence[Event]) -> Iterator[Line]:
    by_entry: dict[tuple[str, str], list[Event]] = {}
    for event in events:
        now = event.entry.id if event.entry else event.id
        by_entry.setdefault((event.kind, now), []).append(event)
    for (kind, _), found in by_entry.items():
        newest, oldest = found[0], found[-1]
        if (oldest.how, newest.how) == ("added", "removed"):
            continue
        is_new = oldest.how == "added"
        notes = _unique(note for event in reversed(found) for note in event.notes)
        how = "added" if is_new else newest.how
        phrases = () if is_new else _unique(_phrases(found))
        in_line = () if is_new or notes else _phrases(found, _MAX_QUOTED_IN_LINE)
        if newest.how == "changed" and not (is_new or notes or phrases):
            continue
        yield Line(
            day=newest.day,
            written=newest.written,
            kind=kind,
            how=how,
            title=_link(view, newest.entry, newest.title),
            noun=noun_of(view, kind),
            brief=next(iter((*notes, *in_line)), HOW[how]),
            notes=notes,
            phrases=phrases,
            entries=(),
            roles=_unique(role for event in found for role in event.roles),
            areas=_unique(area for event in found for area in event.areas),
        )


def _phrases(events: Sequence[Event], most: int = MAX_QUOTED) -> Iterator[str]:
    """Yield the net differences, in the order made; `most` is the length of quoted texts."""
    for event in reversed(events):
        if event.former_id:
            yield f"Its address now ends in {event.id} instead of {event.former_id}"
    for change in net(event.changes for event in reversed(events)):
        yield phrase(change, most)


def _grouped(lines: list[Line]) -> Iterator[Line]:
    """Yield the lines of a day, joining many additions or removals of one kind into one line."""
    alike: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        if line.how in {"added", "removed"}:
            alike.setdefault((line.kind, line.how), []).append(line)
    for line in lines:
        group = alike.get((line.kind, line.how), [])
        if len(group) <= _MAX_SEPARATE:
            yield line
        elif line is group[0]:
            yield _joined(group)


def _joined(group: list[Line]) -> Line:
    first = group[0]
    return first._replace(
        title=Markup("{}").format(counted(len(group), first.noun, plural_of(first.noun))),
        noun="",
        brief=HOW[first.how],
        notes=(),
        entries=tuple(line.title for line in group),
        roles=_unique(role for line in group for role in line.roles),
        areas=_unique(area for line in group for area in line.areas),
    )


def _link(view: View, entry: Entry | None, title: str) -> Markup:
    return view.link(entry, title) if entry else Markup("{}").format(title)


def noun_of(view: View, kind: str) -> str:
    """Return the noun for an entry of a kind that may no longer exist."""
    if kind == "sops":
        return "procedure"
    found = view.handbook.registers.get(kind)
    # A register without entries still exists.
    return kind if found is None else found.kind.noun


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _affected_roles(view: View, line: Line) -> Markup:
    """Return the roles that a change affects."""
    links = [view.entry_link("roles", role) for role in line.roles[:_MAX_ROLES]]
    more = len(line.roles) - _MAX_ROLES
    return view.listed([*links, *([f"{more} more"] if more > 0 else [])])


def _facets(view: View, lines: Sequence[Line]) -> Iterator[Facet]:
    """Yield the facets of the changes that have more than one choice."""
    roles = {role for line in lines for role in line.roles}
    kinds = {line.kind: sentence(noun_of(view, line.kind)) for line in lines}
    hows = {line.how for line in lines}
    found = (
        area_facet(view.handbook, (area for line in lines for area in line.areas)),
        Facet("role", "Role", choices(view.handbook, "roles", roles)),
        Facet("kind", "Kind", tuple(_by_title(kinds))),
        Facet(
            "how", "Change", tuple(Choice(how, word) for how, word in HOW.items() if how in hows)
        ),
    )
    yield from (facet for facet in found if len(facet.choices) > 1)


def _by_title(titles: Mapping[str, str]) -> Iterator[Choice]:
    for name, title in sorted(titles.items(), key=lambda pair: alphabetical(pair[1])):
        yield Choice(name, title)
