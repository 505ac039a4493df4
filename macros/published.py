"""What is taken from the site: the handbook as JSON, its schemas, the templates as Markdown."""

from pathlib import Path

from handbook.export import dumps, export
from handbook.filling import shape
from handbook.load import SCHEMAS
from macros.site import Site


def publish(site: Site, folder: Path) -> None:
    """Write all of it into the folder of the site."""
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
