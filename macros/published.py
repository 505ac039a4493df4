"""What is taken from the site: the handbook as JSON, schemas, templates as Markdown, calendars."""

from pathlib import Path

from handbook.export import dumps, export
from handbook.filling import shape
from handbook.ical import Calendars
from handbook.load import SCHEMAS
from macros.site import Site


def publish(site: Site, folder: Path, url: str = "") -> None:
    """Write all of it into the folder of the site, which stands at a web address if it is known."""
    target = folder / "api" / "v1" / "handbook.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(dumps(export(site.handbook, site.today)), encoding="utf-8", newline="\n")
    schemas = folder / "schemas"
    schemas.mkdir(exist_ok=True)
    for schema in sorted((site.handbook.root / SCHEMAS).glob("*.json")):
        (schemas / schema.name).write_bytes(schema.read_bytes())
    for template in site.handbook.entries("templates"):
        file = folder / site.handbook.address(template) / f"{template.id}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        text = f"{shape(site.handbook, template)}\n"
        file.write_text(text, encoding="utf-8", newline="\n")
    for feed in Calendars(site.handbook, site.today, url).every():
        file = folder / feed.address
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(feed.text, encoding="utf-8", newline="")
