"""Recent changes are listed on their own page, filtered there, and linked from the home page."""

import pytest
from playwright.sync_api import expect

from tests.site.published import ORIGIN, Published
from tests.site.reader import PHONE, Reader


def test_the_page_describes_changes_from_git(small: Published) -> None:
    words = small.pages["changes/"].words

    assert (
        "18 November 2026 Shift handover procedure, changed Step 'Count the keys': owner " in words
    )
    assert "Title changed from Teleprinter to Telex" in words
    assert "3 November 2026" in words


def test_a_procedure_lists_its_own_changes(small: Published) -> None:
    words = small.pages["procedures/shift-handover/"].words

    assert (
        "What changed, day by day 18 November 2026 "
        "Step 'Count the keys': owner changed from Storekeeper to Day warden"
    ) in words


@pytest.mark.browser
def test_changes_can_be_filtered_by_role_and_kind(visitor: Reader) -> None:
    page = visitor.open("changes/")

    for facet, choice in (("Role", "Day warden"), ("Change", "Changed")):
        page.locator("[data-choice] summary").filter(has_text=facet).click()
        page.get_by_role("checkbox", name=choice).check()
        page.keyboard.press("Escape")

    expect(page.locator("[data-line]:visible")).to_have_count(1)
    expect(page.locator("[data-line]:visible")).to_contain_text("Shift handover")
    assert "role=day-warden" in page.url


@pytest.mark.browser
def test_home_links_to_all_changes(visitor: Reader) -> None:
    page = visitor.open()

    page.get_by_role("link", name="All recent changes").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Changes")


@pytest.mark.browser
def test_the_page_fits_a_phone(visitor: Reader) -> None:
    page = visitor.open("changes/", width=PHONE)

    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("innerWidth")


@pytest.mark.parametrize("address", ["", "changes/", "areas/operations/", "roles/night-warden/"])
def test_a_page_links_to_the_feeds_of_its_changes(address: str, small: Published) -> None:
    base = address or "changes/"

    feeds = [
        small.pages[address].absolute(link.target).removeprefix(ORIGIN)
        for link in small.pages[address].links
        if link.rel.split() == ["alternate"]
    ]

    assert feeds[1:3] == [f"{base}atom.xml", f"{base}feed.json"]
    assert all((small.folder / path).is_file() for path in feeds)
