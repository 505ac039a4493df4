"""Messages and fixes for a value whose type is not the one its schema requires."""

import json
import re
from collections.abc import Mapping
from typing import Any

from handbook.diagnostics import WRITTEN, Fix
from handbook.values import FORMATS

# What people write for "none".
NOTHING = frozenset({"none", "null", "no", "n/a", "nothing", "tbd"})
_TIGHT_ITEM = re.compile(r"-[^\s-]")
# Text that needs no quotes as an item of a flow list.
_LISTABLE = re.compile(r"\w[\w -]{0,39}")
_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "keys and values",
    "null": "empty",
}

_NUMBERS = {"integer", "number"}
_DIGIT = re.compile(r"\d")


def not_in_format(form: str) -> str:
    """Return that a value does not have a format, with an example that does."""
    return f"which is not {FORMATS[form].noun}; write one, such as {FORMATS[form].example}"


def _is_valid_in_quotes(value: Any, schema: Any) -> bool:
    """Return whether a number is valid once it is quoted."""
    return "format" not in schema or FORMATS[schema["format"]].accepts(json.dumps(value))


def _are_texts(values: list[Any]) -> bool:
    return bool(values) and all(isinstance(one, str) for one in values)


def _are_items(text: str, schema: Mapping[str, Any]) -> bool:
    """Return whether a list accepts the comma-separated words of a text; True without an enum."""
    allowed = schema.get("items", {}).get("enum")
    return not allowed or all(word.strip() in allowed for word in text.split(","))


def _types(schema: Mapping[str, Any]) -> list[str]:
    found: Any = schema["type"]
    return [found] if isinstance(found, str) else list(found)


def type_fault(value: Any, schema: Mapping[str, Any]) -> str:
    """Return what is wrong with a value of the wrong type, and how to fix it."""
    wanted = _types(schema)
    if value is None:
        return "has no value; fill it in or remove it"
    displayed = shown(value)
    cure = ""
    if "string" in wanted and isinstance(value, bool | int | float):
        # The value shown may differ from what was written: YAML reads 1.10 as 1.1.
        displayed = f"read as the number {displayed}" if isinstance(value, float) else displayed
        if not _is_valid_in_quotes(value, schema):
            return f"is {displayed}, {not_in_format(schema['format'])}"
        cure = "; put it in quotes"
    elif wanted == ["string"] and isinstance(value, list) and _are_texts(value):
        cure = "; choose one" if len(value) > 1 else "; write it without brackets or a dash"
    elif wanted == ["array"] and isinstance(value, str):
        cure = _list_cure(value, schema)
    elif wanted == ["object"]:
        cure = _keys_cure(value, schema)
    elif isinstance(value, str) and _NUMBERS.intersection(wanted) and _DIGIT.search(value):
        decimal = ", with a decimal point if needed, such as 16400 or 4.5"
        cure = f"; write digits only{'' if wanted == ['integer'] else decimal}"
    allowed = " or ".join(_TYPES[one] for one in wanted)
    return f"is {displayed}, but must be {allowed}{cure}"


def _list_cure(text: str, schema: Mapping[str, Any]) -> str:
    """Return how to turn a text into the required list; empty if unknown."""
    if _TIGHT_ITEM.match(text):
        return "; write a space after '-'"
    if text.lower() in NOTHING:
        return "; leave it out if there is none"
    if not _are_items(text, schema):
        return f" of {', '.join(schema['items']['enum'])}"
    return f"; write [{text}]" if text.isprintable() and len(text) <= 40 else ""


def _keys_cure(value: Any, schema: Mapping[str, Any]) -> str:
    """Return how to turn a value into the required keys and values; empty if unknown."""
    if isinstance(value, list):
        return "; give each of its items a name and a colon"
    if isinstance(value, str) and schema.get("required"):
        return f"; write its keys on lines below, such as '{schema['required'][0]}: ...'"
    return ""


def type_fix(value: Any, schema: Any) -> Fix | None:
    """Return the fix that gives a value the required type, if there is only one."""
    wanted = _types(schema)
    if "string" in wanted and isinstance(value, bool | int | float):
        return Fix(f'"{WRITTEN}"') if _is_valid_in_quotes(value, schema) else None
    if wanted == ["array"] and isinstance(value, str):
        is_item = _LISTABLE.fullmatch(value) and value.lower() not in NOTHING
        is_item = is_item and _are_items(value, schema)
        return Fix(f"[{WRITTEN}]", value) if is_item else None
    return None


def shown(value: Any) -> str:
    """Return a value as it is shown in messages."""
    if isinstance(value, dict):
        return "a group of keys"
    if isinstance(value, list):
        return "a list"
    text = repr(value) if isinstance(value, str) else json.dumps(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
