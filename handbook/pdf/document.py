"""A whole document on paper: chapters in which every link, level and width is decided."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import quote

from handbook.pdf.chapter import Chapter
from handbook.pdf.columns import filled, measured
from handbook.pdf.line_breaking import bits, break_words
from handbook.pdf.pieces import Piece, below, words


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """What the typesetter needs: all that is printed as plain data, and the pictures by name."""

    title: str
    day: date
    data: dict[str, Any]
    pictures: dict[str, bytes] = field(default_factory=dict)


def finish(chapters: Iterable[Chapter], site: str = "") -> list[dict[str, Any]]:
    """Return chapters as plain data in which every link leads to what is there.

    A link to what is not in the document leads to the site, if its address is known.
    """
    listed = [_plain(chapter) for chapter in chapters]
    everything = [
        one
        for chapter in listed
        for part in chapter["of"]
        for one in below(part)
        if isinstance(one, dict)
    ]
    keys = _own_keys(everything)
    level = 0
    for one in everything:
        if one["is"] in {"h", "step"}:
            # No level is left out, whatever headings a text has.
            level = one["level"] = min(one["level"], level + 1)
            one["bookmarked"] = one.get("look", "minor") != "minor"
        _settle(one, keys, site)
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
    """Return the addresses that stand in the document; the first to claim one keeps it."""
    keys: set[str] = set()
    for one in everything:
        if one.get("key") in keys:
            one["key"] = ""
        elif one.get("key"):
            keys.add(one["key"])
    return keys


def _settle(one: dict[str, Any], keys: set[str], site: str) -> None:
    match one["is"]:
        case "a":
            _lead(one, keys, site)
        case "page":
            one["to"] = [one["to"]] if one["to"] in keys else []
        case "pages":
            one["to"] = [key for key in one["to"] if key in keys]
        case "table":
            one.update(filled(one))
            one.update(measured(one))


def _lead(one: dict[str, Any], keys: set[str], site: str) -> None:
    """Decide where a link leads; what leads out says its address, which is all paper has."""
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
    """Return the top pieces of finished chapters, in order."""
    return [one for chapter in chapters for one in chapter["of"]]
