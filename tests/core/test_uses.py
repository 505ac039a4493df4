"""A schema can declare that a reference is a mere mention and not a use."""

# ruff: noqa: E501 - messages are asserted whole, each on its line

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from handbook.book import Handbook
from handbook.export import compact
from handbook.fingerprint import citations, fingerprint
from handbook.load import load
from handbook.references import Reference
from handbook.schema import read_kinds
from handbook.source.document import Mention
from tests.support.handbooks import TODAY, found, procedure, write_handbook

_NAME = {"type": "string", "description": "An entry."}
_SPOKEN_OF = {**_NAME, "refersTo": ["goods", "roles"], "uses": False}
_RUMOURS = {
    "entry": "rumour",
    "properties": {
        "title": {"$ref": "common.json#/$defs/title"},
        "teller": {**_NAME, "refersTo": "roles"},
        "about": {"type": "array", "items": _SPOKEN_OF, "description": "Whom it is about."},
    },
}
_GOODS = {
    "entry": "good",
    "cited": True,
    "properties": {
        "title": {"$ref": "common.json#/$defs/title"},
        "status": {"$ref": "common.json#/$defs/status"},
    },
}


def _schema(kind: str, parts: Mapping[str, Any]) -> str:
    root = {name: value for name, value in parts.items() if name != "properties"}
    entry = {"type": "object", "properties": parts["properties"], "additionalProperties": False}
    return json.dumps(
        {"$id": f"{kind}.json", "type": "object", **root, "additionalProperties": entry}
    )


def _written(root: Path, rumours: str, goods: str = "bread: {title: Bread}\n") -> Handbook:
    """Return a handbook with rumours that mention goods and roles."""
    write_handbook(root, {})
    files = {
        "data/schemas/rumours.json": _schema("rumours", _RUMOURS),
        "data/schemas/goods.json": _schema("goods", _GOODS),
        "data/rumours.yaml": rumours,
        "data/goods.yaml": goods,
    }
    write_handbook(root, files, base=False)
    return load(root).handbook


def _summary(reference: Reference) -> tuple[str, str, bool]:
    return reference.source.id, reference.name, reference.uses


def test_a_mention_records_whether_it_is_a_use(tmp_path: Path) -> None:
    kind = _written(tmp_path, "").kinds["rumours"]

    assert list(kind.mentions({"teller": "coo", "about": ["bread"]})) == [
        Mention(("teller",), "coo", ("roles",), uses=True),
        Mention(("about", 0), "bread", ("goods", "roles"), uses=False),
    ]


def test_a_mere_mention_resolves_but_is_not_a_use(tmp_path: Path) -> None:
    handbook = _written(tmp_path, "a: {title: A, teller: coo, about: [Bread, COO]}\n")
    rumour, bread, coo = (
        handbook.registers[kind].entries[name]
        for kind, name in (("rumours", "a"), ("goods", "bread"), ("roles", "coo"))
    )

    assert rumour.data["about"] == ["goods/bread", "roles/coo"]
    assert [_summary(one) for one in handbook.uses(rumour)] == [("a", "coo", True)]
    assert handbook.used_by(bread) == ()
    assert [_summary(one) for one in handbook.used_by(coo)] == [
        ("operations", "coo", True),
        ("a", "coo", True),
    ]


def test_an_unknown_name_is_a_fault_anywhere(tmp_path: Path) -> None:
    _written(tmp_path, "a: {title: A, about: [Bred]}\n")

    assert found(tmp_path, "unknown-reference") == [
        "data/rumours.yaml:1:23: rumour 'A' names an unknown good or role: 'Bred'; did you mean 'bread'?"
    ]


def test_being_mentioned_does_not_make_an_entry_used(tmp_path: Path) -> None:
    _written(tmp_path, "a: {title: A, about: [Bread]}\n")

    assert found(tmp_path, "unused-entry") == [
        "data/goods.yaml:1:1: nothing refers to good 'Bread'; cite it where it belongs, or retire it"
    ]


def test_a_retired_entry_may_still_be_mentioned(tmp_path: Path) -> None:
    _written(
        tmp_path, "a: {title: A, about: [Bread]}\n", "bread: {title: Bread, status: retired}\n"
    )

    assert found(tmp_path, "retired-reference") == []


def test_a_mere_mention_is_not_a_citation(tmp_path: Path) -> None:
    handbook = _written(tmp_path, "a: {title: A, teller: coo, about: [Bread]}\n")
    rumour = handbook.registers["rumours"].entries["a"]
    coo = handbook.registers["roles"].entries["coo"]

    assert citations(handbook, rumour) == {"roles/coo": fingerprint(handbook, coo)}


def test_an_entry_with_an_unreadable_mention_is_not_settled(tmp_path: Path) -> None:
    handbook = _written(tmp_path, "a: {title: A, about: [Bread]}\n", "bread: {titel: Bread}\n")

    assert not handbook.is_resolved(handbook.registers["rumours"].entries["a"])


def test_the_export_marks_mere_mentions(tmp_path: Path) -> None:
    handbook = _written(tmp_path, "a: {title: A, teller: coo, about: [Bread]}\n")

    exported = json.loads(b"".join(compact(handbook, TODAY)))
    exported_references = [one for one in exported["references"] if one["from"] == "rumours/a"]

    assert exported_references == [
        {"from": "rumours/a", "route": ["teller"], "name": "coo", "to": "roles/coo"},
        {"from": "rumours/a", "route": ["about", 0], "name": "Bread", "to": "goods/bread", "uses": False},
    ]  # fmt: skip


def test_a_procedure_is_not_suspect_because_of_its_mentions(tmp_path: Path) -> None:
    handbook = write_handbook(tmp_path, {"sops/operations/a.md": procedure("A")})
    before = load(handbook).handbook
    cited = citations(before, before.sops["a"].entry)
    _written(tmp_path, "a: {title: A, about: [COO]}\n")
    after = load(tmp_path).handbook

    assert citations(after, after.sops["a"].entry) == cited


@pytest.mark.parametrize(("value", "shown"), [("no", "'no'"), (0, "0"), (None, "null")])
def test_uses_is_true_or_false(tmp_path: Path, value: Any, shown: str) -> None:
    schema = {"type": "object", "properties": {"a": {"refersTo": "roles", "uses": value}}}
    (tmp_path / "risks.json").write_text(json.dumps(schema))
    _, faults = read_kinds(tmp_path, "data/schemas")

    assert [fault.message for fault in faults] == [f"'uses' is {shown}, but must be true or false"]


def test_uses_is_meaningless_without_a_reference(tmp_path: Path) -> None:
    named = {"type": "array", "uses": False, "items": {"refersTo": "roles"}}
    schema = {"type": "object", "properties": {"a": named}}
    (tmp_path / "risks.json").write_text(json.dumps(schema))
    _, faults = read_kinds(tmp_path, "data/schemas")

    assert [fault.message for fault in faults] == [
        "'uses' requires 'refersTo', which is missing here"
    ]
