"""Tests read a handbook on a day after everything recorded in it."""

from datetime import date
from pathlib import Path

import pytest

from tests.support.handbooks import TODAY, day_of, found, procedure, review, write_handbook

_METRICS = "visits: {title: Visits, category: Support, unit: visits}\n"


@pytest.mark.parametrize(
    ("reviewed", "measured", "day"),
    [
        ("2026-10-01", "2026-11-20", TODAY),
        ("2026-12-03", "2026-11-20", date(2026, 12, 3)),
        ("2026-10-01", "2027-01", date(2027, 1, 1)),
    ],
)
def test_a_review_or_figure_may_be_recorded_on_any_day(
    reviewed: str, measured: str, day: date, tmp_path: Path
) -> None:
    files = {
        "sops/operations/ordering.md": procedure(),
        "data/metrics.yaml": _METRICS,
        "data/values/door.csv": f"metric,date,value\nvisits,{measured},3\n",
    }
    write_handbook(tmp_path, files)
    review(tmp_path, "ordering", reviewed)

    assert day_of(tmp_path) == day
    for code in ("future-review", "future-value"):
        assert found(tmp_path, code, day) == []


def test_a_handbook_without_records_is_read_on_the_common_day(
    tmp_path: Path,
) -> None:
    assert day_of(write_handbook(tmp_path, {})) == TODAY
