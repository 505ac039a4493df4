"""Long lists: their pages, the data attributes of lines and the file that scripts fetch."""

import json
from pathlib import Path

from markupsafe import Markup

from handbook.load import load
from handbook.pages.contents import contents_listing
from handbook.pages.edition import Edition
from handbook.pages.facets import area_facet, holder_facet, status_facet
from handbook.pages.list_cells import Value, shown
from handbook.pages.list_file import list_file, words_file
from handbook.pages.listing import PAGE, Choice, Facet, Listing, attributes, further_pages
from handbook.pages.page import words
from handbook.pages.report import report_listing
from handbook.pages.search_documents import SearchDocuments
from handbook.reports.freshness import freshness
from handbook.reports.ownership import ownership
from tests.support.handbooks import TODAY, procedure, review, write_handbook

NASTY = '"><script>alert(1)</script>'


def edition(root: Path, files: dict[str, str]) -> Edition:
    write_handbook(root, files)
    return Edition(handbook=load(root).handbook, today=TODAY, edit=lambda path: f"edit:{path}")


def many(number: int) -> dict[str, str]:
    """Return the given number of procedures, in two areas."""
    areas = "operations:\n  title: Operations\nstore:\n  title: Store\n"
    folders = ("operations", "store")
    return {
        "data/areas.yaml": areas,
        **{f"sops/{folders[n % 2]}/a-{n}.md": procedure(f"A {n:03}") for n in range(number)},
    }


def test_a_page_has_a_hundred_lines_and_may_split_a_group(tmp_path: Path) -> None:
    book = edition(tmp_path, many(2 * PAGE + 1))
    listing = contents_listing(book)

    pages = [listing.drawn(book.view(""), number) for number in range(1, listing.pages + 1)]
    found = [[(name, len(lines)) for name, _, lines in page] for page in pages]

    assert found == [
        [("area--operations", 100)],
        [("area--operations", 1), ("area--store", 99)],
        [("area--store", 1)],
    ]
    assert [listing.address_of(number) for number in (1, 2)] == [
        "procedures/",
        "procedures/page/2/",
    ]


def test_pages_of_a_list_link_to_each_other(tmp_path: Path) -> None:
    book = edition(tmp_path, many(2 * PAGE + 1))

    second, third = (plan.make() for plan in further_pages(book, contents_listing(book)))

    assert second.address == "procedures/page/2/"
    assert words(second.html).startswith("Procedures Procedures, page 2")
    assert words(second.html[second.html.index("<section") :]).startswith("Operations A 200")
    assert words(second.html).endswith("Previous Page 2 of 3, 201 lines in total Next Last")
    assert 'href="../../../procedures/" rel="prev"' in second.html
    assert 'href="../../../procedures/page/3/" rel="next"' in second.html
    assert words(third.html).endswith("Previous Page 3 of 3, 201 lines in total")
    assert "data-filter" not in second.html
    assert second.found == ()
    assert list(SearchDocuments(book).documents(second, second.address)) == []


def test_an_empty_list_has_one_page_and_no_file() -> None:
    listing = Listing(
        name="none", title="None", address="none/", source="", columns=(), lines=(),
        facets=(Facet("a", "A", ()),), groups={},
    )  # fmt: skip

    assert (listing.pages, listing.file, listing.counted) == (1, "", "0 in the list")


def test_the_file_has_each_line_and_each_name_once(tmp_path: Path) -> None:
    text = procedure(f"'{NASTY}'", more="aliases: [<b>]\n")
    book = edition(
        tmp_path,
        {
            "sops/operations/a.md": text,
            "sops/operations/b.md": procedure("B", more="status: retired\n"),
        },
    )
    review(tmp_path, "a", "2026-11-01")
    book = edition(tmp_path, {})

    listing = contents_listing(book)

    beside = json.loads(words_file(listing))
    assert beside["words"] == ["a <b> Count the stock", "b Count the stock"]
    assert json.loads(list_file(listing, book.handbook)) == {
        "mark": beside["mark"],
        "columns": ["title", "purpose", "area", "owner", "status", "due", "changed"],
        "kinds": ["title", "text", "link", "link", "word", "date", "date"],
        "facets": [
            ["area", [["operations", "Operations", ""]]],
            ["owner", [["coo", "COO", ""]]],
            ["role", []],
            ["status", [["unlisted", "Unlisted", ""], ["retired", "Retired", ""]]],
            ["tool", []],
            ["audience", [["everyone", "Everyone", ""]]],
        ],
        "groups": [["area--operations", "Operations"], ["status--retired", "Retired"]],
        "addresses": ["procedures/a/", "procedures/b/", "areas/operations/", "roles/coo/"],
        "titles": ['"><script>alert(1)</script>', "B", "Operations", "COO"],
        "retired": [1],
        "group": [0, 1],
        "ranks": [0, 1],
        "looks": ["", ""],
        "cells": [
            [0, 1],
            ["Keep the office stocked.", "Keep the office stocked."],
            [2, 2],
            [3, 3],
            ["Unlisted", "Retired"],
            ["2027-02-01", None],
            [None, None],
        ],
        "keys": [
            [[1, 1], [0, 0]],
            [[1, 1], [0, 0]],
            [[0, 0], []],
            [[1, 1], [0, 1]],
            [[0, 0], []],
            [[1, 1], [0, 0]],
        ],
    }  # fmt: skip


def test_a_report_can_be_filtered_by_area_owner_and_status(tmp_path: Path) -> None:
    book = edition(tmp_path, many(3))
    table = freshness(book.handbook, TODAY)

    listing = report_listing(book, table, ("area", "owner", "status"), "Urgency")

    assert [(facet.name, [choice.id for choice in facet.choices]) for facet in listing.facets] == [
        ("area", ["operations", "store"]),
        ("owner", ["coo"]),
        ("status", ["unlisted"]),
    ]
    assert [(order.label, order.by) for order in listing.orders] == [
        ("Urgency", "place"),
        ("Procedure", "rank"),
        ("Owner", "owner"),
        ("Status", "status"),
    ]
    assert listing.address == "reports/freshness/"


def test_a_report_on_roles_can_be_filtered_by_vacancy(tmp_path: Path) -> None:
    roles = (
        "coo:\n  title: COO\n  area: operations\n  holders: [Ada]\n"
        "clerk:\n  title: Clerk\n  vacant: true\nporter:\n  title: Porter\n"
    )
    book = edition(tmp_path, {"data/roles.yaml": roles, "sops/operations/a.md": procedure()})

    listing = report_listing(
        book, ownership(book.handbook, TODAY), ("area", "holder"), "As written"
    )

    assert [line.keys["holder"] for line in listing.lines] == [("held",), ("vacant",), ("unknown",)]
    assert [choice.title for choice in listing.facets[1].choices] == [
        "Held",
        "Vacant",
        "Not recorded",
    ]
    html = listing.drawn(book.view("reports/ownership/"))[0][2][0].cells["procedures"]
    assert html == '<a href="../../procedures/?owner=coo">1</a>'


def test_the_data_of_a_line_cannot_break_out_of_its_attribute() -> None:
    html = attributes({"owner": [NASTY]}, NASTY, {"due": "2026-01-01"})

    assert html == (
        ' data-line data-owner="&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"'
        ' data-words="&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" data-due="2026-01-01"'
    )
    assert attributes({"tool": []}, "") == Markup(" data-line")


def test_a_cell_is_formatted_by_its_column(tmp_path: Path) -> None:
    view = edition(tmp_path, {}).view("")

    assert shown(view, "text", Value("the <b>")) == "The &lt;b&gt;"
    assert shown(view, "link", Value("somebody")) == "somebody"
    assert shown(view, "title", Value("COO", ("roles", "coo"))) == '<a href="./roles/coo/">COO</a>'
    assert shown(view, "number", Value(1234)) == "1,234"
    assert shown(view, "number", Value(0, among="owner=coo")) == '<span class="hb-quiet">0</span>'
    assert "hb-chip--good" in shown(view, "word", Value("Current"))
    assert shown(view, "text", Value("Current")) == "Current"
    assert shown(view, "date", Value(None)) == ""


def test_only_values_in_use_are_offered_as_filters(tmp_path: Path) -> None:
    handbook = edition(tmp_path, many(0)).handbook

    assert area_facet(handbook, ["store", "nowhere"]).choices == (Choice("store", "Store"),)
    assert holder_facet([]).choices == ()
    assert status_facet(["draft", "unlisted"], "retired") == Facet(
        "status",
        "Status",
        (Choice("unlisted", "Unlisted"), Choice("draft", "Draft")),
        "retired",
    )
