"""JSON as people would write it: whatever fits on a line is on one line."""

import json
from typing import Any

_WIDTH = 100


def dumps(data: Any) -> str:
    """Return data as a JSON file, keys in the order given."""
    return _formatted(data, "", 0) + "\n"


def _formatted(value: Any, indent: str, before: int) -> str:
    """Return a value whose first line starts after `before` characters."""
    flat = json.dumps(value, ensure_ascii=False)
    # The whole file is never a single line, and a comma may follow.
    fits = indent and before + len(flat) < _WIDTH
    if fits or not value or not isinstance(value, dict | list):
        return flat
    inner = f"{indent}  "
    if isinstance(value, dict):
        heads = [f"{inner}{json.dumps(key, ensure_ascii=False)}: " for key in value]
        items = list(value.values())
    else:
        heads = [inner] * len(value)
        items = value
    lines = [
        head + _formatted(item, inner, len(head)) for head, item in zip(heads, items, strict=True)
    ]
    start, end = "{}" if isinstance(value, dict) else "[]"
    joined = ",\n".join(lines)
    return f"{start}\n{joined}\n{indent}{end}"
