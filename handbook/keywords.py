"""The keywords of a schema that two libraries would read otherwise than we mean them."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any


def repeated(wanted: bool, value: Any) -> Iterator[int]:
    """Yield the index of each item that a list already has, but for case and white space."""
    if not wanted or not isinstance(value, list) or len(value) < 2:
        return
    seen = set()
    for index, item in enumerate(value):
        plain = " ".join(item.casefold().split()) if isinstance(item, str) else item
        key = json.dumps(plain, sort_keys=True)
        if key in seen:
            yield index
        seen.add(key)


def fits(pattern: str, value: Any) -> bool:
    """Return whether a text fits a pattern; what is no text does."""
    return not isinstance(value, str) or _compiled(pattern).search(value) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern as it is meant: to Python "$" also stands before a last line break."""
    return re.compile(re.sub(r"(?<!\\)\$$", r"\\Z", pattern))
