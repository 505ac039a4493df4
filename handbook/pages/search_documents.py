"""What the search knows of the pages: whose they are, whether they hold, the parts they have."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from handbook.pages.edition import Edition
from handbook.pages.page import Found, Page
from handbook.pages.status_meaning import Meaning, meaning_of
from handbook.records import Entry
from handbook.references import Reference
from handbook.search.document import Chip, Document, Force, Link, Part
from handbook.status import Status, process_status

# How much a kind counts beside others that fit as well, if it is not as much as any other.
_WEIGHTS = {
    "sops": 130,
    "processes": 90,
    "page": 95,
    "register": 60,
    # An address to write to is called what it is about.
    "channels": 40,
    "discrepancies": 40,
    "exceptions": 45,
    "coverage": 45,
    "checks": 35,
}
_ENTRIES = 85
_FORCES = {"draft": Force.DRAFT, "retired": Force.RETIRED}
_CHECKS = "checks/"


class Prose(NamedTuple):
    """A page of docs/ as the search sees it: its own words, in parts."""

    address: str
    title: str
    names: tuple[str, ...]
    description: str
    found: tuple[Found, ...]


class SearchDocuments:
    """Turns the pages of an edition into documents."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._handbook = edition.handbook
        self._entries = {
            self._handbook.address(entry): entry
            for register in self._handbook.registers.values()
            for entry in register
        }

    def documents(self, page: Page, url: str) -> Iterator[Document]:
        """Yield what can be found of a page: the entries that stand on it, and itself.

        `url` is the page's address as links have it.
        """
        entry = self._entries.get(page.address)
        if page.goes_on:
            return
        if entry is None:
            yield from self._of_list(page, url)
        elif self._handbook.kinds[entry.kind].searched:
            yield self._of_entry(page, entry, url)

    def _of_entry(self, page: Page, entry: Entry, url: str) -> Document:
        about, parts = _divided(page.found, page.description)
        return replace(
            self._about(entry, url),
            about=page.description,
            also=about,
            parts=parts,
        )

    def _of_list(self, page: Page, url: str) -> Iterator[Document]:
        """Yield each of the many entries that a page shows, then what else it says."""
        own = []
        for found in page.found:
            entry = self._entries.get(f"{page.address}#{found.anchor}")
            if entry is None:
                own.append(found)
            elif self._handbook.kinds[entry.kind].searched:
                document = self._about(entry, f"{url}#{found.anchor}")
                weight = _WEIGHTS.get(entry.kind, _ENTRIES)
                yield replace(document, about=found.text, weight=weight)
        about, parts = _divided(own, page.description)
        check = page.address.startswith(_CHECKS)
        kind, noun = ("checks", "check") if check else ("register", "register")
        if not page.address.startswith(("registers/", _CHECKS)):
            kind, noun = "page", "page"
        yield Document(
            address=url, title=page.title, kind=kind, noun=noun, names=page.names,
            weight=_WEIGHTS[kind], about=page.description, also=about, parts=parts,
        )  # fmt: skip

    def _about(self, entry: Entry, url: str) -> Document:
        """Return a document that says whose an entry is and whether it holds."""
        owner = self._cited(entry, "owner") or self._cited(entry, "lead")
        area = self._area(entry)
        return Document(
            address=url,
            title=entry.title,
            kind=entry.kind,
            noun="procedure" if entry.kind == "sops" else self._handbook.kinds[entry.kind].noun,
            names=(*entry.aliases, entry.id),
            area=area.title if area else "",
            owner=Link(owner.title, self._handbook.address(owner)) if owner else None,
            chip=self._chip(entry),
            force=_FORCES.get(entry.status, Force.ACTIVE),
            weight=_WEIGHTS.get(entry.kind, 100),
        )

    def _cited(self, entry: Entry, name: str) -> Entry | None:
        made = (one for one in self._handbook.uses(entry) if one.route == (name,))
        first: Reference | None = next(made, None)
        return first.target if first else None

    def _area(self, entry: Entry) -> Entry | None:
        if entry.kind == "sops":
            return self._handbook.find("areas", self._handbook.sops[entry.id].area)
        return self._cited(entry, "area")

    def _chip(self, entry: Entry) -> Chip | None:
        status = self._status(entry)
        if status is not None:
            return Chip(meaning_of(status).value, status.word)
        if entry.status == "active":
            return None
        return Chip(Meaning.UNKNOWN.value, entry.status.capitalize())

    def _status(self, entry: Entry) -> Status | None:
        if entry.kind == "sops":
            return self._edition.standings[entry.id].status
        if entry.kind == "processes":
            process = self._handbook.processes[entry.id]
            return process_status(self._handbook, process, self._edition.today)
        return None


def _divided(found: Iterable[Found], description: str) -> tuple[str, tuple[Part, ...]]:
    """Return what stands before the first heading, and the parts below headings."""
    before = [part for part in found if not part.anchor]
    text = " ".join(part.text for part in before)
    parts = tuple(Part(*part) for part in found if part.anchor)
    return text.removeprefix(description).strip(), parts


def of_prose(page: Prose) -> Document:
    """Return what can be found of a page of docs/."""
    about, parts = _divided(page.found, page.description)
    return Document(
        address=page.address, title=page.title, kind="page", noun="page", names=page.names,
        weight=_WEIGHTS["page"], about=page.description, also=about, parts=parts,
    )  # fmt: skip
