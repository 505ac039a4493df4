"""The navigation: the one in mkdocs.yml, with the areas below the procedures."""

from collections.abc import Iterator
from html import escape
from typing import Any

from handbook.book import Handbook

CONTENTS = "procedures/index.md"


def with_areas(nav: list[Any], handbook: Handbook) -> list[Any]:
    """Return the navigation with a link to every area in use after the table of contents."""
    areas = [
        {escape(area.title): f"areas/{area.id}.md"} for area in handbook.active_entries("areas")
    ]
    return [_extended(item, areas) for item in nav]


def _extended(item: Any, areas: list[dict[str, str]]) -> Any:
    if isinstance(item, list):
        return [_extended(below, areas) for below in item]
    if not isinstance(item, dict):
        return item
    return {
        title: [CONTENTS, *areas] if below == CONTENTS else _extended(below, areas)
        for title, below in item.items()
    }


def titles(nav: Any) -> dict[str, str]:
    """Return the titles that a navigation gives to pages, by their source path."""
    if isinstance(nav, list):
        return {path: title for item in nav for path, title in titles(item).items()}
    if not isinstance(nav, dict):
        return {}
    pages = {path: str(title) for title, path in nav.items() if isinstance(path, str)}
    return pages | titles([below for below in nav.values() if not isinstance(below, str)])


def groups(nav: list[Any]) -> Iterator[str]:
    """Yield the titles of groups of sections: their first item has a title too.

    A section starts with its own page, which has none: `Reports: [reports/index.md, ...]`.
    """
    for item in nav:
        for title, below in item.items() if isinstance(item, dict) else ():
            if isinstance(below, list) and below and isinstance(below[0], dict):
                yield title
