"""A broken schema is reported at its place and omitted."""

# ruff: noqa: E501 - messages are asserted whole, each on its line

import time
from pathlib import Path
from typing import Any

import pytest

from handbook.schema import read_kinds
from handbook.source import schemas as module
from handbook.values import FORMATS
from tests.core.schemas import OBJECT, read, refused


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "1:1: not JSON: expecting value"),
        ("{", "1:2: not JSON: expecting property name enclosed in double quotes"),
        ('{\n  "a": é\n}', "2:8: not JSON: expecting value"),
        ("{} {}", "1:4: not JSON: extra data"),
        ('{"a": 1 ,\n}', "1:9: not JSON: nothing follows this comma; remove it"),
        ('{"a": [1, ]}', "1:9: not JSON: nothing follows this comma; remove it"),
        ("[]", "1:1: a schema must be a JSON object: '{', keys and values, '}'"),
        ("5", "1:1: a schema must be a JSON object: '{', keys and values, '}'"),
        ('{"a": 1, "a": 2}', "1:1: key 'a' appears twice in one object"),
        ('{"a": NaN}', "1:1: NaN is not a JSON number"),
        ('{"a": -Infinity}', "1:1: -Infinity is not a JSON number"),
        ('{"a": ' + "9" * 5000 + "}", "1:1: contains a number that is too long"),
        ("[" * 100_000, "1:1: nested too deeply"),
        ('{"a":' * 500 + "1" + "}" * 500, "1:1: nested deeper than 40 levels"),
        ('{"a": "\x07"}', "1:8: character U+0007 cannot be printed; remove it"),
    ],
)
def test_anything_but_a_json_object_is_rejected_at_its_place(
    tmp_path: Path, text: str, fault: str
) -> None:
    assert refused(tmp_path, text) == fault


def test_a_schema_that_is_not_utf_8_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "risks.json").write_bytes(b'{"a": "\xff"}')

    assert read(tmp_path) == (
        {},
        ["data/schemas/risks.json:1:8: byte 0xff is not UTF-8; save the file as UTF-8"],
    )


def test_a_folder_without_schemas_has_no_kinds(tmp_path: Path) -> None:
    assert read(tmp_path) == ({}, [])
    assert read_kinds(tmp_path / "nowhere", "data/schemas") == ({}, [])


def test_a_broken_schema_does_not_affect_the_others(tmp_path: Path) -> None:
    kinds, faults = read(tmp_path, risks="{", roles=OBJECT)

    assert list(kinds) == ["roles"]
    assert len(faults) == 1


@pytest.mark.parametrize(
    ("reference", "fault"),
    [
        ("common.json#/$defs/no", "$ref 'common.json#/$defs/no' points to nothing"),
        ("nowhere.json", "$ref 'nowhere.json' points to nothing"),
        ("#/properties/a", "$ref '#/properties/a' refers back to itself"),
        ("#", "$ref '#' refers back to itself"),
        ("risks.json#/properties", "$ref 'risks.json#/properties' refers back to itself"),
        ("#/type", "$ref '#/type' does not point to a schema"),
        ("https://json-schema.org/draft", "$ref 'https://json-schema.org/draft' points to nothing"),
        ("../../../etc/passwd", "$ref '../../../etc/passwd' points to nothing"),
        (5, "$ref must be a string, such as 'common.json#/$defs/title'"),
    ],
)
def test_a_broken_ref_is_rejected(tmp_path: Path, reference: Any, fault: str) -> None:
    schema = {**OBJECT, "properties": {"a": {"$ref": reference}}}

    assert refused(tmp_path, schema) == f"5:15: {fault}"


def test_circular_refs_across_files_are_rejected(tmp_path: Path) -> None:
    _, faults = read(tmp_path, a={"$ref": "b.json"}, b={"$ref": "a.json"})

    assert faults == [
        "data/schemas/a.json:2:11: $ref 'b.json' refers back to itself",
        "data/schemas/b.json:2:11: $ref 'a.json' refers back to itself",
    ]


def test_exponential_refs_are_rejected(tmp_path: Path) -> None:
    parts: dict[str, Any] = {"p5": {"type": "string"}}
    for number in range(5):
        parts[f"p{number}"] = {"anyOf": [{"$ref": f"#/$defs/p{number + 1}"}] * 20}

    assert refused(tmp_path, {**OBJECT, "$defs": parts}) == (
        f"1:1: has more than {module.MAX_PARTS:,} parts once its $refs are expanded"
    )


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        ({"type": "objekt"}, "5:15: 'type' is 'objekt', which JSON Schema does not allow"),
        ({"minLength": -1}, "5:20: 'minLength' is -1, which JSON Schema does not allow"),
        ({"required": "a"}, "5:19: 'required' is 'a', which JSON Schema does not allow"),
        ({"pattern": "["}, "5:18: 'pattern' is '[', which JSON Schema does not allow"),
        ({"properties": 5}, "5:21: 'properties' is 5, which JSON Schema does not allow"),
        ({"format": "intervall"}, f"5:17: 'format' is 'intervall', but must be one of {', '.join(FORMATS)}"),
        ({"refersTo": 5}, "5:19: 'refersTo' is 5, but must be a register or a list of registers, such as \"roles\""),
        ({"refersTo": []}, "5:19: 'refersTo' is [], but must be a register or a list of registers, such as \"roles\""),
        ({"label": "Owner"}, "5:16: 'label' is 'Owner', but must be a list of spellings, such as [\"Owner\"]"),
        ({"column": [""]}, "5:17: 'column' is [\"\"], but must be a list of spellings, such as [\"Owner\"]"),
        ({"meaning": "no"}, "5:18: 'meaning' is 'no', but must be true or false"),
        ({"heading": ["A"]}, "5:18: 'as' is 'text', so 'type' must be 'string'"),
        ({"heading": ["A"], "as": "prose"}, "8:13: 'as' is 'prose', but must be one of text, labels, list, table, rows, steps"),
        ({"heading": ["A"], "as": "list"}, "8:13: 'as' is 'list', so 'type' must be 'array'"),
        ({"heading": ["A"], "as": "labels", "type": "array"}, "8:13: 'as' is 'labels', so 'type' must be 'object'"),
        ({"heading": ["A"], "as": "table", "type": "array"}, "8:13: 'as' is 'table', so 'items' must have properties"),
        ({"heading": ["A"], "as": "steps", "type": "array", "items": OBJECT}, "8:13: 'as' is 'steps', so 'items' must have a 'title'"),
        ({"format": "date", "due": "yes please"}, "6:14: 'due' names an unknown property: 'yes please'"),
        ({"due": True}, "5:14: 'due' requires 'format': 'date', which is missing here"),
        ({"format": "date", "due": False}, "6:14: 'due' is false, but must be true, or the sibling property that says it is done, such as \"done\""),
        ({"items": {"format": "date", "due": True}}, "7:16: 'due' belongs on a property; make each item an object with one"),
        ({"unique": 1}, "5:17: 'unique' is 1, but must be true or false"),
        ({"items": {"type": "string", "unique": True}}, "7:19: 'unique' belongs on a property of an entry, not on a part of one"),
        ({"items": True}, "5:16: expected a schema, not true"),
        ({"items": {"properties": {"b": False}}}, "7:16: expected a schema, not false"),
    ],
)  # fmt: skip
def test_a_meaningless_part_of_a_schema_is_rejected(tmp_path: Path, part: Any, fault: str) -> None:
    assert refused(tmp_path, {**OBJECT, "properties": {"a": part}}) == fault


@pytest.mark.parametrize("part", [{"enum": ["a", "b"]}, {"type": "array"}, {"type": "boolean"}])
def test_only_a_single_value_can_be_unique(tmp_path: Path, part: Any) -> None:
    schema = {**OBJECT, "properties": {"a": {**part, "unique": True}}}

    assert refused(tmp_path, schema).endswith(
        ": 'unique' requires a single value: 'type' must be one of string, integer, number"
    )


@pytest.mark.parametrize(
    ("root", "fault"),
    [
        ({"type": "array"}, "2:11: 'type' must be 'object': entries are keys and values"),
        ({}, "1:1: 'type' must be 'object': entries are keys and values"),
        ({**OBJECT, "additionalProperties": {"type": "string"}}, "3:27: 'type' must be 'object': entries are keys and values"),
        ({**OBJECT, "properties": {"a": True}}, "4:10: expected a schema, not true"),
        ({**OBJECT, "entry": ""}, "3:12: 'entry' is '', but must be the name of one entry, such as \"role\""),
        ({**OBJECT, "page": "../x"}, "3:11: 'page' is '../x', but must be a folder of the site, such as \"roles\""),
        ({**OBJECT, "cited": 1}, "3:12: 'cited' is 1, but must be true or false"),
        ({**OBJECT, "overview": "Overview"}, "3:15: 'overview' is 'Overview', but must be a list of spellings, such as [\"Owner\"]"),
        ({**OBJECT, "body": "text"}, "3:11: 'body' names an unknown property: 'text'"),
    ],
)  # fmt: skip
def test_a_meaningless_schema_is_rejected(tmp_path: Path, root: Any, fault: str) -> None:
    assert refused(tmp_path, root) == fault


def test_a_csv_file_has_one_list_of_rows(tmp_path: Path) -> None:
    rows = {"type": "array", "items": {**OBJECT, "properties": {"a": {"type": "string"}}}}
    one = {**OBJECT, "files": "data/risks.csv", "properties": {"rows": rows}}
    more = {**one, "properties": {"rows": rows, "b": {"type": "string"}}}
    none = {**OBJECT, "files": "data/risks.csv"}
    fault = "a .csv file is a list of rows: define one property whose 'items' have properties"

    assert refused(tmp_path, none) == f"1:1: {fault}"
    assert refused(tmp_path, more) == f"4:17: {fault}"
    assert read(tmp_path, risks=one)[1] == []


@pytest.mark.parametrize(
    "files",
    ["", 5, "../x.yaml", "/etc/x.yaml", "data/../../x.yaml", "data\\x.yaml", "data", "x.txt", "~/x.md"],
)  # fmt: skip
def test_files_outside_the_handbook_are_rejected(tmp_path: Path, files: Any) -> None:
    shown = repr(files) if isinstance(files, str) else files

    assert refused(tmp_path, {**OBJECT, "files": files}) == (
        f"3:12: 'files' is {shown}, but must be the path of .yaml, .md or .csv files, "
        'such as "data/roles.yaml" or "sops/*/*.md"'
    )


def test_a_property_may_be_named_like_a_keyword(tmp_path: Path) -> None:
    names = ["files", "label", "heading", "format", "type", "items", "body", "$ref", "meaning"]
    schema = {**OBJECT, "properties": {name: {"type": "string"} for name in names[:7]}}

    _, faults = read(tmp_path, risks=schema)

    assert faults == []


def test_a_schema_indented_with_tabs_has_places(tmp_path: Path) -> None:
    text = '{\n\t"type": "object",\n\t"cited": 1\n}'

    assert refused(tmp_path, text) == "3:11: 'cited' is 1, but must be true or false"


def test_a_schema_that_yaml_cannot_parse_is_reported_at_its_start(tmp_path: Path) -> None:
    text = '{"type": "object", "title": "\\ud83d\\ude00", "cited": 1}'

    assert refused(tmp_path, text) == "1:1: 'cited' is 1, but must be true or false"


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        ({"refersto": "roles"}, "5:7: unknown keyword 'refersto'; did you mean 'refersTo'?"),
        ({"type": "array", "items": {"formatt": "date"}}, "7:9: unknown keyword 'formatt'; did you mean 'format'?"),
        ({"anyOf": [{"minimun": 1}]}, "7:11: unknown keyword 'minimun'; did you mean 'minimum'?"),
        ({"colour": "red"}, "5:7: unknown keyword 'colour'; remove it, or name it 'x-...' if it is for another program"),
    ],
)  # fmt: skip
def test_an_unknown_keyword_is_rejected(tmp_path: Path, part: Any, fault: str) -> None:
    assert refused(tmp_path, {**OBJECT, "properties": {"a": part}}) == fault


def test_property_names_are_not_keywords(tmp_path: Path) -> None:
    part = {
        "x-colour": {"refersto": 1},
        "const": {"refersto": 1},
        "default": {"refersTo": 1},
        "enumDescriptions": ["a"],
    }

    _, faults = read(tmp_path, risks={**OBJECT, "properties": {"refersto": part}, "$comment": ""})

    assert faults == []


def test_a_keyword_of_the_common_schema_is_reported_there_once(tmp_path: Path) -> None:
    common = {"$defs": {"name": {"typ": "string"}}}
    schema = {**OBJECT, "properties": {"a": {"$ref": "common.json#/$defs/name"}}}

    kinds, faults = read(tmp_path, common=common, risks=schema, roles=schema)

    assert list(kinds) == ["risks", "roles"]
    assert faults == ["data/schemas/common.json:4:7: unknown keyword 'typ'; did you mean 'type'?"]


@pytest.mark.parametrize(
    ("root", "fault"),
    [
        ({**OBJECT, "items": OBJECT}, "3:12: 'items' is only for lists; use 'additionalProperties' for entries of any id"),
        ({**OBJECT, "properties": {"owner": {}}, "required": ["ownr"], "additionalProperties": False}, "7:5: 'required' names an unknown property: 'ownr'; did you mean 'owner'?"),
        ({**OBJECT, "required": ["title"], "additionalProperties": False}, "4:5: 'required' names an unknown property: 'title'; add it to 'properties'"),
        ({**OBJECT, "additionalProperties": {**OBJECT, "properties": {"aliases": {"type": "string"}}}}, "7:17: 'aliases' is shown with the name of an entry, so 'type' must be 'array'"),
        ({**OBJECT, "properties": {"title": {"type": ["integer", "null"]}}}, "5:15: 'title' is shown with the name of an entry, so 'type' must be 'string'"),
        ({**OBJECT, "owned": True, "additionalProperties": OBJECT}, "3:12: 'owned' requires an owner for each entry, but there is no property 'owner'"),
    ],
)  # fmt: skip
def test_an_unsatisfiable_schema_is_rejected(tmp_path: Path, root: Any, fault: str) -> None:
    assert refused(tmp_path, root) == fault


@pytest.mark.parametrize(
    ("one", "fault"),
    [
        ({"page": "roles"}, "3:11: 'page' is 'roles', which already belongs to roles; choose another"),
        ({"files": "data/roles.yaml"}, "3:12: 'files' is 'data/roles.yaml', which already belongs to roles; choose another"),
        ({"$id": "roles.json"}, "3:10: '$id' is 'roles.json', but must be the file name: 'risks.json'"),
        ({"properties": {"title": {"type": "string"}}}, "3:17: a file contains many entries: put the properties of one in 'additionalProperties'"),
        ({"properties": {"a": {"refersTo": ["tools", "role"]}}}, "5:19: 'refersTo' names an unknown register: 'role'; did you mean 'roles'?"),
    ],
)  # fmt: skip
def test_a_schema_inconsistent_with_another_is_rejected(
    tmp_path: Path, one: Any, fault: str
) -> None:
    kinds, faults = read(tmp_path, risks={**OBJECT, **one}, roles={**OBJECT, "page": "roles"})

    assert list(kinds) == ["roles"]
    assert faults == [f"data/schemas/risks.json:{fault}"]


def test_the_pages_of_documents_are_under_the_name_of_their_kind(tmp_path: Path) -> None:
    rules = {**OBJECT, "files": "data/rules/*.md"}

    kinds, faults = read(tmp_path, risks={**OBJECT, "page": "rules"}, rules=rules)

    assert {name: kind.page for name, kind in kinds.items()} == {"rules": "rules"}
    assert faults == [
        "data/schemas/risks.json:3:11: 'page' is 'rules', which already belongs to rules; choose another"
    ]


def test_a_register_without_a_schema_can_be_referenced(tmp_path: Path) -> None:
    schema = {**OBJECT, "properties": {"a": {"refersTo": ["meetings", "improvement-sources"]}}}

    kinds, faults = read(tmp_path, improvements=schema, settings=OBJECT)

    assert (list(kinds), faults) == (["improvements", "settings"], [])


def test_a_schema_may_have_an_id_and_pattern_properties(tmp_path: Path) -> None:
    keys = {"patternProperties": {"^x-": {"type": "string"}}, "additionalProperties": False}
    schema = {"$id": "https://example.com/risks.json", **OBJECT, **keys, "required": ["x-a"]}

    kinds, faults = read(tmp_path, risks=schema)

    assert (list(kinds), faults) == (["risks"], [])


def test_the_address_of_a_part_may_contain_a_space(tmp_path: Path) -> None:
    part = {"type": "string", "$id": "a b"}

    kinds, faults = read(tmp_path, risks={**OBJECT, "properties": {"a": part}})

    assert (list(kinds), faults) == (["risks"], [])


def test_data_among_schemas_is_reported_within_seconds(tmp_path: Path) -> None:
    data = {"type": "object", **{f"ward-{number}": {} for number in range(2_000)}}

    start = time.process_time()
    _, faults = read(tmp_path, wards=data)

    assert len(faults) == 2_000
    assert time.process_time() - start < 10
