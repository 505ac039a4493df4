"""Who do I call, checklists and compact tables: complete without scripts, safely escaped."""

from pathlib import Path

from handbook.load import load
from handbook.pages.checklist import checklists
from handbook.pages.edition import Edition
from handbook.pages.page import Page, words
from handbook.pages.service import compact
from tests.support.handbooks import TODAY, found, procedure, write_handbook
from tests.support.pages import pages
from tests.support.service import LEVELS

SUPPLIES = "sops/operations/supplies.md"
CLOSING = """\
---
title: Closing
aliases: [Lights out]
occasion: people
owner: COO
usedWith: [sops/supplies]
---

Leave the house *dark*.

## Lists

### Ground floor

Begin with the door.

- [ ] Lock the door & the gate
- [x] See the [supplies](../../sops/operations/supplies.md)

### Roof

- Close the hatch
"""


def edition(root: Path, **files: str) -> Edition:
    write_handbook(root, {**LEVELS, SUPPLIES: procedure(), **files})
    loaded = load(root)
    assert loaded.faults == ()
    return Edition(handbook=loaded.handbook, today=TODAY, edit=lambda path: f"edit:{path}")


def page(shown: Edition, address: str) -> Page:
    return {one.address: one for one in pages(shown)}[address]


def test_every_case_has_its_contact_deadline_and_channel(tmp_path: Path) -> None:
    shown = page(edition(tmp_path), "support/who-do-i-call/")

    text = words(shown.html)
    assert text[text.index("Incidents Something") :] == (
        "Incidents Something of ours is broken, no matter who noticed it. "
        "P0 - Critical The house is dark For example: Power cut, UPS empty "
        "Call COO Response Within 15 min Filed as Ticket P1 - Critical Then Ordering supplies "
        "P1 - High A floor is dark Call No one is named Response Within 1 hour "
        "Support tickets A customer has asked for help. "
        "P1 - Critical Nobody can work Call Desk Response Within 1 hour "
        "Via Mail 24/7, all issues Phone 09:00-18:00 Brussels time, urgent issues "
        "Resolved Within 4 hours If not After 2 hours: COO, at once "
        "P2 - Low A lamp flickers Call No one is named Response Within 8 hours "
        "Resolved Within 5 days If not No escalation rule "
        "Complaints A customer is unhappy with how things are going. "
        "Complaint Call COO By when Within 4 hours "
        "Complaint of the chair Call COO By when At once "
        "No case matches."
    )
    assert '<a href="#ticket-p1">P1 - Critical</a>' in shown.html
    assert [one.title for one in shown.found][:3] == [
        "Who do I call",
        "P0 - Critical: who to call",
        "P1 - High: who to call",
    ]


def test_without_cases_there_is_no_such_page(tmp_path: Path) -> None:
    write_handbook(tmp_path, {SUPPLIES: procedure()})
    bare = Edition(handbook=load(tmp_path).handbook, today=TODAY, edit=lambda path: path)

    assert "support/who-do-i-call/" not in {one.address for one in pages(bare)}


def test_a_compact_table_shows_the_requested_columns_and_repeats_no_anchor(tmp_path: Path) -> None:
    view = edition(tmp_path).view("support/")

    html = compact(view, "escalations", ("to", "within", "after", "nothing"))

    assert words(html) == (
        "Escalation Escalated to Within Unresolved for "
        "P1 not resolved in 2 hours COO Immediate 2 hours Complaint COO 4 hours "
        "Complaint of the chair COO Immediate Escalations: full register"
    )
    assert ' id="' not in html
    assert 'href="../registers/escalations/"' in html


def test_an_empty_compact_table_says_so(tmp_path: Path) -> None:
    html = compact(edition(tmp_path).view("customers/"), "segments", ("arr",))

    assert words(html).startswith("No segment is recorded yet.")


def test_a_checklist_has_a_checkbox_for_each_item_under_its_heading(tmp_path: Path) -> None:
    shown = edition(tmp_path, **{"data/checklists/closing.md": CLOSING})

    closing = page(shown, "checklists/closing/")

    assert words(closing.html) == (
        "Checklists Closing Leave the house dark. Also called Lights out Length 3 boxes "
        "Maintained by COO Used with Ordering supplies Start a run Suggest an edit More As "
        "Markdown Print "
        "Ground floor Begin with the door. Lock the door & the gate See the supplies "
        "Roof Close the hatch Used by No other entry relies on it."
    )
    assert closing.html.count('<span class="sv-box" aria-hidden="true"></span>') == 3
    assert [one.title for one in closing.headings] == ["Ground floor", "Roof", "Used by"]


def test_an_item_with_two_paragraphs_has_one_checkbox(tmp_path: Path) -> None:
    head = "---\ntitle: Opening\noccasion: people\n---\n\nLet people in.\n\n## Checklist\n\n"
    text = f"{head}- [ ] Unlock\n\n  The key is in the safe.\n- [x] Wave\n"
    shown = edition(tmp_path, **{"data/checklists/opening.md": text})

    opening = page(shown, "checklists/opening/").html

    assert "<p>Unlock</p><p>The key is in the safe.</p>" in opening
    assert 'class="box"' not in opening


def test_a_single_list_needs_no_heading_of_its_own(tmp_path: Path) -> None:
    text = (
        "---\ntitle: Opening\noccasion: people\n---\n\nLet people in.\n\n## Checklist\n\n- Unlock\n"
    )
    shown = edition(tmp_path, **{"data/checklists/opening.md": text})

    opening = page(shown, "checklists/opening/")

    assert '<ul class="sv-boxes">' in opening.html
    assert [one.title for one in opening.headings] == ["Used by"]


def test_a_checklist_without_a_checkbox_is_an_error(tmp_path: Path) -> None:
    text = "---\ntitle: Opening\noccasion: people\n---\n\nLet people in.\n"
    write_handbook(tmp_path, {"data/checklists/opening.md": text})

    assert found(tmp_path, "missing-part") == [
        (
            "data/checklists/opening.md:1:1: checklist 'opening' is missing "
            "the section '## Checklist' or '## Lists'"
        )
    ]


def test_checklists_are_listed_by_occasion_with_retired_ones_apart(tmp_path: Path) -> None:
    old = CLOSING.replace("title: Closing\naliases: [Lights out]", "title: Old\nstatus: retired")
    files = {"data/checklists/closing.md": CLOSING, "data/checklists/old.md": old}
    view = edition(tmp_path, **files).view("checklists/")

    assert words(checklists(view)) == (
        "With people Closing Leave the house dark. 3 boxes No longer in use: Old."
    )


def test_checklists_are_grouped_by_the_occasions_a_company_defines(tmp_path: Path) -> None:
    write_handbook(tmp_path, {})
    path = "data/schemas/checklists.json"
    schema = (tmp_path / path).read_text(encoding="utf-8")
    files = {
        path: schema.replace('"enum": ["customers", "meetings", ', '"enum": ["фурна", '),
        "data/checklists/closing.md": CLOSING,
        "data/checklists/oven.md": CLOSING.replace("occasion: people", "occasion: фурна").replace(
            "title: Closing\naliases: [Lights out]", "title: Oven"
        ),
    }

    shown = words(checklists(edition(tmp_path, **files).view("checklists/")))

    assert shown == (
        "Фурна Oven Leave the house dark. 3 boxes With people Closing Leave the house dark. 3 boxes"
    )


def test_consecutive_checklists_are_in_order(tmp_path: Path) -> None:
    files = {
        f"data/checklists/{name}.md": CLOSING.replace(
            "title: Closing\naliases: [Lights out]", f"title: {name}\norder: {place}"
        )
        for name, place in (("after", 2), ("before", 1))
    }

    listed = words(checklists(edition(tmp_path, **files).view("checklists/")))

    assert listed.index("before") < listed.index("after")


def test_a_step_names_its_helpers_and_channel(tmp_path: Path) -> None:
    steps = (
        "### Talk\n\n**Owner:** COO · **With:** Clerk · **When:** day 5 · **Channel:** Video\n\n"
        "1. Talk it over\n"
    )
    roles = "coo:\n  title: COO\n  holders: [Ada Example]\nclerk:\n  title: Clerk\n"
    files = {SUPPLIES: procedure(steps=steps), "data/roles.yaml": roles}

    html = page(edition(tmp_path, **files), "procedures/supplies/").html

    start = html.index('class="hb-meta"')
    assert words(html[start - 3 : html.index("</p>", start)]) == (
        "Owner: COO Together with: with Clerk When: Day 5 Channel: Video"
    )
