"""Diagrams on pages: workflows, the integration map, flow charts, diagrams in prose."""

import re
from pathlib import Path

from handbook.assistants.convert import Writer
from handbook.load import load
from handbook.pages import integrations, workflow
from handbook.pages.edition import Edition, View
from handbook.pages.page import Page, found_words, words
from handbook.pages.procedure import procedure_page
from handbook.pages.workflow import workflow_page
from macros.prose import with_drawings
from macros.stash import Stash
from tests.support.handbooks import REPOSITORY, TODAY, procedure, write_handbook

WORKFLOWS = """\
orders:
  title: Orders
  aliases: [Order board]
  description: The way of an order.
  usedBy: [operations]
  states:
    - {id: new, title: New, who: coo, initial: true}
    - {id: sent, title: Sent, description: It is on its way, outside: The carrier}
    - {id: done, title: Done, final: true}
  transitions:
    - {from: new, to: sent, when: It is packed, who: coo}
    - {from: sent, to: done}
board:
  title: Shelf board
  states:
    - {id: left, title: Left, description: Empty}
    - {id: right, title: Right, description: Full}
old:
  title: Old way
  status: retired
  states:
    - {id: only, title: Only}
"""
INTEGRATIONS = """\
alerts: {title: Alerts, from: slack, to: notion, carries: Alerts, channel: "#alerts"}
more: {title: More alerts, from: slack, to: notion}
figures: {title: Figures, from: notion, endpoint: Dashboard}
old: {title: Old, from: notion, to: slack, status: retired}
"""
TOOLS = """\
slack: {title: Slack, category: HR, purpose: Talk, owner: roles/coo}
notion: {title: Notion, category: HR, purpose: Write, owner: roles/coo}
"""


def edition(root: Path, **more: str) -> Edition:
    files = {"data/workflows.yaml": WORKFLOWS, "data/tools.yaml": TOOLS, **more}
    handbook = load(write_handbook(root, files)).handbook
    return Edition(handbook=handbook, today=TODAY, edit=lambda path: f"edit:{path}")


def view(root: Path, **more: str) -> View:
    return edition(root, **more).view("workflows/")


def page(root: Path, name: str) -> Page:
    found = edition(root)
    entry = found.handbook.find("workflows", name)
    assert entry is not None
    return workflow_page(found, entry)


def test_a_workflow_page_has_the_content_of_its_drawing_in_words(tmp_path: Path) -> None:
    found = page(tmp_path, "orders")

    assert found_words(found.html[found.html.index("<h2 ") :]) == (
        "States and transitions · New COO (work starts here) · to Sent: It is packed (COO) · "
        "Sent The carrier It is on its way · to Done · Done (work can end here) · "
        "Used by · No other entry relies on it."
    )
    assert found.html.count("<svg") == 2
    assert found.names == ("Order board",)
    assert [one.text for one in found.found] == ["The way of an order. New, Sent, Done"]


def test_a_board_has_ordered_columns_without_arrows(tmp_path: Path) -> None:
    html = page(tmp_path, "board").html

    assert "hb-d__line" not in html
    assert words(html[html.index("<h2 ") : html.index("</ol>")]) == (
        "Columns Columns in order; cards move between them as needed. Left Empty Right Full"
    )


def test_a_retired_workflow_is_marked_and_searchable(tmp_path: Path) -> None:
    found = page(tmp_path, "old")

    assert found.retired
    assert len(found.found) == 1
    assert "Retired" in words(found.html)


def test_the_list_draws_every_workflow_in_use(tmp_path: Path) -> None:
    html = workflow.workflows(view(tmp_path))

    assert found_words(html) == (
        "Orders · The way of an order. 3 states · Shelf board · 2 states · "
        "No longer in use: Old way (retired)."
    ).replace(" (retired)", "")


def test_a_workflow_on_another_page_has_a_text_equivalent_too(tmp_path: Path) -> None:
    seen = view(tmp_path)
    entry = seen.handbook.find("workflows", "orders")
    assert entry is not None

    html = workflow.workflow(seen, entry)

    assert '<figcaption><a href="../workflows/orders/">Orders</a>: 3 states</figcaption>' in html
    assert "<summary>In words</summary>" in html


def test_the_map_has_each_tool_and_connection_once_and_other_systems(tmp_path: Path) -> None:
    channels = 'alerts: {title: "#alerts", purpose: Alarm, tool: slack}\n'
    files = {"data/integrations.yaml": INTEGRATIONS, "data/channels.yaml": channels}

    html = integrations.integration_map(view(tmp_path, **files))

    assert html.count("hb-d__tip") == 4  # 2 edges, drawn for a phone and for a page
    assert found_words(html) == (
        "In words · Slack to Notion: Alerts, in #alerts · Slack to Notion · Notion to Dashboard"
    )


def test_a_map_of_nothing_says_so(tmp_path: Path) -> None:
    assert (
        words(integrations.integration_map(view(tmp_path))) == "No integrations are recorded yet."
    )


STEPS = "".join(
    f"### Step {at}\n\n**Owner:** {owner} · **When:** day {at}\n\n1. Do it\n\n"
    for at, owner in enumerate(("COO", "Office Manager", "COO"), start=1)
)
ROLES = "coo: {title: COO}\noffice-manager: {title: Office Manager}\n"


def flow(root: Path, steps: str, roles: str = ROLES) -> str:
    """Return the drawing of a procedure's steps, "" if there is none."""
    files = {"sops/operations/supplies.md": procedure(steps=steps), "data/roles.yaml": roles}
    found = edition(root, **files)
    html = procedure_page(found, found.handbook.sops["supplies"]).html
    drawn = re.search(r'<ol class="hb-steps">.*(<details class="hb-fold hb-flow">.*?</details>)',
                      html, re.DOTALL)  # fmt: skip
    return drawn[1] if drawn else ""


def test_a_step_is_in_the_column_of_its_owner_with_an_arrow_to_it(tmp_path: Path) -> None:
    html = flow(tmp_path, STEPS)

    assert html == (
        '<details class="hb-fold hb-flow"><summary>The steps as a diagram</summary>'
        '<figure class="hb-drawing hb-drawn"><div class="hb-drawing__frame">'
        '<div class="hb-lanes" role="img" aria-label="Ordering supplies: 3 steps in 2 lanes, '
        'one per owner; same content as the steps" style="--n:2">'
        "<b>COO</b><b>Office Manager</b>"
        "<div><p>1. Step 1 <i>Day 1</i></p>"
        '<p style="--c:1;--d:1">2. Step 2 <i>Day 2</i></p>'
        '<p style="--d:1;--s:-1">3. Step 3 <i>Day 3</i></p></div></div></div></figure></details>'
    )


def test_steps_without_an_owner_have_a_column_too(tmp_path: Path) -> None:
    html = flow(tmp_path, STEPS.replace("**Owner:** COO · ", ""))

    assert "<b>No owner named</b><b>Office Manager</b>" in html


def test_few_steps_with_one_owner_are_in_a_row_where_there_is_room(tmp_path: Path) -> None:
    alone = STEPS.replace("Office Manager", "COO")
    many = "".join(f"### Step {at}\n\n**Owner:** COO\n\n1. Do it\n\n" for at in range(6))

    assert 'class="hb-lanes hb-lanes--row" role="img"' in flow(tmp_path, alone)
    assert 'class="hb-lanes" role="img"' in flow(tmp_path, many)


def test_too_many_columns_for_a_phone_can_be_scrolled_by_keyboard(
    tmp_path: Path,
) -> None:
    owners = ("COO", "Office Manager", "A", "B")
    steps = "".join(f"### Step\n\n**Owner:** {owner}\n\n1. Do it\n\n" for owner in owners)
    more = "".join(f"{name.lower()}: {{title: {name}}}\n" for name in "AB")

    html = flow(tmp_path, steps, ROLES + more)

    assert 'tabindex="0" role="group" aria-label="Wide drawing"' in html
    assert "hb-drawing--below-400" in html


def test_two_steps_are_not_drawn(tmp_path: Path) -> None:
    assert flow(tmp_path, STEPS[: STEPS.index("### Step 3")]) == ""


def test_text_repeated_in_a_drawing_is_left_out_of_search_and_markdown(
    tmp_path: Path,
) -> None:
    found = edition(
        tmp_path,
        **{"sops/operations/supplies.md": procedure(steps=STEPS), "data/roles.yaml": ROLES},
    )
    made = procedure_page(found, found.handbook.sops["supplies"])

    assert [one.text for one in made.found if one.title.startswith("Step")] == [
        "Owner: COO When: Day 1 · Do it",
        "Owner: Office Manager When: Day 2 · Do it",
        "Owner: COO When: Day 3 · Do it · The steps as a diagram",
    ]
    markdown = Writer().markdown(made.html, lambda _: None)
    assert markdown.count("Step 2") == 1


def test_a_diagram_in_a_step_is_drawn_and_its_labels_are_not_searched(tmp_path: Path) -> None:
    fence = "   ```mermaid\n   flowchart TD\n     a[Unsought] --> b\n   ```\n"
    text = procedure(steps=f"### Count\n\n1. Note it\n\n{fence}")
    found = edition(tmp_path, **{"sops/operations/supplies.md": text})

    made = procedure_page(found, found.handbook.sops["supplies"])

    assert '<svg class="hb-d hb-d--graph"' in made.html
    assert not any("Unsought" in one.text for one in made.found)


def test_a_diagram_on_a_page_of_docs_is_drawn_before_other_processing() -> None:
    parts = Stash()
    drawn = '```mermaid\nflowchart TD\n  a["{{ 7*7 }}"] --> b\n```\n'
    text = f"Before\n\n{drawn}After\n\n```mermaid\n?\n```\n"

    left = with_drawings(text, parts.store)

    assert left == "Before\n\n\n\ue0000\ue001\n\nAfter\n\n```mermaid\n?\n```\n"
    assert "{{ 7*7 }}</text>" in parts.fill(left)


def test_the_workflows_of_this_handbook_match_their_sources() -> None:
    entries = list(load(REPOSITORY).handbook.entries("workflows"))

    assert {
        entry.id: (len(entry.data["states"]), len(entry.data.get("transitions", ())))
        for entry in entries
    } == {
        "jira-support": (7, 6),
        "support-tickets": (6, 5),
        "hr-board": (5, 0),
        "leave-board": (4, 0),
        "customer-lifecycle": (6, 5),
        "improvement-cycle": (4, 4),
        "change-control": (5, 4),
    }
