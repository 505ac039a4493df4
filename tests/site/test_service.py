"""The page that says whom to call, and checklists for paper."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.site.reader import Reader, text

pytestmark = pytest.mark.browser

_WHO = "support/who-do-i-call/"
_LIST = "checklists/locking-up/"


def _cases(page: Page) -> list[str]:
    """Return the visible cases, each below its scale."""
    return [
        heading.inner_text()
        for heading in text(page).locator("h2, h3").all()
        if heading.is_visible()
    ]


def _boxes(page: Page) -> Locator:
    return text(page).get_by_role("checkbox")


def test_a_scale_filters_the_cases_and_is_kept_in_the_address(visitor: Reader) -> None:
    page = visitor.open(_WHO)

    page.get_by_label("Type of case").select_option("Support tickets (2)")

    assert _cases(page) == ["Support tickets", "P1 - Critical", "P2 - High"]
    assert page.url.endswith("?scale=ticket")


def test_a_case_can_be_linked_to_and_found_by_its_words(visitor: Reader) -> None:
    page = visitor.open(f"{_WHO}?case=incident-p1")
    assert _cases(page) == ["Incidents", "P1 - High"]

    page.get_by_role("button", name="Clear all").click()
    page.get_by_label("What happened").fill("lamp")

    expect(page.get_by_role("status")).to_have_text("1 of 5 shown")
    assert _cases(page) == ["Support tickets", "P2 - High"]


def test_without_javascript_every_case_is_shown(visitor: Reader) -> None:
    page = visitor.open(_WHO, java_script_enabled=False)

    assert len(_cases(page)) == 8
    expect(page.get_by_role("search", name="Choose the case")).to_be_hidden()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_checklist_has_boxes_to_tick_on_paper(scripts: bool, visitor: Reader) -> None:
    page = visitor.open(_LIST, java_script_enabled=scripts)

    expect(_boxes(page)).to_have_count(0)
    boxes = text(page).locator(".sv-box")
    expect(boxes).to_have_count(3)
    assert {box.evaluate("one => getComputedStyle(one).borderStyle") for box in boxes.all()} == {
        "solid"
    }
