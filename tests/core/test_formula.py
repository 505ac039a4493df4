"""Formulas are sums and products of names and numbers, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.formula import BadFormula, read_formula

_VALUES = {"MRR": 100.0, "churn": 20.0, "30-day adoption": 5.0, "starting ARR": 200.0}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("MRR × 12", 1200.0),
        ("MRR*12", 1200.0),
        ("(starting ARR + MRR \u2212 churn) / starting ARR", 1.4),
        ("starting  ARR ÷ 2 - churn", 80.0),
        ("30-day adoption - 2", 3.0),
        ("MRR - churn - 10", 70.0),
        ("MRR / 2 / 5", 10.0),
        ("2 × (MRR + (churn × 0.5))", 220.0),
        ("churn / (MRR - MRR)", None),
        ("unknown + 1", None),
    ],
)
def test_a_formula_is_calculated(text: str, value: float | None) -> None:
    assert read_formula(text).value(_VALUES.get) == value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is missing a name or a number"),
        ("MRR ×", "is missing a name or a number"),
        ("MRR × × 12", "is missing a name or a number before '×'"),
        ("(MRR + 1", "has an unclosed bracket"),
        ("MRR)", "has an unexpected ')'"),
        ("2 (MRR)", "has an unexpected '('"),
        ("+".join(["MRR"] * 61), "has more than 60 parts"),
    ],
)
def test_an_invalid_formula_says_why(text: str, reason: str) -> None:
    with pytest.raises(BadFormula, match=f"^{reason.replace('(', '[(]').replace(')', '[)]')}$"):
        read_formula(text)


@given(st.text(alphabet="ab 12+-*/()×÷\u2212.", max_size=60))
def test_any_text_is_either_parsed_or_rejected(text: str) -> None:
    try:
        formula = read_formula(text)
    except BadFormula:
        return

    assert formula.value(lambda _: 1.0) is None or isinstance(formula.value(lambda _: 1.0), float)


_sums = st.recursive(
    st.integers(0, 99).map(str),
    lambda one: st.tuples(one, st.sampled_from("+-*"), one).map(lambda part: f"({' '.join(part)})"),
    max_leaves=8,
)


@given(_sums)
def test_the_result_matches_arithmetic(text: str) -> None:
    assert read_formula(text).value(lambda _: None) == eval(text)  # noqa: S307 - digits and signs
