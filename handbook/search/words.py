"""Tokenisation and folding of text; the browser applies the same rules to queries."""

import re
from functools import lru_cache
from unicodedata import category, normalize

# Longer words are addresses and keys, which nobody types in full.
LONGEST = 40
# A compound with this many hyphens is an id: it is found by its parts, and as a name.
_PARTS = 3
_NON_ASCII = re.compile(r"[^\x00-\x7f]")
# Letters that do not decompose into a base letter and an accent, and apostrophes.
_LETTERS = dict(
    zip(
        "ßæœøđðłþ\u0131\u03c2\u2019\u02bc",
        ("ss", "ae", "oe", "o", "d", "d", "l", "th", "i", "\u03c3", "", ""),
        strict=True,
    )
)
# Most text is ASCII, for which str.translate is many times faster than a pattern.
_ASCII = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
_ASCII |= {ord("-"): "-", ord("'"): ""}


def fold(text: str) -> str:
    """Return a text without differences of case, accents, apostrophes and punctuation."""
    if not text.isascii():
        for wide in set(_NON_ASCII.findall(text)):
            text = text.replace(wide, _folded(wide))
    return text.translate(_ASCII)


@lru_cache(maxsize=10_000)
def _folded(wide: str) -> str:
    """Return the folded form of a non-ASCII character; punctuation becomes a space."""
    if wide in _LETTERS:
        return _LETTERS[wide]
    found = []
    for part in normalize("NFKD", wide).lower():
        if part in _LETTERS:
            found.append(_LETTERS[part])
        elif not category(part).startswith("M"):
            found.append(part if part.isalnum() or part.isascii() else " ")
    return "".join(found)


def words(text: str) -> list[str]:
    """Return the words of a text; "e-mail" yields "e", "mail" and "email"."""
    folded = fold(text)
    found = folded.replace("-", " ").split()
    if "-" in folded:
        compounds = (one.strip("-") for one in folded.split() if "-" in one)
        found += (one.replace("-", "") for one in compounds if 0 < one.count("-") < _PARTS)
    if max(map(len, found), default=0) > LONGEST:
        return [word[:LONGEST] for word in found]
    return found


def name(text: str) -> str:
    """Return a normalised name: "Stand-up" and "stand up" are the same."""
    return " ".join(fold(text).replace("-", " ").split())
