"""The company works on the days of its week that are not holidays."""

from datetime import date
from pathlib import Path

import pytest

from handbook.load import load
from handbook.workdays import Workdays, Yearly, workdays
from tests.support.calendars import FESTIVE, NEVER, PLAIN
from tests.support.handbooks import problems, write_handbook

HOLIDAYS = """\
christmas:
  title: Christmas Day
  date: 2026-12-25
  every: year
easter:
  title: Easter Monday
  date: 2027-03-29
gone:
  title: Founder's birthday
  date: 2026-07-01
  every: year
  status: retired
"""


def test_holidays_and_the_working_week_are_read_from_the_handbook(tmp_path: Path) -> None:
    root = write_handbook(tmp_path, {"data/holidays.yaml": HOLIDAYS})

    assert problems(root) == []
    assert workdays(load(root).handbook) == Workdays(
        frozenset({0, 1, 2, 3, 4}),
        {date(2027, 3, 29): "Easter Monday"},
        {(12, 25): Yearly("Christmas Day", date(2026, 12, 25))},
    )


def test_without_a_register_only_the_working_week_counts(tmp_path: Path) -> None:
    assert workdays(load(write_handbook(tmp_path, {})).handbook) == PLAIN


def test_a_register_may_be_empty(tmp_path: Path) -> None:
    root = write_handbook(tmp_path, {"data/holidays.yaml": "# None is known.\n"})

    assert problems(root) == []
    assert workdays(load(root).handbook) == PLAIN


@pytest.mark.parametrize(
    ("day", "works", "holiday"),
    [
        ("2026-12-21", True, None),
        ("2026-12-24", False, "Rest 24"),
        ("2026-12-25", False, "Christmas Day"),
        ("2027-12-25", False, "Christmas Day"),
        # Observed since 2025.
        ("2025-12-25", False, "Christmas Day"),
        ("2024-12-25", True, None),
        ("2026-12-26", False, None),
        ("2028-02-29", False, "Leap day"),
        ("2027-03-01", True, None),
    ],
)
def test_working_days_are_recognised(day: str, works: bool, holiday: str | None) -> None:
    found = date.fromisoformat(day)

    assert (FESTIVE.works(found), FESTIVE.holiday(found)) == (works, holiday)


@pytest.mark.parametrize(
    ("day", "following", "preceding"),
    [
        ("2026-12-23", "2026-12-23", "2026-12-23"),
        ("2026-12-24", "2027-01-04", "2026-12-23"),
        ("2027-01-01", "2027-01-04", "2026-12-23"),
        ("2027-01-02", "2027-01-04", "2026-12-23"),
    ],
)
def test_the_nearest_working_day_skips_consecutive_holidays(
    day: str, following: str, preceding: str
) -> None:
    found = date.fromisoformat(day)

    assert FESTIVE.next(found) == date.fromisoformat(following)
    assert FESTIVE.previous(found) == date.fromisoformat(preceding)


def test_without_working_days_a_date_does_not_move() -> None:
    day = date(2026, 12, 1)

    assert NEVER.next(day) == NEVER.previous(day) == day


@pytest.mark.parametrize(("year", "known"), [(2019, False), (2020, True), (2027, True)])
def test_the_holidays_of_a_year_are_known_if_one_is_listed(year: int, known: bool) -> None:
    assert FESTIVE.known(year) is known
    assert PLAIN.known(year) is False


def test_a_holiday_of_one_year_does_not_affect_another() -> None:
    found = Workdays(frozenset({0}), {date(2027, 3, 29): "Easter Monday"}, {})

    assert [year for year in range(2025, 2030) if found.known(year)] == [2027]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x:\n  title: X\n", "is missing the key 'date'"),
        ("x:\n  title: X\n  date: 2026-13-01\n", "'2026-13-01', which is not a date"),
        ("x:\n  title: X\n  date: 2026-12-01\n  every: month\n", "'month'"),
    ],
)
def test_an_invalid_holiday_is_reported(text: str, sentence: str, tmp_path: Path) -> None:
    found = problems(write_handbook(tmp_path, {"data/holidays.yaml": text}))

    assert len(found) == 1
    assert sentence in found[0].message
