"""`handbook score` calculates a score or refuses in one sentence."""

import json
from pathlib import Path

import pytest

from tests.support.commands import run, run_on_terminal, said
from tests.support.handbooks import REPOSITORY, write_handbook

ALL = (
    "--set", "product-usage=80", "--set", "engagement=60", "--set", "support=70",
    "--set", "business-outcomes=75", "--set", "relationship=90",
)  # fmt: skip
CARD = "desk:\n  title: Desk\n  scale: {from: 1, to: 5}\n  factors:\n"


def score(*arguments: str) -> tuple[int, str, str]:
    return said(run(REPOSITORY, "score", *arguments))


def test_it_shows_the_score_the_band_the_action_and_the_factors() -> None:
    assert score("customer-health", *ALL) == (
        0,
        (
            "Customer health: 73.25 on a scale from 0 to 100\n"
            "Neutral: Monitor, engage\n"
            "\n"
            "Factor             Weight  Number  Adds\n"
            "Product usage      30%     80      24\n"
            "Engagement         25%     60      15\n"
            "Support            20%     70      14\n"
            "Business outcomes  15%     75      11.25\n"
            "Relationship       10%     90      9\n"
        ),
        "",
    )


def test_titles_and_aliases_are_accepted() -> None:
    given = [text.replace("relationship", "Relationship") for text in ALL]

    assert score("Health score", *given) == score("customer-health", *ALL)


def test_factors_where_lower_is_better_are_marked() -> None:
    numbers = ("--set", "impact=4", "--set", "effort=2", "--set", "urgency=3", "--set", "risk=1")

    assert score("improvement-priority", *numbers) == (
        0,
        (
            "Improvement priority: 3.9 on a scale from 1 to 5\n"
            "\n"
            "Factor                    Weight  Number  Adds\n"
            "Impact                    40%     4       1.6\n"
            "Effort (lower is better)  30%     2       1.2\n"
            "Urgency                   20%     3       0.6\n"
            "Risk (lower is better)    10%     1       0.5\n"
        ),
        "",
    )


def test_json_output() -> None:
    code, shown, remarks = score("customer-health", "--json", *ALL)

    found = json.loads(shown)
    assert (code, remarks) == (0, "")
    assert found["factors"][3] == {
        "id": "business-outcomes",
        "title": "Business outcomes",
        "weight": 15,
        "direction": "higher is better",
        "number": 75,
        "adds": 11.25,
    }
    assert len(found.pop("factors")) == 5
    assert found == {
        "version": 1,
        "scorecard": "customer-health",
        "title": "Customer health",
        "scale": {"from": 0, "to": 100},
        "score": 73.25,
        "band": {"title": "Neutral", "from": 60, "to": 79, "action": "Monitor, engage"},
    }


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["customer-helth", *ALL],
            "unknown scorecard: 'customer-helth'; did you mean 'customer-health'?",
        ),
        (
            ["x", *ALL],
            (
                "unknown scorecard: 'x'; choose from: customer-health, vendor-evaluation, "
                "improvement-priority"
            ),
        ),
        (
            ["customer-health", "--set", "product-usge=80"],
            "--set: 'Customer health' has no factor 'product-usge'; did you mean 'product-usage'?",
        ),
        (
            ["customer-health", "--set", "x=80"],
            (
                "--set: 'Customer health' has no factor 'x'; choose from: product-usage, "
                "engagement, support, business-outcomes, relationship"
            ),
        ),
        (
            ["customer-health", "--set", "support"],
            "--set: 'support' has no '='; write one such as product-usage=100",
        ),
        (
            ["customer-health", *ALL, "--set", "support=1"],
            "--set: factor 'support' is set twice",
        ),
        (
            ["customer-health", "--set", "product-usage=101"],
            "--set product-usage: 101 is outside the scale from 0 to 100",
        ),
        (
            ["vendor-evaluation", "--set", "cost=0.5"],
            "--set cost: 0.5 is outside the scale from 1 to 5",
        ),
        (
            ["customer-health", "--set", "product-usage=nan"],
            "--set product-usage: 'nan' is not a number; write one from 0 to 100",
        ),
        (
            ["customer-health", *ALL[:-4]],
            (
                "--set business-outcomes is missing: a number from 0 to 100 "
                "(ROI achieved, goals met); also missing: --set relationship"
            ),
        ),
    ],
)
def test_invalid_factors_are_one_sentence(arguments: list[str], message: str) -> None:
    assert score(*arguments) == (2, "", f"handbook: {message}\n")


def test_a_scorecard_with_wrong_weights_is_refused(tmp_path: Path) -> None:
    factors = "    order: {title: Order, weight: 60}\n"
    write_handbook(tmp_path, {"data/scorecards.yaml": CARD + factors})

    assert said(run(tmp_path, "score", "desk", "--set", "order=3")) == (
        2,
        "",
        "handbook: weights of 'Desk' do not add up to 100; fix them first\n",
    )


def test_a_handbook_without_scorecards_is_reported(tmp_path: Path) -> None:
    write_handbook(tmp_path, {})

    assert said(run(tmp_path, "score", "desk")) == (
        2,
        "",
        "handbook: unknown scorecard: 'desk'; there are none yet\n",
    )


def test_scorecards_with_errors_are_refused(tmp_path: Path) -> None:
    write_handbook(tmp_path, {"data/scorecards.yaml": "desk:\n  title: Desk\n"})

    assert said(run(tmp_path, "score", "desk")) == (
        2,
        "",
        "handbook: the scorecards have errors; 'handbook check' lists them\n",
    )


def test_a_terminal_prompts_for_missing_factors(tmp_path: Path) -> None:
    factors = (
        "    order: {title: Order, weight: 40}\n    light: {title: Light, weight: 40}\n"
        "    room: {title: Room, weight: 10, question: Is there any?, looksAt: [shelves]}\n"
        "    seat: {title: Seat, weight: 10, looksAt: [height, back]}\n"
    )
    write_handbook(tmp_path, {"data/scorecards.yaml": CARD + factors})
    answers = [("to 5: ", "9\n"), ("to 5: ", "2\n"), ("any?): ", "3\n"), ("back): ", "4\n")]

    session = run_on_terminal(["score", "desk", "--set", "light=5"], tmp_path, answers)

    assert session.code == 0
    assert session.words.splitlines() == [
        "Set order, a number from 1 to 5: 9",
        "Error: 9 is outside the scale from 1 to 5",
        "Set order, a number from 1 to 5: 2",
        "Set room, a number from 1 to 5 (Is there any?): 3",
        "Set seat, a number from 1 to 5 (height, back): 4",
        "Desk: 3.5 on a scale from 1 to 5",
        "",
        "Factor  Weight  Number  Adds",
        "Order   40%     2       0.8",
        "Light   40%     5       2",
        "Room    10%     3       0.3",
        "Seat    10%     4       0.4",
    ]
