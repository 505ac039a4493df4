"""The calculator of a scorecard matches the command, and works by keyboard alone."""

import itertools
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from handbook.load import load
from handbook.scoring import Scorecard, format_number, score, scorecard
from tests.site.reader import PHONE, WIDE, Reader, violations
from tests.support.handbooks import REPOSITORY

CARDS = {entry.id: scorecard(entry) for entry in load(REPOSITORY).handbook.entries("scorecards")}
_HEALTH = "scorecards/customer-health/"

# Enters each row of numbers as a reader would, and returns the result shown for each.
_ENTER = """(rows) => rows.map((row) => {
  for (const [name, value] of Object.entries(row)) {
    const field = document.getElementById(`number--${name}`);
    field.value = String(value);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const shown = (name) => document.querySelector(`output [data-${name}]`).textContent.trim();
  return [shown("score"), shown("band"), shown("action")];
})"""


def _grid(card: Scorecard) -> list[dict[str, float]]:
    """Return values for all factors: combinations of four levels, and the same value for each."""
    width = card.high - card.low
    levels = [card.low, card.low + width * 0.395, card.low + width * 0.79995, card.high]
    names = [factor.id for factor in card.factors]
    rows = itertools.product(levels, repeat=len(names))
    combined = [dict(zip(names, row, strict=True)) for row in rows]
    equal = [dict.fromkeys(names, card.low + width * step / 200) for step in range(201)]
    return [*combined, *equal]


def _expected(card: Scorecard, values: dict[str, float]) -> list[str]:
    found = score(card, values)
    band = found.band
    return [format_number(found.number), band.title if band else "", band.action if band else ""]


@pytest.mark.browser
@pytest.mark.parametrize("name", list(CARDS))
def test_page_and_command_give_the_same_score(name: str, reader: Reader) -> None:
    card = CARDS[name]
    rows = _grid(card)
    page = reader.open(f"scorecards/{name}/")

    shown: Any = page.evaluate(_ENTER, rows)

    differing = [
        (row, found, expected)
        for row, found in zip(rows, shown, strict=True)
        if found != (expected := _expected(card, row))
    ]
    assert len(rows) > 200
    assert differing == []


def _result(page: Page) -> Any:
    return page.get_by_role("status")


@pytest.mark.browser
def test_slider_and_number_field_follow_each_other_by_keyboard(reader: Reader) -> None:
    page = reader.open(_HEALTH)

    page.get_by_role("slider", name="Product usage").focus()
    page.keyboard.press("End")
    expect(page.get_by_role("spinbutton", name="Product usage")).to_have_value("100")
    page.get_by_role("spinbutton", name="Engagement").fill("100")

    expect(page.get_by_role("slider", name="Engagement")).to_have_value("100")
    expect(_result(page)).to_have_text("77.5 of 100 Neutral Monitor, engage")
    expect(page.locator("tr[aria-current]")).to_contain_text("60-79")


@pytest.mark.browser
@pytest.mark.parametrize("wrong", ["101", "-1", ""])
def test_a_number_off_the_scale_gives_no_score(wrong: str, reader: Reader) -> None:
    page = reader.open(_HEALTH)

    page.get_by_role("spinbutton", name="Support").fill(wrong)
    expect(_result(page)).to_have_text("Enter a number from 0 to 100 for every factor.")
    expect(page.locator("tr[aria-current]")).to_have_count(0)
    page.get_by_role("spinbutton", name="Support").fill("50")

    expect(_result(page)).to_have_text("50 of 100 At risk Intervention required")


@pytest.mark.browser
def test_without_javascript_the_page_explains_the_calculation_by_hand(reader: Reader) -> None:
    page = reader.open(_HEALTH, java_script_enabled=False)

    expect(page.locator("form[data-scorecard]")).to_be_hidden()
    expect(page.get_by_role("heading", name="By hand")).to_be_visible()


@pytest.mark.browser
@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_calculator_is_accessible(scheme: str, width: int, reader: Reader) -> None:
    page = reader.open(_HEALTH, width=width, color_scheme=scheme)
    expect(_result(page)).to_be_visible()

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
