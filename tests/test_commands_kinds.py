"""`handbook new` supports every kind of document, from its schema alone."""

import json
from pathlib import Path
from typing import Any

import pytest

from handbook.load import load
from tests.support.commands import run, said
from tests.support.handbooks import REPOSITORY, write_handbook


def _text(description: str, **more: Any) -> dict[str, Any]:
    return {"type": "string", "minLength": 1, "description": description, **more}


def _schema(name: str, properties: dict[str, Any], required: list[str], **more: Any) -> str:
    return json.dumps(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": f"{name}.json",
            "title": name.capitalize(),
            "description": "For this test.",
            "entry": "site visit",
            "files": f"data/{name}/*.md",
            "type": "object",
            "properties": {"title": _text("The name."), **properties},
            "required": ["title", *required],
            "additionalProperties": False,
            **more,
        }
    )


VISITS = _schema(
    "visits",
    {
        "owner": _text("Who went.", refersTo="roles"),
        "day": _text("When it was.", format="date"),
        "guests": {"type": "integer", "description": "How many came."},
        "paid": {"type": "boolean", "description": "Whether it was paid."},
        "fee": _text("What it cost.", format="money"),
        "tags": {
            "type": "array",
            "items": {"type": "string"},
            "description": "Words for it; separated by commas.",
        },
        "purpose": _text("What for.", lead=True),
        "findings": {
            "type": "array",
            "heading": ["Findings"],
            "as": "rows",
            "description": "What was seen.",
            "items": {
                "type": "object",
                "properties": {
                    "what": _text("What it was.", column=["What"]),
                    "where": _text("Where it was.", column=["Where"]),
                    "who": _text("Who mends it.", column=["Who"], refersTo="roles"),
                },
                "required": ["what", "who"],
                "additionalProperties": False,
            },
        },
        "rounds": {
            "type": "array",
            "heading": ["Rounds"],
            "as": "steps",
            "description": "What was gone through.",
            "items": {
                "type": "object",
                "properties": {
                    "title": _text("The round."),
                    "owner": _text("Who led.", refersTo="roles", label=["Owner"]),
                    "acts": {
                        "type": "array",
                        "items": {"type": "string", "minLength": 1},
                        "list": True,
                        "description": "What was done.",
                    },
                },
                "required": ["title", "acts"],
                "additionalProperties": False,
            },
        },
        "letters": {
            "type": "array",
            "heading": ["Letters"],
            "as": "list",
            "items": {"type": "string", "minLength": 1},
            "description": "What was handed over.",
        },
        "verdict": _text("What came of it.", heading=["Verdict"]),
        "remarks": _text("What else there is.", heading=["Remarks"]),
    },
    ["owner", "day", "purpose", "findings", "rounds", "letters", "verdict"],
)
GIVEN = (
    *("new", "site-visit", "North gate", "--owner", "COO", "--day", "2026-11-20", "--guests", "3"),
    *("--paid", "no", "--tags", "rain, wind", "--purpose", "See it."),
    *("--findings-what", "A hole | a gap", "--findings-who", "coo"),
    *("--rounds-title", "Outside", "--rounds-acts", "Walk around"),
    *("--letters", "A map", "--verdict", "Mend it."),
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_handbook(tmp_path, {})
    return write_handbook(tmp_path, {"data/schemas/visits.json": VISITS}, base=False)


def test_a_kind_needs_no_code(root: Path) -> None:
    assert said(run(root, *GIVEN)) == (
        0,
        "data/visits/north-gate.md\nnext: write its remarks\n",
        "",
    )
    text = (root / "data/visits/north-gate.md").read_text(encoding="utf-8")
    assert (
        text
        == """\
---
title: North gate
owner: coo
day: '2026-11-20'
guests: 3
paid: false
tags:
  - rain
  - wind
---

See it.

## Findings

| What | Where | Who |
| -- | -- | -- |
| A hole \\| a gap |  | coo |

## Rounds

### Outside

<!-- **Owner:** [Who led] -->

1. Walk around

## Letters

- A map

## Verdict

Mend it.

## Remarks

<!-- [What else there is] -->
"""
    )
    assert run(root, "check").exit_code == 0
    entry = load(root).handbook.registers["visits"].entries["north-gate"]
    assert entry.data["findings"] == [{"what": "A hole \\| a gap", "who": "coo"}]


def test_a_kind_of_free_text_prompts_for_its_text(root: Path) -> None:
    schema = _schema("visits", {"text": _text("What was seen.")}, ["text"], body="text")
    write_handbook(root, {"data/schemas/visits.json": schema}, base=False)

    assert said(run(root, "new", "site-visit", "Gate", "--text", "It *rains*.")) == (
        0,
        "data/visits/gate.md\nnext: review the file\n",
        "",
    )
    assert load(root).handbook.registers["visits"].entries["gate"].data["text"] == "It *rains*."


def test_an_unknown_choice_names_the_file_of_the_list(root: Path) -> None:
    given = ("new", "checklist", "Opening", "--occasion", "магазин", "--purpose", "Let them in.")

    assert said(run(root, *given)) == (
        2,
        "",
        (
            "handbook: --occasion: 'магазин' is not one of customers, meetings, vendors, people; "
            "add new ones to the list in data/schemas/checklists.json\n"
        ),
    )


def test_of_two_alternatives_the_first_is_requested(root: Path) -> None:
    given = ("new", "checklist", "Offboarding", "--occasion", "people", "--purpose", "Part well.")

    assert said(run(root, *given)) == (
        2,
        "",
        "handbook: --boxes is missing: the items to tick off, if there is a single list\n",
    )
    assert said(run(root, *given, "--boxes", "Take back the keys")) == (
        0,
        "data/checklists/offboarding.md\nnext: review the file\n",
        "",
    )
    written = (root / "data/checklists/offboarding.md").read_text(encoding="utf-8")
    assert written.endswith("---\n\nPart well.\n\n## Checklist\n\n- Take back the keys\n")
    assert run(root, "check").exit_code == 0


def test_properties_common_to_all_alternatives_are_written(root: Path) -> None:
    parts = {
        name: _text(f"{name}.", heading=[name.capitalize()]) for name in ("place", "day", "year")
    }
    ways = [{"required": ["place", "day"]}, {"required": ["place", "year"]}]
    schema = _schema("visits", parts, [], anyOf=ways)
    write_handbook(root, {"data/schemas/visits.json": schema}, base=False)

    done = run(root, "new", "site-visit", "Gate", "--place", "North", "--day", "Monday")

    assert said(done) == (0, "data/visits/gate.md\nnext: review the file\n", "")
    written = (root / "data/visits/gate.md").read_text(encoding="utf-8")
    assert written.endswith("\n\n## Place\n\nNorth\n\n## Day\n\nMonday\n")


def test_all_missing_options_are_named_at_once(root: Path) -> None:
    assert said(run(root, "new", "site-visit", "Gate", "--owner", "COO")) == (
        2,
        "",
        (
            "handbook: --day is missing: when it was; also missing: --purpose, --findings-what, "
            "--findings-who, --rounds-title, --rounds-acts, --letters, --verdict\n"
        ),
    )


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("--guests", "few", "--guests: 'few' is not a whole number"),
        ("--paid", "maybe", "--paid: 'maybe' is not yes or no"),
        ("--day", "soon", "--day: 'soon' is not a date; write one such as 2026-11-21"),
        (
            "--fee",
            "much",
            "--fee: 'much' is not a price; write one such as €8 per user per month or CHF 1,250.50",
        ),
        ("--findings-who", "CEO", "--findings-who: unknown role: 'CEO'; choose from: COO"),
    ],
)
def test_an_answer_must_match_the_schema(
    root: Path, option: str, value: str, sentence: str
) -> None:
    assert said(run(root, *GIVEN, option, value)) == (2, "", f"handbook: {sentence}\n")


def test_a_first_paragraph_may_be_left_to_be_written(root: Path) -> None:
    schema = _schema("visits", {"purpose": _text("What for.", lead=True)}, [])
    write_handbook(root, {"data/schemas/visits.json": schema})

    assert run(root, "new", "site-visit", "Gate").exit_code == 0
    assert (root / "data/visits/gate.md").read_text(encoding="utf-8").endswith("[What for] -->\n")


def test_help_lists_the_kinds_of_the_handbook(root: Path) -> None:
    listed = run(root, "new", "--help").stdout.partition("Commands:\n")[2]

    assert [line.split()[0] for line in listed.splitlines()] == [
        *("sop", "template", "checklist", "meeting", "post-mortem", "site-visit"),
    ]
    shown = run(root, "new", "site-visit", "--help").stdout
    assert "Create a site visit: data/visits/ID.md.\n" in shown
    assert '  handbook new site-visit "Title of the site visit"\n' in shown
    assert "  --findings-who TEXT   Who mends it.\n" in shown


def test_an_unknown_kind_is_one_sentence(root: Path) -> None:
    assert said(run(root, "new", "site-vist", "Gate")) == (
        2,
        "",
        ("handbook new: no such command 'site-vist'; did you mean 'site-visit'?\n"),
    )


@pytest.mark.parametrize("name", ["tool", "tools"])
def test_for_a_single_file_kind_the_file_is_named(name: str, root: Path) -> None:
    assert said(run(root, "new", name, "Ledger")) == (
        2,
        "",
        (
            f"handbook new: no such command {name!r}: every tool is an entry in data/tools.yaml; "
            "add it there; see 'handbook new --help'\n"
        ),
    )


def test_every_kind_of_this_handbook_has_a_command() -> None:
    for name in ("sop", "template", "meeting", "checklist", "post-mortem"):
        assert run(REPOSITORY, "new", name, "--help").exit_code == 0


def test_a_required_label_is_an_option(tmp_path: Path) -> None:
    scope = {
        "type": "object",
        "heading": ["Scope"],
        "as": "labels",
        "properties": {"where": _text("Where it was.", label=["Where"])},
        "required": ["where"],
        "additionalProperties": False,
        "description": "What it covered.",
    }
    schema = _schema("visits", {"scope": scope}, ["scope"])
    root = write_handbook(tmp_path, {})
    (root / "data/schemas/visits.json").write_text(schema, encoding="utf-8")

    assert run(root, "new", "site-visit", "Ghent", "--scope-where", "Ghent").exit_code == 0
    written = (root / "data/visits/ghent.md").read_text(encoding="utf-8")
    assert written == "---\ntitle: Ghent\n---\n\n## Scope\n\n**Where:** Ghent\n"
