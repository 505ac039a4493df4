"""A complete printed document: chapters with links, heading levels and widths resolved."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import quote

from handbook.pdf.chapter import Chapter
from handbook.pdf.columns import layout, without_empty_columns
from handbook.pdf.line_breaking import bits, break_words
from handbook.pdf.pieces import Piece, walk, words


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """The input of the typesetter: the content as plain data, and the pictures by name."""

    title: str
    day: date
    data: dict[str, Any]
    pictures: dict[str, bytes] = field(default_factory=dict)


def resolve(chapters: Iterable[Chapter], site: str = "") -> list[dict[str, Any]]:
    """Return chapters as plain data with all links resolved.

    A link to something outside the document points to the site, if its address is known.
    """
    listed = [_plain(chapter) for chapter in chapters]
    everything = [
        one
        for chapter in listed
        for part in chapter["of"]
        for one in walk(part)
        if isinstance(one, dict)
    ]
    keys = _own_keys(everything)
    level = 0
    for one in everything:
        if one["is"] in {"h", "step"}:
            # Heading levels must not skip one, whatever the text uses.
            level = one["level"] = min(one["level"], level + 1)
            one["bookmarked"] = one.get("look", "minor") != "minor"
        _resolve(one, keys, site)
    for chapter in listed:
        break_words(chapter)
    return listed


def _plain(chapter: Chapter) -> dict[str, Any]:
    return {
        "left": [chapter.left],
        "right": [chapter.right],
        "foot": [chapter.foot] if chapter.foot else [],
        "of": chapter.text,
    }


def _own_keys(everything: Iterable[dict[str, Any]]) -> set[str]:
    """Return the addresses in the document; the first to claim an address keeps it."""
    keys: set[str] = set()
    for one in everything:
        if one.get("key") in keys:
            one["key"] = ""
        elif one.get("key"):
            keys.add(one["key"])
    return keys


def _resolve(one: dict[str, Any], keys: set[str], site: str) -> None:
    match one["is"]:
        case "a":
            _resolve_link(one, keys, site)
        case "page":
            one["to"] = [one["to"]] if one["to"] in keys else []
        case "pages":
            one["to"] = [key for key in one["to"] if key in keys]
        case "table":
            one.update(without_empty_columns(one))
            one.update(layout(one))


def _resolve_link(one: dict[str, Any], keys: set[str], site: str) -> None:
    """Resolve the target of a link; an external link shows its address for readers on paper."""
    if "url" in one:
        shown = re.sub(r"^(?:https?://|mailto:)", "", one["url"]).rstrip("/")
        if shown not in words(one["of"]):
            one["shown"] = bits(shown)
        return
    to = one.pop("to")
    target = next((key for key in (to, to.partition("#")[0]) if key in keys), None)
    if target:
        one["to"] = target
    elif site:
        one["url"] = site + quote(to, safe="/#")


def pieces_of(chapters: Iterable[dict[str, Any]]) -> list[Piece]:
    """Return the top-level pieces of finished chapters, in order."""
    return [one for chapter in chapters for one in chapter["of"]]
