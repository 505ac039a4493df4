"""`handbook calendar` lists meetings as text, JSON and iCalendar."""

import json
from pathlib import Path

import pytest

from tests.support.commands import process, run, run_on_terminal, said
from tests.support.handbooks import BASE, write_handbook
from tests.support.meetings import meeting, read

ROLES = """\
coo: {title: COO, area: operations}
clerk: {title: Clerk, aliases: [Scribe]}
porter: {title: Porter}
old: {title: Old, status: retired}
"""
FILES = {
    "data/roles.yaml": ROLES,
    "data/holidays.yaml": "rest: {title: Rest, date: 2026-11-24}\n",
    "data/meetings/round.md": meeting(
        "daily",
        "time: 09:30\nduration: 15 min\nattendees: [COO, https://example.com/them]",
        "Round",
    ),
    "data/meetings/talk.md": meeting("weekly", "day: monday\nattendees: [Clerk]", "Long talk"),
    "data/meetings/gone.md": meeting("weekly", "day: monday\nstatus: retired", "Gone"),
    "data/meetings/board.md": meeting("quarterly", "attendees: [COO]", "Board"),
    "data/meetings/party.md": meeting("once", "attendees: [Clerk]", "Party"),
}
UNPLACED = "no date, because no day is set: Board\n"
NO_ZONE = (
    "handbook: cannot determine dates without the settings: data/settings.yaml:4:11: "
    "settings: 'timezone' is 'Europe/Brussel', which is not a time zone; "
    "write one, such as Europe/Brussels\n"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_handbook(tmp_path, FILES)


def test_the_coming_week_is_listed_by_day(root: Path) -> None:
    assert said(run(root, "calendar")) == (
        0,
        """\
Monday, 23 November 2026
  no time      Long talk  Clerk
  09:30–09:45  Round      COO, https://example.com/them

Wednesday, 25 November 2026
  09:30–09:45  Round      COO, https://example.com/them

Thursday, 26 November 2026
  09:30–09:45  Round      COO, https://example.com/them

Friday, 27 November 2026
  09:30–09:45  Round      COO, https://example.com/them
""",
        f"{UNPLACED}no date, because no first day is set: Party\n",
    )


def test_a_narrow_terminal_gets_a_block_for_each_meeting(root: Path) -> None:
    asked = ["calendar", "--from", "2026-11-23", "--to", "2026-11-23"]
    session = run_on_terminal(asked, root, environment={"COLUMNS": "40"})

    assert (
        session.words
        == """\
Monday, 23 November 2026

no time
  Meeting: Long talk
  With: Clerk

09:30–09:45
  Meeting: Round
  With: COO, https://example.com/them
"""
    )


def test_a_narrow_terminal_shows_that_there_are_no_meetings(root: Path) -> None:
    asked = ["calendar", "--role", "porter", "--from", "2028-01-01", "--to", "2028-12-31"]
    session = run_on_terminal(asked, root, environment={"COLUMNS": "40"})

    assert session.words == "no meetings for the Porter from 1 January 2028 to 31 December 2028\n"


def test_years_without_recorded_holidays_are_reported(root: Path) -> None:
    asked = ("calendar", "--role", "clerk", "--from", "2026-12-21", "--to", "2028-01-31")

    _, shown, remarks = said(run(root, *asked))
    _, _, of_data = said(run(root, *asked, "--format", "json"))

    note = "data/holidays.yaml has no holidays for 2027 and 2028; none are skipped\n"
    assert "27 December 2027" in shown
    assert (remarks.partition("\n")[2], of_data) == (note, note)


def test_days_without_a_meeting_need_no_holidays(root: Path) -> None:
    asked = ("calendar", "--role", "porter", "--from", "2028-01-01", "--to", "2028-12-31")

    assert said(run(root, *asked)) == (
        0, "no meetings for the Porter from 1 January 2028 to 31 December 2028\n", ""
    )  # fmt: skip


def test_a_role_sees_its_own_meetings_in_the_given_range(root: Path) -> None:
    asked = ("--role", "scribe", "--from", "2026-11-30", "--to", "2026-12-07")

    assert said(run(root, "calendar", *asked)) == (
        0,
        """\
Monday, 30 November 2026
  no time  Long talk  Clerk

Monday, 7 December 2026
  no time  Long talk  Clerk
""",
        "no date, because no first day is set: Party\n",
    )


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (
            ["--role", "porter"],
            "no meetings for the Porter from 21 November 2026 to 27 November 2026\n",
        ),
        (["--to", "2026-11-21"], "no meetings on 21 November 2026\n"),
        (["--from", "2026-11-24", "--to", "2026-11-24"], "no meetings on 24 November 2026\n"),
    ],
)
def test_an_empty_range_is_reported(asked: list[str], answer: str, root: Path) -> None:
    result = run(root, "calendar", *asked)

    assert (result.exit_code, result.stdout) == (0, answer)


def test_json_has_the_same_content(root: Path) -> None:
    asked = ("--format", "json", "--role", "coo", "--to", "2026-11-23")

    code, out, remarks = said(run(root, "calendar", *asked))

    assert (code, remarks) == (0, "")
    assert json.loads(out) == {
        "version": 1,
        "role": {"id": "coo", "title": "COO"},
        "from": "2026-11-21",
        "to": "2026-11-23",
        "timezone": "Europe/Brussels",
        "occasions": [
            {
                "date": "2026-11-23",
                "time": "09:30",
                "minutes": 15.0,
                "meeting": {"id": "round", "title": "Round"},
            }
        ],
        "unplaced": [{"id": "board", "title": "Board", "reason": "no day is set"}],
    }


@pytest.mark.parametrize(
    ("asked", "titles"), [([], {"Round", "Long talk"}), (["--role", "coo"], {"Round"})]
)
def test_ics_has_every_occurrence(asked: list[str], titles: set[str], root: Path) -> None:
    address = {"HANDBOOK_URL": "https://handbook.example.com"}

    done = process(["calendar", "--format", "ics", *asked], root, address)

    assert (done.returncode, done.stderr) == (0, "")
    assert {event.summary for event in read(done.stdout).events} == titles
    assert "\nURL:https://handbook.example.com/meetings/round/\n" in done.stdout


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (["--role", "clark"], "handbook: unknown role: 'clark'; did you mean 'clerk'?"),
        (["--role", "zz"], "handbook: unknown role: 'zz'; 'handbook report ownership' lists them"),
        (["--role", "old"], "handbook: the role 'Old' is retired"),
        (
            ["--from", "2026-12-01", "--to", "2026-11-30"],
            "handbook: --to 2026-11-30 is before --from 2026-12-01",
        ),
        (
            ["--to", "2126-11-30"],
            "handbook: the range is longer than ten years; choose an earlier --to",
        ),
        (
            ["--format", "ics", "--to", "2026-12-01"],
            (
                "handbook calendar: --to cannot be used with ics, which covers every day; "
                "see 'handbook calendar --help'"
            ),
        ),
        (
            ["--from", "monday"],
            (
                "handbook calendar: invalid value for '--from': 'monday' is not a date; write one "
                "such as 2026-11-21; see 'handbook calendar --help'"
            ),
        ),
    ],
)
def test_invalid_arguments_are_one_sentence(asked: list[str], sentence: str, root: Path) -> None:
    assert said(run(root, "calendar", *asked)) == (2, "", f"{sentence}\n")


def test_files_with_errors_are_skipped_and_reported(root: Path) -> None:
    write_handbook(root, {"data/meetings/broken.md": meeting("sometimes")}, base=False)

    code, out, remarks = said(run(root, "calendar"))

    assert code == 1
    assert "Round" in out
    assert "1 file has errors and was skipped" in remarks


def test_without_a_time_zone_the_command_refuses(root: Path) -> None:
    settings = BASE["data/settings.yaml"].replace("/Brussels", "/Brussel")
    write_handbook(root, {"data/settings.yaml": settings}, base=False)

    assert said(run(root, "calendar")) == (2, "", NO_ZONE)
    assert said(run(root, "calendar", "--format", "ics")) == (2, "", NO_ZONE)
