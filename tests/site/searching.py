"""How tests use the search: they type, wait for the answer, and read what is found."""

from typing import NamedTuple
from urllib.parse import urldefrag

from playwright.sync_api import Locator, Page, expect

# What is shown belongs to these words, and to none before them.
_ANSWERED = "[role=listbox][data-words='{}']"


class Result(NamedTuple):
    """A page that was found: its title, its address from the site's root, all that is said."""

    title: str
    address: str
    text: str


def box(page: Page) -> Locator:
    """Return the box of the search."""
    return page.get_by_role("dialog", name="Search")


def field(page: Page) -> Locator:
    """Return the field in the box."""
    return page.get_by_role("combobox", name="Search the handbook")


def options(page: Page) -> Locator:
    """Return all that can be chosen: pages, and places on them."""
    return box(page).get_by_role("option")


def results(page: Page) -> Locator:
    """Return the pages found, without the places on them."""
    return box(page).locator(".hb-found__option--page")


def ask(page: Page, words: str) -> None:
    """Type words into the box, opened first if it is not, and wait for the answer."""
    if not box(page).is_visible():
        page.keyboard.press("/")
    field(page).fill(words)
    answered(page, words)


def answered(page: Page, words: str) -> None:
    """Wait until what is shown is the answer to these words."""
    quoted = words.replace("\\", "\\\\").replace("'", "\\'")
    expect(page.locator(_ANSWERED.format(quoted))).to_be_attached()


def found(page: Page, words: str, root: str = "") -> list[Result]:
    """Return the pages found for words; addresses are told from the root."""
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
    """Return the titles of the pages found for words."""
    return [result.title for result in found(page, words)]


def page_of(address: str) -> str:
    """Return an address without its anchor."""
    return urldefrag(address).url
