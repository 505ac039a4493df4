"""The sort order of titles in a list."""

from unicodedata import combining, normalize

# Letters that Unicode does not decompose into a base letter and an accent.
LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "\u0131": "i"}
)


def alphabetical(title: str) -> tuple[str, str]:
    """Return the sort key of a title: "Öl" sorts between "Ofen" and "Ort", not after Z.

    Case is ignored, and accents only break ties.
    """
    folded = title.casefold()
    if folded.isascii():
        return folded, ""
    decomposed = normalize("NFKD", folded.translate(LETTERS))
    return "".join(sign for sign in decomposed if not combining(sign)), folded
