"""The lists on index pages: contents, state, changes, people, calendar, reports."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from markupsafe import Markup

from handbook.history.events import History
from handbook.history.loading import events_from_tables
from handbook.load import load
from handbook.pages import calendar, contents, metric, people, plan, recent_changes, workflow
from handbook.pages.edition import Edition, View
from handbook.pages.page import words
from handbook.pages.report import report, report_listing
from tests.support.handbooks import TODAY, procedure, review, write_handbook

SUPPLIES = "sops/operations/supplies.md"
PROCESSES = (
    "supplies:\n  title: Supplies\n  owner: coo\n  area: operations\n"
    "payroll:\n  title: Payroll\n  owner: coo\n  area: operations\n  keptAt: the inbox\n"
    "drill:\n  title: Drill\n  owner: coo\n  area: operations\n"
)


def view(root: Path, address: str = "") -> View:
    edition = Edition(handbook=load(root).handbook, today=TODAY, edit=lambda path: f"edit:{path}")
    return edition.view(address)


def test_contents_list_procedures_before_missing_and_retired_ones(
    tmp_path: Path,
) -> None:
    files = {
        SUPPLIES: procedure(process="supplies"),
        "sops/operations/old.md": procedure("Old way", more="status: retired\n"),
        "data/processes.yaml": PROCESSES,
    }
    write_handbook(tmp_path, files)
    review(tmp_path, "supplies", "2026-11-01")

    html = contents.contents(view(tmp_path, "procedures/"))

    assert words(html[html.index("<section") : html.rindex("<template")]) == (
        "Operations "
        "Ordering supplies Keep the office stocked. COO Area: Operations "
        "Current Due 1 February 2027 "
        "Drill COO Area: Operations Not documented "
        "Payroll Kept at the inbox COO Area: Operations Unlisted "
        "Retired Old way Keep the office stocked. COO Area: Operations Retired"
    )
    assert "3 in the list" in html


def test_a_line_can_be_filtered_by_every_known_property(tmp_path: Path) -> None:
    tools = (
        "slack:\n  title: Slack\n  aliases: [Chat]\n"
        "  category: HR\n  purpose: Talk\n  owner: roles/coo\n"
    )
    roles = "coo:\n  title: COO\n  area: operations\nclerk:\n  title: Clerk\n  aliases: [Hand]\n"
    more = "aliases: [Shopping]\ntools: [Chat]\nbackup: Clerk\naudience: [Clerk]\n"
    steps = "### Count the stock\n\n**Owner:** Clerk · **With:** COO\n\n1. Note what runs out\n"
    text = procedure(more=more, steps=steps, after=_CHANGES)
    write_handbook(tmp_path, {SUPPLIES: text, "data/tools.yaml": tools, "data/roles.yaml": roles})
    review(tmp_path, "supplies", "2026-11-01")

    html = contents.contents(view(tmp_path, "procedures/"))

    line = html[html.index("<li class") :].partition(">")[0]
    assert line == (
        '<li class="hb-row" data-line data-area="operations" data-owner="coo" '
        'data-role="clerk coo" data-status="unlisted" data-tool="slack" '
        'data-audience="roles/clerk" data-words="supplies Shopping Clerk Hand Count the stock" '
        'data-rank="0" data-due="2027-02-01" data-changed="2026-05-01"'
    )
    assert '<option value="slack" data-also="Chat">Slack</option>' in html


_CHANGES = "## Changes\n\n| Date | Change |\n|---|---|\n| 2026-05 | Old |\n"


def test_a_line_without_properties_matches_no_filter(tmp_path: Path) -> None:
    text = procedure(owner="Nobody here", more='audience: ["<b>"]\ntools: [Gone]\n')
    write_handbook(tmp_path, {"sops/nowhere/a.md": text})

    html = contents.contents(view(tmp_path, "procedures/"))

    assert '<h2 id="area--nowhere" data-heading>nowhere</h2>' in html
    assert 'data-line data-status="unlisted" data-audience="everyone"' in html
    assert "<option" in html
    assert "Nobody here" not in html[: html.index("data-list")]


def test_contents_without_procedures_say_how_to_start(tmp_path: Path) -> None:
    write_handbook(tmp_path, {})

    text = words(contents.contents(view(tmp_path, "procedures/")))

    assert "There are no procedures yet." in text
    assert "Nothing is listed yet for Operations." in text


def test_the_state_counts_each_procedure_and_process_once(tmp_path: Path) -> None:
    files = {
        SUPPLIES: procedure(process="supplies"),
        "sops/operations/old.md": procedure("Old", more="status: retired\n"),
        "data/processes.yaml": PROCESSES,
    }
    write_handbook(tmp_path, files)

    html = contents.state(view(tmp_path))

    assert words(html) == "0 Current 1 Needs update 0 Draft 1 Not documented 1 Unlisted"
    assert 'href="./procedures/?status=needs-update"' in html


def test_changes_are_newest_first_without_future_ones(tmp_path: Path) -> None:
    table = "## Changes\n\n| Date | Change |\n|---|---|\n"
    files = {
        SUPPLIES: procedure(after=f"{table}| 2026-12-01 | Tomorrow |\n| 2026-05 | Old |\n"),
        "sops/operations/b.md": procedure("B", after=f"{table}| 2026-11-20 | <New> |\n"),
    }
    write_handbook(tmp_path, files)

    opened = load(tmp_path).handbook
    history = History(events=tuple(events_from_tables(opened, TODAY, ZoneInfo("UTC"))))
    seen = Edition(handbook=opened, today=TODAY, edit=lambda _: None, history=history).view("")

    assert words(recent_changes.latest(seen, 5)) == (
        "20 November 2026 B <New> May 2026 Ordering supplies Old All recent changes"
    )


def test_the_chart_places_roles_where_possible_and_lists_the_others(tmp_path: Path) -> None:
    roles = (
        "coo:\n  title: COO\n  area: operations\n  holders: [Ada]\n  headCount: 1\n"
        "lead:\n  title: Lead\n  reportsTo: coo\n  vacant: true\n  headCount: 1\n"
        "clerk:\n  title: <Clerk>\n  reportsTo: lead\n  headCount: 2\n"
        "porter:\n  title: Porter\n  reportsTo: head\n  headCount: 3\n"
        "head:\n  title: Head\n  reportsTo: coo\n  holders: [Bo]\n  headCount: 2\n"
        "gone:\n  title: Gone\n  status: retired\n"
        "left:\n  title: Left\n  reportsTo: gone\n"
        "a:\n  title: A\n  reportsTo: b\nb:\n  title: B\n  reportsTo: a\n"
    )
    write_handbook(tmp_path, {"data/roles.yaml": roles})

    html = people.tree(view(tmp_path, "roles/"))

    assert words(html) == (
        "Operations COO Ada Lead Vacant <Clerk> 2 people Head Bo, 2 people Porter 3 people "
        "4 roles under the COO in 2 teams, 8 people in total. Reporting line not recorded "
        "The reporting line of these roles is not recorded or does not reach the chart. "
        "No area Left A B"
    )
    assert html.count("hb-chart--row") == 1
    assert html == people.tree(view(tmp_path, "roles/"))


def test_an_incomplete_head_count_is_not_summed(tmp_path: Path) -> None:
    roles = (
        "coo:\n  title: COO\n  area: operations\n  holders: [Ada]\n"
        "lead:\n  title: Lead\n  reportsTo: coo\n"
        "clerk:\n  title: Clerk\n  reportsTo: lead\n  headCount: 2\n"
    )
    write_handbook(tmp_path, {"data/roles.yaml": roles})

    html = people.tree(view(tmp_path, "roles/"))

    assert words(html) == ("Operations COO Ada Lead Clerk 2 people 2 roles under the COO.")
    assert "hb-chart--row" not in html


def test_roles_are_grouped_by_area(tmp_path: Path) -> None:
    roles = "coo:\n  title: COO\n  area: operations\n  vacant: true\nclerk:\n  title: Clerk\n"
    write_handbook(tmp_path, {"data/roles.yaml": roles})

    html = people.roles(view(tmp_path, "roles/"))

    table = html[html.index("<tbody") : html.index("</table>")]
    assert words(table) == "Operations COO Vacant No area Clerk Not recorded"


def test_the_week_shows_each_meeting_once(tmp_path: Path) -> None:
    def meeting(title: str, when: str) -> str:
        return f"---\ntitle: {title}\n{when}purpose: Talk.\n---\n"

    files = {
        "data/meetings/a.md": meeting("Standup", "cadence: daily\ntime: 09:00\n"),
        "data/meetings/b.md": meeting("Late", "cadence: weekly\nday: monday\ntime: 16:00\n"),
        "data/meetings/c.md": meeting("Early", "cadence: weekly\nday: monday\ntime: 08:00\n"),
        "data/meetings/d.md": meeting("Retro", "cadence: biweekly\nday: friday\n"),
        "data/meetings/e.md": meeting("Board", "cadence: quarterly\nduration: 3 hours\n"),
        "data/meetings/f.md": meeting("Gone", "status: retired\ncadence: weekly\nday: monday\n"),
    }
    write_handbook(tmp_path, files)

    html = calendar.calendar(view(tmp_path, "meetings/"))
    html = html[html.index("<div data-week-usual>") :]
    html = html[: html.index('<h2 id="subscribe">')] + html[html.index("</details>") :]
    glance = html[html.index('<div class="hb-glance"') : html.index('<div class="hb-daily"')]

    assert words(html.replace(glance, "")) == (
        "Every working day 09:00 Standup Monday 08:00 Early 16:00 Late "
        "Tuesday No recurring meetings Wednesday No recurring meetings "
        "Thursday No recurring meetings "
        "Friday No fixed time Retro Every two weeks Times are in Europe/Brussels. "
        "Meeting When and how long Who Every quarter Board 3 hours "
        "Not in the calendar: no day is set "
        "No longer in use: Gone."
    )


class Cell(NamedTuple):
    value: str | int | date | None
    link: tuple[str, str] | None = None
    among: str = ""


class Table(NamedTuple):
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


def test_a_report_links_names_and_omits_empty_columns(tmp_path: Path) -> None:
    write_handbook(tmp_path, {})
    row = (
        Cell("COO", ("roles", "coo")),
        Cell("Needs update"),
        Cell(None),
        Cell(0),
        Cell(date(2026, 11, 21)),
        Cell("<b>"),
    )
    columns = ("Role", "Status", "Nothing", "Tools", "Due", "Note")

    seen = view(tmp_path, "reports/x/")
    listing = report_listing(seen.edition, Table("T", columns, (row,)))

    html = report(seen, listing, "1 of 1.", "None.")

    assert words(html) == (
        "1 of 1. T Role Status Tools Due Note COO Needs update 0 21 November 2026 <b>"
    )
    assert '<th scope="row"><a href="../../roles/coo/">COO</a></th>' in html
    assert "hb-chip--care" in html
    assert "Nothing" not in html


def test_a_report_without_rows_says_so(tmp_path: Path) -> None:
    write_handbook(tmp_path, {})

    listing = report_listing(view(tmp_path).edition, Table("T", ("A",), ()))

    html = report(view(tmp_path), listing, "", "There is nothing to report.")

    assert words(html) == "There is nothing to report."


@pytest.mark.parametrize(
    ("listed", "kind"),
    [(metric.metrics, "metric"), (plan.plans, "plan"), (workflow.workflows, "workflow")],
    ids=["metrics", "plans", "workflows"],
)
def test_an_empty_list_says_where_to_start(
    listed: Callable[[View], Markup], kind: str, tmp_path: Path
) -> None:
    write_handbook(tmp_path, {})

    text = words(listed(view(tmp_path)))

    assert text.startswith(f"No {kind}s are recorded yet.")
    assert text.endswith(f"Add the first one to data/{kind}s.yaml.")
