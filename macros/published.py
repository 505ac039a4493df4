"""What other programs read on the site: the whole handbook as JSON, and the schemas of it."""

from pathlib import Path

from handbook.export import dumps, export
from handbook.load import SCHEMAS
from macros.site import Site


def publish(site: Site, folder: Path) -> None:
    """Write the handbook and the schemas into the folder of the site."""
    target = folder / "api" / "v1" / "handbook.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(dumps(export(site.handbook, site.today)), encoding="utf-8", newline="\n")
    schemas = folder / "schemas"
    schemas.mkdir(exist_ok=True)
    for schema in sorted((site.handbook.root / SCHEMAS).glob("*.json")):
        (schemas / schema.name).write_bytes(schema.read_bytes())
