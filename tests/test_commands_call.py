"""`handbook call` shows who to call, and never guesses between two scales."""

import json
from pathlib import Path

import pytest

from tests.support.commands import run, run_on_terminal, said
from tests.support.handbooks import BASE, procedure, write_handbook
from tests.support.service import LEVELS

EVENING = ("--at", "2026-11-23T20:00")
NO_ZONE = (
    "handbook: cannot determine dates without the settings: data/settings.yaml:4:11: "
    "settings: 'timezone' is 'Europe/Brussel', which is not a time zone; "
    "write one, such as Europe/Brussels\n"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_handbook(tmp_path, {**LEVELS, "sops/operations/supplies.md": procedure()})


def test_a_ticket_shows_its_deadlines_and_open_channels(root: Path) -> None:
    assert said(run(root, "call", "p1", "--scale", "ticket", *EVENING)) == (
        0,
        """\
P1 - Critical (support ticket): Nobody can work
  Call      Desk, within 1 hour (by 21:00)
  Via       Mail (all issues), 24/7, open
            Phone (urgent issues), 09:00-18:00, closed
  Resolved  within 4 hours (by 00:00 on 2026-11-24)
  If not    after 2 hours (at 22:00): COO, immediately
""",
        "",
    )


def test_a_priority_without_a_rule_is_reported_without_deadlines(root: Path) -> None:
    assert said(run(root, "call", "p2", "--at", "2026-11-21T10:00")) == (
        0,
        """\
P2 - Low (support ticket): A lamp flickers
  Call      nobody assigned, within 8 hours (by 18:00)
  Resolved  within 5 days
  If not    no escalation rule
""",
        "",
    )


def test_an_incident_shows_its_ticket_and_procedure(root: Path) -> None:
    assert said(run(root, "call", "P0", *EVENING)) == (
        0,
        """\
P0 - Critical (incident): The house is dark
  Call      COO, within 15 min (by 20:15)
  Filed as  ticket P1 - Critical
  Follow    Ordering supplies
""",
        "",
    )


def test_an_ambiguous_case_is_refused_with_both_meanings(root: Path) -> None:
    assert said(run(root, "call", "p1")) == (
        2,
        "",
        (
            "handbook: 'p1' matches incident 'P1 - High' and support ticket 'P1 - Critical'; "
            "add '--scale incident' or '--scale ticket'\n"
        ),
    )


def test_an_ambiguous_case_prompts_on_a_terminal(root: Path) -> None:
    session = run_on_terminal(["call", "p1", *EVENING], root, [("Which", "incident\n")])

    assert session.code == 0
    assert session.words.splitlines()[-2:] == [
        "P1 - High (incident): A floor is dark",
        "  Call  nobody assigned, within 1 hour (by 21:00)",
    ]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("p9",), "unknown case: 'p9'; 'handbook call' lists them"),
        (("complaint of chair",), None),
        (
            ("p0", "--scale", "ticket"),
            "unknown case as ticket: 'p0'; it is incident 'P0 - Critical'\n",
        ),
        (
            ("p1", "--scale", "complaint"),
            (
                "unknown case as complaint: 'p1'; it is incident 'P1 - High' "
                "and support ticket 'P1 - Critical'\n"
            ),
        ),
        (
            ("complain", "--scale", "complaint"),
            "unknown case as complaint: 'complain'; did you mean 'complaint'?\n",
        ),
        (
            ("complain", "--scale", "ticket"),
            "unknown case as ticket: 'complain'; 'handbook call --scale ticket' lists them\n",
        ),
        (("p0", "--at", "noon"), "'noon' is not a time; write one such as 2026-11-23T20:00"),
        (("p0", "--at", "9999-12-31T23:59"), "'9999-12-31T23:59' is not a time"),
    ],
)
def test_an_impossible_request_is_one_sentence(
    arguments: tuple[str, ...], sentence: str | None, root: Path
) -> None:
    code, shown, remarked = said(run(root, "call", *arguments))

    expected = sentence or "unknown case: 'complaint of chair'; did you mean 'Complaint of the"
    assert (code, shown, remarked.count("\n")) == (2, "", 1)
    assert remarked.startswith(f"handbook: {expected}")


def test_without_a_case_all_are_listed(root: Path) -> None:
    assert said(run(root, "call")) == (
        0,
        """\
Scale      Case                    Call             Response        Resolved
incident   P0 - Critical           COO              within 15 min
incident   P1 - High               nobody assigned  within 1 hour
ticket     P1 - Critical           Desk             within 1 hour   4 hours
ticket     P2 - Low                nobody assigned  within 8 hours  5 days
complaint  Complaint               COO              within 4 hours
complaint  Complaint of the chair  COO              immediately
""",
        "",
    )


def test_a_narrow_terminal_gets_a_block_for_each_case(root: Path) -> None:
    session = run_on_terminal(["call", "--scale", "ticket"], root, environment={"COLUMNS": "40"})

    assert (
        session.words
        == """\
ticket
  Case: P1 - Critical
  Call: Desk
  Response: within 1 hour
  Resolved: 4 hours

ticket
  Case: P2 - Low
  Call: nobody assigned
  Response: within 8 hours
  Resolved: 5 days
"""
    )


def test_a_narrow_terminal_keeps_texts_next_to_their_labels(root: Path) -> None:
    session = run_on_terminal(["call", "top", *EVENING], root, environment={"COLUMNS": "30"})

    lines = session.words.splitlines()
    assert all(len(line) <= 30 for line in lines)
    assert lines[:5] == [
        "P1 - Critical (support",
        "ticket): Nobody can work",
        "  Call      Desk, within 1",
        "            hour (by 21:00)",
        "  Via       Mail (all issues),",
    ]


def test_json_has_the_same_content(root: Path) -> None:
    _, shown, _ = said(run(root, "call", "top", *EVENING, "--json"))

    assert json.loads(shown) == {
        "version": 1,
        "at": "2026-11-23T20:00:00+01:00",
        "calls": [
            {
                "scale": "ticket",
                "id": "p1",
                "title": "P1 - Critical",
                "definition": "Nobody can work",
                "first": {"kind": "areas", "id": "desk", "title": "Desk"},
                "response": {"text": "1 hour", "due": "2026-11-23T21:00:00+01:00"},
                "resolution": {"text": "4 hours", "due": "2026-11-24T00:00:00+01:00"},
                "filedAs": None,
                "procedure": None,
                "escalations": [
                    {
                        "rule": "p1-unresolved",
                        "to": {"kind": "roles", "id": "coo", "title": "COO"},
                        "after": {"text": "2 hours", "due": "2026-11-23T22:00:00+01:00"},
                        "within": "immediate",
                    }
                ],
                "channels": [
                    {
                        "id": "mail",
                        "title": "Mail",
                        "hours": "24/7",
                        "timezone": "Europe/Brussels",
                        "opening": "open",
                    },
                    {
                        "id": "phone",
                        "title": "Phone",
                        "hours": "09:00-18:00",
                        "timezone": "Europe/Brussels",
                        "opening": "closed",
                    },
                ],
            }
        ],
    }


def test_the_default_time_is_now(root: Path) -> None:
    _, shown, _ = said(run(root, "call", "p0", "--json"))

    assert json.loads(shown)["at"] == "2026-11-21T13:00:00+01:00"


def test_without_a_time_zone_the_command_refuses(root: Path) -> None:
    settings = BASE["data/settings.yaml"].replace("/Brussels", "/Brussel")
    write_handbook(root, {"data/settings.yaml": settings}, base=False)

    assert said(run(root, "call", "top", *EVENING)) == (2, "", NO_ZONE)
    assert said(run(root, "call")) == (2, "", NO_ZONE)

    (root / "data/settings.yaml").unlink()
    _, shown, remarked = said(run(root, "call"))
    assert shown == ""
    assert remarked == (
        "handbook: cannot determine dates without the settings: data/schemas/settings.json:1:1: "
        "data/settings.yaml is missing; write it, with company, title, currency, timezone, "
        "workingWeek, reviewInterval, dueSoonDays\n"
    )
