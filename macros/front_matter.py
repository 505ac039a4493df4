"""Front matter in docs/ can neither make a template of a page nor hide a macro."""

from collections.abc import Iterator, MutableMapping
from html import escape, unescape
from typing import Any

from handbook.front_matter import ALLOWED


def tidy(meta: MutableMapping[str, Any]) -> Iterator[str]:
    """Remove every key that is not allowed, and yield what was removed.

    `render_macros` would make a template of any page, and a key named like a macro would take
    its place; the theme prints title and description as they are, so they are escaped here.
    """
    for key in [key for key in meta if key not in ALLOWED]:
        del meta[key]
        yield key
    for key in ("title", "description"):
        if key in meta:
            meta[key] = escaped(meta[key])


def escaped(text: object) -> str:
    """Return a text escaped once, whether or not it was before."""
    return escape(unescape(str(text)))
