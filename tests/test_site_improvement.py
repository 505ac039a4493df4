"""Scorecards, vendors, post-mortems and logs as pages, with late and missing items marked."""

import json
from pathlib import Path

import pytest

from handbook.load import load
from handbook.pages.improvement import improvement, scorecards
from handbook.pages.page import words
from handbook.pages.vendor import vendors
from tests.support.handbooks import BASE, REPOSITORY, write_handbook
from tests.support.pages import edition, page

SETTINGS = BASE["data/settings.yaml"] + "renewalNoticeDays: [90, 60, 30]\npostMortemHours: 48\n"
CARD = """\
improvement-priority:
  title: Improvement priority
  scale: {from: 1, to: 5}
  factors:
    impact: {title: Impact, weight: 60, question: How much?}
    effort: {title: Effort, weight: 40, direction: lower is better}
vendor-evaluation:
  title: Vendor evaluation
  scale: {from: 0, to: 10}
  factors:
    price: {title: Price, weight: 100, looksAt: [offers, bills]}
  bands:
    - {title: Keep, from: 6, to: 10, tone: good, action: Renew}
    - {title: Leave, from: 0, to: 5, tone: bad}
"""
TOOLS = """\
till: {title: Till, category: Finance, purpose: Takes the money, cost: €30 per month}
safe: {title: Safe, category: Finance, purpose: Keeps the money, cost: variable}
"""
POST_MORTEM = """\
---
title: Burst pipe
resolved: 2026-11-10 14:30
held: 2026-11-13 09:00
lateBecause: The plumber was away
---

Water ran into the **stock room**.

## Incident summary

- **Date:** 2026-11-09
- **Duration:** 3 hours
- **Severity:** P1
- **Incident Commander:** Ada
- **Customers affected:** None

## Timeline

| Time | Event |
|---|---|
| 11:30 | Water on the floor |

## Impact

- **Users affected:** 12
- **Revenue impact:** €300
- **Reputation impact:** None

## Root cause

The pipe was old.

## What went well

1. Everybody helped

## What went wrong

1. Nobody knew the tap

## Action items

| Action | Owner | Priority | Due date | Status |
|---|---|---|---|---|
| Replace the pipe | COO | P1 | 2026-11-20 | ⬜ |
| Label the tap | COO | P2 | 2026-12-20 | open |
| Dry the paper | COO | P2 | 2026-11-12 | ✅ |

## Lessons learned

1. Pipes age

## Prevention measures

1. A look at the pipes each year
"""


def vendor(name: str, *lines: str) -> str:
    head = f"{name.lower()}:\n  title: {name}\n  category: Stationery\n  owner: areas/operations\n"
    return f"{head}  review: annually\n" + "".join(f"  {line}\n" for line in lines)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a handbook with scorecards and settings."""
    return write_handbook(tmp_path, {"data/settings.yaml": SETTINGS, "data/scorecards.yaml": CARD})


def test_a_scorecard_can_be_calculated_by_hand(root: Path) -> None:
    html = page(root, "scorecards/improvement-priority/").html

    assert words(html[html.index('<h2 id="factors"') :]) == (
        "Factors Factor Weight What to look at Direction Impact 60% How much? Higher is better "
        "Effort 40% Lower is better By hand Give each factor a number from 1 to 5. "
        "Lower is better for effort: use 6 minus its number. "
        "Multiply each number by its weight, add them all up and divide by 100. "
        "With 5 for impact and 1 for everything else: (60 × 5 + 40 × (6 - 1)) ÷ 100 = 5. "
        "In a terminal: handbook score improvement-priority "
        "Used by No other entry relies on it."
    )


def test_the_bands_of_a_scorecard_say_what_to_do(root: Path) -> None:
    html = page(root, "scorecards/vendor-evaluation/").html

    start = html.index('<h2 id="bands"')
    assert words(html[start : html.index("</table>", start)]) == (
        "What a score means Score Band What to do 6-10 Keep Renew 0-5 Leave"
    )


def test_the_calculator_requires_scripts(root: Path) -> None:
    html = page(root, "scorecards/vendor-evaluation/").html

    form = html[html.index("<form") : html.index("</form>")]
    assert form[: form.index(">")].endswith(" hidden")
    assert 'aria-live="polite"' in form


def test_vendors_show_approaching_past_and_unknown_dates(root: Path) -> None:
    near = vendor("Mill", "criticality: low", "renewal: 2027-01-15", "reviewed: 2025-11-03")
    past = vendor("Shop", "criticality: critical", "renewal: 2026-11-01", "reviewed: 2026-11-03")
    text = near + past + vendor("Post", "criticality: high", "contractValue: €40 per month")
    write_handbook(root, {"data/vendors.yaml": text}, base=False)

    html = vendors(edition(root).view("vendors/"), "contracts")

    assert words(html[html.index("<tbody>") :]) == (
        "Shop Stationery Critical Operations Not recorded "
        "Passed 1 November 2026, 2 weeks ago 3 November 2027, in 11 months "
        "Post Stationery High Operations €40 per month Date not recorded None on record "
        "Mill Stationery Low Operations Not recorded "
        "60-day notice 15 January 2027, in 7 weeks Due 3 November 2026, 2 weeks ago "
        "Owners are reminded 90, 60 and 30 days before a contract renews, here and by "
        "handbook check."
    )


def test_a_distant_renewal_is_a_plain_date(root: Path) -> None:
    text = vendor("Mill", "criticality: low", "renewal: 2027-11-15")
    write_handbook(root, {"data/vendors.yaml": text}, base=False)

    html = vendors(edition(root).view("vendors/"), "contracts")

    assert "Not recorded 15 November 2027, in 12 months None on record" in words(html)


def test_a_vendor_shows_its_purchases_and_its_assessment(root: Path) -> None:
    text = vendor("Mill", "criticality: low", "tools: [safe]", "scores: {price: 7.5}")
    files = {"data/vendors.yaml": text, "data/tools.yaml": TOOLS}
    write_handbook(root, files, base=False)

    html = page(root, "vendors/mill/").html

    assert words(html[html.index('<h2 id="tools"') :]) == (
        "What we buy from them Tool Cost What it is used for Safe Variable Keeps the money "
        "Evaluation 7.5 on a scale of 0 to 10 Keep, using the scorecard Vendor evaluation. "
        "Criterion Weight Score Price 100% 7.5 "
        "Used by No other entry relies on it."
    )


def test_criticality_of_vendors_may_use_other_words(root: Path) -> None:
    schema = root / "data/schemas/vendors.json"
    kind = json.loads(schema.read_text(encoding="utf-8"))
    criticality = kind["additionalProperties"]["properties"]["criticality"]
    criticality["type"] = "string"
    del criticality["enum"]
    schema.write_text(json.dumps(kind), encoding="utf-8")
    text = vendor("Mill", "criticality: B") + vendor("Shop", "criticality: A")
    write_handbook(root, {"data/vendors.yaml": text}, base=False)

    html = vendors(edition(root).view("vendors/"), "contracts")

    assert html.index("Mill") < html.index("Shop")


def test_tools_are_matched_with_vendors(root: Path) -> None:
    text = vendor("Mill", "criticality: low", "tools: [safe]")
    files = {"data/vendors.yaml": text, "data/tools.yaml": TOOLS}
    write_handbook(root, files, base=False)

    html = vendors(edition(root).view("vendors/"), "tools")

    assert words(html) == (
        "1 of 2 paid tools have a vendor record. Tool Vendor Safe Mill "
        "Without a vendor record Tool Cost Owner Till €30 per month"
    )


def test_a_post_mortem_follows_its_template_and_marks_late_actions(root: Path) -> None:
    write_handbook(root, {"data/post-mortems/burst-pipe.md": POST_MORTEM}, base=False)

    html = page(root, "post-mortems/burst-pipe/").html

    assert words(html[html.index('<h1 id="page--title"') :]) == (
        "Burst pipe Water ran into the stock room. Date 9 November 2026 Duration 3 hours "
        "Severity P1 Incident Commander Ada Customers affected None "
        "Resolved 10 November 2026, 14:30 Post-mortem Held late 13 November 2026, 09:00 "
        "Why it was late The plumber was away Suggest an edit More As Markdown Print "
        "Timeline Time Event 11:30 Water on the floor "
        "Impact Users affected 12 Revenue impact €300 Reputation impact None "
        "Root cause The pipe was old. What went well Everybody helped "
        "What went wrong Nobody knew the tap "
        "Action items Action Owner Priority Due Status "
        "Replace the pipe COO P1 20 November 2026 Overdue "
        "Label the tap COO P2 20 December 2026 Open Dry the paper COO P2 12 November 2026 Done "
        "Lessons learnt Pipes age Prevention A look at the pipes each year "
        "Used by No other entry relies on it."
    )


def test_without_a_limit_no_post_mortem_was_held_late(root: Path) -> None:
    settings = SETTINGS.replace("postMortemHours: 48\n", "")
    files = {"data/settings.yaml": settings, "data/post-mortems/burst-pipe.md": POST_MORTEM}
    write_handbook(root, files, base=False)

    html = page(root, "post-mortems/burst-pipe/").html

    assert "Post-mortem 13 November 2026, 09:00 Why it was late" in words(html)


@pytest.mark.parametrize(
    ("resolved", "shown"), [("2026-11-10", "Overdue"), ("2026-11-20", "Not held yet")]
)
def test_a_post_mortem_to_be_held_says_whether_it_is_late(
    resolved: str, shown: str, root: Path
) -> None:
    text = POST_MORTEM.replace("2026-11-10 14:30", resolved)
    text = text.replace("held: 2026-11-13 09:00\nlateBecause: The plumber was away\n", "")
    write_handbook(root, {"data/post-mortems/burst-pipe.md": text}, base=False)

    assert f"Post-mortem {shown} " in words(page(root, "post-mortems/burst-pipe/").html)


def test_post_mortems_are_listed_with_open_actions(root: Path) -> None:
    write_handbook(root, {"data/post-mortems/burst-pipe.md": POST_MORTEM}, base=False)

    html = improvement(edition(root).view("improvement/"), "post-mortems")

    assert words(html[html.index("<tbody>") :]) == (
        "Burst pipe Water ran into the stock room. 9 November 2026 P1 "
        "Held late 13 November 2026, 09:00 2 open actions"
    )


def test_an_empty_list_of_post_mortems_says_how_to_add_one(root: Path) -> None:
    html = improvement(edition(root).view("improvement/"), "post-mortems")

    assert words(html) == (
        "No post-mortems are recorded yet. Every incident gets one within 48 hours of its end, so "
        "that it does not happen again. Start it with handbook new post-mortem, or write it as "
        "data/post-mortems/<id>.md, one file per incident, with title, resolved (2026-11-21 14:30) "
        "and, once it has been held, held at the top. "
        "Its actions are then tracked until they are done."
    )


def test_improvements_are_ranked_with_unscored_ones_last(root: Path) -> None:
    rows = [
        ("Slow", "{impact: 2, effort: 5}", "planned"),
        ("New", "{impact: 5}", "planned"),
        ("Fast", "{impact: 5, effort: 1}", "planned"),
        ("Best", "{impact: 5, effort: 1}", "done"),
    ]
    text = "".join(
        f"improvement-{index}:\n  title: {title}\n  number: '00{index}'\n  category: operations\n"
        f"  priority: low\n  state: {state}\n  scores: {scores}\n"
        for index, (title, scores, state) in enumerate(rows)
    )
    write_handbook(root, {"data/improvements.yaml": text}, base=False)

    html = improvement(edition(root).view("improvement/"), "log")

    assert words(html) == (
        "Improvement Rank Score Area Priority Owner State Impact "
        "Fast 002 1 5 Operations Low Not recorded Planned "
        "Slow 000 2 1.6 Operations Low Not recorded Planned "
        "Best 003 5 Operations Low Not recorded Done "
        "These are not scored yet, so they have no rank. "
        "The scorecard Improvement priority ranks an improvement once every factor has a "
        "number. Improvement Area Priority Owner State Impact "
        "New 001 Operations Low Not recorded Planned"
    )


def test_audits_show_their_next_due_date(root: Path) -> None:
    text = "".join(
        f"{name}:\n  title: {name}\n  standard: Right\n  frequency: {often}\n{last}"
        for name, often, last in [
            ("late", "monthly", "  last: 2026-09-30\n"),
            ("soon", "weekly", "  last: 2026-11-20\n  result: All well\n"),
            ("never", "per project", ""),
        ]
    )
    write_handbook(root, {"data/audits.yaml": text}, base=False)

    html = improvement(edition(root).view("improvement/"), "audits")

    assert words(html[html.index("<tbody>") :]) == (
        "late Right Monthly 30 September 2026 Overdue 30 October 2026, 3 weeks ago "
        "soon Right Weekly 20 November 2026 All well 27 November 2026, in 6 days "
        "never Right Per project None on record Not known"
    )


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda view: vendors(view, "contracts"), "No vendors are recorded yet."),
        (lambda view: improvement(view, "log"), "No improvements are recorded yet."),
        (lambda view: improvement(view, "audits"), "No audits are planned yet."),
        (scorecards, "No scorecards are kept here yet."),
    ],
    ids=["vendors", "log", "audits", "scorecards"],
)
def test_empty_lists_say_so(call: object, said: str, tmp_path: Path) -> None:
    view = edition(write_handbook(tmp_path, {})).view("improvement/")

    assert callable(call)
    assert said in call(view)


def test_a_missing_part_is_named(tmp_path: Path) -> None:
    view = edition(write_handbook(tmp_path, {})).view("improvement/")

    with pytest.raises(LookupError, match=r"unknown part: 'logg'; did you mean 'log'\?"):
        improvement(view, "logg")
    with pytest.raises(LookupError, match=r"unknown part: 'tool'; did you mean 'tools'\?"):
        vendors(view, "tool")


# The content of the playbooks


def test_the_handbook_contains_the_logs_of_the_playbooks() -> None:
    handbook = load(REPOSITORY).handbook
    counts = {
        kind: len(list(handbook.entries(kind)))
        for kind in ("improvements", "improvement-sources", "vendors", "risks", "audits")
    }

    assert counts == {
        "improvements": 3,
        "improvement-sources": 7,
        "vendors": 3,
        "risks": 4,
        "audits": 4,
    }
    assert list(handbook.entries("post-mortems")) == []
