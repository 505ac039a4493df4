"""Scorecards: the sum of the factors, its band, and the ranking."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.book import Handbook
from handbook.load import load
from handbook.scoring import Scorecard, band_of, format_number, is_scored, ranked, score, scorecard
from tests.support.handbooks import REPOSITORY, write_handbook

HANDBOOK = load(REPOSITORY).handbook
CARDS = {entry.id: scorecard(entry) for entry in HANDBOOK.entries("scorecards")}
HEALTH = CARDS["customer-health"]
PRIORITY = CARDS["improvement-priority"]


def alike(card: Scorecard, value: float) -> dict[str, float]:
    return {factor.id: value for factor in card.factors}


def test_the_scorecards_of_the_playbooks_have_their_weights() -> None:
    weights = {
        name: {factor.id: factor.weight for factor in card.factors} for name, card in CARDS.items()
    }

    assert weights == {
        "customer-health": {
            "product-usage": 30,
            "engagement": 25,
            "support": 20,
            "business-outcomes": 15,
            "relationship": 10,
        },
        "vendor-evaluation": {
            "functionality": 25,
            "cost": 20,
            "integration": 15,
            "support": 15,
            "security": 15,
            "scalability": 10,
        },
        "improvement-priority": {"impact": 40, "effort": 30, "urgency": 20, "risk": 10},
    }


def test_a_score_lists_what_each_factor_adds() -> None:
    values = {
        "product-usage": 80,
        "engagement": 60,
        "support": 70,
        "business-outcomes": 75,
        "relationship": 90,
    }

    found = score(HEALTH, values)

    assert found.number == 73.25
    assert [part.adds for part in found.parts] == [24, 15, 14, 11.25, 9]
    assert found.band is not None
    assert found.band.title == "Neutral"


@pytest.mark.parametrize(
    ("number", "band"),
    [
        (100, "Healthy"),
        (80, "Healthy"),
        (79.99, "Neutral"),
        (79.5, "Neutral"),
        (79, "Neutral"),
        (60, "Neutral"),
        (59.99, "At risk"),
        (40, "At risk"),
        (39.5, "Critical"),
        (0, "Critical"),
    ],
)
def test_a_score_is_in_the_highest_band_starting_at_or_below_it(number: float, band: str) -> None:
    found = band_of(HEALTH, number)

    assert found is not None
    assert found.title == band


def test_without_bands_a_score_has_none() -> None:
    assert score(PRIORITY, alike(PRIORITY, 3)).band is None


def test_a_factor_with_lower_is_better_is_mirrored() -> None:
    best = score(PRIORITY, {"impact": 5, "effort": 1, "urgency": 5, "risk": 1})
    worst = score(PRIORITY, {"impact": 1, "effort": 5, "urgency": 1, "risk": 5})

    assert (best.number, worst.number) == (5, 1)


@given(st.fixed_dictionaries({factor.id: st.floats(0, 100) for factor in HEALTH.factors}))
def test_a_score_is_on_the_scale_and_in_a_band(values: dict[str, float]) -> None:
    found = score(HEALTH, values)

    assert HEALTH.fits(found.number)
    assert found.band is not None


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_both_ends_of_the_scale_are_reachable(card: Scorecard) -> None:
    ends = [
        {f.id: low if f.lower_is_better else high for f in card.factors}
        for low, high in [(card.high, card.low), (card.low, card.high)]
    ]

    assert [score(card, values).number for values in ends] == [card.low, card.high]


@pytest.mark.parametrize(
    ("value", "written"), [(3, "3"), (3.5, "3.5"), (73.25, "73.25"), (0, "0"), (100, "100")]
)
def test_a_number_is_written_without_trailing_zeros(value: float, written: str) -> None:
    assert format_number(value) == written


# Ranking


def _logged(root: Path, **scores: str) -> Handbook:
    text = "".join(
        f"{name}:\n  title: {name}\n  number: '{index}'\n  category: operations\n"
        f"  priority: low\n  state: planned\n  scores: {given}\n"
        for index, (name, given) in enumerate(scores.items())
    )
    return load(write_handbook(root, {"data/improvements.yaml": text})).handbook


def test_equal_scores_share_a_rank_and_unscored_entries_have_none(tmp_path: Path) -> None:
    handbook = _logged(
        tmp_path,
        middling="{impact: 3, effort: 3, urgency: 3, risk: 3}",
        half="{impact: 5, effort: 1}",
        best="{impact: 5, effort: 1, urgency: 5, risk: 1}",
        outside="{impact: 9, effort: 1, urgency: 5, risk: 1}",
        equal="{impact: 3, effort: 3, urgency: 3, risk: 3}",
        poor="{impact: 1, effort: 3, urgency: 3, risk: 3}",
    )
    entries = list(handbook.entries("improvements"))

    found = ranked(PRIORITY, entries)

    assert [(one.rank, one.entry.id, one.score.number) for one in found] == [
        (1, "best", 5),
        (2, "middling", 3),
        (2, "equal", 3),
        (4, "poor", 2.2),
    ]
    assert [entry.id for entry in entries if not is_scored(PRIORITY, entry)] == ["half", "outside"]
