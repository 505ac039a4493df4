"""`handbook new` writes a valid file or nothing."""

from datetime import date
from pathlib import Path

import pytest

from handbook.load import load
from handbook.schema import read_kinds
from scripts.skeleton import body, hidden, shown
from tests.support.commands import process, run, run_on_terminal, said
from tests.support.handbooks import REPOSITORY, procedure, write_handbook

PROCESSES = "travel:\n  title: Business travel\n  owner: coo\n  area: operations\n"
GIVEN = (
    *("new", "sop", "Booking travel", "--process", "Business travel"),
    *("--purpose", "Get everyone there and back.", "--action", "Ask why"),
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_handbook(tmp_path, {"data/processes.yaml": PROCESSES})


def _files(root: Path) -> list[str]:
    """Return every file except the schemas and the base, including hidden ones."""
    found = [file.relative_to(root).as_posix() for file in root.rglob("*") if file.is_file()]
    known = ("data/schemas/", "data/areas", "data/roles", "data/settings", "data/processes")
    return sorted(path for path in found if not path.startswith(known))


def test_a_new_procedure_has_every_section_of_its_schema(root: Path) -> None:
    assert said(run(root, *GIVEN)) == (
        0,
        (
            "sops/operations/booking-travel.md\n"
            "next: write its steps; it stays a draft until you remove 'status: draft'\n"
        ),
        "",
    )

    assert (
        (root / "sops/operations/booking-travel.md").read_text(encoding="utf-8")
        == """\
---
title: Booking travel
status: draft
process: travel
owner: coo
review: every 3 months
version: '0.1'
---

Get everyone there and back.

<!-- **Effective:** [The date from which this version applies] -->
<!-- **Tools:** [The tools needed to do it] -->
<!-- **Timeline:** [How long it takes from start to finish] -->
<!-- **Success criteria:** [How to tell that it has worked] -->

## Scope

<!-- **Applies to:** [Who uses the procedure, or what it is used for] -->
<!-- **Triggers:** [What starts it] -->
<!-- **Counted from:** [The day from which its steps are counted, if not from the start] -->
<!-- **Outputs:** [What exists when it is done] -->

## Steps

### First step

<!-- **Owner:** [The role that does it] -->
<!-- **With:** [The roles that do it with the owner] -->
<!-- **Timeline:** [How long it takes] -->
<!-- **Channel:** [How the people involved communicate, such as by email or video call] -->
<!-- **Tools:** [The tools used in it] -->
<!-- **Outputs:** [The results of the step] -->

1. Ask why

## Exceptions

| Scenario | Handling |
| -- | -- |

## Metrics

<!-- - [The metric; its target is in the register] -->

## Related

<!-- - [Related reading, by name or as links to files] -->

## Changes

| Version | Date | Change | Author |
| -- | -- | -- | -- |
| 0.1 | 2026-11-21 | First draft |  |
"""
    )


def test_a_new_procedure_has_no_findings(root: Path) -> None:
    run(root, *GIVEN)

    assert said(run(root, "check")) == (
        0,
        "no problems in 5 files (1 procedure, 1 process: 0 not documented)\n",
        "",
    )
    sop = load(root).handbook.sops["booking-travel"]
    assert sop.purpose.text == "Get everyone there and back."
    assert [step.title for step in sop.steps] == ["First step"]
    assert sop.changed == (date(2026, 11, 21),)


def test_headings_labels_and_columns_come_from_the_schema(root: Path) -> None:
    schema = root / "data/schemas/sops.json"
    text = schema.read_text(encoding="utf-8")
    text = text.replace('["Exceptions"]', '["What if", "Exceptions"]')
    text = text.replace('["Applies to"]', '["For whom"]').replace('["Handling"]', '["Answer"]')
    schema.write_text(text, encoding="utf-8")

    run(root, *GIVEN)

    written = (root / "sops/operations/booking-travel.md").read_text(encoding="utf-8")
    assert "\n## What if\n\n| Scenario | Answer |\n" in written
    assert "\n<!-- **For whom:** [" in written


def test_options_accept_titles_and_aliases(root: Path) -> None:
    roles = "coo:\n  title: COO\nclerk:\n  title: Travel clerk\n  aliases: [TC]\n"
    write_handbook(root, {"data/roles.yaml": roles}, base=False)
    options = ("--owner", "tc", "--backup", "COO", "--review", "every year", "--step", "Ask")

    result = run(root, *GIVEN, *options, "--id", "trip")

    assert result.exit_code == 0
    entry = load(root).handbook.sops["trip"].entry
    chosen = {name: entry.data[name] for name in ("owner", "backup", "review")}
    assert chosen == {"owner": "clerk", "backup": "coo", "review": "every year"}


@pytest.mark.parametrize("word", ["none", "null", "None"])
def test_a_procedure_may_describe_no_process_yet(word: str, root: Path) -> None:
    arguments = ("--process", word, "--area", "Operations", "--owner", "COO")

    result = run(root, *GIVEN, *arguments)

    assert result.exit_code == 0
    assert load(root).handbook.sops["booking-travel"].process is None


def test_without_few_processes_only_none_is_suggested(root: Path) -> None:
    many = "".join(PROCESSES.replace("ravel", f"ravel-{number}") for number in range(13))
    for text in ("{}\n", many):
        write_handbook(root, {"data/processes.yaml": text}, base=False)

        assert said(run(root, *GIVEN, "--process", "zzz"))[2] == (
            "handbook: --process: unknown process: 'zzz'; 'none' leaves it open\n"
        )


def test_an_unknown_name_mentions_unreadable_files(root: Path) -> None:
    write_handbook(root, {"data/roles.yaml": "coo: {title: COO, colour: red}\n"}, base=False)

    assert said(run(root, *GIVEN, "--process", "none", "--owner", "COO"))[2] == (
        "handbook: --owner: unknown role: 'COO'; data/roles.yaml has errors; "
        "'handbook check' lists them\n"
    )
    write_handbook(root, {"data/areas.yaml": "- Operations\n"}, base=False)
    given = ("--cadence", "weekly", "--purpose", "Look back.", "--attendees")
    assert said(run(root, "new", "meeting", "Retro", *given, "COO"))[2] == (
        "handbook: --attendees: unknown group, role or area: 'COO'; data/roles.yaml and "
        "data/areas.yaml have errors; 'handbook check' lists them\n"
    )


def test_a_referenced_kind_may_be_absent(root: Path) -> None:
    (root / "data/schemas/groups.json").unlink()
    given = ("--cadence", "weekly", "--purpose", "Look back.", "--attendees")

    assert said(run(root, "new", "meeting", "Retro", *given, "Nobody"))[2] == (
        "handbook: --attendees: unknown role or area: 'Nobody'; choose from: COO, Operations\n"
    )
    assert run(root, "new", "meeting", "Retro", *given, "COO").exit_code == 0


def test_without_a_terminal_all_missing_options_are_named(root: Path) -> None:
    assert said(run(root, "new", "sop", "Travel")) == (
        2,
        "",
        (
            "handbook: --process is missing: the process in the inventory that it describes; "
            "also missing: --purpose, --action\n"
        ),
    )
    assert said(run(root, "new", "meeting", "Retro", "--cadence", "weekly")) == (
        2,
        "",
        "handbook: --purpose is missing: what it is for: the first paragraph\n",
    )
    assert said(run(root, "new", "template", "Letter", "--for", "document")) == (
        2,
        "",
        "handbook: --purpose is missing: what it is for\n",
    )
    assert _files(root) == []


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (
            ("--process", "Busines travel"),
            "--process: unknown process: 'Busines travel'; did you mean 'Business travel'?",
        ),
        (
            ("--process", "zzz"),
            "--process: unknown process: 'zzz'; choose from: Business travel, none",
        ),
        (("--owner", "CEO"), "--owner: unknown role: 'CEO'; choose from: COO"),
        (("--area", "Legal"), "--area: unknown area: 'Legal'; choose from: Operations"),
        (
            ("--review", "sometimes"),
            "--review: 'sometimes' is not an interval; write one such as every 3 months",
        ),
        (
            ("--id", "Über Trip"),
            (
                "'Über Trip' is not an id; use lower-case letters a to z, digits and hyphens, "
                "such as 'uber-trip'"
            ),
        ),
        (
            ("--id", "trip" * 16),
            (
                f"{'trip' * 16!r} is not an id; use at most 60 lower-case letters a to z, "
                f"digits and hyphens, such as {'trip' * 15!r}"
            ),
        ),
        (
            ("--id", "../trip"),
            (
                "'../trip' is not an id; use lower-case letters a to z, digits and hyphens, "
                "such as 'trip'"
            ),
        ),
        (
            ("--purpose", "# Travel"),
            (
                "nothing was written: sop 'booking-travel' is missing a purpose: "
                "write it as the first paragraph"
            ),
        ),
        (
            ("--purpose", "**Owner:** x"),
            "nothing was written: 'owner' is already given on line 5; keep one",
        ),
        (
            ("--action", "[ ] Ask"),
            "--action would be read as markup: '[ ] Ask'; begin it with a word",
        ),
    ],
)
def test_invalid_options_are_one_sentence_and_no_file(
    root: Path, options: tuple[str, ...], sentence: str
) -> None:
    assert said(run(root, *GIVEN, *options)) == (2, "", f"handbook: {sentence}\n")
    assert _files(root) == []


@pytest.mark.parametrize("title", ["", " "])
def test_an_empty_title_is_refused(root: Path, title: str) -> None:
    arguments = [*GIVEN]
    arguments[2] = title

    message = "handbook: the title is empty\n"
    assert said(run(root, *arguments)) == (2, "", message)


@pytest.mark.parametrize("title", ["出張", "Поръчка на брашно A4"])
def test_a_title_without_letters_for_an_id_is_refused(root: Path, title: str) -> None:
    arguments = [*GIVEN]
    arguments[2] = title

    assert said(run(root, *arguments)) == (
        2,
        "",
        (
            f"handbook: --id is missing: the title {title!r} has too few letters from a to z to "
            "derive one; for example --id order-supplies\n"
        ),
    )
    assert run(root, *arguments, "--id", "trip").exit_code == 0
    assert load(root).handbook.sops["trip"].title == title


def test_no_file_is_ever_overwritten(root: Path) -> None:
    run(root, *GIVEN)
    file = root / "sops/operations/booking-travel.md"
    file.write_text("mine", encoding="utf-8")

    assert said(run(root, *GIVEN)) == (
        2,
        "",
        (
            "handbook: 'sops/operations/booking-travel.md' already exists; "
            "choose another title or --id\n"
        ),
    )
    assert file.read_text(encoding="utf-8") == "mine"


def test_ids_are_unique_across_areas(root: Path) -> None:
    areas = "operations:\n  title: Operations\nsales:\n  title: Sales\n"
    taken = procedure("Trips", process="travel")
    write_handbook(root, {"data/areas.yaml": areas, "sops/sales/booking-travel.md": taken})
    (root / "data/areas.yaml").write_text(areas, encoding="utf-8")

    assert said(run(root, *GIVEN)) == (
        2,
        "",
        (
            "handbook: nothing was written: sop 'booking-travel' is already in "
            "sops/operations/booking-travel.md; rename this file\n"
        ),
    )
    assert _files(root) == ["sops/sales/booking-travel.md"]


def test_without_the_schema_of_procedures_there_is_no_new_one(root: Path) -> None:
    (root / "data/schemas/sops.json").unlink()

    assert said(run(root, *GIVEN)) == (
        2,
        "",
        "handbook: this handbook has no sops: data/schemas/sops.json cannot be read\n",
    )


def test_help_is_available_outside_a_handbook(tmp_path: Path) -> None:
    code, out, _ = said(run(tmp_path, "new", "--help"))

    assert code == 0
    assert "sop " in out


def test_a_file_in_place_of_a_folder_is_one_sentence(root: Path) -> None:
    (root / "data/meetings").touch()

    code, _, remarked = said(
        run(root, "new", "meeting", "Retro", "--cadence", "monthly", "--purpose", "Learn.")
    )

    assert code == 2
    assert remarked.endswith("data/meetings' is a file\n")


def test_errors_elsewhere_do_not_block_a_new_file(root: Path) -> None:
    write_handbook(root, {"data/tools.yaml": "slack: 3\n"}, base=False)

    assert run(root, *GIVEN).exit_code == 0


def test_a_terminal_prompts_for_the_rest(root: Path) -> None:
    answers = [
        ("Process", "?\n"),
        ("Process", "Bussines\n"),
        ("Process", "business travel\n"),
        ("Area", "\n"),
        ("Owner", "\n"),
        ("Backup", "\n"),
        ("Review", "every year\n"),
        ("Purpose", "Get everyone there.\n"),
        ("Step", "Ask\n"),
        ("Action", "  \n"),
        ("Action", "Ask why\n"),
    ]

    session = run_on_terminal(["new", "sop", "Booking travel"], root, answers)

    assert session.code == 0
    assert (
        session.words
        == """\
Process, the process in the inventory that it describes (Business travel, none): ?
Business travel, none
Process, the process in the inventory that it describes (Business travel, none): Bussines
Error: unknown process: 'Bussines'; choose from: Business travel, none
Process, the process in the inventory that it describes (Business travel, none): business travel
Area, the part of the company's work it belongs to (Operations) [operations]:\x20
Owner, the role responsible for the procedure and for keeping it up to date (COO) [coo]:\x20
Backup, the role that stands in for the owner (COO); Enter leaves it out:\x20
Review, how often it is reviewed [every 3 months]: every year
Purpose, what it is for, in one sentence: the first paragraph: Get everyone there.
Step, the name of the first step [First step]: Ask
Action, the first thing to do: \x20\x20
Action, the first thing to do: Ask why
sops/operations/booking-travel.md
next: write its steps; it stays a draft until you remove 'status: draft'
"""
    )
    assert load(root).handbook.sops["booking-travel"].review.text == "every year"


def test_output_can_be_piped_into_an_editor(root: Path) -> None:
    done = process([*GIVEN], root)

    assert done.stdout.splitlines()[0] == "sops/operations/booking-travel.md"


def test_the_template_of_procedures_has_every_part() -> None:
    kinds, faults = read_kinds(REPOSITORY / "data/schemas", "data/schemas")

    template = body(kinds["sops"], {}, [], shown)

    assert faults == []
    assert [line for line in template.splitlines() if line.startswith("## ")] == [
        f"## {heading}" for heading in kinds["sops"].layout.headings()
    ]
    assert hidden("a --> b") == "<!-- a –> b -->"
