"""Search documents for the pages: their owner, their status and their sections."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from handbook.pages.edition import Edition
from handbook.pages.page import Page, SearchEntry
from handbook.pages.status_meaning import Meaning, meaning_of
from handbook.records import Entry
from handbook.references import Reference
from handbook.search.document import Chip, Document, Link, Part, Validity
from handbook.status import Status, process_status

# The ranking weight of a kind among equally good matches, if it differs from the default.
_WEIGHTS = {
    "sops": 130,
    "processes": 90,
    "page": 95,
    "register": 60,
    # Channels are named after their subject.
    "channels": 40,
    "discrepancies": 40,
    "exceptions": 45,
    "coverage": 45,
    "checks": 35,
}
_LISTED_WEIGHT = 85
_FORCES = {"draft": Validity.DRAFT, "retired": Validity.RETIRED}
_CHECKS = "checks/"


class Prose(NamedTuple):
    """The searchable text of a page in docs/, in sections."""

    address: str
    title: str
    names: tuple[str, ...]
    description: str
    found: tuple[SearchEntry, ...]


class SearchDocuments:
    """A converter from the pages of an edition to search documents."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._handbook = edition.handbook
        self._entries = {
            self._handbook.address(entry): entry
            for register in self._handbook.registers.values()
            for entry in register
        }

    def documents(self, page: Page, url: str) -> Iterator[Document]:
        """Yield the search documents of a page: the entries it lists, and the page itself.

        `url` is the page's address as used in links.
        """
        entry = self._entries.get(page.address)
        if page.is_continuation:
            return
        if entry is None:
            yield from self._of_list(page, url)
        elif self._handbook.kinds[entry.kind].searched:
            yield self._of_entry(page, entry, url)

    def _of_entry(self, page: Page, entry: Entry, url: str) -> Document:
        about, parts = _split(page.found, page.description)
        return replace(
            self._about(entry, url),
            about=page.description,
            also=about,
            parts=parts,
        )

    def _of_list(self, page: Page, url: str) -> Iterator[Document]:
        """Yield each entry that a page lists, then the page with the rest of its text."""
        own = []
        for found in page.found:
            entry = self._entries.get(f"{page.address}#{found.anchor}")
            if entry is None:
                own.append(found)
            elif self._handbook.kinds[entry.kind].searched:
                document = self._about(entry, f"{url}#{found.anchor}")
                weight = _WEIGHTS.get(entry.kind, _LISTED_WEIGHT)
                yield replace(document, about=found.text, weight=weight)
        about, parts = _split(own, page.description)
        check = page.address.startswith(_CHECKS)
        kind, noun = ("checks", "check") if check else ("register", "register")
        if not page.address.startswith(("registers/", _CHECKS)):
            kind, noun = "page", "page"
        yield Document(
            address=url, title=page.title, kind=kind, noun=noun, names=page.names,
            weight=_WEIGHTS[kind], about=page.description, also=about, parts=parts,
        )  # fmt: skip

    def _about(self, entry: Entry, url: str) -> Document:
        """Return a document with the owner and the status of an entry."""
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
            force=_FORCES.get(entry.status, Validity.ACTIVE),
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


def _split(found: Iterable[SearchEntry], description: str) -> tuple[str, tuple[Part, ...]]:
    """Return the text before the first heading, and the sections."""
    before = [part for part in found if not part.anchor]
    text = " ".join(part.text for part in before)
    parts = tuple(Part(*part) for part in found if part.anchor)
    return text.removeprefix(description).strip(), parts


def of_prose(page: Prose) -> Document:
    """Return the search document of a page in docs/."""
    about, parts = _split(page.found, page.description)
    return Document(
        address=page.address, title=page.title, kind="page", noun="page", names=page.names,
        weight=_WEIGHTS["page"], about=page.description, also=about, parts=parts,
    )  # fmt: skip
