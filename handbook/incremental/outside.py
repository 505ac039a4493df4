"""What may be known of a document in other places: all but the words under its headings."""

from collections.abc import Collection, Mapping
from typing import Any

from handbook.incremental.part import Changed
from handbook.schema import Kind
from handbook.source.document import Document
from handbook.source.layout import Part


def is_alike(kind: Kind, versions: Changed, anchored: Collection[str]) -> bool:
    """Return whether two versions of a document are the same to who knows its properties only.

    None of the anchors that are linked to came or went. Whom it names may differ.
    """
    before, now = versions
    if not before.is_markdown or kind.one_file:
        return False
    lost_or_new = set(before.targets) ^ set(now.targets)
    if not lost_or_new.isdisjoint(anchored):
        return False
    return _properties(kind, before) == _properties(kind, now)


def is_same_example(kind: Kind, versions: Changed) -> bool:
    """Return whether two versions of a document show the same to who looks how one is written.

    Words may differ, not which parts there are, nor what is a date, a name or the like.
    """
    whole = kind.layout.whole
    return _shape(whole, versions.before.data) == _shape(whole, versions.now.data)


def _properties(kind: Kind, document: Document) -> dict[str, Any]:
    """Return the data of a document without its first words and what stands under its headings."""
    parts = kind.layout.whole.parts
    below = {name for name, part in parts.items() if part.heading or name == kind.layout.lead}
    return {name: value for name, value in document.data.items() if name not in below}


def _shape(part: Part | None, value: Any) -> object:
    """Return data without its free words."""
    if isinstance(value, Mapping):
        parts = part.parts if part else {}
        return {name: _shape(parts.get(name), inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_shape(part, inner) for inner in value]
    return None if part and not part.typed and isinstance(value, str) else value
