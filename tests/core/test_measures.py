"""Values become green, amber or red, or unknown with a reason."""

import json
from datetime import date
from pathlib import Path

import pytest

from handbook.amounts import figure
from handbook.figures import figures, history
from handbook.inventory import COUNTS
from handbook.load import load
from handbook.measures import Measure, State, measures, value_for_period
from tests.support.handbooks import REPOSITORY, problems, procedure, write_handbook

TODAY = date(2026, 11, 24)


def _measure(root: Path, metric: str, values: str, more: str = "") -> Measure:
    text = f"m:\n  title: M\n  category: Company\n{metric}{more}"
    write_handbook(
        root, {"data/metrics.yaml": text, "data/values/a.csv": f"metric,date,value\n{values}"}
    )
    assert not [one for one in problems(root, TODAY) if one.severity == "error"]
    return measures(load(root).handbook, TODAY)["m"]


@pytest.mark.parametrize(
    ("target", "value", "word"),
    [
        (">= 80%", "80", "On target"),
        ("> 80%", "80", "Near target"),
        ("> 80%", "71.9", "Off target"),
        ("99.9%", "99.9", "On target"),
        ("99.9%", "100", "On target"),
        ("4.5/5", "4.2", "Near target"),
        ("< 500 ms", "499", "On target"),
        ("< 500 ms", "500", "Near target"),
        ("< 500 ms", "551", "Off target"),
        ("<= 3", "3", "On target"),
        (">= €40K", "40000", "On target"),
        ("varies", "1", "Target varies"),
        ("trending down", "1", "No trend yet"),
    ],
)
def test_a_value_is_compared_with_its_target(
    tmp_path: Path, target: str, value: str, word: str
) -> None:
    found = _measure(tmp_path, f'  target: "{target}"\n', f"m,2026-11,{value}\n")

    assert found.word == word


@pytest.mark.parametrize(
    ("before", "now", "word"),
    [("5", "4", "On target"), ("4", "5", "Off target"), ("4", "4", "Near target")],
)
def test_trending_down_is_judged_by_the_last_two_values(
    tmp_path: Path, before: str, now: str, word: str
) -> None:
    rows = f"m,2026-10,{before}\nm,2026-11,{now}\nm,2026-09,1\n"

    assert _measure(tmp_path, "  target: trending down\n", rows).word == word


def test_lower_can_be_better_without_a_comparator(tmp_path: Path) -> None:
    metric = "  target: 5%\n  better: lower\n"

    assert _measure(tmp_path, metric, "m,2026-11,4\n").word == "On target"


def test_without_a_value_the_status_is_no_data(tmp_path: Path) -> None:
    found = _measure(tmp_path, '  target: "> 1"\n', "")

    assert (found.shown, found.word, found.target) == ("No data", "No data", "> 1")
    assert (found.latest, found.trend, found.change) == (None, "", "")


def test_a_metric_can_use_every_count() -> None:
    schema = json.loads((REPOSITORY / "data/schemas/metrics.json").read_text(encoding="utf-8"))
    names = schema["additionalProperties"]["properties"]["counts"]["enum"]

    assert names == list(COUNTS)


def test_counts_are_taken_afresh_each_day(tmp_path: Path) -> None:
    files = {
        "data/metrics.yaml": "m:\n  title: M\n  category: Handbook\n  counts: unlisted procedures\n"
        "n:\n  title: N\n  category: Handbook\n  counts: undocumented processes\n  unit: gaps\n"
        "o:\n  title: O\n  category: Handbook\n  formula: N × 3\n"
        "p:\n  title: P\n  category: Handbook\n  formula: N × 4\n  counts: unlisted procedures\n",
        "data/processes.yaml": "".join(
            f"{one}:\n  title: {one}\n  owner: coo\n  area: operations\n" for one in "ab"
        ),
        "data/values/a.csv": "metric,date,value\nm,2026-10,3\n",
        "data/usage/counts.csv": "procedure,date,runs,errors\nordering,2026-02-01,8,1\n",
        "sops/operations/ordering.md": procedure(),
    }
    handbook = load(write_handbook(tmp_path, files)).handbook

    found = measures(handbook, TODAY)

    assert [(point.written, point.value) for point in found["m"].points] == [
        ("2026-10", 3),
        ("2026-11-24", 1),
    ]
    assert (found["n"].shown, found["n"].change) == ("2 gaps", "")
    assert [(found[name].shown, found[name].calculated) for name in "op"] == [
        ("6", True),
        ("1", False),
    ]
    assert figures(handbook, TODAY)["n"].actual == "2 gaps"
    assert [one.actual for _, one in history(handbook, "n")] == ["2 gaps", "2 gaps"]
    assert [one.actual for _, one in history(handbook, "o")] == ["6", "6"]


def test_the_error_rate_covers_recorded_runs(tmp_path: Path) -> None:
    metric = "m:\n  title: M\n  category: Handbook\n  counts: error rate\n  unit: '%'\n"
    files = {
        "data/metrics.yaml": metric,
        "sops/operations/ordering.md": procedure(),
        "data/usage/counts.csv": "procedure,date,runs,errors\nordering,2026-02-01,8,1\n",
    }
    handbook = load(write_handbook(tmp_path, files)).handbook

    assert measures(handbook, TODAY)["m"].shown == "12.5%"
    assert measures(handbook, date(2026, 1, 31))["m"].shown == "No data"
    assert [(day, one.actual) for day, one in history(handbook, "m")] == [
        (date.min, "No data"),
        (date(2026, 2, 1), "12.5%"),
        (date(2027, 2, 1), "No data"),
    ]


def test_metrics_calculated_from_the_error_rate_change_with_it(tmp_path: Path) -> None:
    metrics = (
        "m:\n  title: M\n  category: Handbook\n  counts: error rate\n"
        "n:\n  title: N\n  category: Handbook\n"
        "o:\n  title: O\n  category: Handbook\n  formula: M × N\n  unit: hours\n"
    )
    files = {
        "data/metrics.yaml": metrics,
        "sops/operations/ordering.md": procedure(),
        "data/usage/counts.csv": "procedure,date,runs,errors\nordering,2026-02-01,8,1\n",
        "data/values/a.csv": "metric,date,value\nn,2026-01-05,2\nn,2026-03-01,4\n",
    }
    handbook = load(write_handbook(tmp_path, files)).handbook

    assert [(day, one.actual) for day, one in history(handbook, "o")] == [
        (date.min, "No data"),
        (date(2026, 1, 5), "No data"),
        (date(2026, 2, 1), "25 hours"),
        (date(2026, 3, 1), "50 hours"),
        (date(2027, 2, 1), "No data"),
    ]


@pytest.mark.parametrize(
    ("frequency", "written", "word"),
    [
        ("daily", "2026-10-24", "On target"),
        ("daily", "2026-10-23", "Out of date"),
        ("real-time", "2026-09", "Out of date"),
        ("monthly", "2026-09", "On target"),
        ("quarterly", "2026-04-01", "Out of date"),
    ],
)
def test_a_stale_value_is_not_compared_with_its_target(
    tmp_path: Path, frequency: str, written: str, word: str
) -> None:
    metric = f'  target: "> 1"\n  frequency: {frequency}\n'

    found = _measure(tmp_path, metric, f"m,{written},5\n")

    assert (found.word, found.state is State.GOOD) == (word, word == "On target")


def test_each_figure_becomes_stale_on_its_own_day(tmp_path: Path) -> None:
    metric = '  target: "> 1"\n  frequency: daily\n'
    _measure(tmp_path, metric, "m,2026-09-01,5\nm,2026-11-01,5\n")
    handbook = load(tmp_path).handbook

    states = [(day.isoformat(), one.status) for day, one in history(handbook, "m")]

    assert states == [
        ("0001-01-01", "No data"),
        ("2026-09-01", "On target"),
        ("2026-10-03", "Out of date"),
        ("2026-11-01", "On target"),
        ("2026-12-03", "Out of date"),
    ]
    for day, one in history(handbook, "m"):
        assert figures(handbook, day)["m"] == one


def test_the_change_is_between_the_last_two_values(tmp_path: Path) -> None:
    found = _measure(tmp_path, "  unit: EUR\n", "m,2026-10,15200\nm,2026-11-20,14000\n")

    assert (found.shown, found.trend, found.change) == ("€14K", "down", "\u2212€1.2K")


@pytest.mark.parametrize(
    ("unit", "shown", "change"),
    [
        ("'%'", "51%", "+2 points"),
        ("out of 100", "51 out of 100", "+2"),
        ("hours", "51 hours", "+2 hours"),
    ],
)
def test_a_change_has_the_unit_of_a_difference(
    tmp_path: Path, unit: str, shown: str, change: str
) -> None:
    found = _measure(tmp_path, f"  unit: {unit}\n", "m,2026-10,49\nm,2026-11-20,51\n")

    assert (found.shown, found.change) == (shown, change)


def test_a_formula_of_metrics_is_calculated_at_every_date_of_its_inputs(tmp_path: Path) -> None:
    inputs = (
        "a:\n  title: A\n  category: Company\n  aliases: [Alpha]\n"
        "b:\n  title: B\n  category: Company\n"
    )
    rows = "a,2026-09,10\nb,2026-10,2\nalpha,2026-11,30\n"

    found = _measure(tmp_path, "  formula: Alpha / b\n", rows, inputs)

    assert found.calculated
    assert [(point.written, point.value) for point in found.points] == [
        ("2026-10", 5.0),
        ("2026-11", 15.0),
    ]


def test_a_formula_with_other_words_is_a_description(tmp_path: Path) -> None:
    found = _measure(tmp_path, "  formula: cash / monthly burn\n", "m,2026-11,18\n")

    assert (found.calculated, found.shown) == (False, "18")


def test_later_values_are_ignored(tmp_path: Path) -> None:
    write_handbook(
        tmp_path,
        {
            "data/metrics.yaml": "m:\n  title: M\n  category: Company\n",
            "data/values/a.csv": "metric,date,value\nm,2026-11,1\nm,2026-12,2\n",
        },
    )

    assert measures(load(tmp_path).handbook, TODAY)["m"].shown == "1"


def test_a_period_is_a_sum_or_the_newest_value(tmp_path: Path) -> None:
    rows = "m,2026-11,100\nm,2026-11-23,1\nm,2026-11-24,2\n"
    found = _measure(tmp_path / "sum", "  over: sum\n", rows)
    latest = _measure(tmp_path / "latest", "", rows.replace("2026-11,", "2026-10,"))

    assert value_for_period(found, date(2026, 11, 23), TODAY) == 3
    assert value_for_period(latest, date(2026, 11, 23), TODAY) == 2
    assert value_for_period(latest, TODAY, TODAY) == 2
    assert value_for_period(found, date(2026, 11, 25), date(2026, 11, 26)) is None


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (15200, "EUR", "€15.2K"),
        (1_200_000, "EUR", "€1.2M"),
        (450_000, "EUR", "€450K"),
        (999.5, "EUR", "€999.5"),
        (99.9, "%", "99.9%"),
        (1750, "users", "1,750 users"),
        (0, "", "0"),
    ],
)
def test_figures_are_written_as_people_write_them(value: float, unit: str, shown: str) -> None:
    assert figure(value, unit) == shown


@pytest.mark.parametrize(
    ("target", "unit", "expected"),
    [
        ('"< 3"', "accounts", "< 3 accounts"),
        ('">= 80"', "'%'", ">= 80%"),
        ('"> €40K"', "EUR", "> €40K"),
        ("4.5/5", "out of 5", "4.5/5"),
        ("trending down", "tickets", "trending down"),
    ],
)
def test_a_target_has_the_unit_of_the_values(
    target: str, unit: str, expected: str, tmp_path: Path
) -> None:
    found = _measure(tmp_path, f"  target: {target}\n  unit: {unit}\n", "m,2026-10,1\n")

    assert found.target == expected
