"""What may be known of a document in other places, and of which nothing else is."""

from collections.abc import Collection, Mapping
from typing import Any

from handbook.incremental.part import Changed
from handbook.schema import Kind
from handbook.source.document import Document
from handbook.source.layout import Part

# All that is read of these where they are neither named nor name somebody: what they are called,
# whether they are in use, what they describe, who answers for them.
_KNOWN = {
    "sops": ("title", "aliases", "status", "process", "owner", "backup", "rapid"),
    "reviews": ("procedure",),
}
# What a register is scored by is found by its name, wherever it stands.
_SCORED = "scoredBy"


def is_alike(kind: Kind, versions: Changed, anchored: Collection[str]) -> bool:
    """Return whether two versions of a document are the same to whom it has nothing to do with.

    Of procedures and reviews some properties are known there, of other documents all that do not
    stand under a heading. None of the anchors that are linked to came or went. Whom it names may
    differ.
    """
    before, now, _ = versions
    if kind.one_file or not (before.is_markdown or kind.name in _KNOWN):
        return False
    return is_anchored_alike(versions, anchored) and _known(kind, before) == _known(kind, now)


def is_anchored_alike(versions: Changed, anchored: Collection[str]) -> bool:
    """Return whether none of the anchors of a document that are linked to came or went."""
    lost_or_new = set(versions.before.targets) ^ set(versions.now.targets)
    return lost_or_new.isdisjoint(anchored)


def has_scores(kind: Kind) -> bool:
    """Return whether entries of a kind are scored by what no name in them leads to."""
    return any(_SCORED in schema for schema in kind.entry_schema.get("properties", {}).values())


def is_same_example(kind: Kind, versions: Changed) -> bool:
    """Return whether two versions of a document show the same to who looks how one is written.

    Words may differ, not which parts there are, nor what is a date, a name or the like.
    """
    whole = kind.layout.whole
    return _shape(whole, versions.before.data) == _shape(whole, versions.now.data)


def _known(kind: Kind, document: Document) -> dict[str, Any]:
    """Return what of the data of a document may be known in other places.

    That is not its first words, nor what stands under its headings.
    """
    if kind.name in _KNOWN:
        properties = kind.entry_schema.get("properties", {})
        scored = (name for name, schema in properties.items() if _SCORED in schema)
        return {name: document.data.get(name) for name in (*_KNOWN[kind.name], *scored)}
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
