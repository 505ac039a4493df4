"""Tool pages: who looks after a tool, what depends on it, and the list of all tools."""

import json
from pathlib import Path

from handbook.load import load
from handbook.pages import tool
from handbook.pages.edition import Edition
from handbook.pages.page import Page, words
from tests.support.handbooks import TODAY, procedure, write_handbook
from tests.support.pages import pages

TOOLS = (
    "scale:\n  title: Scale\n  aliases: [Balance]\n  category: Finance\n  purpose: Weighs\n"
    "  whenToUse: parcels\n  owner: Operations\n  admin: coo\n  access: [operations]\n"
    "  stackOf: [operations]\n  cost: 8 per user per month\n"
    "till:\n  title: Till\n  category: Finance\n  purpose: Takes money\n"
    "telex:\n  title: Telex\n  category: HR\n  purpose: Writes\n  owner: COO\n  status: retired\n"
)
STEPS = (
    "### Count the stock\n\n**Tools:** Scale\n\n1. Weigh it\n\n"
    "### Write it down\n\n1. Note the sum\n"
)
MEETING = "---\ntitle: Round\ncadence: weekly\ntools: [Balance]\npurpose: Talk.\n---\n"


def edition(root: Path) -> Edition:
    files = {
        "data/tools.yaml": TOOLS,
        "data/meetings/round.md": MEETING,
        "data/meetings/old.md": MEETING.replace("Round", "Old\nstatus: retired").replace(
            "tools: [Balance]\n", "tools: [Scale]\n"
        ),
        "sops/operations/supplies.md": procedure(more="tools: [scale]\n", steps=STEPS),
    }
    write_handbook(root, files)
    loaded = load(root)
    assert loaded.faults == ()
    return Edition(handbook=loaded.handbook, today=TODAY, edit=lambda path: f"edit:{path}")


def page(root: Path, address: str) -> Page:
    return {found.address: found for found in pages(edition(root))}[address]


def test_a_tool_shows_its_owner_and_what_depends_on_it(tmp_path: Path) -> None:
    found = page(tmp_path, "tools/scale/")

    assert words(found.html) == (
        "Tools Scale Weighs Also called Balance Owner Operations Accountable COO "
        "Administered by COO Who has access Operations Cost €8 per user per month "
        "Category Finance Suggest an edit More As Markdown Print When to use it Parcels. "
        "Part of the tool stack of Operations. What depends on it "
        "2 entries in this handbook name Scale; each would need an alternative. "
        "Procedures Ordering supplies in Count the stock Meetings Round "
        "Filter and sort its procedures in the full list"
    )
    assert '<a href="../../procedures/supplies/#count-the-stock">' in found.html
    (document,) = found.found
    assert document.text == (
        "Weighs · Administered by, administrator: COO · Access: Operations · "
        "Cost, price: €8 per user per month · Category: Finance · When to use it: parcels"
    )


def test_a_tool_is_found_by_its_missing_details(tmp_path: Path) -> None:
    (found,) = page(tmp_path, "tools/till/").found

    assert found.text == (
        "Takes money · Administered by, administrator: · Access: · Cost, price: · "
        "Category: Finance · When to use it:"
    )


def test_a_tool_without_an_owner_says_so(tmp_path: Path) -> None:
    text = words(page(tmp_path, "tools/till/").html)

    assert text == (
        "Tools Till Takes money Category Finance Suggest an edit More As Markdown Print "
        "No owner is named. No one decides about it, and there is no one to ask. "
        "Name an owner What depends on it "
        "Nothing in this handbook names Till yet. That does not mean that no one needs it."
    )


def test_a_retired_tool_is_marked_and_searchable(tmp_path: Path) -> None:
    found = page(tmp_path, "tools/telex/")

    assert "Status Retired Owner COO" in words(found.html)
    assert [one.title for one in found.found] == ["Telex"]


def test_tools_are_listed_by_category_with_their_uses(tmp_path: Path) -> None:
    html = tool.tools(edition(tmp_path).view("tools/"))

    assert words(html) == (
        "Finance Tool Owner Cost Named by Finance "
        "Scale Weighs Operations Administered by COO €8 per user per month "
        "2 entries that name Scale Till Takes money No owner No longer in use: Telex."
    )
    assert 'href="../tools/scale/#depends"' in html


def test_categories_are_optional(tmp_path: Path) -> None:
    write_handbook(tmp_path, {})
    schema = tmp_path / "data/schemas/tools.json"
    kind = json.loads(schema.read_text(encoding="utf-8"))
    category = kind["additionalProperties"]["properties"]["category"]
    category["type"] = "string"
    del category["enum"]
    schema.write_text(json.dumps(kind), encoding="utf-8")

    html = tool.tools(edition(tmp_path).view("tools/"))

    assert words(html).startswith("Finance Tool Owner Cost Named by Finance Scale Weighs")


def test_an_empty_list_of_tools_says_how_to_start(tmp_path: Path) -> None:
    write_handbook(tmp_path, {})
    handbook = load(tmp_path).handbook
    view = Edition(handbook=handbook, today=TODAY, edit=lambda _: None).view("tools/")

    assert words(tool.tools(view)) == (
        "No tools are recorded yet. The software the company uses, and who looks after it. "
        "Add the first one to data/tools.yaml."
    )
