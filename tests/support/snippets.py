"""Expand snippets as VS Code does for someone who only presses Tab."""

import re
from collections.abc import Sequence

# The start of a placeholder in the snippet grammar.
_PLACE = re.compile(r"\$(?:(?P<plain>\d+)|(?P<name>[A-Z_]+)|\{(?P<number>\d+)(?P<sign>[:|}]))")
_VARIABLES = {"CURRENT_YEAR": "2026", "CURRENT_MONTH": "11", "CURRENT_DATE": "21"}


def expanded(body: Sequence[str]) -> str:
    """Return the text of a snippet with every default inserted and the first of every choice."""
    text = "\n".join(body)
    found = []
    index = 0
    while index < len(text):
        if text[index] == "\\" and text[index + 1 : index + 2] in {"$", "}", "\\"}:
            found.append(text[index + 1])
            index += 2
        elif place := _PLACE.match(text, index):
            index, words = _filled(text, place)
            found.append(words)
        else:
            assert text[index] != "$", text[index:]
            found.append(text[index])
            index += 1
    return "".join(found)


def _filled(text: str, place: re.Match[str]) -> tuple[int, str]:
    """Return the end of a placeholder and its content."""
    if place["name"]:
        return place.end(), _VARIABLES[place["name"]]
    if place["plain"] or place["sign"] == "}":
        return place.end(), ""
    end = "|}" if place["sign"] == "|" else "}"
    special = r"\\,|" if place["sign"] == "|" else r"\\$}"
    whole = re.compile(rf"((?:\\[{special}]|(?!{re.escape(end)})[^\\])*){re.escape(end)}")
    held = whole.match(text, place.end())
    assert held, text[place.start() :]
    first = re.match(r"(?:\\.|[^,\\])*", held[1]) if place["sign"] == "|" else None
    return held.end(), re.sub(r"\\(.)", r"\1", first[0] if first else held[1])
