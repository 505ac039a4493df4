"""The reports of a handbook on a day."""

from datetime import date
from pathlib import Path

import pytest

from handbook.book import Handbook
from handbook.load import load
from handbook.reports.contents import contents
from handbook.reports.coverage import completeness, inventory, rules, template
from handbook.reports.freshness import freshness
from handbook.reports.health import Health, health
from handbook.reports.ownership import ownership
from handbook.reports.table import Cell, Table
from handbook.reports.usage import usage
from tests.support.handbooks import REPOSITORY, TODAY, procedure, review, write_handbook

_WITH_UMLAUTS = {"z": "Zahlung", "o": "Öfen", "a": "Abholung", "ae": "Ärztliches"}
FILES = {
    "data/areas.yaml": """\
sales:
  title: Sales
operations:
  title: Operations
  lead: coo
""",
    "data/roles.yaml": """\
coo:
  title: COO
  holders: [Ada Example, Bo Example]
buyer:
  title: Buyer
clerk:
  title: Clerk
  vacant: true
old-hand:
  title: Old hand
  status: retired
""",
    "data/tools.yaml": """\
scale:
  title: Scale
  category: Engineering
  purpose: Weighs.
  owner: operations
stamp:
  title: Stamp
  category: Engineering
  purpose: Stamps.
  owner: buyer
  admin: clerk
""",
    "data/processes.yaml": """\
supplies:
  title: Supplies
  owner: coo
  area: operations
travel:
  title: Travel
  owner: buyer
  area: sales
gifts:
  title: Gifts
  owner: buyer
  area: sales
  keptAt: the wiki
cleaning:
  title: Clean rooms
  owner: coo
  area: operations
offers:
  title: Offers
  owner: buyer
  area: sales
past:
  title: Past
  owner: old-hand
  area: sales
  status: retired
""",
    "sops/operations/supplies.md": procedure(
        "Ordering supplies",
        process="supplies",
        more="backup: Buyer\nversion: '1.2'\ntools: [Scale]\n",
        after=(
            "\n## Scope\n\n**Triggers:** an empty shelf\n\n"
            "## Exceptions\n\n| Scenario | Handling |\n| - | - |\n| Sunday | Wait |\n"
        ),
    ),
    "sops/operations/cleaning.md": procedure("Cleaning", owner="Buyer", process="cleaning"),
    "sops/sales/offer.md": procedure("Making an offer", process="offers", more="status: draft\n"),
    "sops/sales/fax.md": procedure("Answering a fax", more="status: retired\n"),
    "sops/attic/boxes.md": procedure("Boxes", process="cleaning"),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_handbook(tmp_path, FILES)
    review(tmp_path, "supplies", "2026-05-01", "2026-08-01")
    review(tmp_path, "cleaning", "2026-09-10")
    review(tmp_path, "boxes", "2026-11-01")
    return tmp_path


@pytest.fixture
def handbook(root: Path) -> Handbook:
    return load(root).handbook


def _plain(table: Table) -> list[tuple[object, ...]]:
    return [tuple(cell.value for cell in row) for row in table.rows]


def test_contents_list_every_procedure_and_process_without_one(handbook: Handbook) -> None:
    table = contents(handbook, TODAY)

    assert table.columns == (
        "Procedure",
        "Area",
        "Owner",
        "Backup",
        "Status",
        "Detail",
        "Next review",
        "Version",
    )
    assert _plain(table) == [
        ("Answering a fax", "Sales", "COO", None, "Retired", None, None, None),
        ("Gifts", "Sales", "Buyer", None, "Unlisted", "kept at the wiki", None, None),
        ("Making an offer", "Sales", "COO", None, "Draft", None, None, None),
        ("Travel", "Sales", "Buyer", None, "Not documented", None, None, None),
        ("Cleaning", "Operations", "Buyer", None, "Current", "due soon", date(2026, 12, 10), None),
        (
            "Ordering supplies",
            "Operations",
            "COO",
            "Buyer",
            "Needs update",
            "overdue",
            date(2026, 11, 1),
            "1.2",
        ),
        ("Boxes", "attic", "COO", None, "Unlisted", None, date(2027, 2, 1), None),
    ]


def test_titles_with_umlauts_are_sorted_alphabetically(root: Path) -> None:
    files = {f"sops/sales/{name}.md": procedure(title) for name, title in _WITH_UMLAUTS.items()}
    write_handbook(root, files, base=False)

    rows = contents(load(root).handbook, TODAY).rows

    titles = [str(row[0].value) for row in rows]
    assert [title for title in titles if title in _WITH_UMLAUTS.values()] == [
        "Abholung",
        "Ärztliches",
        "Öfen",
        "Zahlung",
    ]


def test_a_cell_that_names_an_entry_has_its_link(handbook: Handbook) -> None:
    supplies = contents(handbook, TODAY).rows[5]

    assert [cell.link for cell in supplies] == [
        ("sops", "supplies"),
        ("areas", "operations"),
        ("roles", "coo"),
        ("roles", "buyer"),
        None,
        None,
        None,
        None,
    ]


def test_ownership_counts_what_each_role_owns(handbook: Handbook) -> None:
    table = ownership(handbook, TODAY)

    assert table.columns == ("Role", "Holder", "Procedures", "As backup", "Processes", "Tools")
    assert _plain(table) == [
        ("COO", "Ada Example, Bo Example", 3, 0, 2, 1),
        ("Buyer", "not recorded", 1, 1, 3, 1),
        ("Clerk", "vacant", 0, 0, 0, 1),
    ]


def test_a_retired_role_is_listed_while_it_owns_something(root: Path) -> None:
    write_handbook(root, {"sops/sales/past.md": procedure("Past", owner="Old hand")}, base=False)

    table = ownership(load(root).handbook, TODAY)

    assert _plain(table)[3] == ("Old hand", "not recorded", 1, 0, 0, 0)


def test_freshness_starts_with_the_most_urgent(handbook: Handbook) -> None:
    table = freshness(handbook, TODAY)

    assert table.columns == (
        "Procedure",
        "Owner",
        "Status",
        "Reasons",
        "Last review",
        "Reviewer",
        "Due",
        "Days left",
    )
    assert _plain(table) == [
        (
            "Ordering supplies",
            "COO",
            "Needs update",
            "overdue",
            date(2026, 8, 1),
            "COO",
            date(2026, 11, 1),
            -20,
        ),
        (
            "Cleaning",
            "Buyer",
            "Current",
            "due soon",
            date(2026, 9, 10),
            "Buyer",
            date(2026, 12, 10),
            19,
        ),
        (
            "Boxes",
            "COO",
            "Unlisted",
            None,
            date(2026, 11, 1),
            "COO",
            date(2027, 2, 1),
            72,
        ),
        ("Making an offer", "COO", "Draft", None, None, None, None, None),
    ]


def test_freshness_counts_procedures_listed_under_a_worse_status(root: Path) -> None:
    crates = procedure("Crates", process="null")
    write_handbook(root, {"sops/operations/crates.md": crates}, base=False)

    note = freshness(load(root).handbook, TODAY).note

    assert note == "2 of 5 procedures need an update; the lists show 1 of them as Unlisted."


def test_freshness_names_changed_citations(root: Path) -> None:
    scale = FILES["data/tools.yaml"].replace("Weighs.", "Weighs twice.")
    write_handbook(root, {"data/tools.yaml": scale}, base=False)

    row = freshness(load(root).handbook, TODAY).rows[0]

    assert row[3].value == "suspect (Scale), overdue"


def test_freshness_names_removed_citations(root: Path) -> None:
    without = FILES["sops/operations/supplies.md"].replace("tools: [Scale]\n", "")
    stamp = FILES["data/tools.yaml"].partition("stamp:")
    write_handbook(
        root,
        {"sops/operations/supplies.md": without, "data/tools.yaml": stamp[1] + stamp[2]},
        base=False,
    )

    row = freshness(load(root).handbook, TODAY).rows[0]

    assert row[3].value == "changed, suspect (scale was removed), overdue"


def test_inventory_shows_which_processes_are_documented(handbook: Handbook) -> None:
    table = inventory(handbook, TODAY)

    assert _plain(table) == [
        ("Supplies", "Operations", "COO", "Needs update", "Ordering supplies"),
        ("Travel", "Sales", "Buyer", "Not documented", None),
        ("Gifts", "Sales", "Buyer", "Unlisted", "the wiki"),
        ("Clean rooms", "Operations", "COO", "Unlisted", "Boxes"),
        ("Clean rooms", "Operations", "COO", "Current", "Cleaning"),
        ("Offers", "Sales", "Buyer", "Draft", "Making an offer"),
    ]
    assert table.note == "3 of 5 processes are documented."


def test_completeness_lists_missing_template_parts(handbook: Handbook) -> None:
    table = completeness(handbook)

    assert table.columns == ("Procedure", "Area", "Parts", "Missing")
    assert [row[0].value for row in table.rows] == [
        "Boxes",
        "Cleaning",
        "Making an offer",
        "Ordering supplies",
    ]
    parts = [part.title for part in template(handbook.kinds["sops"])]
    supplies = str(table.rows[3][3].value).split(", ")
    filled = ["Owner", "Backup", "Review", "Version", "Tools", "Purpose"]
    filled += ["Scope: Triggers", "Steps", "Exceptions"]
    assert supplies == [part for part in parts if part not in filled]
    assert table.rows[3][2].value == f"{len(filled)} of {len(parts)}"
    assert table.note == "0 of 4 procedures have every part of the template."


def test_the_template_follows_from_the_schema(root: Path) -> None:
    schema = root / "data/schemas/sops.json"
    text = schema.read_text(encoding="utf-8")
    schema.write_text(text.replace('["Exceptions"]', '["What if"]'), encoding="utf-8")

    parts = template(load(root).handbook.kinds["sops"])

    assert (("exceptions",), "What if") in parts


def test_rules_distinguish_no_findings_from_not_run() -> None:
    table = rules([("a", 3, 1), ("b", 0, 0), ("c", None, 0)])

    assert _plain(table) == [("a", 3, 1), ("b", 0, 0), ("c", None, None)]
    assert table.note == "Could not run: c. Nothing to check: b."


def test_health_metrics_exclude_procedures_not_in_force(handbook: Handbook) -> None:
    assert health(handbook, TODAY) == Health(
        procedures=4,
        undocumented=1,
        unlisted=2,
        overdue=1,
        unowned=0,
        discrepancies=0,
        in_force=3,
        in_time=2,
        runs=0,
        errors=0,
    )


def test_the_error_rate_matches_the_usage_table(root: Path) -> None:
    counts = "procedure,date,runs,errors\nfax,2026-11-02,90,9\nsupplies,2026-11-02,10,2\n"
    write_handbook(root, {"data/usage/counts.csv": counts}, base=False)
    handbook = load(root).handbook

    assert [row[2:4] for row in usage(handbook, TODAY).rows] == [(Cell(10), Cell(2))]
    assert health(handbook, TODAY).error_rate == 20


def test_an_empty_handbook_has_empty_reports(tmp_path: Path) -> None:
    write_handbook(tmp_path, {}, base=False)
    handbook = load(tmp_path).handbook

    tables = [
        contents(handbook, TODAY),
        ownership(handbook, TODAY),
        freshness(handbook, TODAY),
        inventory(handbook, TODAY),
        completeness(handbook),
    ]

    assert [table.rows for table in tables] == [()] * 5
    assert set(health(handbook, TODAY)) == {0}


def test_an_unknown_id_is_shown_as_written(tmp_path: Path) -> None:
    write_handbook(tmp_path, {"sops/operations/x.md": procedure(owner="Nobody")})

    row = contents(load(tmp_path).handbook, TODAY).rows[0]

    assert row[2] == Cell("Nobody")


def test_the_freshness_page_links_to_missing_procedures_and_decisions() -> None:
    text = (REPOSITORY / "docs/reports/freshness.md").read_text(encoding="utf-8")

    assert "](coverage.md)" in text
    assert "](../discrepancies/index.md)" in text
