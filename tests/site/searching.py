"""Use of the search in tests: type a query, wait for its results, read them."""

from typing import NamedTuple
from urllib.parse import urldefrag

from playwright.sync_api import Locator, Page, expect

# Matches only once the displayed results are those of this query.
_RESULTS = "[role=listbox][data-words='{}']"


class Result(NamedTuple):
    """A found page: its title, its address relative to the site's root, and all of its text."""

    title: str
    address: str
    text: str


def box(page: Page) -> Locator:
    """Return the search box."""
    return page.get_by_role("dialog", name="Search")


def field(page: Page) -> Locator:
    """Return the input field of the search box."""
    return page.get_by_role("combobox", name="Search the handbook")


def options(page: Page) -> Locator:
    """Return all options: pages and places on them."""
    return box(page).get_by_role("option")


def results(page: Page) -> Locator:
    """Return the found pages, without the places on them."""
    return box(page).locator(".hb-found__option--page")


def ask(page: Page, words: str) -> None:
    """Type a query into the box, opening it first if necessary, and wait for the results."""
    if not box(page).is_visible():
        page.keyboard.press("/")
    field(page).fill(words)
    wait_for_results(page, words)


def wait_for_results(page: Page, words: str) -> None:
    """Wait until the results of this query are displayed."""
    quoted = words.replace("\\", "\\\\").replace("'", "\\'")
    expect(page.locator(_RESULTS.format(quoted))).to_be_attached()


def found(page: Page, words: str, root: str = "") -> list[Result]:
    """Return the pages found for a query, with addresses relative to the root."""
    ask(page, words)
    rows = results(page).evaluate_all(
        """(options) => options.map((option) => [
          option.querySelector(".hb-found__title").textContent,
          option.href,
          option.textContent,
        ])"""
    )
    return [Result(title, href.removeprefix(root), text) for title, href, text in rows]


def titles(page: Page, words: str) -> list[str]:
    """Return the titles of the pages found for a query."""
    return [result.title for result in found(page, words)]


def page_of(address: str) -> str:
    """Return an address without its anchor."""
    return urldefrag(address).url
