"""Check that JSON Schema, an editor or the handbook knows every keyword of a schema."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from handbook.similarity import similar
from handbook.source.places import Route
from handbook.source.schemas import BrokenSchema

# The keywords of JSON Schema 2020-12, by their value: a schema, schemas by name, or an array of
# schemas. It silently ignores unknown keywords, whatever they were meant to say.
_SCHEMA = frozenset(
    {
        *("additionalProperties", "contains", "contentSchema", "else", "if", "items", "not"),
        *("propertyNames", "then", "unevaluatedItems", "unevaluatedProperties"),
    }
)
_SCHEMA_MAP = frozenset(
    {"$defs", "definitions", "dependentSchemas", "patternProperties", "properties"}
)
_SCHEMA_ARRAY = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
_OTHER = frozenset(
    {
        *("$anchor", "$comment", "$dynamicAnchor", "$dynamicRef", "$id", "$ref", "$schema"),
        *("$vocabulary", "const", "contentEncoding", "contentMediaType", "default"),
        *("dependentRequired", "deprecated", "description", "enum", "examples"),
        *("exclusiveMaximum", "exclusiveMinimum", "format", "maxContains", "maxItems"),
        *("maxLength", "maxProperties", "maximum", "minContains", "minItems", "minLength"),
        *("minProperties", "minimum", "multipleOf", "pattern", "readOnly", "required"),
        *("title", "type", "uniqueItems", "writeOnly"),
    }
)
# Read by VS Code and the YAML language server as well.
_EDITOR_KEYWORDS = frozenset(
    {
        *("allowComments", "allowTrailingCommas", "defaultSnippets", "deprecationMessage"),
        *("doNotSuggest", "enumDescriptions", "errorMessage", "markdownDeprecationMessage"),
        *("markdownDescription", "markdownEnumDescriptions", "patternErrorMessage"),
        *("suggestSortText",),
    }
)
# Marks keywords for other programs, as in OpenAPI.
_EXTENSION_PREFIX = "x-"


def unknown_keywords(schema: Mapping[str, Any], ours: Collection[str]) -> Iterator[BrokenSchema]:
    """Yield the unknown keywords of a schema as written; `ours` are known."""
    known = _SCHEMA | _SCHEMA_MAP | _SCHEMA_ARRAY | _OTHER | _EDITOR_KEYWORDS | frozenset(ours)
    yield from _unknown(schema, known, ())


def _unknown(schema: Any, known: frozenset[str], route: Route) -> Iterator[BrokenSchema]:
    if not isinstance(schema, dict):
        return
    for keyword, value in schema.items():
        at = (*route, keyword)
        if keyword not in known and not keyword.startswith(_EXTENSION_PREFIX):
            yield BrokenSchema(
                f"unknown keyword {keyword!r}{_cure(keyword, known)}", at, is_key=True
            )
        elif keyword in _SCHEMA:
            yield from _unknown(value, known, at)
        elif keyword in _SCHEMA_MAP and isinstance(value, dict):
            for name, inner in value.items():
                yield from _unknown(inner, known, (*at, name))
        elif keyword in _SCHEMA_ARRAY and isinstance(value, list):
            for index, inner in enumerate(value):
                yield from _unknown(inner, known, (*at, index))


def _cure(keyword: str, known: frozenset[str]) -> str:
    near = similar(keyword, sorted(known))
    if near:
        return f"; did you mean {near[0]!r}?"
    return "; remove it, or name it 'x-...' if it is for another program"
