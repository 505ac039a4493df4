"""Discrepancies between sources: what is open, about what, for whom and until when."""

from datetime import date
from pathlib import Path

import pytest

from handbook.book import Handbook
from handbook.discrepancies import (
    Discrepancy,
    Statement,
    decisions_of,
    discrepancies,
    remarks_on,
    undecided,
)
from handbook.load import load
from handbook.reports.decisions import decisions
from handbook.reports.decisions import discrepancies as listed
from handbook.reports.table import Cell
from handbook.schema import read_kinds
from tests.support.discrepancies import discrepancy_text, write_discrepancies
from tests.support.handbooks import REPOSITORY, TODAY, found, problems, write_handbook

DUE = date(2027, 1, 31)
# Kinds about the handbook itself.
ABOUT_IT = {"coverage", "discrepancies", "exceptions", "reviews", "searches"}


def _read(root: Path, **texts: str) -> Handbook:
    write_discrepancies(root, **texts)
    # Some are due within days, which is covered by the tests of the checks.
    assert {problem.code for problem in problems(root)} <= {"discrepancy-due-soon"}
    return load(root).handbook


def test_a_discrepancy_is_a_record(tmp_path: Path) -> None:
    handbook = _read(tmp_path, closing=discrepancy_text("Closing time"))

    assert discrepancies(handbook) == {
        "closing": Discrepancy(
            entry=handbook.registers["discrepancies"].entries["closing"],
            description="When the office closes.",
            sort="contradiction",
            statements=(
                Statement("At 17:00", "guide", "12"),
                Statement("At 18:00", "sign", "1, 3-4"),
            ),
            kept="at five",
            why="The guide is newer.",
            is_open=True,
            decider="coo",
            due=DUE,
            concerns=("roles/coo",),
        )
    }


@pytest.mark.parametrize(
    ("state", "today", "overdue"),
    [
        ("open", date(2027, 1, 31), False),
        ("open", date(2027, 2, 1), True),
        ("decided", date(2027, 2, 1), False),
    ],
)
def test_an_open_discrepancy_is_overdue_from_the_day_after_its_date(
    tmp_path: Path, state: str, today: date, overdue: bool
) -> None:
    handbook = _read(tmp_path, a=discrepancy_text("A", state=state))

    assert discrepancies(handbook)["a"].overdue(today) is overdue


def test_only_open_discrepancies_are_remarks(tmp_path: Path) -> None:
    handbook = _read(
        tmp_path,
        a=discrepancy_text("A", concerns="roles/coo, areas/operations"),
        b=discrepancy_text("B", state="decided", due=None),
        c=discrepancy_text("C", concerns="areas/operations"),
    )
    coo, operations = handbook.find("roles", "coo"), handbook.find("areas", "operations")
    assert coo
    assert operations

    assert [one.id for one in undecided(handbook)] == ["a", "c"]
    assert [one.id for one in remarks_on(handbook, coo)] == ["a"]
    assert [one.id for one in remarks_on(handbook, operations)] == ["a", "c"]
    assert [one.id for one in decisions_of(handbook, "coo")] == ["a", "c"]


def test_an_entry_named_twice_has_one_remark(tmp_path: Path) -> None:
    text = discrepancy_text("A", concerns="roles/coo, Operations, areas/operations")
    handbook = _read(tmp_path, a=text)
    operations = handbook.find("areas", "operations")
    assert operations

    assert [one.id for one in remarks_on(handbook, operations)] == ["a"]


def test_an_open_discrepancy_needs_a_date_and_a_decided_one_a_value(tmp_path: Path) -> None:
    texts = {
        "a": discrepancy_text("A", due=None),
        "b": discrepancy_text("B", state="decided", due=None).replace("kept: at five\n", ""),
    }
    write_discrepancies(tmp_path, **texts)

    assert found(tmp_path, "missing-key") == [
        "data/discrepancies/a.yaml:1:1: discrepancy 'a' is missing the key 'due'",
        "data/discrepancies/b.yaml:1:1: discrepancy 'b' is missing the key 'kept'",
    ]


def test_the_subject_of_a_discrepancy_must_exist(tmp_path: Path) -> None:
    write_discrepancies(tmp_path, a=discrepancy_text("A", concerns="roles/cook"))

    (message,) = found(tmp_path, "unknown-reference")

    assert message.startswith("data/discrepancies/a.yaml:16:12: discrepancy 'A' names an unknown ")


def test_a_handbook_without_discrepancies_has_no_open_ones(tmp_path: Path) -> None:
    handbook = _read(tmp_path)

    assert undecided(handbook) == ()
    assert listed(handbook, TODAY).rows == ()
    assert decisions(handbook, TODAY).note == "0 of 0 discrepancies are decided."


def test_the_reports_count_decisions_by_role(tmp_path: Path) -> None:
    handbook = _read(
        tmp_path,
        a=discrepancy_text("Zebra", due="2026-11-30"),
        b=discrepancy_text("Ape"),
        c=discrepancy_text("Cat", state="decided"),
    )
    coo = Cell("COO", ("roles", "coo"))

    assert decisions(handbook, date(2026, 12, 1)).rows == (
        (coo, Cell(2), Cell(1), Cell(date(2026, 11, 30))),
    )
    assert listed(handbook, TODAY).rows == tuple(
        (
            Cell(title, ("discrepancies", name)),
            Cell(state),
            coo,
            Cell(due),
            Cell(days),
            Cell("at five"),
        )
        for title, name, state, due, days in (
            ("Zebra", "a", "open", date(2026, 11, 30), 9),
            ("Ape", "b", "open", DUE, 71),
            ("Cat", "c", "decided", None, None),
        )
    )
    assert listed(handbook, TODAY).note == "1 of 3 discrepancies is decided."


def test_a_discrepancy_may_be_about_an_entry_of_any_register() -> None:
    kinds, _ = read_kinds(REPOSITORY / "data" / "schemas", "data/schemas")
    concerns = kinds["discrepancies"].entry_schema["properties"]["concerns"]["items"]

    registers = {name for name, kind in kinds.items() if not kind.single}

    assert concerns["refersTo"] == sorted(registers - ABOUT_IT)


def test_a_mentioned_entry_need_not_be_readable(tmp_path: Path) -> None:
    write_discrepancies(tmp_path, a=discrepancy_text("A", concerns="tools/slack"))
    write_handbook(tmp_path, {"data/schemas/tools.json": "{"}, base=False)

    assert [problem.code for problem in problems(tmp_path)] == ["invalid-schema"]
