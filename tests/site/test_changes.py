"""What changed lately is read on its page, filtered there, and led to from the first page."""

import pytest
from playwright.sync_api import expect

from tests.site.published import ORIGIN, Published
from tests.site.reader import PHONE, Reader


def test_the_page_tells_what_git_remembers_in_words(small: Published) -> None:
    words = small.pages["changes/"].words

    assert (
        "18 November 2026 Shift handover procedure, changed Step 'Count the keys': owner " in words
    )
    assert "Title changed from Teleprinter to Telex" in words
    assert "3 November 2026" in words


def test_a_procedure_tells_what_became_different_in_it(small: Published) -> None:
    words = small.pages["procedures/shift-handover/"].words

    assert (
        "What changed, day by day 18 November 2026 "
        "Step 'Count the keys': owner changed from Storekeeper to Day warden"
    ) in words


@pytest.mark.browser
def test_a_role_finds_what_touches_it(visitor: Reader) -> None:
    page = visitor.open("changes/")

    for facet, choice in (("Role", "Day warden"), ("Change", "Changed")):
        page.locator("[data-choice] summary").filter(has_text=facet).click()
        page.get_by_role("checkbox", name=choice).check()
        page.keyboard.press("Escape")

    expect(page.locator("[data-line]:visible")).to_have_count(1)
    expect(page.locator("[data-line]:visible")).to_contain_text("Shift handover")
    assert "role=day-warden" in page.url


@pytest.mark.browser
def test_the_first_page_leads_to_all_changes(visitor: Reader) -> None:
    page = visitor.open()

    page.get_by_role("link", name="All recent changes").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Changes")


@pytest.mark.browser
def test_nothing_on_the_page_is_wider_than_a_phone(visitor: Reader) -> None:
    page = visitor.open("changes/", width=PHONE)

    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("innerWidth")


@pytest.mark.parametrize("address", ["", "changes/", "areas/operations/", "roles/night-warden/"])
def test_a_page_names_the_feeds_of_its_changes(address: str, small: Published) -> None:
    beside = address or "changes/"

    named = [
        small.pages[address].absolute(link.target).removeprefix(ORIGIN)
        for link in small.pages[address].links
        if link.rel.split() == ["alternate"]
    ]

    assert named[1:3] == [f"{beside}atom.xml", f"{beside}feed.json"]
    assert all((small.folder / path).is_file() for path in named)
