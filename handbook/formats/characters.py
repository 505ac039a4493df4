"""The width of a text on a terminal, and escaping of its control characters."""

import unicodedata


def width(text: str) -> int:
    """Return the width of a text in terminal columns."""
    if text.isascii():
        return len(text)
    # Imported lazily: it takes 10 ms, and most lines are ASCII.
    from wcwidth import width as columns_of  # noqa: PLC0415

    return columns_of(text)


def wrapped(text: str, columns: int) -> list[str]:
    """Return a text as lines of whole words of at most that width; longer words overflow."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and width(longer) > columns:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def printable(text: str) -> str:
    """Return a text on one line, with control characters escaped."""
    if text.isprintable():
        return text
    return "".join(_escaped(character) for character in text)


def _escaped(character: str) -> str:
    if character.isprintable():
        return character
    if unicodedata.category(character) == "Zs":
        return " "
    return character.encode("unicode_escape").decode("ascii")


def without_control_characters(text: str) -> str:
    """Return a text of the same length with control characters replaced."""
    return "".join(
        character if character.isprintable() else " " if character.isspace() else "\ufffd"
        for character in text
    )
