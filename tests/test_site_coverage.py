"""The page of a source document links each of its parts to where the handbook covers it."""

from pathlib import Path

from handbook.load import load
from handbook.pages.catalogue import indexes
from handbook.pages.edition import Edition
from handbook.pages.page import Page, words
from tests.support.discrepancies import SOURCES
from tests.support.handbooks import TODAY, found, write_handbook
from tests.support.pages import pages

COVERAGE = """\
title: Office guide, row by row
description: Where the guide went.
source: guide
holds: {tables: 1, rows: 2, boxes: 0, others: 1}
items:
  - title: Staff <b>
    line: 3
    form: table
    number: 2
    columns: [Role, Room, Note]
    at: [title, "-", "*"]
    why: Rooms change too often.
    rows:
      - {in: roles/coo, has: [COO, Operations]}
      - {why: A row of dashes.}
  - title: Lists
    line: 10
    form: list
    number: 1
    in: roles/coo
    rows:
      - {has: [Ada Example]}
"""


def _page(root: Path, address: str, coverage: str = COVERAGE) -> Page:
    files = {"data/sources.yaml": SOURCES, "data/coverage/guide.yaml": coverage}
    write_handbook(root, files)
    edition = Edition(handbook=load(root).handbook, today=TODAY, edit=lambda path: f"edit:{path}")
    return {page.address: page for page in (*indexes(edition), *pages(edition))}[address]


def test_each_part_is_listed_with_its_size_and_place(tmp_path: Path) -> None:
    page = _page(tmp_path, "coverage/guide/")

    assert words(page.html) == (
        "Coverage Office guide, row by row Where the guide went. Document Office guide Tables 1 "
        "Table rows 2 Lists, drawings and forms 1 Suggest an edit More As Markdown Print "
        "In the document Line Size In the handbook "
        "Staff <b> Rooms change too often. A row of dashes. 3 2 rows COO Lists 10 1 part COO"
    )
    assert page.html.count('<a href="../../roles/coo/">COO</a>') == 2
    assert "<b>" not in page.html


def test_a_part_with_many_places_is_folded(tmp_path: Path) -> None:
    places = ("roles/coo", "areas/operations", "sources/guide", "sources/sign", "roles/coo")
    rows = "".join(f"      - {{in: {place}, has: [x]}}\n" for place in (*places, "groups/all"))
    write_handbook(tmp_path, {"data/groups.yaml": "all: {title: All}\n"})

    html = _page(
        tmp_path, "coverage/guide/", COVERAGE.replace("      - {has: [Ada Example]}\n", rows)
    ).html

    assert "<summary>5 places</summary>" in html


def test_an_omitted_part_gives_the_reason(tmp_path: Path) -> None:
    coverage = COVERAGE.replace("    in: roles/coo\n", "").replace(
        "has: [Ada Example]", "why: Old."
    )

    assert words(_page(tmp_path, "coverage/guide/", coverage).html).endswith(
        "Lists Old. 10 1 part Left out"
    )


def test_a_coverage_reference_is_not_a_use_but_must_exist(tmp_path: Path) -> None:
    coverage = COVERAGE.replace("in: roles/coo", "in: roles/cook", 1)
    page = _page(tmp_path, "roles/coo/", coverage)

    assert "Coverage" not in words(page.html)
    (message,) = found(tmp_path, "unknown-reference")
    assert message.startswith("data/coverage/guide.yaml:14:14: ")


def test_every_document_is_listed(tmp_path: Path) -> None:
    assert "Office guide, row by row Where the guide went." in words(
        _page(tmp_path, "coverage/").html
    )
