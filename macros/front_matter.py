"""Front matter in docs/, limited to keys that cannot enable templates or hide macros."""

from collections.abc import Iterator, MutableMapping
from html import escape, unescape
from typing import Any

from handbook.front_matter import ALLOWED


def tidy(meta: MutableMapping[str, Any]) -> Iterator[str]:
    """Remove every key that is not allowed, and yield the removed keys.

    `render_macros` would turn any page into a template, and a key named like a macro would
    replace it. The theme prints title and description unescaped, so they are escaped here.
    """
    for key in [key for key in meta if key not in ALLOWED]:
        del meta[key]
        yield key
    for key in ("title", "description"):
        if key in meta:
            meta[key] = escaped(meta[key])


def escaped(text: object) -> str:
    """Return a text escaped exactly once, whether or not it already was."""
    return escape(unescape(str(text)))
