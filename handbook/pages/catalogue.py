"""All pages made from records: one for each entry that has a page, one for each register."""

from collections.abc import Iterator

from handbook.pages.area import area_page
from handbook.pages.edition import Edition
from handbook.pages.meeting import meeting_page
from handbook.pages.page import Page
from handbook.pages.procedure import procedure_page
from handbook.pages.register import entry_page, register_page
from handbook.pages.role import role_page
from handbook.pages.template import template_page

# Kept beside the procedures they are about, and shown on their pages.
_SHOWN_APART = {"reviews"}


def pages(edition: Edition) -> Iterator[Page]:
    """Yield every page made from records, each rendered once."""
    handbook = edition.handbook
    yield from (procedure_page(edition, sop) for sop in handbook.sops.values())
    yield from (role_page(edition, role) for role in handbook.roles.values())
    yield from (meeting_page(edition, meeting) for meeting in handbook.meetings.values())
    yield from (template_page(edition, entry) for entry in handbook.entries("templates"))
    yield from (area_page(edition, entry) for entry in handbook.entries("areas"))
    made = {"sops", "roles", "meetings", "templates", "areas", *_SHOWN_APART}
    for register in handbook.registers.values():
        if register.kind.name in made:
            continue
        if register.kind.page:
            yield from (entry_page(edition, register.kind, entry) for entry in register)
        else:
            yield register_page(edition, register.kind)
