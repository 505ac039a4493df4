"""A value of another type than its schema asks for: what is wrong, and how to mend it."""

import json
import re
from collections.abc import Mapping
from typing import Any

from handbook.diagnostics import WRITTEN, Cure
from handbook.values import FORMATS

# What people write who mean that there is nothing.
NOTHING = frozenset({"none", "null", "no", "n/a", "nothing", "tbd"})
_TIGHT_ITEM = re.compile(r"-[^\s-]")
# What stands as it is between the brackets of a list.
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


def unlike(form: str) -> str:
    """Return what a value is not that should have a form, and one that is."""
    return f"which is not {FORMATS[form].noun}; write one, such as {FORMATS[form].example}"


def _is_right_in_quotes(value: Any, schema: Any) -> bool:
    """Return whether a number is what was asked for once it is a text."""
    return "format" not in schema or FORMATS[schema["format"]].accepts(json.dumps(value))


def _are_texts(values: list[Any]) -> bool:
    return bool(values) and all(isinstance(one, str) for one in values)


def _are_items(text: str, schema: Mapping[str, Any]) -> bool:
    """Return whether the words of a text may stand in a list, as far as that names those it has."""
    allowed = schema.get("items", {}).get("enum")
    return not allowed or all(word.strip() in allowed for word in text.split(","))


def _types(schema: Mapping[str, Any]) -> list[str]:
    found: Any = schema["type"]
    return [found] if isinstance(found, str) else list(found)


def type_fault(value: Any, schema: Mapping[str, Any]) -> str:
    """Return what is wrong with a value of another type than a schema asks for, and the cure."""
    wanted = _types(schema)
    if value is None:
        return "has no value; fill it or remove it"
    told = shown(value)
    cure = ""
    if "string" in wanted and isinstance(value, bool | int | float):
        # What nobody wrote may be shown: 1.10 is 1.1 to YAML.
        told = f"read as the number {told}" if isinstance(value, float) else told
        if not _is_right_in_quotes(value, schema):
            return f"is {told}, {unlike(schema['format'])}"
        cure = "; put it in quotes"
    elif wanted == ["string"] and isinstance(value, list) and _are_texts(value):
        cure = "; choose one" if len(value) > 1 else "; write it without brackets or a dash"
    elif wanted == ["array"] and isinstance(value, str):
        cure = _list_cure(value, schema)
    elif wanted == ["object"]:
        cure = _keys_cure(value, schema)
    elif isinstance(value, str) and _NUMBERS.intersection(wanted) and _DIGIT.search(value):
        point = "" if wanted == ["integer"] else ", with a point if need be, such as 16400 or 4.5"
        cure = f"; write digits alone{point}"
    allowed = " or ".join(_TYPES[one] for one in wanted)
    return f"is {told}, but must be {allowed}{cure}"


def _list_cure(text: str, schema: Mapping[str, Any]) -> str:
    """Return how a text becomes the list that was asked for, empty if nobody can tell."""
    if _TIGHT_ITEM.match(text):
        return "; write a space after '-'"
    if text.lower() in NOTHING:
        return "; leave it out if there is none"
    if not _are_items(text, schema):
        return f" of {', '.join(schema['items']['enum'])}"
    return f"; write [{text}]" if text.isprintable() and len(text) <= 40 else ""


def _keys_cure(value: Any, schema: Mapping[str, Any]) -> str:
    """Return how something becomes the keys and values that were asked for, empty if unknown."""
    if isinstance(value, list):
        return "; give each of its items a name and a colon"
    if isinstance(value, str) and schema.get("required"):
        return f"; write its keys on lines below, such as '{schema['required'][0]}: ...'"
    return ""


def type_cure(value: Any, schema: Any) -> Cure | None:
    """Return how a value becomes one of the type a schema asks for, if there is only one way."""
    wanted = _types(schema)
    if "string" in wanted and isinstance(value, bool | int | float):
        return Cure(f'"{WRITTEN}"') if _is_right_in_quotes(value, schema) else None
    if wanted == ["array"] and isinstance(value, str):
        is_item = _LISTABLE.fullmatch(value) and value.lower() not in NOTHING
        is_item = is_item and _are_items(value, schema)
        return Cure(f"[{WRITTEN}]", value) if is_item else None
    return None


def shown(value: Any) -> str:
    """Return a value as messages show it."""
    if isinstance(value, dict):
        return "a group of keys"
    if isinstance(value, list):
        return "a list"
    text = repr(value) if isinstance(value, str) else json.dumps(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
