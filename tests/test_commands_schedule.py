"""`handbook schedule` shows the dates of steps as text, JSON, Markdown and iCalendar."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.support.commands import process, run, run_on_terminal, said
from tests.support.handbooks import BASE, procedure, write_handbook

STEPS = """\
### Count the stock

**Owner:** COO · **With:** Porter · **When:** day 1-2

1. Weigh `all` of it, *slowly*; then <!-- no --> rest
   - in the hall
2. Write it down

**Outputs:** a list

### Order

**When:** day 4

1. Order

### Go on

**When:** ongoing

- \\# Look out
"""
BACK = "### Ask\n\n**When:** day -10\n\n1. Ask\n\n### Sign\n\n**When:** day 0\n\n1. Sign\n"
CLOCK = """\
### Look

**When:** 0-15 min

1. Look

### Learn

**When:** within 2 days

1. Learn
"""
SCOPE = "## Scope\n\n**Counted from:** the day of the renewal\n"
NO_HOLIDAYS = "data/holidays.yaml has no holidays for 2026; none are skipped\n"
NO_ZONE = (
    "handbook: cannot determine dates without the settings: data/settings.yaml:4:11: "
    "settings: 'timezone' is 'Europe/Brussel', which is not a time zone; "
    "write one, such as Europe/Brussels\n"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_handbook(
        tmp_path,
        {
            "data/roles.yaml": "coo:\n  title: COO\n  area: operations\nporter:\n  title: Porter\n",
            "sops/operations/order.md": procedure(steps=STEPS, more='version: "1.2"\n'),
            "sops/operations/renew.md": procedure("Renewal", steps=BACK, after=SCOPE),
            "sops/operations/fire.md": procedure("Fire", steps=CLOCK),
            "sops/operations/tidy.md": procedure("Tidying up"),
        },
    )


def test_steps_are_shown_with_their_dates(root: Path) -> None:
    assert said(run(root, "schedule", "order", "--from", "2026-12-03", "--for", "Acme")) == (
        0,
        """\
Ordering supplies: Acme, counted from Thu 3 Dec 2026

Step  When     Date                    What             Who
   1  day 1-2  Thu 3 – Fri 4 Dec 2026  Count the stock  COO
   2  day 4    Mon 7 Dec 2026          Order
   3  ongoing                          Go on
""",
        NO_HOLIDAYS,
    )


def test_a_narrow_terminal_gets_a_block_for_each_step(root: Path) -> None:
    asked = ["schedule", "order", "--from", "2026-12-03"]
    session = run_on_terminal(asked, root, environment={"COLUMNS": "30"})

    assert session.words.splitlines()[1:8] == [
        "",
        "1",
        "  When: day 1-2",
        "  Date: Thu 3 – Fri 4 Dec",
        "    2026",
        "  What: Count the stock",
        "  Who: COO",
    ]


def test_holidays_are_skipped_without_a_warning(root: Path) -> None:
    (root / "data/holidays.yaml").write_text(
        "feast:\n  title: Feast\n  date: 2026-12-07\n", encoding="utf-8"
    )

    code, shown, stderr = said(run(root, "schedule", "Ordering supplies", "--from", "2026-12-03"))

    assert (code, stderr) == (0, "")
    assert "   2  day 4    Tue 8 Dec 2026" in shown


def test_the_default_start_is_today(root: Path) -> None:
    _, shown, _ = said(run(root, "schedule", "order"))

    assert shown.startswith("Ordering supplies, counted from Sat 21 Nov 2026\n")
    assert "Mon 23 Nov 2026" in shown


def test_minutes_count_from_now(root: Path) -> None:
    _, shown, _ = said(run(root, "schedule", "fire"))

    assert shown.splitlines()[0] == "Fire, counted from Sat 21 Nov 2026, 13:00"
    assert "Sat 21 Nov 2026, 13:00–13:15" in shown
    assert "by Mon 23 Nov 2026" in shown


def test_a_renewal_is_counted_backwards(root: Path) -> None:
    _, shown, _ = said(run(root, "schedule", "renew", "--from", "2026-12-20"))

    assert shown.splitlines()[3:] == [
        "   1  day -10  Thu 10 Dec 2026  Ask",
        "   2  day 0    Fri 18 Dec 2026  Sign",
    ]


def test_minutes_are_counted_from_the_second_of_two_ambiguous_hours(root: Path) -> None:
    # 02:30 in Brussels after the clocks went back.
    arguments = ["schedule", "fire", "--format", "json"]
    done = process(arguments, root, {"SOURCE_DATE_EPOCH": "1792891800"})

    assert json.loads(done.stdout)["steps"][0]["first"] == "2026-10-25T02:30:00+01:00"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("ordr",), "unknown procedure: 'ordr'; did you mean 'order'?"),
        (("zz",), "unknown procedure: 'zz'; 'handbook report contents' lists them"),
        (("tidy",), "no step of 'tidy' has a time; add **When:** to one"),
        (
            ("renew",),
            (
                "the steps of 'renew' are counted from the day of the renewal: "
                "set it with '--from 2026-12-01'"
            ),
        ),
        (
            ("order", "--from", "soon"),
            "'soon' is not a date; write one such as 2026-12-01",
        ),
        (
            ("fire", "--from", "2027-03-28T02:30"),
            "'2027-03-28T02:30' does not exist: the clocks go forward then",
        ),
        (
            ("fire", "--from", "2026-12-01"),
            "'fire' has steps of minutes or hours: add the time, '--from 2026-12-01T14:30'",
        ),
    ],
)
def test_an_impossible_request_is_one_sentence(
    arguments: tuple[str, ...], sentence: str, root: Path
) -> None:
    assert said(run(root, "schedule", *arguments)) == (2, "", f"handbook: {sentence}\n")


def test_markdown_has_checkboxes_and_escaped_texts(root: Path) -> None:
    _, shown, _ = said(
        run(root, "schedule", "order", "--from", "2026-12-03", "--for", "*Acme* [x]",
            "--format", "markdown")
    )  # fmt: skip

    assert (
        shown
        == """\
# Ordering supplies: \\*Acme\\* \\[x\\]

Counted from Thu 3 Dec 2026. Version 1.2.

## 1. Count the stock

Thu 3 – Fri 4 Dec 2026 · COO · with Porter

- [ ] Weigh all of it, slowly; then rest
  - [ ] in the hall
- [ ] Write it down

Outputs: a list

## 2. Order

Mon 7 Dec 2026

- [ ] Order

## 3. Go on

ongoing

- [ ] \\# Look out
"""
    )


def test_markdown_has_the_notes_of_a_step(root: Path) -> None:
    steps = "### Look\n\n**When:** day 1\n\nThe key hangs *inside*.\n\n1. Look\n"
    write_handbook(root, {"sops/operations/tidy.md": procedure("Tidy", steps=steps)}, base=False)

    _, shown, _ = said(
        run(root, "schedule", "tidy", "--from", "2026-12-03", "--format", "markdown")
    )

    assert "Thu 3 Dec 2026\n\n> The key hangs inside.\n\n- [ ] Look\n" in shown


def test_json_has_the_same_content(root: Path) -> None:
    _, shown, _ = said(run(root, "schedule", "order", "--from", "2026-12-03", "--format", "json"))

    assert json.loads(shown) == {
        "version": 1,
        "procedure": "order",
        "for": "",
        "from": {"day": "2026-12-03", "minutes": None},
        "steps": [
            {
                "key": "count-the-stock",
                "title": "Count the stock",
                "when": "day 1-2",
                "owner": "COO",
                "first": "2026-12-03",
                "last": "2026-12-04",
            },
            {
                "key": "order",
                "title": "Order",
                "when": "day 4",
                "owner": None,
                "first": "2026-12-07",
                "last": "2026-12-07",
            },
            {
                "key": "go-on",
                "title": "Go on",
                "when": "ongoing",
                "owner": None,
                "first": None,
                "last": None,
            },
        ],
    }


def _calendar(root: Path, *arguments: str) -> tuple[bytes, Calendar]:
    found = run(root, "schedule", *arguments, "--format", "ics")
    assert found.exit_code == 0
    return found.stdout_bytes, Calendar.from_ical(found.stdout_bytes)


def test_a_calendar_has_a_day_long_event_for_each_step(root: Path) -> None:
    written, found = _calendar(root, "order", "--from", "2026-12-03", "--for", "Acme, Inc; \\n")
    first, second = found.events

    assert b"\n" not in written.replace(b"\r\n", b"")
    assert max(map(len, written.split(b"\r\n"))) <= 75
    assert first.decoded("dtstart") == date(2026, 12, 3)
    # Exclusive: the day after the last.
    assert first.decoded("dtend") == date(2026, 12, 5)
    assert str(first["summary"]) == "Count the stock: Acme, Inc; \\n"
    assert first.decoded("dtstamp") == datetime(2026, 11, 21, 12, tzinfo=UTC)
    assert str(first["transp"]) == "TRANSPARENT"
    assert str(first["description"]).splitlines() == [
        "Ordering supplies: Acme, Inc; \\n, step 1 of 3",
        "Thu 3 – Fri 4 Dec 2026",
        "COO with Porter",
        "- Weigh all of it, slowly; then rest",
        "  - in the hall",
        "- Write it down",
        "Outputs: a list",
    ]
    assert (second.decoded("dtstart"), second.decoded("dtend")) == (
        date(2026, 12, 7),
        date(2026, 12, 8),
    )


def test_the_same_schedule_has_the_same_uids(root: Path) -> None:
    asked = ("order", "--from", "2026-12-03", "--for", "Acme")
    one, other = _calendar(root, *asked)[0], _calendar(root, *asked)[0]
    another = _calendar(root, "order", "--from", "2026-12-03", "--for", "Bolt")[1]
    ids = [str(event["uid"]) for event in Calendar.from_ical(one).events]

    assert one == other
    assert len(set(ids)) == 2
    assert set(ids).isdisjoint(str(event["uid"]) for event in another.events)


def test_minutes_have_a_time_in_the_calendar(root: Path) -> None:
    _, found = _calendar(root, "fire", "--from", "2026-12-04T14:30")
    look, learn = found.events

    assert look.decoded("dtstart") == datetime(2026, 12, 4, 13, 30, tzinfo=UTC)
    assert look.decoded("dtend") == datetime(2026, 12, 4, 13, 45, tzinfo=UTC)
    # By the last working day within two days of Friday, which is that Friday.
    assert learn.decoded("dtstart") == date(2026, 12, 4)


def test_it_is_written_to_a_file_atomically(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "order.ics"
    arguments = ("schedule", "order", "--from", "2026-12-03", "--format", "ics")
    printed = run(root, *arguments).stdout_bytes

    found = run(root, *arguments, "--output", str(file))

    assert said(found) == (0, f"wrote {file.as_posix()}\n", NO_HOLIDAYS)
    assert file.read_bytes() == printed


def test_dates_out_of_range_have_no_event(root: Path) -> None:
    code, shown, _ = said(run(root, "schedule", "order", "--from", "9999-12-31"))

    assert code == 0
    assert "   2  day 4" in shown
    assert _calendar(root, "order", "--from", "9999-12-31")[1].events == []


@pytest.mark.parametrize("subject", ["\x1b[31m\r\nX:1", "\ud800", "é語😀" * 60])
def test_subjects_are_escaped_in_calendars_and_on_terminals(subject: str, root: Path) -> None:
    written, found = _calendar(root, "order", "--from", "2026-12-03", "--for", subject)

    assert len(found.events) == 2
    assert max(map(len, written.split(b"\r\n"))) <= 75
    assert b"\x1b" not in written
    assert "\x1b" not in said(run(root, "schedule", "order", "--for", subject))[1]


def test_it_works_from_the_command_line(root: Path) -> None:
    done = process(["schedule", "order", "--from", "2026-12-03"], root)

    assert (done.returncode, done.stderr) == (0, NO_HOLIDAYS)
    assert "Count the stock" in done.stdout


def test_without_a_time_zone_the_command_refuses(root: Path) -> None:
    settings = BASE["data/settings.yaml"].replace("/Brussels", "/Brussel")
    write_handbook(root, {"data/settings.yaml": settings}, base=False)

    assert said(run(root, "schedule", "order", "--from", "2026-12-01")) == (2, "", NO_ZONE)
