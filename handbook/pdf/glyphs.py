"""Characters missing from all fonts, and their replacement by names in words."""

import json
import unicodedata
from collections.abc import Callable, Iterable, Sequence

_FLAG = "regional indicator symbol letter "
# They modify the preceding character and are meaningless on their own.
_JOINERS = ("\ufe0f", "\ufe0e", "\u200d", "\u20e3")

Sets = Callable[[str], bool]


def missing_glyphs(text: str, sets: Sets) -> str:
    """Return the characters of a text that cannot be typeset, in order.

    `sets` returns whether a JSON list of characters can be; most texts need only one call.
    """
    return "".join(_unset(sorted(set(text) - _PLAIN), sets))


_PLAIN = frozenset(chr(code) for code in range(0x20, 0x7F)) | set("\n\t") | set(_JOINERS)


def _unset(characters: Sequence[str], sets: Sets) -> Iterable[str]:
    if not characters or sets(json.dumps(characters)):
        return []
    if len(characters) == 1:
        return characters
    half = len(characters) // 2
    return [*_unset(characters[:half], sets), *_unset(characters[half:], sets)]


def is_letter(character: str) -> bool:
    """Return whether a character is part of a word, so its Unicode name cannot replace it."""
    return unicodedata.category(character)[0] in "LMN"


def name_table(signs: str) -> dict[int, str | None]:
    """Return a table for `str.translate` that maps symbols to names: "🚀" -> "(rocket)"."""
    table: dict[int, str | None] = {ord(sign): _name(sign) for sign in signs}
    return table | {ord(joiner): None for joiner in _JOINERS} if table else table


def _name(sign: str) -> str:
    name = unicodedata.name(sign, f"U+{ord(sign):04X}").lower()
    return name.removeprefix(_FLAG).upper() if name.startswith(_FLAG) else f"({name})"
