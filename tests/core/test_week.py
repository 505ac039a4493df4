"""A week begins on Saturday or Sunday if that is a working day after a day off."""

from pathlib import Path

import pytest

from handbook.attendance import week_days
from handbook.load import load
from handbook.times import WEEKDAYS
from tests.support.handbooks import BASE, write_handbook

SETTINGS = "data/settings.yaml"


@pytest.mark.parametrize(
    ("off", "first"),
    [
        (("saturday", "sunday"), "monday"),
        (("friday", "saturday"), "sunday"),
        (("saturday",), "sunday"),
        (("thursday", "friday"), "saturday"),
        (("friday",), "saturday"),
        (("sunday",), "monday"),
        (("monday", "tuesday"), "monday"),
        ((), "monday"),
    ],
)
def test_the_days_off_determine_the_start_of_the_week(
    off: tuple[str, ...], first: str, tmp_path: Path
) -> None:
    kept = [line for line in BASE[SETTINGS].splitlines() if "workingWeek" not in line]
    working = ", ".join(day for day in WEEKDAYS if day not in off)
    settings = "\n".join([*kept, f"workingWeek: [{working}]", ""])
    write_handbook(tmp_path, {SETTINGS: settings})

    found = week_days(load(tmp_path).handbook)

    assert found[0] == first
    at = WEEKDAYS.index(first)
    assert found == WEEKDAYS[at:] + WEEKDAYS[:at]
