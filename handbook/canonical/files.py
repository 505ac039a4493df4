"""Format one of the handbook's files, and verify that its meaning is unchanged."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from handbook.addresses import Home
from handbook.canonical import markdown, yaml
from handbook.entries import read_as
from handbook.schema import Kind
from handbook.source.document import Document, front_matter

_MARK = "\ufeff"


class Canonical(NamedTuple):
    """A text in canonical form; unless `same`, its meaning would change and it must not be used."""

    text: str
    same: bool


def canonical(kind: Kind, path: str, text: str, homes: tuple[Home, ...]) -> Canonical:
    """Return the canonical form of a file, which must have been read without faults."""
    plain = text.removeprefix(_MARK).replace("\r\n", "\n").replace("\r", "\n")
    before = None
    if path.endswith(".md"):
        before = read_as(kind, path, plain, homes)
        found = _document(kind, plain, before)
    elif path.endswith(".csv"):
        found = "".join(f"{line.rstrip()}\n" for line in plain.splitlines() if line.strip())
    else:
        found = yaml.formatted(plain)
    if found == plain:
        return Canonical(found, same=True)
    before = before or read_as(kind, path, plain, homes)
    after = read_as(kind, path, found, homes)
    return Canonical(found, not after.faults and _meaning(before) == _meaning(after))


def _document(kind: Kind, text: str, document: Document) -> str:
    """Return a document with its front matter in schema order and its body formatted."""
    text = markdown.with_canonical_spelling(text, document, kind.layout)
    front = front_matter(text)
    if front is None:
        return text
    order = list(kind.entry_schema.get("properties", {}))
    keys = yaml.formatted(text[front.start : front.end], order)
    body = markdown.formatted(text[front.body :])
    return f"---\n{keys}---\n\n{body}" if body else f"---\n{keys}---\n"


def _meaning(document: Document) -> Any:
    """Return everything a document says: its data, with texts as readers see them."""
    shown: Mapping[tuple[str | int, ...], str] = {
        route: prose.html for route, prose in document.prose.items()
    }
    sections = [
        (part.title, part.anchor, part.body.html, part.before_steps) for part in document.sections
    ]
    return (
        _as_shown(document.data, (), shown),
        sections,
        dict(document.anchors),
        Path(document.path),
    )


def _as_shown(value: Any, route: tuple[str | int, ...], texts: Mapping[Any, str]) -> Any:
    if route in texts:
        return texts[route]
    if isinstance(value, Mapping):
        return {key: _as_shown(inner, (*route, key), texts) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_shown(inner, (*route, index), texts) for index, inner in enumerate(value)]
    return value
