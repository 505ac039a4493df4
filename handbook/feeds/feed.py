"""The feeds and their items."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from handbook.book import Handbook
from handbook.history.events import Event, History
from handbook.records import Entry

MAIN = "changes/"
# The number of items in the main feed, and in those of an area or a role.
_MAX_MAIN, _MAX_ITEMS = 50, 25
_ACTIONS = {"added": "new"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One change as plain text; `address` is that of the entry, or None if it was removed."""

    event: Event
    title: str
    lines: tuple[str, ...]
    address: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """The latest changes for an audience; `page` is the address of the page it belongs to.

    `base` is the address of the site, or empty if it is not known.
    """

    title: str
    page: str
    base: str
    author: str
    updated: datetime
    items: tuple[Item, ...]

    @property
    def key(self) -> str:
        """Return an id that stays the same if the site moves."""
        return uuid5(NAMESPACE_URL, f"{self.author}/{self.page}").urn

    def link(self, address: str) -> str:
        """Return the link to an address of the site as the feed writes it."""
        up = self.base or "../" * self.page.count("/")
        return up + quote(address, safe="/#")


def feeds(handbook: Handbook, history: History, base: str, built: datetime) -> Iterator[Feed]:
    """Yield every feed; `base` is the site's address if known, `built` the day of the build."""
    name = str(handbook.settings.get("title", "Handbook"))

    def feed(title: str, page: str, events: Sequence[Event]) -> Feed:
        return Feed(
            title=f"{name}: {title}",
            page=page,
            base=base,
            author=str(handbook.settings.get("company", name)),
            updated=max((event.moment for event in events), default=built),
            items=tuple(_item(handbook, event) for event in events),
        )

    yield feed("recent changes", MAIN, history.work_events[:_MAX_MAIN])
    for kind, found, words in (
        ("areas", history.for_area, "changes in"),
        ("roles", history.for_role, "changes for"),
    ):
        for entry in handbook.entries(kind):
            events = found(entry.id)[:_MAX_ITEMS]
            yield feed(f"{words} {entry.title}", handbook.address(entry), events)


def _item(handbook: Handbook, event: Event) -> Item:
    title = f"{event.title}: {_ACTIONS.get(event.how, event.how)}"
    return Item(
        event=event,
        title=title,
        lines=(*event.notes, *event.phrases, *_audience(handbook, event)) or (title,),
        address=handbook.address(event.entry) if event.entry else None,
    )


def _audience(handbook: Handbook, event: Event) -> Iterator[str]:
    roles = [role for name in event.roles if (role := handbook.find("roles", name))]
    if roles:
        yield f"For {_titles(roles)}"


def _titles(entries: Sequence[Entry]) -> str:
    return ", ".join(entry.title for entry in entries)
