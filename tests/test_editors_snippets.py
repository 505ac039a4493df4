"""An unedited snippet is a valid entry."""

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.checks.registry import run as check
from handbook.editors.blocks import section
from handbook.editors.completions import Completions, completions
from handbook.editors.files import FOLDER, files
from handbook.editors.placeholders import MAX_CHOICES, Placeholders, sample_values
from handbook.editors.snippets import PATH, snippets
from handbook.editors.tab_stops import TabStops, plain, scalar
from handbook.load import SCHEMAS, load
from handbook.schema import Kind
from handbook.source.text import Lines
from handbook.source.yaml import dump_yaml, read_yaml
from tests.site.attack.payloads import TITLES
from tests.support.handbooks import REPOSITORY, RISKS, day_of, risks, write_handbook
from tests.support.snippets import expanded

HANDBOOK = load(REPOSITORY).handbook
DAY = day_of(REPOSITORY)
SNIPPETS: Mapping[str, Any] = json.loads(files(HANDBOOK)[PATH])
KINDS = {kind.noun: kind for kind in HANDBOOK.kinds.values()}
WHOLE = sorted(name for name in SNIPPETS if name in KINDS)
PARTS = sorted(name for name in SNIPPETS if name not in KINDS)
# Kinds that are only valid with more than a snippet can know.
TOGETHER = {
    "meeting: agenda": {"agenda-minutes"},
    "meeting: points": {"agenda-minutes"},
    "scorecard": {"scorecard-weights", "scorecard-bands"},
    "template": {"unused-placeholder"},
    "ticket priority": {"uneven-mapping"},
    "workflow": {"undefined-state"},
}


def put(kind: Kind, text: str) -> tuple[str, str]:
    """Return the path of the file in which a snippet is used, and the file's text afterwards."""
    if not kind.one_file:
        return kind.files.replace("sops/*/", "sops/support/").replace("*", "new-entry"), text
    file = REPOSITORY / kind.files
    return kind.files, f"{file.read_text(encoding='utf-8') if file.exists() else ''}\n{text}"


def errors(path: str, text: str) -> list[str]:
    """Return what is wrong in this handbook on any date if a file has the given text."""
    loaded = load(REPOSITORY, overlay={path: text})
    found = (*loaded.faults, *check(loaded.handbook, DAY).diagnostics)
    return [str(one) for one in found if one.severity == "error"]


@pytest.mark.parametrize("name", WHOLE)
def test_an_entry_made_from_a_snippet_is_valid(name: str) -> None:
    path, text = put(KINDS[name], expanded(SNIPPETS[name]["body"]))

    codes = {message.rpartition("[")[2].rstrip("]") for message in errors(path, text)}

    assert codes == TOGETHER.get(name, set()), errors(path, text)


@pytest.mark.parametrize("name", PARTS)
def test_a_part_of_a_document_made_from_a_snippet_is_valid(name: str) -> None:
    noun, _, part = name.partition(": ")
    kind = KINDS[noun]
    document = _with_section(kind, part)
    start = SNIPPETS[name]["body"][0]
    if re.match(r"1\.|-", start) and kind.layout.whole.parts.get(f"{part}s") is None:
        # The snippet's list replaces that of the existing step.
        document = "\n".join(document.rstrip().split("\n")[:-1])
    gap = "\n" if start.startswith("#") else ""
    path, text = put(kind, f"{document}\n{gap}{expanded(SNIPPETS[name]['body'])}")

    codes = {message.rpartition("[")[2].rstrip("]") for message in errors(path, text)}

    assert codes == TOGETHER.get(name, set()), (text, errors(path, text))


def _with_section(kind: Kind, part: str) -> str:
    """Return a new document that ends with the section containing a part."""
    document = expanded(SNIPPETS[kind.noun]["body"])
    for name, schema in kind.entry_schema["properties"].items():
        listed = schema.get("items", {}).get("properties", {})
        if schema.get("as") in {"steps", "rows", "table"} and part in {
            name.removesuffix("s"),
            *listed,
        }:
            placeholders = Placeholders(HANDBOOK, _completions(), markdown=True)
            samples = sample_values([entry.data for entry in HANDBOOK.entries(kind.name)], name)
            heading = f"## {schema['heading'][0]}"
            before, _, after = document.partition(f"{heading}\n")
            rest = after.partition("\n## ")
            lines = expanded(section(placeholders, name, schema, samples))
            return f"{before}{rest[1].strip()} {rest[2]}\n\n{heading}\n\n{lines}".rstrip()
    raise AssertionError(part)


def _completions() -> Completions:
    return completions(HANDBOOK, HANDBOOK.kinds)


# --- The contents of a tab stop -------------------------------------------------------------------


def body(root: Path, name: str) -> list[str]:
    """Return the lines of a snippet in a small handbook."""
    handbook = load(root).handbook
    lines: list[str] = snippets(handbook, completions(handbook, handbook.kinds))[name]["body"]
    return lines


def test_a_role_is_chosen_by_its_title_in_a_document(tmp_path: Path) -> None:
    roles = "coo:\n  title: COO\ncfo:\n  title: CFO\nold:\n  title: Old\n  status: retired\n"
    write_handbook(tmp_path, {"data/roles.yaml": roles})

    assert "owner: ${3|COO,CFO|}" in body(tmp_path, "sop")


def test_an_ambiguous_or_special_title_is_replaced_by_the_id(tmp_path: Path) -> None:
    roles = 'a:\n  title: "Sales, West"\nb:\n  title: c\nc:\n  title: Cook\n'
    areas = "operations:\n  title: Operations\n  lead: a\n"
    write_handbook(tmp_path, {"data/roles.yaml": roles, "data/areas.yaml": areas})

    assert "owner: ${3|a,b,Cook|}" in body(tmp_path, "sop")


def test_only_one_of_too_many_names_is_shown(tmp_path: Path) -> None:
    roles = "".join(f"role-{n}:\n  title: Role {n}\n" for n in range(MAX_CHOICES))
    write_handbook(tmp_path, {"data/roles.yaml": f"coo:\n  title: COO\n{roles}"})

    assert "owner: ${3:roles/coo}" in body(tmp_path, "sop")


def test_an_entry_gets_the_properties_of_existing_ones(tmp_path: Path) -> None:
    tool = "  title: {}\n  category: HR\n  purpose: Talk\n"
    tools = "".join(f"{one}:\n{tool.format(one)}" for one in ("aa", "bb", "cc"))
    write_handbook(tmp_path, {"data/tools.yaml": f"{tools}  cost: €8 per user\n"})

    assert [line.partition(":")[0].strip() for line in body(tmp_path, "tool")[1:-1]] == [
        "title",
        "category",
        "purpose",
        "cost",
    ]


def test_a_choice_that_is_not_text_is_not_quoted(tmp_path: Path) -> None:
    properties = {
        "known": {"type": "boolean", "description": "Whether it is known."},
        "grade": {"enum": [1, None, "none", "null"], "description": "How grave it is."},
    }
    shutil.copytree(REPOSITORY / SCHEMAS, tmp_path / SCHEMAS)
    write_handbook(tmp_path, {RISKS: risks(properties, ["known", "grade"])})

    lines = body(tmp_path, "risk")

    assert "  known: ${2|true,false|}" in lines
    assert '  grade: ${3|1,null,none,"null"|}' in lines


def test_the_only_possible_value_is_written(tmp_path: Path) -> None:
    grade = {"const": "high", "description": "How grave it is."}
    shutil.copytree(REPOSITORY / SCHEMAS, tmp_path / SCHEMAS)
    write_handbook(tmp_path, {RISKS: risks({"grade": grade}, ["grade"])})

    assert "  grade: ${2:high}" in body(tmp_path, "risk")


def test_a_section_of_text_starts_with_what_it_is_about(tmp_path: Path) -> None:
    cause = {
        "type": "string",
        "minLength": 1,
        "heading": ["Cause"],
        "description": "Why it may happen, in short.",
    }
    schema = json.loads(risks({"cause": cause}, ["title", "cause"]))
    entry = schema.pop("additionalProperties")
    del schema["propertyNames"]
    shutil.copytree(REPOSITORY / SCHEMAS, tmp_path / SCHEMAS)
    whole = {**schema, **entry, "files": "data/risks/*.md"}
    write_handbook(tmp_path, {RISKS: json.dumps(whole)})

    assert body(tmp_path, "risk")[-4:] == ["## Cause", "", "${2:Why it may happen}", "$0"]


def test_a_kind_with_a_format_without_example_has_no_snippet(tmp_path: Path) -> None:
    handbook = load(write_handbook(tmp_path, {})).handbook

    assert "improvement" not in snippets(handbook, completions(handbook, handbook.kinds))


def test_reviews_have_a_command_and_no_snippet() -> None:
    assert "review record" not in SNIPPETS


@pytest.mark.parametrize(
    "text",
    ["a", "}", "$1", "\\", "a, b", "|", "${1:x}", "$CURRENT_YEAR", 'say "no"', "é €", "\\}$"],
)
def test_any_text_is_preserved_in_a_tab_stop(text: str) -> None:
    stops = TabStops()

    lines = [plain(text), stops.text(text), stops.choice([text, "b"]), stops.choice(["b", text])]

    assert expanded(lines) == f"{text}\n{text}\n{text}\nb"


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn"]), min_size=1))
def test_a_scalar_is_read_back_as_the_same_text(text: str) -> None:
    found = read_yaml(Lines("", f"a: {scalar(text)}\nb: [{scalar(text)}]"))

    assert found.data == {"a": text, "b": [text]}


def test_snippet_syntax_in_data_is_escaped(tmp_path: Path) -> None:
    roles = {f"role-{n}": {"title": title} for n, title in enumerate(TITLES)}
    places = {title: {"description": title} for title in TITLES}
    template = dump_yaml({"title": "T", "purpose": "P", "for": "message", "placeholders": places})
    write_handbook(
        tmp_path,
        {
            "data/roles.yaml": "coo:\n  title: COO\n" + dump_yaml(roles),
            "data/templates/t.md": f"---\n{template}---\n\nText\n",
        },
    )

    written = {path: json.loads(text) for path, text in files(load(tmp_path).handbook).items()}

    assert set(TITLES) <= set(written[f"{FOLDER}/names/roles.json"]["enumDescriptions"])
    assert (
        "owner: ${3|COO,role-0,role-1,role-2,role-3,role-4,role-5,role-6,role-7|}"
        in (written[PATH]["sop"]["body"])
    )
    document = expanded(written[PATH]["template"]["body"])
    assert load(tmp_path, overlay={"data/templates/new.md": document}).faults == ()


@pytest.mark.parametrize(
    ("kind", "samples", "offered"),
    [
        ("string", ["007", "12"], "013"),
        ("string", ["7", "B"], "7"),
        ("integer", [3, 12], "13"),
        ("integer", [], "1"),
    ],
)
def test_a_value_that_must_be_unique_is_the_next_number(
    kind: str, samples: list[Any], offered: str
) -> None:
    placeholders = Placeholders(HANDBOOK, _completions(), markdown=True).in_text()
    schema = {"type": kind, "pattern": ".+", "unique": True}

    assert placeholders.value(schema, "", samples) == f"${{1:{offered}}}"
