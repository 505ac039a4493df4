"""Each schema violation is reported in one plain sentence at its own place."""

# ruff: noqa: E501 - messages are asserted whole, each on its line

import json
import time
from pathlib import Path
from typing import Any

import pytest

from handbook.entries import read_as
from handbook.schema import Kind, read_kinds
from handbook.validation import validate
from tests.core.kinds import KINDS, PATHS, diagnostics, said
from tests.core.playbook import FRONT

REVIEW = """\
procedure: ordering
reviews:
- date: '2026-01-05'
  reviewer: COO
  outcome: unchanged
  checked: Read it
  fingerprint: 0123456789abcdef
"""


def role(text: str) -> list[str]:
    """Return the faults of the entry "coo" of roles, whose keys start on line 2."""
    return said("roles", "coo:\n" + "".join(f"  {line}\n" for line in text.split("\n")))


# --- keys


def test_unknown_keys_are_reported_at_their_own_lines() -> None:
    assert role("title: COO\nreports_to: CEO\nholder: Ada\ncolour: red\nTitle: x") == [
        "3:3: role 'coo' has an unknown key: 'reports_to'; did you mean 'reportsTo'? [unknown-key]",
        "4:3: role 'coo' has an unknown key: 'holder'; did you mean 'holders'? [unknown-key]",
        "5:3: role 'coo' has an unknown key: 'colour'; known here: title, aliases, status, description, area, reportsTo, responsibilities, kpis, headCount, holders, team, vacant [unknown-key]",
        "6:3: role 'coo' has an unknown key: 'Title'; did you mean 'title'? [unknown-key]",
    ]


def test_sections_are_not_listed_among_the_known_keys() -> None:
    text = (
        FRONT.replace("---\n", "---\ncolour: red\n", 1) + "\nKeep it.\n\n## Steps\n\n### A\n\n- b\n"
    )

    assert said("sops", text) == [
        "2:1: sop 'ordering' has an unknown key: 'colour'; known here: title, aliases, status, replacedBy, process, owner, backup, rapid, review, version, controlled, effective, public, audience, tools, purpose, timeline, successCriteria [unknown-key]"
    ]


def test_nested_keys_are_reported_with_both_names() -> None:
    found = said("settings", "title: A\ncompany: B\ndigest:\n  of: x\n")

    assert [line for line in found if line.startswith("4:3")] == [
        "4:3: settings: 'digest' is missing the key 'from' [missing-key]",
        "4:3: settings: 'digest' is missing the key 'to' [missing-key]",
        "4:3: settings: 'digest' has an unknown key: 'of'; known here: from, to [unknown-key]",
    ]


def test_a_missing_key_is_reported_at_its_parent() -> None:
    assert said("roles", "ceo:\n  title: CEO\n\ncoo:\n  area: x\n") == [
        "5:3: role 'coo' is missing the key 'title' [missing-key]"
    ]
    assert said("reviews", "procedure: a\nreviews:\n- date: '2026-01-05'\n  reviewer: b\n") == [
        "3:3: review 1 is missing the key 'checked' [missing-key]",
        "3:3: review 1 is missing the key 'fingerprint' [missing-key]",
        "3:3: review 1 is missing the key 'outcome' [missing-key]",
    ]


@pytest.mark.parametrize("version", ['version: "1.0"\n', ""])
def test_a_controlled_document_has_a_version(version: str) -> None:
    more = f"{version}controlled: true\n---\n"
    text = FRONT.replace("---\n", "---\n", 1).removesuffix("---\n") + more
    steps = "\nKeep it.\n\n## Steps\n\n### A\n\n- b\n"
    template = "---\ntitle: A\npurpose: b\nfor: message\n" + more + "\nHello\n"

    lacking = [] if version else ["1:1: {} 'ordering' is missing the key 'version' [missing-key]"]

    assert said("sops", text + steps) == [line.format("sop") for line in lacking]
    assert said("templates", template) == [
        line.format("template").replace("ordering", "notes") for line in lacking
    ]


def test_missing_parts_of_an_empty_procedure_are_worded_for_authors() -> None:
    assert said("sops", "---\ntitle: A\n---\n") == [
        "1:1: sop 'ordering' is missing the key 'owner' [missing-key]",
        "1:1: sop 'ordering' is missing the key 'process' [missing-key]",
        "1:1: sop 'ordering' is missing the key 'review' [missing-key]",
        "1:1: sop 'ordering' is missing a purpose: write it as the first paragraph [missing-part]",
        "1:1: sop 'ordering' is missing the section '## Steps' [missing-part]",
    ]


def test_missing_labels_of_a_section_are_worded_for_authors() -> None:
    text = "---\ntitle: Flood\nresolved: 2026-11-10\n---\n\nIt rained.\n\n"

    assert said("post-mortems", f"{text}## Incident summary\n\n**Date:** 2026-11-10\n") == [
        ("8:1: post-mortem 'flood': 'summary' is missing the label '**Severity:**' [missing-part]")
    ]


def test_a_missing_value_in_brackets_is_worded_for_authors(tmp_path: Path) -> None:
    schema = dict(KINDS["meetings"].schema)
    item = schema["properties"]["agenda"]["items"]
    parts = item["properties"]
    timed = {key: value for key, value in parts["minutes"].items() if key != "label"}
    item = {**item, "required": ["title", "minutes"], "properties": {**parts, "minutes": timed}}
    agenda = {**schema["properties"]["agenda"], "items": item}
    schema["properties"] = {**schema["properties"], "agenda": agenda}
    (tmp_path / "meetings.json").write_text(json.dumps(schema))
    kind = read_kinds(tmp_path, "data/schemas")[0]["meetings"]
    text = b"---\ntitle: Standup\ncadence: weekly\n---\n\nTalk.\n\n## Agenda\n\n### News\n"

    assert [fault.message for fault in diagnostics(kind, text, PATHS["meetings"])] == [
        "agenda item 'News' is missing its minutes: write them in brackets after the heading"
    ]


@pytest.mark.parametrize(
    ("key", "shown", "near"),
    [
        ("COO", "'COO'", ", such as 'coo'"),
        ("head of", "'head of'", ", such as 'head-of'"),
        ("-a", "'-a'", ", such as 'a'"),
        ("a--b", "'a--b'", ", such as 'a-b'"),
        ("größe", "'größe'", ", such as 'grosse'"),
        ("''", "''", ""),
        ('"a\\n"', "'a\\n'", ", such as 'a'"),
        ("../x", "'../x'", ", such as 'x'"),
    ],
)
def test_an_invalid_id_is_reported_at_its_key(key: str, shown: str, near: str) -> None:
    assert said("roles", f"{key}:\n  title: A\n") == [
        (
            f"1:1: {shown} is not an id; "
            f"use lower-case letters a to z, digits and hyphens{near} [wrong-value]"
        )
    ]


def test_an_id_that_is_too_long_is_reported_at_its_key() -> None:
    assert said("roles", f"{'a' * 61}:\n  title: A\n") == [
        f"1:1: id '{'a' * 61}' has 61 characters, but may have at most 60 [wrong-value]"
    ]


@pytest.mark.parametrize("key", ["a", "a1", "1", "a-b-c", "a" * 60])
def test_an_id_is_lowercase_letters_digits_and_hyphens(key: str) -> None:
    assert said("roles", f"{key}: {{title: A}}\n") == []


def test_a_malformed_key_is_reported_with_its_format() -> None:
    text = f"{REVIEW}  cites:\n    Slack: 0123456789abcdef\n    tools/slack: no\n"

    assert said("reviews", text) == [
        "9:5: review 1: 'cites': a key is 'Slack', which does not fit: the form ^[a-z-]+/[a-z0-9-]+$ [wrong-value]",
        "10:18: review 1: 'tools/slack' is 'no', which does not fit: a hash of the normative content, in hexadecimal digits [wrong-value]",
    ]


# --- values


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("title:", "2:9: role 'coo': 'title' has no value; fill it in or remove it"),
        ("title: ''", "2:10: role 'coo': 'title' is empty; fill it in or remove it"),
        ("title: 5", "2:10: role 'coo': 'title' is 5, but must be text; put it in quotes"),
        ("title: 1.10", "2:10: role 'coo': 'title' is read as the number 1.1, but must be text; put it in quotes"),
        ("title: true", "2:10: role 'coo': 'title' is true, but must be text; put it in quotes"),
        ("title: [a]", "2:10: role 'coo': 'title' is a list, but must be text; write it without brackets or a dash"),
        ("title: [a, b]", "2:10: role 'coo': 'title' is a list, but must be text; choose one"),
        ("title: [{a: b}]", "2:10: role 'coo': 'title' is a list, but must be text"),
        ("title: {a: b}", "2:10: role 'coo': 'title' is a group of keys, but must be text"),
        (f"title: {'a' * 81}", "2:10: role 'coo': 'title' has 81 characters, but may have at most 80"),
        ("title: A\nstatus: activ", "3:11: role 'coo': 'status' is 'activ', but must be one of active, draft, retired; did you mean 'active'?"),
        ("title: A\nstatus: gone", "3:11: role 'coo': 'status' is 'gone', but must be one of active, draft, retired"),
        ("title: A\nstatus: no", "3:11: role 'coo': 'status' is 'no', but must be one of active, draft, retired"),
        ("title: A\nvacant: yes", "3:11: role 'coo': 'vacant' is 'yes', but must be true or false"),
        ("title: A\nheadCount: many", "3:14: role 'coo': 'headCount' is 'many', but must be a whole number"),
        ("title: A\nheadCount: 1.5", "3:14: role 'coo': 'headCount' is 1.5, but must be a whole number"),
        ("title: A\nheadCount: -1", "3:14: role 'coo': 'headCount' is -1, but must be at least 0"),
        ("title: A\nholders: Ada", "3:12: role 'coo': 'holders' is 'Ada', but must be a list; write [Ada]"),
        ("title: A\nholders:\n    -Ada", "4:7: role 'coo': 'holders' is '-Ada', but must be a list; write a space after '-'"),
        ("title: A\nholders: None", "3:12: role 'coo': 'holders' is 'None', but must be a list; leave it out if there is none"),
        ("title: A\nholders: {a: b}", "3:12: role 'coo': 'holders' is a group of keys, but must be a list"),
        ("title: A\nholders: [Ada, 5]", "3:18: role 'coo': item 2 of 'holders' is 5, but must be text; put it in quotes"),
        ("title: A\nholders: [Ada, '']", "3:18: role 'coo': item 2 of 'holders' is empty; fill it in or remove it"),
        ("title: A\nholders: [Ada, Bo, ada, ADA]", "3:22: role 'coo': item 3 of 'holders' is 'ada', which is already in the list; remove one|3:27: role 'coo': item 4 of 'holders' is 'ADA', which is already in the list; remove one"),
        ("title: A\nholders: [1, 1]", "3:13: role 'coo': item 1 of 'holders' is 1, but must be text; put it in quotes|3:16: role 'coo': item 2 of 'holders' is 1, but must be text; put it in quotes|3:16: role 'coo': item 2 of 'holders' is 1, which is already in the list; remove one"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_reported_with_what_it_should_be(value: str, message: str) -> None:
    assert role(value) == [f"{one} [wrong-value]" for one in message.split("|")]


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        ("roles", "- a\n", "1:1: register 'roles' is a list, but must be keys and values; give each of its items a name and a colon"),
        ("roles", "words\n", "1:1: register 'roles' is 'words', but must be keys and values"),
        ("roles", "coo: COO\n", "1:6: role 'coo' is 'COO', but must be keys and values; write its keys on lines below, such as 'title: ...'"),
        ("roles", "coo:\n", "1:5: role 'coo' has no value; fill it in or remove it"),
        ("roles", "coo: [a]\n", "1:6: role 'coo' is a list, but must be keys and values; give each of its items a name and a colon"),
        ("reviews", "- a\n", "1:1: review record 'ordering' is a list, but must be keys and values; give each of its items a name and a colon"),
        ("reviews", "procedure: a\nreviews: []\n", "2:10: review record 'ordering': 'reviews' is empty; fill it in or remove it"),
        ("reviews", "procedure: a\nreviews: [b]\n", "2:11: review record 'ordering': item 1 of 'reviews' is 'b', but must be keys and values; write its keys on lines below, such as 'date: ...'"),
        ("reviews", REVIEW.replace("'2026-01-05'", "2026-13-05"), "3:9: review 1: 'date' is '2026-13-05', which is not a date; write one, such as 2026-11-21"),
        ("reviews", REVIEW.replace("'2026-01-05'", "2026"), "3:9: review 1: 'date' is 2026, which is not a date; write one, such as 2026-11-21"),
        ("reviews", REVIEW.replace("'2026-01-05'", "' 2026-01-05'"), "3:9: review 1: 'date' is ' 2026-01-05', which is not a date; write one, such as 2026-11-21"),
        ("reviews", REVIEW.replace("0123456789abcdef", "xyz"), "7:16: review 1: 'fingerprint' is 'xyz', which does not fit: the fingerprint of the procedure at the time of the review"),
        ("settings", "", "1:1: settings has no value; fill it in or remove it"),
    ],
)  # fmt: skip
def test_a_file_with_the_wrong_structure_is_reported(kind: str, text: str, message: str) -> None:
    assert said(kind, text) == [f"{message} [wrong-value]"]


def test_an_empty_register_is_valid() -> None:
    assert said("roles", "") == []
    assert said("roles", "# nothing yet\n") == []


def test_a_long_value_is_truncated() -> None:
    (fault,) = role(f"title: A\nstatus: {'x' * 5000}")

    assert fault == (
        f"3:11: role 'coo': 'status' is '{'x' * 56}..., but must be one of active, draft, retired [wrong-value]"
    )


def test_a_multiline_value_is_shown_on_one_line() -> None:
    assert role("title: A\nstatus: |\n  a\n  b") == [
        "3:11: role 'coo': 'status' is 'a\\nb\\n', but must be one of active, draft, retired [wrong-value]"
    ]


SETTINGS = """\
company: A
title: B
currency: Euro
timezone: Brussels
workingWeek: []
reviewInterval: now and then
dueSoonDays: 400
"""


def test_settings_are_named_as_settings() -> None:
    assert said("settings", SETTINGS) == [
        "3:11: settings: 'currency' is 'Euro', which does not fit: the currency of amounts without one, as an ISO 4217 code such as EUR [wrong-value]",
        "4:11: settings: 'timezone' is 'Brussels', which is not a time zone; write one, such as Europe/Brussels [wrong-value]",
        "5:14: settings: 'workingWeek' is empty; fill it in or remove it [wrong-value]",
        "6:17: settings: 'reviewInterval' is 'now and then', which is not an interval; write one, such as every 3 months [wrong-value]",
        "7:14: settings: 'dueSoonDays' is 400, but must be at most 365 [wrong-value]",
    ]


# --- rules that no schema of this repository uses, but a new one may


def judged(folder: Path, part: Any, value: str, **root: Any) -> list[str]:
    """Return the faults in the value of a property "x" with a given schema."""
    schema = {"type": "object", "properties": {"x": part}, **root}
    (folder / "risks.json").write_text(json.dumps(schema))
    kinds, faults = read_kinds(folder, "data/schemas")
    assert faults == []
    kind: Kind = kinds["risks"]
    document = read_as(kind, "data/risks.yaml", f"x: {value}\n", (kind.home,))
    assert document.faults == ()
    return [fault.message for fault in validate(kind, document)]


@pytest.mark.parametrize(
    ("part", "value", "message"),
    [
        ({"const": "a"}, "b", "risks: 'x' is 'b', but must be exactly 'a'"),
        ({"exclusiveMinimum": 0}, "0", "risks: 'x' is 0, but must be more than 0"),
        ({"exclusiveMaximum": 5}, "5.5", "risks: 'x' is 5.5, but must be less than 5"),
        ({"minItems": 2}, "[a]", "risks: 'x' has 1 entry, but needs at least 2"),
        ({"maxItems": 1}, "[a, b]", "risks: 'x' has 2 entries, but may have at most 1"),
        ({"minLength": 3}, "ab", "risks: 'x' has 2 characters, but needs at least 3"),
        ({"minProperties": 1}, "{}", "risks: 'x' is empty; fill it in or remove it"),
        ({"maxProperties": 1}, "{a: 1, b: 2}", "risks: 'x' has 2 entries, but may have at most 1"),
        ({"type": ["string", "null"]}, "5", "risks: 'x' is 5, but must be text or empty; put it in quotes"),
        ({"type": "number"}, "a", "risks: 'x' is 'a', but must be a number"),
        (
            {"type": "number"},
            "4,5",
            ("risks: 'x' is '4,5', but must be a number; "
            "write digits only, with a decimal point if needed, such as 16400 or 4.5"),
        ),
        (
            {"type": "integer"},
            "28 days",
            "risks: 'x' is '28 days', but must be a whole number; write digits only",
        ),
        ({"multipleOf": 2}, "3", "risks: 'x' does not fit: 3 is not a multiple of 2"),
        ({"enum": [1, "two"]}, "twoo", "risks: 'x' is 'twoo', but must be one of 1, two; did you mean 'two'?"),
        ({"enum": ["Copper", "Oak"], "ours": True}, "Coper", "risks: 'x' is 'Coper', but must be one of Copper, Oak; did you mean 'Copper'?"),
        (
            {"enum": ["Copper", "Oak"], "ours": True},
            "Пещ",
            "risks: 'x' is 'Пещ', but must be one of Copper, Oak; to allow another value, add it to the list in data/schemas/risks.json",
        ),
        ({"pattern": "^a+$"}, '"aa\\n"', "risks: 'x' is 'aa\\n', which does not fit: the form ^a+$"),
        ({"anyOf": [{"type": "array"}, {"enum": ["all"]}]}, "none", "risks: 'x' is 'none', but must be all"),
        (
            {"oneOf": [{"type": "array", "items": {"type": "integer"}}, {"type": "string"}]},
            "[1, b]",
            "risks: item 2 of 'x' is 'b', but must be a whole number",
        ),
    ],
)  # fmt: skip
def test_other_rules_are_worded_as_plainly(
    tmp_path: Path, part: Any, value: str, message: str
) -> None:
    assert judged(tmp_path, part, value) == [message]


@pytest.mark.parametrize(
    ("collection", "thing"),
    [
        ("steps", "step 1"),
        ("priorities", "priority 1"),
        ("processes", "process 1"),
        ("agenda", "agenda item 1"),
        ("focus", "focus item 1"),
    ],
)
def test_an_item_without_a_title_is_named_by_its_number(
    tmp_path: Path, collection: str, thing: str
) -> None:
    rows = {"type": "array", "items": {"type": "object", "additionalProperties": False}}
    schema = {"type": "object", "properties": {collection: rows}}
    (tmp_path / "risks.json").write_text(json.dumps(schema))
    kind = read_kinds(tmp_path, "data/schemas")[0]["risks"]
    document = read_as(kind, "data/risks.yaml", f"{collection}: [{{a: 1}}]\n", ())

    (fault,) = validate(kind, document)

    assert fault.message == f"{thing} has an unknown key: 'a'"


def test_a_pattern_may_end_with_a_literal_dollar_sign(tmp_path: Path) -> None:
    assert judged(tmp_path, {"pattern": r"^US\$"}, "US$5") == []
    assert judged(tmp_path, {"pattern": r"^US\$"}, "US") != []


def test_any_list_may_require_unique_items(tmp_path: Path) -> None:
    part = {"uniqueItems": True}

    assert judged(tmp_path, part, "[1, true, '1', 1.5, null, [1], {a: 1}]") == []
    assert judged(tmp_path, part, "[{a: 1, b: 2}, {b: 2, a: 1}]") == [
        "risks: item 2 of 'x' is a group of keys, which is already in the list; remove one"
    ]
    assert judged(tmp_path, part, "a") == []


def test_a_long_mixed_list_is_validated_within_seconds() -> None:
    names = ", ".join(f"a{number}" for number in range(20_000))
    start = time.process_time()

    found = role(f"title: A\nholders: [~, {names}]")

    assert time.process_time() - start < 10
    assert found == [
        "3:13: role 'coo': item 1 of 'holders' has no value; fill it in or remove it [wrong-value]"
    ]


def test_every_kind_has_a_message_for_an_empty_file() -> None:
    for name in KINDS:
        assert all("[" in fault for fault in said(name, ""))


@pytest.mark.parametrize(
    ("kind", "text", "fault"),
    [
        ("settings", "workingWeek: Mon-Fri", "'workingWeek' is 'Mon-Fri', but must be a list of monday, tuesday, wednesday, thursday, friday, saturday, sunday"),
        ("settings", "workingWeek: monday, friday", "'workingWeek' is 'monday, friday', but must be a list; write [monday, friday]"),
        ("checklists", "---\ntitle: A\noccasion: people\n---\n\nB.\n\n## Before\n\n- [ ] e\n", "8:1: this list is not in a section called 'Lists'; write '## Lists' above it, and '###' in front of each"),
        ("checklists", "---\ntitle: A\noccasion: people\n---\n\nB.\n\n## Before\n\nC.\n", "checklist 'leaving' is missing the section '## Checklist' or '## Lists'"),
        ("checklists", "---\ntitle: A\noccasion: people\n---\n\nB.\n\n## Lists\n", "checklist 'leaving' has nothing in the section '## Lists'"),
        ("checklists", "---\ntitle: A\noccasion: people\n---\n\nB.\n\n## Lists\n\n### C\n\n### D\n\n- e\n", "list 'C' is missing a box: write it as a list item"),
        ("holidays", "a: {title: A, date: 2026-12-25, every: annual}", "'every' is 'annual', but must be year"),
    ],
)  # fmt: skip
def test_messages_about_values_say_what_to_write(kind: str, text: str, fault: str) -> None:
    found = [line for line in said(kind, text) if "is missing the key" not in line]

    assert len(found) == 1
    assert f"{fault} [" in found[0]
