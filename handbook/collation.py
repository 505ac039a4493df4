"""The order in which titles stand in a list."""

from unicodedata import combining, normalize

# Letters that do not come apart into a plain one and an accent.
LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "\u0131": "i"}
)


def alphabetical(title: str) -> tuple[str, str]:
    """Return what titles are sorted by: "Öl" stands between "Ofen" and "Ort", and not after Z.

    Case never counts, an accent only where two titles are the same but for it.
    """
    folded = title.casefold()
    if folded.isascii():
        return folded, ""
    apart = normalize("NFKD", folded.translate(LETTERS))
    return "".join(sign for sign in apart if not combining(sign)), folded
