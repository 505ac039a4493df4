"""How wide a text is on a terminal, and what it looks like without what would disturb one."""

import unicodedata


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    # Imported only here: it takes 10 ms, and most lines are ASCII.
    from wcwidth import width as columns_of  # noqa: PLC0415

    return columns_of(text)


def wrapped(text: str, columns: int) -> list[str]:
    """Return a text as lines of whole words that take no more columns, a longer word apart."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and width(longer) > columns:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def printable(text: str) -> str:
    """Return a text on one line; what a terminal would obey instead of show is spelled out."""
    if text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character.isprintable():
        return character
    if unicodedata.category(character) == "Zs":
        return " "
    return character.encode("unicode_escape").decode("ascii")


def blanked(text: str) -> str:
    """Return a text of the same length in which nothing disturbs a terminal."""
    return "".join(
        character if character.isprintable() else " " if character.isspace() else "\ufffd"
        for character in text
    )
