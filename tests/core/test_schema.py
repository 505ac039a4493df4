"""A schema defines what entries contain and refer to."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from handbook.addresses import Home
from handbook.load import SCHEMAS
from handbook.schema import Kind, read_kinds
from handbook.source.document import Mention
from tests.core.kinds import KINDS
from tests.core.schemas import OBJECT, read
from tests.support.handbooks import REPOSITORY

# --- the schemas of this repository


def test_every_schema_of_this_repository_is_valid() -> None:
    kinds, faults = read_kinds(REPOSITORY / SCHEMAS, SCHEMAS)

    assert faults == []
    assert "common" not in kinds
    assert {"sops", "roles", "metrics", "settings"} <= set(kinds)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_schema_describes_its_kind(kind: Kind) -> None:
    assert kind.title
    assert re.fullmatch(r"[A-Z].*\.", kind.description)
    assert kind.noun
    assert kind.schema["$id"] == f"{kind.name}.json"


def objects(schema: Any, route: str = "") -> list[tuple[str, dict[str, Any]]]:
    """Return every part of a schema that has properties."""
    found = [(route, schema)] if "properties" in schema else []
    for name, inner in schema.get("properties", {}).items():
        found += objects(inner, f"{route}/{name}")
    for keyword in ("items", "additionalProperties"):
        if isinstance(schema.get(keyword), dict):
            found += objects(schema[keyword], f"{route}/{keyword}")
    return found


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_property_is_described_and_others_are_rejected(kind: Kind) -> None:
    for route, schema in objects(kind.schema):
        assert schema["additionalProperties"] is False or "additionalProperties" in route, route
        for name, inner in schema["properties"].items():
            assert inner.get("description"), f"{route}/{name}"


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_reference_is_to_an_existing_kind(kind: Kind) -> None:
    found = re.findall(r'"refersTo": ("[^"]+"|\[[^]]+\])', json.dumps(kind.schema))

    named = {name for text in found for name in re.findall(r'"([^"]+)"', text)}

    assert named <= set(KINDS)


# --- what a schema defines


def test_unspecified_keywords_have_defaults(tmp_path: Path) -> None:
    kinds, _ = read(tmp_path, risks={**OBJECT, "additionalProperties": OBJECT})
    kind = kinds["risks"]

    assert (kind.title, kind.description, kind.noun) == ("risks", "", "risks")
    assert (kind.files, kind.page, kind.cited) == ("data/risks.yaml", None, False)
    assert (kind.one_file, kind.single) == (True, False)
    assert kind.home == Home("risks", "data/risks.yaml", None)
    assert kind.path == "data/schemas/risks.json"


@pytest.mark.parametrize(
    ("schema", "one_file", "single"),
    [
        ({**OBJECT, "additionalProperties": OBJECT}, True, False),
        ({**OBJECT, "properties": {}}, False, True),
        ({**OBJECT, "files": "data/risks/*.yaml"}, False, False),
        ({**OBJECT, "files": "risks/*/*.md"}, False, False),
    ],
)
def test_a_register_is_one_file_or_many_and_a_document_is_single(
    tmp_path: Path, schema: Any, one_file: bool, single: bool
) -> None:
    kinds, _ = read(tmp_path, risks=schema)

    assert (kinds["risks"].one_file, kinds["risks"].single) == (one_file, single)


def test_siblings_of_a_ref_take_precedence(tmp_path: Path) -> None:
    common = {"$defs": {"name": {"type": "string", "meaning": False, "description": "A name."}}}
    part = {"$ref": "common.json#/$defs/name", "description": "The owner's name."}

    kinds, faults = read(tmp_path, common=common, risks={**OBJECT, "properties": {"a": part}})

    assert faults == []
    assert kinds["risks"].schema["properties"]["a"] == {
        "type": "string",
        "meaning": False,
        "description": "The owner's name.",
    }


def test_a_ref_is_resolved_within_its_own_file(tmp_path: Path) -> None:
    common = {"$defs": {"x": {"$ref": "#/$defs/y"}, "y": {"type": "string"}}}
    schema = {
        **OBJECT,
        "$defs": {"x": {"$ref": "common.json#/$defs/x"}, "y": {"type": "number"}},
        "properties": {"a": {"$ref": "#/$defs/x"}, "b": {"$ref": "#/$defs/y"}},
    }

    kinds, faults = read(tmp_path, common=common, risks=schema)

    assert faults == []
    assert kinds["risks"].schema["properties"] == {"a": {"type": "string"}, "b": {"type": "number"}}


def test_references_are_found_at_any_depth(tmp_path: Path) -> None:
    role = {"type": "string", "refersTo": "roles"}
    schema = {
        **OBJECT,
        "files": "data/risks/*.yaml",
        "properties": {
            "owner": role,
            "team": {"type": "array", "items": {**role, "refersTo": ["roles", "areas"]}},
            "steps": {"type": "array", "items": {**OBJECT, "properties": {"by": role}}},
            "map": {**OBJECT, "additionalProperties": role},
            "title": {"type": "string"},
        },
    }
    kinds, _ = read(tmp_path, risks=schema)
    data = {
        "owner": "a",
        "team": ["b", 5],
        "steps": [{"by": "c"}, {"by": None}, {}],
        "map": {"x": "d"},
        "title": "e",
        "unknown": "f",
    }

    assert list(kinds["risks"].mentions(data)) == [
        Mention(("owner",), "a", ("roles",)),
        Mention(("team", 0), "b", ("roles", "areas")),
        Mention(("steps", 0, "by"), "c", ("roles",)),
        Mention(("map", "x"), "d", ("roles",)),
    ]


def test_meaning_excludes_non_normative_parts_at_any_depth(tmp_path: Path) -> None:
    noted = {"type": "string", "meaning": False}
    schema = {
        **OBJECT,
        "properties": {
            "a": {"type": "string"},
            "note": noted,
            "rows": {"type": "array", "items": {**OBJECT, "properties": {"note": noted}}},
            "all": {"type": "array", "meaning": False},
        },
    }
    kinds, _ = read(tmp_path, risks=schema)

    found = kinds["risks"].meaning(
        {"a": " b\n  c ", "note": "d", "rows": [{"note": "e", "f": 5}], "all": [1], "g": None}
    )

    assert found == {"a": "b c", "rows": [{"f": 5}], "g": None}


def test_a_text_in_place_of_an_object_is_normative(tmp_path: Path) -> None:
    noted = {"type": "string", "meaning": False}
    either = {"type": ["string", "object"], "properties": {"note": noted}}
    schema = {**OBJECT, "properties": {"rows": {"type": "array", "items": either}}}
    kinds, _ = read(tmp_path, risks=schema)

    assert kinds["risks"].meaning({"rows": ["a", {"note": "b", "c": 1}]}) == {
        "rows": ["a", {"c": 1}]
    }
