"""Schema keywords whose meaning here differs from that of the validation libraries."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any


def repeated(wanted: bool, value: Any) -> Iterator[int]:
    """Yield the index of each repeated list item, ignoring case and whitespace."""
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
    """Return whether a value matches a pattern; anything but a string does."""
    return not isinstance(value, str) or _compiled(pattern).search(value) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern as intended: in Python "$" also matches before a final line break."""
    return re.compile(re.sub(r"(?<!\\)\$$", r"\\Z", pattern))
