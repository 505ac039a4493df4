"""The published files of the search, read without a browser."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import quote

from tests.site.published import Published


class IndexedDocument(NamedTuple):
    """What the search shows of one document: its link targets and its text."""

    targets: list[str]
    words: str


def manifest(site: Published) -> dict[str, Any]:
    """Return the manifest, which locates all other files."""
    found: dict[str, Any] = json.loads((site.folder / "search/index.json").read_text("utf-8"))
    return found


def indexed_documents(site: Published) -> Iterator[IndexedDocument]:
    """Yield what the search shows of every document."""
    folder = site.folder / "search" / manifest(site)["version"]
    for file in sorted(folder.glob("p*.json")):
        for address, title, names, area, owner, chip, about, parts in json.loads(
            file.read_text(encoding="utf-8")
        ):
            targets = [address, *owner[1:], *(f"{address}#{quote(part[0])}" for part in parts)]
            texts = [title, *names, area, *owner[:1], *chip[1:], about]
            texts += [text for part in parts for text in part[1:]]
            yield IndexedDocument(targets, "\n".join(texts))
