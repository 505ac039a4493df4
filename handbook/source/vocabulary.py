"""Every keyword of a schema is one that JSON Schema, an editor or the handbook knows."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from handbook.similarity import like
from handbook.source.places import Route
from handbook.source.schemas import BrokenSchema

# What JSON Schema (2020-12) knows, by what stands under it: one schema, many by name, many in a
# row. An unknown keyword it lets pass as a remark, and with it whatever it was meant to say.
_ONE = frozenset(
    {
        *("additionalProperties", "contains", "contentSchema", "else", "if", "items", "not"),
        *("propertyNames", "then", "unevaluatedItems", "unevaluatedProperties"),
    }
)
_BY_NAME = frozenset(
    {"$defs", "definitions", "dependentSchemas", "patternProperties", "properties"}
)
_IN_A_ROW = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
_PLAIN = frozenset(
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
# What VS Code and the YAML language server read beside it.
_OF_EDITORS = frozenset(
    {
        *("allowComments", "allowTrailingCommas", "defaultSnippets", "deprecationMessage"),
        *("doNotSuggest", "enumDescriptions", "errorMessage", "markdownDeprecationMessage"),
        *("markdownDescription", "markdownEnumDescriptions", "patternErrorMessage"),
        *("suggestSortText",),
    }
)
# What other programs are told, as OpenAPI writes it.
_OTHERS = "x-"


def unknown_keywords(schema: Mapping[str, Any], ours: Collection[str]) -> Iterator[BrokenSchema]:
    """Yield the keywords of a schema, as it is written, that nobody knows; ours are known."""
    known = _ONE | _BY_NAME | _IN_A_ROW | _PLAIN | _OF_EDITORS | frozenset(ours)
    yield from _unknown(schema, known, ())


def _unknown(schema: Any, known: frozenset[str], route: Route) -> Iterator[BrokenSchema]:
    if not isinstance(schema, dict):
        return
    for keyword, value in schema.items():
        at = (*route, keyword)
        if keyword not in known and not keyword.startswith(_OTHERS):
            yield BrokenSchema(
                f"unknown keyword {keyword!r}{_cure(keyword, known)}", at, is_key=True
            )
        elif keyword in _ONE:
            yield from _unknown(value, known, at)
        elif keyword in _BY_NAME and isinstance(value, dict):
            for name, inner in value.items():
                yield from _unknown(inner, known, (*at, name))
        elif keyword in _IN_A_ROW and isinstance(value, list):
            for index, inner in enumerate(value):
                yield from _unknown(inner, known, (*at, index))


def _cure(keyword: str, known: frozenset[str]) -> str:
    near = like(keyword, sorted(known))
    if near:
        return f"; did you mean {near[0]!r}?"
    return "; remove it, or name it 'x-...' if it is for another program"
