"""The navigation: what mkdocs.yml lists, with the areas below the procedures, and no record."""

from html import escape
from typing import Any

from handbook.book import Handbook

CONTENTS = "procedures/index.md"


def with_areas(nav: list[Any], handbook: Handbook) -> list[Any]:
    """Return the navigation with a link to every area in use after the table of contents."""
    areas = [
        {escape(area.title): f"areas/{area.id}.md"}
        for area in handbook.entries("areas")
        if area.status != "retired"
    ]
    return [_extended(item, areas) for item in nav]


def _extended(item: Any, areas: list[dict[str, str]]) -> Any:
    if not isinstance(item, dict):
        return item
    return {
        title: [CONTENTS, *areas] if below == CONTENTS else below for title, below in item.items()
    }
