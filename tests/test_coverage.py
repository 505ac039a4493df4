"""Everything in the source documents is in the handbook: row by row, cell by cell."""

# ruff: noqa: E501 - one case per line

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from handbook.book import Handbook
from handbook.load import load
from tests.support.coverage import NOWHERE, Value, agrees, missing, rows
from tests.support.handbooks import REPOSITORY, write_handbook

HANDBOOK = load(REPOSITORY).handbook
DOCUMENTS = list(HANDBOOK.entries("coverage"))
ITEMS = [
    pytest.param(item, id=f"{document.id}:{item['line']} {item['title']}")
    for document in DOCUMENTS
    for item in document.data["items"]
]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.id)
def test_every_counted_item_of_a_document_is_accounted_for(document: Any) -> None:
    forms: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for item in document.data["items"]:
        forms[item["form"]] += 1
        sizes[item["form"]] += item["number"]

    assert document.data["holds"] == {
        "tables": forms["table"],
        "rows": sizes["table"],
        "boxes": sizes["boxes"],
        "others": forms["list"] + forms["drawing"] + forms["text"],
    }


@pytest.mark.parametrize("item", ITEMS)
def test_every_row_is_present_with_all_its_cells_or_gives_a_reason(item: Any) -> None:
    assert list(_faults(item)) == []


def _faults(item: Any) -> Iterator[str]:
    at = item.get("at", [])
    if len(item["rows"]) != item["number"]:
        yield f"{len(item['rows'])} rows, but {item['number']} were counted"
    if item["form"] == "table" and len(at) != len(item["columns"]):
        yield "not every column has a place"
    reasons = "why" in item
    if NOWHERE in at and not reasons:
        yield "columns are left out without a reason"
    width = len([place for place in at if place != NOWHERE])
    for number, row in enumerate(item["rows"], 1):
        has = row.get("has", [])
        waived = "why" in row
        if not (row.get("in") or item.get("in")) and not waived:
            yield f"row {number} is left out without a reason"
        if at and has and len(has) != width:
            yield f"row {number} has {len(has)} cells for {width} columns"
        if not has and not waived:
            yield f"row {number} has no cell"
        if NOWHERE in has and not (reasons or waived):
            yield f"row {number} leaves a cell out without a reason"


def test_every_cell_is_in_the_named_entry() -> None:
    lacking = {
        row.place: found
        for document in DOCUMENTS
        for row in rows(HANDBOOK, document)
        if (found := missing(HANDBOOK, row))
    }

    assert lacking == {}


# --- what counts as equal


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    """Return a handbook with a role and an area that have synonyms."""
    areas = "operations:\n  title: Operations\n  aliases: [Ops]\n"
    return load(
        write_handbook(tmp_path_factory.mktemp("office"), {"data/areas.yaml": areas})
    ).handbook


TARGET = {"type": "string", "format": "target"}
ROLE = {"type": "string", "refersTo": "roles"}


@pytest.mark.parametrize(
    ("cell", "data", "schema", "same"),
    [
        ("80%+", ">= 80%", TARGET, True),
        ("Over 90%", "> 90%", TARGET, True),
        ("Over 90%", ">= 90%", TARGET, False),
        ("<500ms", "< 500 ms", TARGET, True),
        ("<500ms", "< 50 ms", TARGET, False),
        ("4.5/5", "> 4.5/5", TARGET, False),
        ("€8 per user per month", "€8 per user per month", {"format": "money"}, True),
        ("€8 per user per month", "€80 per user per month", {"format": "money"}, False),
        ("60 min", "1 hour", {"format": "duration"}, False),
        ("15 min", "15 minutes", {"format": "duration"}, True),
        ("09:30", "09:30", {"format": "time"}, True),
        ("09:30", "14:00", {"format": "time"}, False),
        ("25%", 25, {"type": "integer"}, True),
        ("25%", 2, {"type": "integer"}, False),
        ("€15.2K", 15200.0, {"type": "number"}, True),
        ("€15.2K", 15.2, {"type": "number"}, False),
        ("5 days", "15 days", {}, False),
        ("Bi-weekly", "biweekly", {"enum": ["biweekly"]}, True),
        ("Wins & Celebrations", "Wins and celebrations", {}, True),
        ("Ops", "operations", {"type": "string", "refersTo": "areas"}, True),
        ("COO", "coo", ROLE, True),
        ("CEO", "coo", ROLE, False),
        ("Ops, COO", ["areas/operations", "roles/coo"], {"items": {"refersTo": ["areas", "roles"]}}, True),
        ("Ops, CEO", ["areas/operations", "roles/coo"], {"items": {"refersTo": ["areas", "roles"]}}, False),
        ("80 to 100", {"from": 80, "to": 100}, {}, True),
        ("8 to 10", {"from": 80, "to": 100}, {}, False),
        ("anything", None, TARGET, False),
    ],
)  # fmt: skip
def test_a_cell_matches_a_value_with_exactly_that_content(
    cell: str, data: Any, schema: Any, *, same: bool, office: Handbook
) -> None:
    assert agrees(office, cell, Value(data, schema)) is same
