"""The downloads of the site: data, schemas, templates, feeds and calendars."""

from collections import deque
from collections.abc import Iterator
from pathlib import Path

from handbook.api.documents import FOLDER, documents, schema
from handbook.api.documents import dumps as compact
from handbook.export import compact as whole
from handbook.feeds.atom import NAME as ATOM
from handbook.feeds.atom import atom
from handbook.feeds.json_feed import NAME as JSON_FEED
from handbook.feeds.json_feed import json_feed
from handbook.filling import unfilled
from handbook.formats.forms import FILE as FORM
from handbook.formats.forms import form
from handbook.formats.meeting_rules import meeting_rules
from handbook.ical import Calendars
from handbook.load import SCHEMAS
from handbook.pages.my_role import NAME as MINE
from handbook.pages.my_role import dumps as mine
from handbook.timetable import RULES
from macros.output import write
from macros.site import Site


def publish(site: Site, folder: Path) -> None:
    """Write all downloads into the site folder."""
    deque(publishing(site, folder), maxlen=0)


def publishing(site: Site, folder: Path) -> Iterator[None]:
    """Do what `publish` does in steps, so that a caller can stop between them."""
    api = folder / FOLDER
    write(api / "handbook.json", whole(site.handbook, site.today))
    write(api / "schema.json", schema())
    yield
    edition = site.edition
    for path, document in documents(site.handbook, edition.history, site.today, edition.url):
        write(api / path, compact(document))
        yield
    schemas = folder / "schemas"
    schemas.mkdir(exist_ok=True)
    for file in sorted((site.handbook.root / SCHEMAS).glob("*.json")):
        (schemas / file.name).write_bytes(file.read_bytes())
    for template in site.handbook.entries("templates"):
        file = folder / site.handbook.address(template) / f"{template.id}.md"
        write(file, f"{unfilled(site.handbook, template)}\n")
        write(file.with_name(FORM), form(site.handbook, template))
    for role in site.handbook.roles_in_use:
        write(folder / site.handbook.address(role.entry) / MINE, mine(site.edition, role))
        yield
    for changes in site.feeds.values():
        write(folder / changes.page / ATOM, atom(changes))
        write(folder / changes.page / JSON_FEED, json_feed(changes))
    write(folder / RULES, meeting_rules(site.handbook))
    for calendar in Calendars(site.handbook, site.today, site.edition.url).every():
        write(folder / calendar.address, calendar.text)
        yield
