"""Equations of metrics are resolved and calculated, and cycles terminate."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from handbook.amounts import figure
from handbook.equations import circular, equations, in_order, misspelt
from handbook.load import load
from handbook.measures import Measure, measures, value_for_period
from handbook.source.csv import read_csv
from handbook.source.text import Lines
from tests.support.handbooks import found, write_handbook

TODAY = date(2026, 6, 3)


def metrics(formulas: Mapping[str, str], more: str = "") -> str:
    return "".join(
        f"{name}:\n  title: {name.upper()}\n  category: Company\n"
        + (f"  formula: {formula}\n" if formula else "")
        + more
        for name, formula in formulas.items()
    )


def write(root: Path, text: str, rows: str = "") -> Path:
    values = f"metric,date,value\n{rows}"
    return write_handbook(root, {"data/metrics.yaml": text, "data/values/a.csv": values})


def measured(root: Path, text: str, rows: str, name: str = "m") -> Measure:
    return measures(load(write(root, text, rows)).handbook, TODAY)[name]


def dated_values_of(measure: Measure) -> list[tuple[str, float]]:
    return [(point.written, point.value) for point in measure.points]


def test_metrics_are_calculated_after_their_inputs(tmp_path: Path) -> None:
    text = metrics({"c": "B + 1", "b": "A + 1", "a": "", "d": "cash / burn"})

    order = list(in_order(equations(load(write(tmp_path, text)).handbook)))

    assert order == ["b", "c"]


def test_only_metrics_that_depend_on_themselves_are_circular(tmp_path: Path) -> None:
    text = metrics({"a": "B + 1", "b": "A + 1", "c": "A + 1", "d": "D + 1", "e": "F", "f": ""})

    assert circular(equations(load(write(tmp_path, text)).handbook)) == {"a", "b", "d"}


def test_a_cycle_does_not_affect_other_metrics(tmp_path: Path) -> None:
    text = metrics({"a": "B + 1", "b": "A + 1", "m": "C + C", "c": ""})

    assert dated_values_of(measured(tmp_path, text, "c,2026-05,2\n")) == [("2026-05", 4.0)]


def test_a_long_chain_of_formulas_is_calculated(tmp_path: Path) -> None:
    text = metrics(
        {"m0": "", **{f"m{n}": f"m{n - 1} + m{n - 1} \u2212 m{n - 1}" for n in range(1, 60)}}
    )

    assert dated_values_of(measured(tmp_path, text, "m0,2026-05,7\n", "m59")) == [("2026-05", 7.0)]


def test_an_overflow_is_none(tmp_path: Path) -> None:
    text = metrics({"a": "", "b": "", "m": " × ".join(["A"] * 20) + " / B"})

    assert measured(tmp_path, text, f"a,2026-05,{10**39}\nb,2026-05,3.5\n").points == ()


def test_a_misspelt_metric_is_reported(tmp_path: Path) -> None:
    text = metrics({"churn": "", "orders": "", "m": "Orders \u2212 Chrun", "d": "chrun / budgets"})
    handbook = load(write(tmp_path, text)).handbook

    assert list(misspelt(handbook, handbook.metrics["m"])) == [("Chrun", "; did you mean 'churn'?")]
    assert list(misspelt(handbook, handbook.metrics["d"])) == []


def test_values_recorded_before_the_first_result_are_kept(tmp_path: Path) -> None:
    text = metrics({"a": "", "m": "A × 2"})

    assert dated_values_of(measured(tmp_path, text, "a,2026-05,1\nm,2026-04,7\nm,2026-05,2\n")) == [
        ("2026-04", 7),
        ("2026-05", 2.0),
    ]


@pytest.mark.parametrize(("value", "contradicts"), [("18", 0), ("18.4", 0), ("19", 1), ("17.9", 1)])
def test_a_rounded_value_does_not_contradict_its_formula(
    tmp_path: Path, value: str, contradicts: int
) -> None:
    text = metrics({"cash": "", "burn": "", "m": "Cash / Burn"})
    rows = f"cash,2026-05,1200\nburn,2026-05,65.5\nm,2026-05,{value}\n"

    assert len(found(write(tmp_path, text, rows), "contradicted-value", TODAY)) == contradicts


# Targets, periods, figures.


@pytest.mark.parametrize(
    ("target", "word"),
    [("trending down", "No trend yet"), ("varies", "Target varies"), ("", "No target")],
)
def test_an_unjudged_value_says_why(tmp_path: Path, target: str, word: str) -> None:
    text = metrics({"m": ""}, f"  target: {target}\n" if target else "")

    assert measured(tmp_path, text, "m,2026-05,1\n").word == word


@pytest.mark.parametrize(
    ("target", "near", "value", "word"),
    [
        ("99.9%", "99.5", "99.5", "Near target"),
        ("99.9%", "99.5", "99.4", "Off target"),
        ("< 20", "22", "22", "Near target"),
        ("< 20", "22", "22.1", "Off target"),
        ("99.9%", "", "90", "Near target"),
    ],
)
def test_a_metric_may_define_its_near_limit(
    tmp_path: Path, target: str, near: str, value: str, word: str
) -> None:
    text = metrics({"m": ""}, f'  target: "{target}"\n' + (f"  near: {near}\n" if near else ""))

    assert measured(tmp_path, text, f"m,2026-05,{value}\n").word == word


def test_a_monthly_value_does_not_count_for_its_first_week(tmp_path: Path) -> None:
    text = metrics({"m": ""}, "  over: sum\n")
    measure = measured(tmp_path, text, "m,2026-06,100\nm,2026-06-01,1\nm,2026-06-02,2\n")

    assert value_for_period(measure, date(2026, 6, 1), TODAY) == 3
    assert value_for_period(measure, date(2026, 6, 1), TODAY, months=True) == 100


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (999_999, "EUR", "€1M"),
        (999_600, "EUR", "€999.6K"),
        (999.99, "EUR", "€1K"),
        (-1500, "EUR", "\u2212€1.5K"),
        (-2.5, "%", "\u22122.5%"),
        (99.996, "%", "99.996%"),
        (0.004, "%", "0.004%"),
        (16 / 3, "", "5.33"),
        (1, "customers", "1 customer"),
        (1, "tickets per customer", "1 ticket per customer"),
        (1, "ms", "1 ms"),
        (1, "FTE", "1 FTE"),
    ],
)
def test_different_figures_never_look_alike(value: float, unit: str, shown: str) -> None:
    assert figure(value, unit) == shown


def test_a_line_of_spaces_and_a_quote_is_parsed_quickly() -> None:
    text = "metric,date,value\n" + " " * 500_000 + 'x"\n'

    tree = read_csv(Lines("a.csv", text), "values", ("metric", "date", "value"), ("value",))

    assert [fault.code for fault in tree.faults] == ["csv-syntax"]
