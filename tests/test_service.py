"""Whom to call: the case for a name, its consequences, and which channels are open when."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from handbook.book import Handbook
from handbook.load import load
from handbook.service import Case, Opening, Scale, call, cases, cases_named, due, opening
from handbook.times import read_deadline, read_duration
from tests.support.handbooks import found, procedure, write_handbook
from tests.support.service import LEVELS

BRUSSELS = ZoneInfo("Europe/Brussels")
MONDAY = datetime(2026, 11, 23, 10, tzinfo=BRUSSELS)


@pytest.fixture
def handbook(tmp_path: Path) -> Handbook:
    write_handbook(tmp_path, {**LEVELS, "sops/operations/supplies.md": procedure()})
    return load(tmp_path).handbook


def one(handbook: Handbook, name: str, scale: Scale) -> Case:
    (case,) = cases_named(handbook, name, scale)
    return case


def test_cases_are_grouped_by_scale_without_rules_for_a_priority(handbook: Handbook) -> None:
    assert [case.id for case in cases(handbook)] == [
        "incident-p0",
        "incident-p1",
        "ticket-p1",
        "ticket-p2",
        "complaint-complaint",
        "complaint-angry-chair",
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("p0", ["incident-p0"]),
        ("P1", ["incident-p1", "ticket-p1"]),
        ("critical", ["incident-p0", "ticket-p1"]),
        ("P1 - high", ["incident-p1"]),
        ("top", ["ticket-p1"]),
        ("Complaint of  the chair", ["complaint-angry-chair"]),
        ("p9", []),
        ("", []),
    ],
)
def test_a_name_matches_every_case_that_has_it(
    name: str, expected: list[str], handbook: Handbook
) -> None:
    assert [case.id for case in cases_named(handbook, name)] == expected


def test_an_incident_goes_to_the_named_role_and_becomes_a_ticket(handbook: Handbook) -> None:
    answer = call(handbook, one(handbook, "p0", Scale.INCIDENT), MONDAY)

    assert answer.first is handbook.find("roles", "coo")
    assert answer.response == read_duration("15 min")
    assert answer.ticket == one(handbook, "p1", Scale.TICKET)
    assert answer.procedure is handbook.find("sops", "supplies")
    assert (answer.resolution, answer.escalations, answer.reaches) == (None, (), ())


def test_unspecified_details_are_left_open(handbook: Handbook) -> None:
    answer = call(handbook, one(handbook, "p1", Scale.INCIDENT), MONDAY)

    assert (answer.first, answer.ticket, answer.procedure) == (None, None, None)


def test_a_ticket_has_limits_an_escalation_and_channels(
    handbook: Handbook,
) -> None:
    answer = call(handbook, one(handbook, "p1", Scale.TICKET), MONDAY)

    assert answer.first is handbook.find("areas", "desk")
    assert answer.resolution == read_duration("4 hours")
    assert [(rule.rule.id, rule.after, rule.within) for rule in answer.escalations] == [
        ("p1-unresolved", read_duration("2 hours"), read_deadline("immediate"))
    ]
    assert [(reach.channel.id, reach.opening) for reach in answer.reaches] == [
        ("mail", Opening.OPEN),
        ("phone", Opening.OPEN),
    ]


def test_a_complaint_goes_to_the_role_in_its_rule(handbook: Handbook) -> None:
    answer = call(handbook, one(handbook, "complaint", Scale.COMPLAINT))

    assert answer.first is handbook.find("roles", "coo")
    assert answer.response == read_duration("4 hours")


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 11, 23, 9, 0, tzinfo=BRUSSELS), Opening.OPEN),
        (datetime(2026, 11, 23, 8, 59, tzinfo=BRUSSELS), Opening.CLOSED),
        (datetime(2026, 11, 23, 17, 59, tzinfo=BRUSSELS), Opening.OPEN),
        (datetime(2026, 11, 23, 18, 0, tzinfo=BRUSSELS), Opening.CLOSED),
        (datetime(2026, 11, 23, 8, 30, tzinfo=UTC), Opening.OPEN),
        (datetime(2026, 7, 20, 7, 30, tzinfo=UTC), Opening.OPEN),
        (datetime(2026, 11, 22, 23, 30, tzinfo=UTC), Opening.CLOSED),
        (datetime(2026, 11, 21, 10, 0, tzinfo=BRUSSELS), Opening.UNKNOWN),
        (datetime(2026, 11, 21, 20, 0, tzinfo=BRUSSELS), Opening.CLOSED),
    ],
)
def test_a_channel_is_open_in_its_own_zone_on_working_days(
    moment: datetime, expected: Opening, handbook: Handbook
) -> None:
    phone = handbook.find("support-channels", "phone")
    assert phone is not None

    assert opening(handbook, phone, moment) is expected


def test_a_channel_open_around_the_clock_is_open_every_day(handbook: Handbook) -> None:
    mail = handbook.find("support-channels", "mail")
    assert mail is not None

    assert opening(handbook, mail, datetime(2026, 11, 22, 3, tzinfo=BRUSSELS)) is Opening.OPEN


def test_a_limit_in_hours_runs_through_clock_changes() -> None:
    before = datetime(2026, 10, 25, 1, 30, tzinfo=BRUSSELS)

    assert due(before, read_duration("4 hours")) == datetime(2026, 10, 25, 4, 30, tzinfo=BRUSSELS)
    assert due(before, read_duration("5 days")) is None
    assert due(before, None) is None


def test_with_only_one_scale_there_is_nothing_to_map(tmp_path: Path) -> None:
    write_handbook(tmp_path, {"data/severities.yaml": LEVELS["data/severities.yaml"]})

    assert found(tmp_path, "uneven-mapping") == []


def test_retired_levels_need_no_match(tmp_path: Path) -> None:
    old = "p3:\n  title: P3\n  status: retired\n  definition: None\n  response: 1 hour\n"
    more = {"data/severities.yaml": LEVELS["data/severities.yaml"] + old}
    write_handbook(tmp_path, {**LEVELS, **more, "sops/operations/supplies.md": procedure()})

    assert found(tmp_path, "uneven-mapping") == []
