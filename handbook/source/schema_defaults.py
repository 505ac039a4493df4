"""What a schema need not say: where the entries of its kind are, in the repository and the site."""

from collections.abc import Mapping
from typing import Any


def files_of(name: str, schema: Mapping[str, Any]) -> str:
    """Return the pattern of a kind's files, relative to the handbook's root."""
    return str(schema.get("files", f"data/{name}.yaml"))


def page_of(name: str, schema: Mapping[str, Any]) -> str | None:
    """Return the folder of the pages of a kind's entries, None if they have no pages.

    An entry with a Markdown document of its own always has one: a row of a register has no room
    for its sections.
    """
    pattern = files_of(name, schema)
    own = name if "*" in pattern and pattern.endswith(".md") else None
    page: str | None = schema.get("page", own)
    return page
