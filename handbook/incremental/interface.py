"""The interface of a document: the parts of it that other documents can depend on."""

from collections.abc import Collection, Mapping
from typing import Any

from handbook.incremental.part import Changed
from handbook.schema import Kind
from handbook.source.document import Document
from handbook.source.layout import Part

# All properties of these kinds that are used outside their own references: their names, their
# status, what they describe and who owns them.
_INTERFACE = {
    "sops": ("title", "aliases", "status", "process", "owner", "backup", "rapid"),
    "reviews": ("procedure",),
}
# The scorecard of a register is found by name, wherever it is.
_SCORED = "scoredBy"


def is_alike(kind: Kind, versions: Changed, anchored: Collection[str]) -> bool:
    """Return whether two versions of a document look the same to unrelated documents.

    For procedures and reviews that means a few properties, for other documents everything that is
    not under a heading. No anchor that is linked to was added or removed. References may differ.
    """
    before, now, _ = versions
    if kind.one_file or not (before.is_markdown or kind.name in _INTERFACE):
        return False
    return is_anchored_alike(versions, anchored) and _interface(kind, before) == _interface(
        kind, now
    )


def is_anchored_alike(versions: Changed, anchored: Collection[str]) -> bool:
    """Return whether no anchor of a document that is linked to was added or removed."""
    changed = set(versions.before.targets) ^ set(versions.now.targets)
    return changed.isdisjoint(anchored)


def has_scores(kind: Kind) -> bool:
    """Return whether entries of a kind are scored by a scorecard they do not refer to."""
    return any(_SCORED in schema for schema in kind.entry_schema.get("properties", {}).values())


def is_same_example(kind: Kind, versions: Changed) -> bool:
    """Return whether two versions of a document are equivalent as examples for editors.

    Free text may differ, but not the parts, nor dates, names and the like.
    """
    whole = kind.layout.whole
    return _shape(whole, versions.before.data) == _shape(whole, versions.now.data)


def _interface(kind: Kind, document: Document) -> dict[str, Any]:
    """Return the data of a document that other documents can depend on.

    That excludes its introduction and whatever is under its headings.
    """
    if kind.name in _INTERFACE:
        properties = kind.entry_schema.get("properties", {})
        scored = (name for name, schema in properties.items() if _SCORED in schema)
        names = (*_INTERFACE[kind.name], *scored, *kind.unique)
        return {name: document.data.get(name) for name in names}
    parts = kind.layout.whole.parts
    below = {name for name, part in parts.items() if part.heading or name == kind.layout.lead}
    return {name: value for name, value in document.data.items() if name not in below}


def _shape(part: Part | None, value: Any) -> object:
    """Return data without its free text."""
    if isinstance(value, Mapping):
        parts = part.parts if part else {}
        return {name: _shape(parts.get(name), inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_shape(part, inner) for inner in value]
    return None if part and not part.typed and isinstance(value, str) else value
