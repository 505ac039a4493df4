"""Missing holidays of the next year are reported if holidays are listed year by year."""

from datetime import date
from pathlib import Path

import pytest

from tests.support.handbooks import problems, write_handbook

EASTER = "easter:\n  title: Easter Monday\n  date: 2026-04-06\n"
WHIT = "whit:\n  title: Whit Monday\n  date: 2026-05-25\n"
NEXT = "next:\n  title: Easter Monday 2027\n  date: 2027-03-29\n"
YEARLY = "christmas:\n  title: Christmas Day\n  date: 2026-12-25\n  every: year\n"
NEW_YEAR = "new-year:\n  title: New Year\n  date: 2026-01-01\n  every: year\n"


@pytest.mark.parametrize(
    ("written", "today"),
    [
        (EASTER + WHIT, date(2026, 9, 30)),
        (EASTER + WHIT + NEXT, date(2026, 12, 31)),
        (EASTER + YEARLY, date(2026, 12, 31)),
        (YEARLY + NEW_YEAR, date(2027, 12, 31)),
        ("# None yet.\n", date(2026, 12, 31)),
    ],
)
def test_nothing_is_reported_unless_holidays_are_certainly_missing(
    written: str, today: date, tmp_path: Path
) -> None:
    assert _found(tmp_path, written, today) == []


@pytest.mark.parametrize("today", [date(2026, 10, 1), date(2027, 2, 1)])
def test_the_last_listed_holiday_is_named(today: date, tmp_path: Path) -> None:
    found = _found(tmp_path, EASTER + WHIT + YEARLY, today)

    assert "".join(found) == (
        "data/holidays.yaml:6:9: warning: holiday 'Whit Monday' on 25 May 2026 is the last one "
        "listed, and 2027 has none; add its holidays, with 'every: year' for fixed dates "
        "[missing-holidays]"
    )


def _found(root: Path, written: str, today: date) -> list[str]:
    write_handbook(root, {"data/holidays.yaml": written})
    return [one for one in map(str, problems(root, today)) if "holiday" in one]
