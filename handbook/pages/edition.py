"""One edition of the handbook: its data, the date it is built for, and links between its pages."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from handbook import amounts, times
from handbook.book import Handbook
from handbook.diagnostics import Place
from handbook.history.events import History
from handbook.names import asked_for
from handbook.pages import words
from handbook.pages.issue import Issue
from handbook.pages.page import Page, SearchEntry
from handbook.pages.remarks import remarks
from handbook.pages.status_meaning import Meaning, chip, status_chip
from handbook.pages.texts import external_link
from handbook.records import Entry
from handbook.references import Reference
from handbook.status import Standing, standings

GUIDE = "guide/"
# Stands for the whole handbook in `Edition.printed`.
WHOLE = "handbook"
# At most this many rendered links are cached.
_MAX_LINKS = 5_000


def _no_tracker(_issue: Issue) -> str | None:
    """Return None: no issue tracker is configured."""
    return None


@dataclass(frozen=True, kw_only=True)
class Edition:
    """Everything that the pages of one build share.

    `edit` returns the URL where a file can be edited, `issue` the URL of a prefilled issue form;
    both return None if there is none. `url` is the URL of the site root, or empty if unknown.
    `history` holds the known changes. `printed` lists what has a PDF next to its page: "sops",
    "areas", or the whole "handbook".
    """

    handbook: Handbook
    today: date
    edit: Callable[[str], str | None]
    issue: Callable[[Issue], str | None] = _no_tracker
    url: str = ""
    history: History = field(default_factory=History)
    printed: frozenset[str] = frozenset()

    def pdf(self, entry: Entry | None) -> str:
        """Return the path of the PDF of an entry or the whole handbook; empty if there is none."""
        if (entry.kind if entry else WHOLE) not in self.printed:
            return ""
        if entry is None:
            return f"{WHOLE}.pdf"
        empty = entry.kind == "areas" and entry.id not in self._areas_in_use
        return "" if empty else f"{self.handbook.address(entry)}{entry.id}.pdf"

    @cached_property
    def _areas_in_use(self) -> frozenset[str]:
        """The ids of the areas that have a procedure in use."""
        return frozenset(sop.area for sop in self.handbook.sops_in_use)

    @cached_property
    def standings(self) -> Mapping[str, Standing]:
        """The status of each procedure today, by id."""
        return standings(self.handbook, self.today)

    @cached_property
    def subjects(self) -> Mapping[str, Entry]:
        """The entries that have their own page, by its address."""
        handbook = self.handbook
        return {
            handbook.address(entry): entry
            for register in handbook.registers.values()
            if register.kind.page
            for entry in register
        }

    @cached_property
    def channels(self) -> Mapping[str, Entry]:
        """The first channel for each group, area or role, by "kind/id"."""
        found: dict[str, Entry] = {}
        for channel in self.handbook.entries("channels"):
            if channel.status != "retired":
                for name in channel.data.get("audience", ()):
                    found.setdefault(name, channel)
        return found

    @cached_property
    def links(self) -> dict[tuple[str, str, str], Markup]:
        """A cache of rendered links to entries, keyed by path to the root, kind and id."""
        return {}

    def with_changes(self, handbook: Handbook, entries: Iterable[Entry]) -> "Edition":
        """Return a copy of this edition for a handbook in which only `entries` have changed."""
        found = replace(self, handbook=handbook)
        pages = [entry for entry in entries if handbook.kinds[entry.kind].page]
        changed = {handbook.address(entry): entry for entry in pages}
        vars(found)["subjects"] = {**self.subjects, **changed}
        return found

    def view(self, address: str) -> "View":
        """Return a view of the handbook from the page at an address."""
        return View(self, address)

    def view_of(self, entry: Entry) -> "View":
        """Return a view of the handbook from the page of an entry."""
        return View(self, self.handbook.address(entry))


class View:
    """The API for the templates of one page; every link is relative to that page."""

    def __init__(self, edition: Edition, address: str) -> None:
        self.edition = edition
        self.address = address
        self.handbook = edition.handbook
        self.today = edition.today
        self.up = "../" * address.count("/") or "./"

    def render(self, template: str, **context: Any) -> Markup:
        """Return a rendered template of this package; everything passed to it is escaped."""
        html = _TEMPLATES.get_template(f"{template}.html").render(view=self, **context)
        return Markup(html)  # noqa: S704 - the templates escape

    def href(self, entry: Entry) -> str:
        """Return the relative URL of an entry."""
        return self.up + quote(self.handbook.address(entry), safe="/#")

    def site(self, address: str) -> str:
        """Return the relative URL of a page, given from the site root: "guide/review/"."""
        return self.up + quote(address, safe="/#?=&")

    def link_to(self, address: str, text: str) -> Markup:
        """Return a link to a page of the site, whose address is given from the root."""
        return words.hyperlink(self.site(address), text)

    def pdf(self, entry: Entry | None) -> str | None:
        """Return the URL of the PDF of an entry or the whole handbook; None if there is none."""
        address = self.edition.pdf(entry)
        return self.site(address) if address else None

    def link(self, entry: Entry, text: str | None = None, anchor: str = "") -> Markup:
        """Return a link to an entry with its title as text, marked if it is retired."""
        if text or anchor:
            return self._link(entry, text or entry.title, anchor)
        links, key = self.edition.links, (self.up, entry.kind, entry.id)
        link = links.get(key)
        if link is None:
            if len(links) >= _MAX_LINKS:
                # Few pages link to any one procedure; links to roles are back in the cache at once.
                links.clear()
            link = links[key] = self._link(entry, entry.title, "")
        return link

    def _link(self, entry: Entry, text: str, anchor: str) -> Markup:
        href = self.href(entry) + (f"#{quote(anchor)}" if anchor else "")
        link = words.hyperlink(href, text)
        return link + Markup(" (retired)") if entry.status == "retired" else link

    def entry_link(self, kind: str, value: str | None) -> Markup:
        """Return a link to an entry by its id; an unknown name stays plain text."""
        if value is None:
            return Markup("")
        entry = self.handbook.find(kind, value)
        return self.link(entry) if entry else external_link(value)

    def cited(self, value: str) -> Markup:
        """Return a link to an entry given as "kind/id"; an unknown name stays plain text."""
        entry = self.find(value)
        return self.link(entry) if entry else external_link(value)

    def find(self, value: str) -> Entry | None:
        """Return the entry given as "kind/id", by its current or a former id."""
        kind, _, entry_id = value.partition("/")
        found = self.handbook.find(kind, entry_id)
        now = None if found else self.edition.history.former.get((kind, entry_id))
        return self.handbook.find(kind, now) if now else found

    def entry(self, kind: str, entry_id: str) -> Entry:
        """Return the entry that a page asks for; raise LookupError if there is none."""
        known = {entry.id: entry for entry in self.handbook.entries(kind)}
        return asked_for(known, entry_id, f"{kind} has no entry {entry_id!r}")

    def retired(self, kind: str) -> Markup:
        """Return links to the retired entries of a kind, separated by commas."""
        return self.listed(
            words.hyperlink(self.href(entry), entry.title)
            for entry in self.handbook.entries(kind)
            if entry.status == "retired"
        )

    def listed(self, links: Iterable[Markup | str]) -> Markup:
        """Return links separated by commas."""
        return Markup(", ").join(links)

    def noun(self, entry: Entry) -> str:
        """Return the noun that readers use for an entry: files say SOP, readers say procedure."""
        return "procedure" if entry.kind == "sops" else self.handbook.kinds[entry.kind].noun

    def edit(self, place: Place) -> str | None:
        """Return the URL where the file at a place can be edited."""
        return self.edition.edit(place.path)

    def used_by(self, entry: Entry, *without: str) -> list[tuple[str, list[Entry]]]:
        """Return the entries that refer to an entry, once each, by the plural of their kind."""
        found: dict[str, dict[str, Entry]] = {}
        for reference in self.citations(entry, *without):
            source = reference.source
            found.setdefault(source.kind, {})[source.id] = source
        kinds = self.handbook.kinds
        return [(kinds[kind].title, list(sources.values())) for kind, sources in found.items()]

    def citations(self, entry: Entry, *without: str) -> Iterator[Reference]:
        """Yield the references to an entry from other entries, except from some kinds.

        Settings refer to entries too, but have no page to link to.
        """
        for reference in self.handbook.used_by(entry):
            source = reference.source
            itself = (source.kind, source.id) == (entry.kind, entry.id)
            if not itself and source.kind not in {"reviews", "settings", *without}:
                yield reference

    def remarks(self) -> Markup:
        """Return the open questions about the entry that this page is about."""
        entry = self.edition.subjects.get(self.address)
        return remarks(self, entry, brief=False) if entry else Markup("")

    def remarks_on(self, entry: Entry) -> Markup:
        """Return the open questions about an entry in brief, for a list of entries."""
        return remarks(self, entry, brief=True)

    def page(
        self, entry: Entry, html: str, *, description: str, found: tuple[SearchEntry, ...]
    ) -> Page:
        """Return the page of the entry that this view belongs to."""
        return Page(
            address=self.address,
            source=entry.document.path,
            title=entry.title,
            description=description,
            html=html,
            found=found,
            names=entry.aliases,
            retired=entry.status == "retired",
        )

    # Functions that templates call by name.
    dated = staticmethod(words.dated)
    dated_as_written = staticmethod(words.dated_text)
    counted = staticmethod(amounts.counted)
    spoken = staticmethod(times.format_date)
    sentence = staticmethod(words.sentence)
    status = staticmethod(status_chip)

    def chip(self, meaning: str, word: str) -> Markup:
        """Return a word as a chip with the shape and colour of its meaning."""
        return chip(Meaning(meaning), word)

    def distance(self, day: date) -> str:
        """Return how far away a day is, in words."""
        return words.distance(day, self.today)


_TEMPLATES = Environment(
    loader=PackageLoader("handbook.pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    # The server reloads this module when one of its templates changes.
    auto_reload=False,
)
_TEMPLATES.policies["json.dumps_kwargs"] = {"separators": (",", ":")}
