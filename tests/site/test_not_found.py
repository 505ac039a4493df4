"""A missing page offers ways to continue, at any depth and below any root."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote_plus

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.site.building import built
from tests.site.published import Published
from tests.site.reader import PHONE, Reader, brightness
from tests.site.serving import serving
from tests.site.specimen import specimen
from tests.support.commands import PINNED


@pytest.fixture
def stray(browser: Browser, small: Published) -> Iterator[Reader]:
    """A reader who opens a missing page."""
    yield from _reader_of_a_missing_page(browser, small.address)


def _reader_of_a_missing_page(browser: Browser, address: str) -> Iterator[Reader]:
    reader = Reader(browser, address)
    yield reader
    reader.close()
    expected = ("was answered with 404", "Failed to load resource")
    assert [
        fault for fault in reader.faults if not any(message in fault for message in expected)
    ] == []
    # Only the page itself is missing, nothing that it loads.
    assert len([fault for fault in reader.faults if expected[0] in fault]) == 1


def _similar_pages(page: Page) -> Locator:
    section = page.locator("section", has_text="Pages with a similar address")
    return section.get_by_role("link")


@pytest.mark.browser
def test_ways_to_continue_are_offered(stray: Reader) -> None:
    page = stray.open("nowhere/at/all/")

    expect(page).to_have_title("Page not found - Example handbook")
    expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")
    expect(page.get_by_text("None found.")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Browse all procedures").click()
    expect(page).to_have_url(stray.address + "procedures/")


@pytest.mark.browser
@pytest.mark.parametrize(
    "address",
    [
        "sops/shift-handover/",
        "shift-handover.html",
        "procedures/Shift_Handover.md",
        "procedures/shift-hand0ver/",
        "procedures/shfit-handovers/",
        "a/b/c/handover-shift",
        "%E0%A4%A/shift-handover/",
    ],
)
def test_pages_with_a_similar_address_are_suggested(address: str, stray: Reader) -> None:
    page = stray.open(address)

    expect(_similar_pages(page).first).to_have_text("Shift handover")
    _similar_pages(page).first.click()

    expect(page).to_have_url(stray.address + "procedures/shift-handover/")


@pytest.mark.browser
def test_the_section_distinguishes_pages_with_the_same_name(
    browser: Browser, handbook: Published
) -> None:
    for reader in _reader_of_a_missing_page(browser, handbook.address):
        page = reader.open("vendor/slack")

        expect(_similar_pages(page).first).to_have_attribute(
            "href", f"{handbook.address}vendors/slack/"
        )
        expect(_similar_pages(page).first.locator("..")).to_have_text("Slack Vendors")


@pytest.mark.browser
def test_the_search_field_contains_the_words_of_the_address(stray: Reader) -> None:
    page = stray.open("sops/old-stock-taking.html", width=PHONE)

    expect(page.get_by_role("searchbox", name="Search for it")).to_have_value("old stock taking")


@pytest.mark.browser
def test_the_report_contains_the_address_and_the_linking_page(stray: Reader) -> None:
    page = stray.open("roles/")
    page.evaluate("location = '../no/such?a=$&b=c'")
    expect(page).to_have_title("Page not found - Example handbook")

    report = page.get_by_role("link", name="Report the broken link").get_attribute("href")

    assert report is not None
    assert unquote_plus(report).endswith(
        f"Broken address: {stray.address}no/such?a=$&b=c\n\n"
        f"Page with the link: {stray.address}roles/\n"
    )


@pytest.mark.browser
def test_the_page_is_complete_without_scripts(stray: Reader) -> None:
    page = stray.open("a/b/c/", java_script_enabled=False, color_scheme="dark")

    assert brightness(page).background < 0.25
    expect(page.get_by_role("searchbox")).to_be_hidden()
    report = page.get_by_role("link", name="Report the broken link").get_attribute("href")
    assert "{" not in unquote_plus(report or "{")


@pytest.mark.browser
@pytest.mark.parametrize("url", ["https://example.com/hand/book/", ""])
def test_the_page_finds_its_assets_below_a_path(url: str, browser: Browser, tmp_path: Path) -> None:
    settings = {"HANDBOOK_URL": url}
    site = built(specimen(tmp_path / "root"), tmp_path / "site/hand/book", PINNED | settings)
    shutil.copyfile(site / "404.html", tmp_path / "site/404.html")

    with serving(tmp_path / "site") as address:
        reader = Reader(browser, address)
        page = reader.open("hand/book/a/b/shift-handover/", color_scheme="dark")

        # Without a configured address the page must find its assets first.
        _similar_pages(page).first.click()
        expect(page).to_have_url(f"{address}hand/book/procedures/shift-handover/")
        page.go_back()
        expect(_similar_pages(page).first).to_be_visible()
        assert brightness(page).background < 0.25
        reader.close()


def test_every_page_is_listed_by_its_address(small: Published) -> None:
    text = (small.folder / "assets/addresses.json").read_text(encoding="utf-8")

    listed = json.loads(text)

    assert [*listed] == sorted({*small.pages} - {"", "404.html"})
    assert listed["procedures/shift-handover/"] == "Shift handover"
