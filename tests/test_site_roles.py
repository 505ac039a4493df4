"""The page of a role guides whoever takes it over, one question after another."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from handbook.book import Handbook
from handbook.load import load
from handbook.pages.edition import Edition
from handbook.pages.page import headings, words
from handbook.pages.role import role_page
from handbook.records import Entry
from handbook.references import Reference
from tests.support.handbooks import TODAY, procedure, write_handbook
from tests.support.pages import pages

SUPPLIES = "sops/operations/supplies.md"
PROCESSES = "supplies:\n  title: Supplies\n  owner: clerk\n  area: operations\n"
ROLES = (
    "coo:\n  title: COO\n  area: operations\n  holders: [Ada Example]\n"
    "clerk:\n  title: Clerk\n  area: operations\n  reportsTo: coo\n  vacant: true\n"
    "  responsibilities: [the shelves]\n"
)
GROUPS = (
    "all:\n  title: Everybody\n  everyone: true\nclerks:\n  title: Clerks\n  members: [clerk]\n"
)
TOOL = "{0}:\n  title: {1}\n  category: HR\n  purpose: Notes\n"
STEP = "### {}\n\n**Owner:** {}{}\n\n1. Do it\n\n"


def shown(root: Path, files: dict[str, str]) -> dict[str, str]:
    """Return the text of the pages of a handbook by address."""
    write_handbook(root, {"data/roles.yaml": ROLES, "data/groups.yaml": GROUPS, **files})
    edition = Edition(handbook=load(root).handbook, today=TODAY, edit=lambda _: None)
    return {page.address: words(page.html) for page in pages(edition)}


def part(text: str, start: str, end: str) -> str:
    """Return the part of a text between two phrases."""
    return text[text.index(start) : text.index(end, text.index(start))].strip()


def test_its_parts_follow_the_questions_of_a_newcomer(tmp_path: Path) -> None:
    meeting = (
        "---\ntitle: Round\ncadence: weekly\nday: monday\ntime: 09:00\nduration: 30 min\n"
        "attendees: [Everybody]\npurpose: Talk.\n---\n"
    )
    files = {
        "data/roles.yaml": ROLES + "  kpis: [speed]\n",
        "data/groups.yaml": GROUPS,
        "data/metrics.yaml": "speed:\n  title: Speed\n  owner: clerk\n",
        "data/meetings/round.md": meeting,
        SUPPLIES: procedure(steps=STEP.format("Count", "Clerk", "")),
    }
    write_handbook(tmp_path, files)
    edition = Edition(handbook=load(tmp_path).handbook, today=TODAY, edit=lambda _: None)
    html = next(page.html for page in pages(edition) if page.address == "roles/clerk/")

    assert [found.title for found in headings(html) if found.level == 2] == [
        "Responsibilities",
        "Who it works with",
        "First days",
        "Procedures it owns",
        "Steps in other procedures",
        "Meetings",
        "How it is measured",
        "Other mentions",
    ]
    shown = words(html)
    assert "Held by Vacant Area Operations Reports to COO" in shown
    assert "Responsibilities The shelves Who it works with" in shown
    assert "other procedures Ordering supplies Count" in shown
    assert "Round Every Monday, 09:00–09:30 Everybody" in shown


def test_it_lists_each_colleague_once(tmp_path: Path) -> None:
    roles = ROLES + (
        "porter:\n  title: Porter\n  reportsTo: clerk\nguard:\n  title: Guard\n"
        "old:\n  title: Old\n  area: operations\n  status: retired\n"
    )
    steps = STEP.format("A", "Clerk", " · **With:** Guard") + STEP.format("B", "COO", "")

    clerk = shown(
        tmp_path,
        {"data/roles.yaml": roles, SUPPLIES: procedure(steps=steps, more="backup: Porter\n")},
    )["roles/clerk/"]

    assert part(clerk, "Who it works with", "First days") == (
        "Who it works with Reports to COO Leads Porter Shares procedures with Guard"
    )


def test_reading_is_in_order_of_importance(tmp_path: Path) -> None:
    files = {
        "sops/operations/a.md": procedure("A is only near"),
        "sops/operations/b.md": procedure(
            "B for clerks", more="audience: [Clerks]\n", steps=STEP.format("x", "COO", "")
        ),
        "sops/operations/c.md": procedure(
            "C helped", steps=STEP.format("x", "COO", " · **With:** Clerk")
        ),
        "sops/operations/d.md": procedure("D one step", steps=STEP.format("x", "Clerk", "")),
        "sops/operations/e.md": procedure(
            "E two steps", steps=STEP.format("x", "Clerk", "") + STEP.format("y", "Clerk", "")
        ),
        "sops/operations/f.md": procedure("F stood in for", more="backup: Clerk\n"),
        "sops/operations/g.md": procedure("G owned", owner="Clerk", more="audience: [Clerks]\n"),
        "sops/operations/h.md": procedure("H gone", owner="Clerk", more="status: retired\n"),
        "sops/operations/i.md": procedure("I for all", more="audience: [Everybody]\n"),
    }

    clerk = shown(tmp_path, files)["roles/clerk/"]

    assert part(clerk, "Read first", "Procedures it owns") == (
        "Read first G owned Owns it F stood in for Is its backup "
        "E two steps Does 2 steps D one step Does 1 step C helped Helps with 1 step "
        "B for clerks Is in its audience A is only near In its area "
        "I for all In its area"
    )


def test_of_many_procedures_the_first_are_listed_and_the_area_links_to_the_rest(
    tmp_path: Path,
) -> None:
    files = {f"sops/operations/a{index}.md": procedure(f"A{index:02}") for index in range(20)}

    clerk = shown(tmp_path, files)["roles/clerk/"]

    assert "A11 In its area All procedures in Operations" in clerk
    assert "A12" not in clerk


def test_it_lists_the_tools_needed_and_whom_to_ask_for_access(tmp_path: Path) -> None:
    tools = "".join(
        (
            TOOL.format("pad", "Pad") + "  owner: Operations\n  admin: COO\n",
            TOOL.format("scale", "Scale") + "  owner: Operations\n",
            TOOL.format("chat", "Chat") + "  access: [Everybody]\n",
            TOOL.format("till", "Till") + "  stackOf: [Operations]\n  owner: COO\n",
            TOOL.format("keys", "Keys") + "  admin: Clerk\n",
            TOOL.format("safe", "Safe") + "  owner: COO\n",
            TOOL.format("fax", "Fax") + "  access: [Everybody]\n  status: retired\n",
            TOOL.format("bell", "Bell") + "  stackOf: [Operations]\n  owner: Everybody\n",
        )
    )
    steps = STEP.format("Count", "Clerk", " · **Tools:** Pad")
    text = procedure(owner="Clerk", more="tools: [Scale]\n", steps=steps)

    clerk = shown(tmp_path, {"data/tools.yaml": tools, SUPPLIES: text})["roles/clerk/"]

    assert part(clerk, "Get access to", "Procedures it owns") == (
        "Get access to Tool What for Ask Pad Ordering supplies COO "
        "Scale Ordering supplies Operations Chat Has access No one named "
        "Till Used in its area COO Keys Administers it Clerk "
        "Bell Used in its area Any colleague"
    )


def test_it_lists_training_in_the_first_weeks_and_for_everyone(
    tmp_path: Path,
) -> None:
    training = (
        "b:\n  title: Second\n  stage: first weeks\n  week: week 2\n  content: [the till]\n"
        "a:\n  title: First\n  stage: first weeks\n  week: week 1\n  content: [the house, keys]\n"
        "c:\n  title: Clerks only\n  stage: first weeks\n  content: [x]\n  audience: [Clerks]\n"
        "d:\n  title: Later\n  stage: ongoing\n  content: [x]\n"
    )
    checklist = "---\ntitle: Joining\noccasion: people\n---\n\nBegin.\n\n## Checklist\n\n- [ ] x\n"
    files = {
        "data/training.yaml": training,
        "data/checklists/joining.md": checklist,
        "data/settings.yaml": _settings("newcomers: [Joining]\n"),
    }

    found = shown(tmp_path, files)

    assert part(found["roles/clerk/"], "First days", "Procedures it owns") == (
        "First days Everyone who joins completes Joining. Learn "
        "First Week 1: The house, keys Second Week 2: The till Clerks only X"
    )
    assert "Clerks only" not in found["roles/coo/"]


def _settings(more: str) -> str:
    return (
        "company: Example\ntitle: Example handbook\ncurrency: EUR\ntimezone: Europe/Brussels\n"
        f"workingWeek: [monday]\nreviewInterval: every 3 months\ndueSoonDays: 28\n{more}"
    )


def test_it_lists_what_else_it_owns_and_administers_and_where_it_is_named(tmp_path: Path) -> None:
    tools = TOOL.format("pad", "Pad") + "  owner: Operations\n  admin: Clerk\n  backup: COO\n"
    files = {
        "data/areas.yaml": "operations:\n  title: Operations\n  lead: clerk\n",
        "data/tools.yaml": tools,
        "data/processes.yaml": PROCESSES,
        SUPPLIES: procedure(process="supplies"),
    }

    found = shown(tmp_path, files)

    assert part(found["roles/clerk/"], "Also owns", "Other mentions") == (
        "Also owns Processes Supplies Tools of Operations Pad Administers Tools Pad admin"
    )
    assert "Other mentions Areas Operations lead" in found["roles/clerk/"]
    assert "Administers Tools Pad backup" in found["roles/coo/"]


@pytest.mark.parametrize("status", ["retired", "active"])
def test_an_empty_role_says_so_and_a_retired_one_has_no_first_days(
    status: str, tmp_path: Path
) -> None:
    roles = ROLES + f"guest:\n  title: Guest\n  status: {status}\n"
    settings = _settings("newcomers: [Joining]\n")
    checklist = "---\ntitle: Joining\noccasion: people\n---\n\nBegin.\n\n## Checklist\n\n- [ ] x\n"
    files = {
        "data/roles.yaml": roles,
        "data/settings.yaml": settings,
        "data/checklists/joining.md": checklist,
    }

    guest = shown(tmp_path, files)["roles/guest/"]

    assert "Procedures it owns This role does not own any procedures." in guest
    assert ("First days" in guest) is (status == "active")


def test_procedures_are_read_once_for_any_number_of_roles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guests = "".join(f"guest-{n}:\n  title: Guest {n}\n  area: operations\n" for n in range(30))
    files = {f"sops/operations/task-{n}.md": procedure(f"Task {n}") for n in range(5)}
    write_handbook(tmp_path, {"data/roles.yaml": ROLES + guests, **files})
    edition = Edition(handbook=load(tmp_path).handbook, today=TODAY, edit=lambda _: None)
    looks = []
    uses = Handbook.uses

    def seen(handbook: Handbook, entry: Entry) -> Sequence[Reference]:
        if entry.kind == "sops":
            looks.append(entry.id)
        return uses(handbook, entry)

    monkeypatch.setattr(Handbook, "uses", seen)
    for role in edition.handbook.roles.values():
        role_page(edition, role)

    assert len(looks) <= 2 * len(files)
