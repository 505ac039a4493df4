"""Meeting pages say when the next meeting is, who attends and why, and link to calendar feeds."""

import json
from pathlib import Path

import pytest

from handbook.formats.meeting_rules import meeting_rules
from handbook.load import load
from handbook.pages.calendar import calendar
from handbook.pages.edition import Edition
from handbook.pages.page import Page, words
from handbook.pages.times import rounded_duration
from tests.support.handbooks import TODAY, write_handbook
from tests.support.meetings import meeting
from tests.support.pages import pages

ROLES = """\
coo: {title: COO, area: operations}
clerk: {title: Clerk}
old: {title: Old, status: retired}
"""
GROUPS = """\
crew: {title: Crew, members: [Clerk, Operations]}
board: {title: Board, description: Nobody knows them.}
everyone: {title: Everyone, everyone: true}
"""


def _edition(root: Path, url: str = "", **meetings: str) -> Edition:
    files = {f"data/meetings/{name}.md": text for name, text in meetings.items()}
    write_handbook(root, {"data/roles.yaml": ROLES, "data/groups.yaml": GROUPS, **files})
    loaded = load(root)
    assert loaded.faults == ()
    return Edition(handbook=loaded.handbook, today=TODAY, edit=lambda path: path, url=url)


def _page(edition: Edition, address: str) -> Page:
    return next(page for page in pages(edition) if page.address == address)


def _talk(root: Path, more: str, url: str = "") -> str:
    return _page(_edition(root, url, talk=meeting("weekly", more)), "meetings/talk/").html


@pytest.mark.parametrize(
    ("cadence", "more", "expected"),
    [
        ("weekly", "day: saturday", "21 November 2026, 28 November 2026, 5 December 2026"),
        ("monthly", "week: week 3", "between 15 and 21 November 2026"),
        ("monthly", "week: week 5", "between 29 and 30 November 2026"),
        ("once", "first: 2026-12-24", "24 December 2026"),
    ],
)
def test_a_meeting_gives_its_next_date(
    cadence: str, more: str, expected: str, tmp_path: Path
) -> None:
    html = _page(_edition(tmp_path, talk=meeting(cadence, more)), "meetings/talk/").html

    fact = html[html.index("<dt>Next</dt>") :]
    assert words(fact[: fact.index("</div>")]) == f"Next {expected}"


@pytest.mark.parametrize(
    ("cadence", "more", "said"),
    [
        ("weekly", "", "It is not in the calendar: no day is set."),
        ("biweekly", "day: monday", "It is not in the calendar: no first day is set."),
        ("ongoing", "", "It is not in the calendar: it is held whenever it is needed."),
    ],
)
def test_a_meeting_outside_all_calendars_gives_the_reason(
    cadence: str, more: str, said: str, tmp_path: Path
) -> None:
    html = _page(_edition(tmp_path, talk=meeting(cadence, more)), "meetings/talk/").html

    assert said in words(html)
    assert "data-subscribe" not in html
    assert "<dt>Next</dt>" not in html


def test_a_retired_meeting_has_no_downloads(tmp_path: Path) -> None:
    html = _talk(tmp_path, "day: monday\nstatus: retired")

    assert "calendar" not in words(html)
    assert "<dt>Next</dt>" not in html


def test_a_meeting_lists_its_participants_with_reasons(tmp_path: Path) -> None:
    more = "attendees: [Crew, Board, Everyone, COO, https://example.com/them]\nowner: Clerk"

    text = words(_talk(tmp_path, more))

    assert (
        "Who attends Crew COO, Clerk Board Nobody knows them. Everyone 2 roles COO Named attendee "
        "https://example.com/them Not in the handbook Clerk Runs it"
    ) in text


def test_a_calendar_is_a_download_while_the_site_address_is_unknown(tmp_path: Path) -> None:
    html = _talk(tmp_path, "day: monday")

    assert (
        '<a class="hb-task hb-soon" href="../../meetings/talk/meeting.ics" data-webcal hidden>'
        in html
    )
    file = "../../meetings/talk/meeting.ics"
    assert f'<a class="hb-task" href="{file}" data-download download>' in html
    assert '<a href="../../meetings/#subscribe">How to subscribe</a>' in html
    assert '<p class="hb-subscribe__address hb-soon" hidden>' in html


def test_a_calendar_can_be_subscribed_to_if_the_site_address_is_known(tmp_path: Path) -> None:
    html = _talk(tmp_path, "day: monday", "https://handbook.example.com/a/")

    address = "//handbook.example.com/a/meetings/talk/meeting.ics"
    assert f'<a class="hb-task hb-soon" href="webcal:{address}" data-webcal>' in html
    assert f'<code id="feed--address">https:{address}</code>' in html


def test_a_role_has_its_meeting_hours_and_its_calendar(tmp_path: Path) -> None:
    edition = _edition(
        tmp_path,
        daily=meeting("daily", "time: 09:00\nduration: 15 min\nattendees: [COO]", "Daily"),
        monthly=meeting("monthly", "duration: 2 hours\nattendees: [COO]", "Monthly"),
        offsite=meeting("yearly", "duration: 2 days\nattendees: [COO]", "Offsite"),
        loose=meeting("weekly", "attendees: [Clerk]", "Loose"),
    )

    coo, clerk = (_page(edition, f"roles/{role}/").html for role in ("coo", "clerk"))

    assert (
        "About 1 h 45 min a week in 2 meetings. Not counted, because their length or "
        "frequency is not recorded: Offsite. See any week"
    ) in words(coo)
    assert 'data-subscribe="../../roles/coo/meetings.ics"' in coo
    assert '<a href="../../meetings/?role=coo">' in coo
    assert "About" not in words(clerk)
    assert "data-subscribe" not in clerk


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (0, "no time"),
        (2, "under 5 min"),
        (43, "45 min"),
        (60, "1 h"),
        (118, "2 h"),
        (200, "3 h 20 min"),
    ],
)
def test_a_length_is_rounded_to_five_minutes(minutes: float, expected: str) -> None:
    assert rounded_duration(minutes) == expected


def test_the_calendar_shows_the_hours_of_each_role(tmp_path: Path) -> None:
    edition = _edition(
        tmp_path,
        talk=meeting("weekly", "duration: 1 hour\nattendees: [COO, Clerk]"),
        more=meeting("weekly", "duration: 30 min\nattendees: [Clerk]", "More"),
        loose=meeting("ongoing", "attendees: [Clerk]", "Loose"),
    )

    html = calendar(edition.view("meetings/"))

    table = html[html.index('<table class="hb-table hb-hours">') :]
    assert words(table[: table.index("</table>")]) == (
        "Role Per week In Clerk 1 h 30 min 2 meetings, 1 more not counted COO 1 h 1 meeting"
    )
    assert '--hb-share:67%">1 h</span>' in html
    assert html.index(">Clerk</option>") < html.index(">COO</option>")


def test_a_rare_meeting_gives_its_next_date_or_what_is_missing(tmp_path: Path) -> None:
    edition = _edition(
        tmp_path,
        a=meeting("monthly", "day: monday\nweek: week 1\ntime: 10:00\nduration: 1 hour", "A"),
        b=meeting("monthly", "week: week 2\nduration: 2 hours", "B"),
        c=meeting("quarterly", "first: 2026-12-01\ntime: 10:00\nduration: half a day", "C"),
    )

    html = calendar(edition.view("meetings/"))

    table = html[html.index('<table class="hb-table hb-table--even">') :]
    assert words(table[: table.index("</table>")]) == (
        "Meeting When and how long Who Every month "
        "A Mondays, week 1, 10:00–11:00 Next 7 December 2026 "
        "B Week 2, 2 hours Next between 8 and 14 December 2026 "
        "Not in the calendar: no day is set "
        "Every quarter C Tuesdays, week 1, 10:00, half a day Next 1 December 2026"
    )


def test_the_recurrence_rules_are_published_for_any_week(tmp_path: Path) -> None:
    edition = _edition(
        tmp_path,
        b=meeting(
            "biweekly",
            "first: 2026-11-24\nlast: 2027-11-24\ntime: 09:00\nduration: half a day\n"
            "attendees: [Clerk]",
            "B",
        ),
        m=meeting("monthly", "week: week 2\nattendees: [Everyone]\nlast: 2027-11-24", "M"),
    )
    holidays = (
        "yule: {title: Yule, date: 2026-12-25, every: year}\nx: {title: X, date: 2027-01-04}\n"
    )
    write_handbook(tmp_path, {"data/holidays.yaml": holidays}, base=False)

    found = json.loads(meeting_rules(load(edition.handbook.root).handbook))

    assert found == {
        "version": 1,
        "zone": "Europe/Brussels",
        "week": [0, 1, 2, 3, 4],
        "off": [
            {"title": "X", "date": "2027-01-04"},
            {"title": "Yule", "date": "2026-12-25", "yearly": True},
        ],
        "roles": [
            {"id": "coo", "title": "COO", "address": "roles/coo/"},
            {"id": "clerk", "title": "Clerk", "address": "roles/clerk/"},
        ],
        "meetings": [
            {
                "id": "b",
                "title": "B",
                "address": "meetings/b/",
                "cadence": "biweekly",
                "start": 540,
                "minutes": None,
                "end": 1260.0,
                "roles": [1],
                "rule": {
                    "unit": "week",
                    "every": 2,
                    "days": [1],
                    "week": None,
                    "first": "2026-11-24",
                    "last": "2027-11-24",
                },
            },
            {
                "id": "m",
                "title": "M",
                "address": "meetings/m/",
                "cadence": "monthly",
                "start": None,
                "minutes": None,
                "end": None,
                "roles": [0, 1],
                "missing": "no day is set",
                "week": 2,
                "last": "2027-11-24",
            },
        ],
    }
