"""How a text becomes the words that are compared; the browser does the same to what is asked."""

import re
from functools import lru_cache
from unicodedata import category, normalize

# Longer ones are addresses and keys: nobody types them to the end.
LONGEST = 40
# A word of more parts is an id: it is found by its parts, and as a name.
_PARTS = 3
_WIDE = re.compile(r"[^\x00-\x7f]")
# Letters that do not come apart into a plain one and an accent, and signs between words.
_LETTERS = dict(
    zip(
        "ßæœøđðłþ\u0131\u03c2\u2019\u02bc",
        ("ss", "ae", "oe", "o", "d", "d", "l", "th", "i", "\u03c3", "", ""),
        strict=True,
    )
)
# Texts are mostly plain, and this is many times faster than a pattern.
_PLAIN = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
_PLAIN |= {ord("-"): "-", ord("'"): ""}


def fold(text: str) -> str:
    """Return a text in which case, accents, apostrophes and signs do not count."""
    if not text.isascii():
        for wide in set(_WIDE.findall(text)):
            text = text.replace(wide, _folded(wide))
    return text.translate(_PLAIN)


@lru_cache(maxsize=10_000)
def _folded(wide: str) -> str:
    """Return what a letter beyond ASCII is compared as; a sign is a space."""
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
    """Return the words of a text; "e-mail" is found as "e", "mail" and "email"."""
    folded = fold(text)
    found = folded.replace("-", " ").split()
    if "-" in folded:
        compounds = (one.strip("-") for one in folded.split() if "-" in one)
        found += (one.replace("-", "") for one in compounds if 0 < one.count("-") < _PARTS)
    if max(map(len, found), default=0) > LONGEST:
        return [word[:LONGEST] for word in found]
    return found


def name(text: str) -> str:
    """Return a whole name as it is compared: "Stand-up" and "stand up" are one."""
    return " ".join(fold(text).replace("-", " ").split())
