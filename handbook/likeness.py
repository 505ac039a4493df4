"""Of the names that are known, those that a misspelt name may have meant."""

from collections.abc import Iterable
from difflib import get_close_matches

_LIKE = 0.75


def like(name: str, known: Iterable[str], least: float = _LIKE) -> list[str]:
    """Return at most the two known names that are most like a name, the nearest first.

    `least` is the least likeness that counts, from 0 to 1, as difflib measures it; case does not.
    """
    by_lower = {one.lower(): one for one in known}
    return [by_lower[one] for one in get_close_matches(name.lower(), by_lower, 2, least)]


def only(found: list[str]) -> str | None:
    """Return the name that was found if it is the only one, so that no other can be meant."""
    return found[0] if len(found) == 1 else None
