"""Search: a procedure is found by all that people call it, and by what is written in it."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from handbook.load import load
from tests.site.reader import PHONE, Reader
from tests.site.reading import Published

pytestmark = pytest.mark.browser


def _field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Search")


def _type(page: Page, words: str) -> None:
    """Ask for words; the search waits for a key to be released."""
    _field(page).fill(words)
    _field(page).press("End")


def _results(page: Page) -> Locator:
    """Return the pages found, without the places on them."""
    return page.get_by_role("dialog").get_by_role("heading", level=1)


def _search(page: Page, words: str) -> list[str]:
    """Return the titles of the pages that are found first."""
    _type(page, words)
    # A mark in a result means that it belongs to these words and not to those before them.
    # What is as short as "at" is passed over by the search, and never marked.
    told = [word for word in re.split(r"\W", words) if len(word) > 2]
    first = re.compile(told[0] if told else words, re.IGNORECASE)
    expect(page.get_by_role("dialog").locator("mark").filter(has_text=first).first).to_be_visible()
    return _results(page).all_inner_texts()[:5]


@pytest.mark.parametrize(
    "words",
    [
        "Shift handover",
        "handover",
        "shift-handover",
        "Changing of the guard",
        "guard",
        "Walkie-talkie",
        "Night warden",
        "COO",
        "barometer",
        "third door",
        "gate book",
    ],
)
def test_a_procedure_is_among_the_first_that_are_found(words: str, visitor: Reader) -> None:
    page = visitor.open()

    assert "Shift handover" in _search(page, words)


@pytest.mark.parametrize("words", ["shift hand", "barom"])
def test_the_beginning_of_a_word_is_enough(words: str, visitor: Reader) -> None:
    page = visitor.open()

    assert "Shift handover" in _search(page, words)


def test_every_procedure_is_found_first_by_its_title_and_its_aliases(
    handbook: Published, reader: Reader
) -> None:
    page = reader.open()
    missed = []

    for sop in load(handbook.root).handbook.sops_in_use:
        for name in (sop.title, *sop.entry.aliases):
            found = _search(page, name)
            if sop.title not in found[:3]:
                missed.append(f"{name}: {found}")

    assert missed == []


def test_tools_and_roles_lead_to_their_pages_or_to_procedures(
    handbook: Published, reader: Reader
) -> None:
    page = reader.open()
    book = load(handbook.root).handbook
    wanted: dict[str, set[str]] = {}
    for sop in book.sops_in_use:
        cited = [book.find("roles", sop.owner), *(book.find("tools", tool) for tool in sop.tools)]
        for title in (entry.title for entry in cited if entry):
            wanted.setdefault(title, set()).add(sop.title)

    found = {name: _search(page, name) for name in wanted}

    missed = {
        name: titles for name, titles in found.items() if not {name, *wanted[name]} & {*titles}
    }
    assert missed == {}


def test_home_has_a_field_that_searches(visitor: Reader) -> None:
    page = visitor.open()

    page.get_by_role("searchbox", name="Search the handbook").fill("barometer")
    page.keyboard.press("Enter")

    expect(_results(page)).to_have_text(["Shift handover"])


def test_home_has_a_button_that_searches(visitor: Reader) -> None:
    page = visitor.open()

    page.get_by_role("searchbox", name="Search the handbook").fill("barometer")
    page.get_by_role("main").get_by_role("button", name="Search").click()

    expect(_results(page)).to_have_text(["Shift handover"])


@pytest.mark.parametrize("key", ["/", "f", "s"])
def test_a_key_opens_the_search_and_another_closes_it(key: str, visitor: Reader) -> None:
    page = visitor.open("roles/")

    page.keyboard.press(key)
    expect(_field(page)).to_be_focused()
    page.keyboard.type("barometer")
    expect(_results(page)).to_have_text(["Shift handover"])
    page.keyboard.press("Escape")

    expect(_results(page)).not_to_be_visible()


def test_a_result_is_chosen_with_the_keyboard(visitor: Reader) -> None:
    page = visitor.open()

    page.keyboard.press("/")
    page.keyboard.type("barometer")
    expect(_results(page)).to_have_text(["Shift handover"])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/procedures/shift-handover/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Shift handover")


def test_a_result_leads_to_the_step_it_was_found_in(visitor: Reader) -> None:
    page = visitor.open()
    _search(page, "barometer")

    page.get_by_role("dialog").get_by_role("heading", name="Walk the round").click()

    expect(page).to_have_url(re.compile(r"/procedures/shift-handover/.*#walk-the-round$"))
    expect(page.get_by_role("heading", name="Walk the round")).to_be_in_viewport()


def test_the_search_opens_on_a_phone(visitor: Reader) -> None:
    page = visitor.open(width=PHONE, has_touch=True)

    page.get_by_role("banner").get_by_role("button", name="Search", exact=True).tap()
    _type(page, "barometer")
    _results(page).filter(has_text="Shift handover").tap()

    expect(page.get_by_role("heading", level=1)).to_have_text("Shift handover")


def test_what_is_retired_is_not_found(visitor: Reader) -> None:
    page = visitor.open()

    _type(page, "paternoster")

    expect(page.get_by_role("dialog")).to_contain_text("No matching documents")


def test_entries_of_registers_are_found_by_title_and_alias(visitor: Reader) -> None:
    page = visitor.open()

    assert _search(page, "Nightwatch")[0] == "Night warden"
    assert "Ledger" in _search(page, "Ledger")
    assert _search(page, "Huddle")[0] == "Gate talk"
    assert "Handover time" in _search(page, "Handover time")


def test_results_read_like_the_pages_and_not_like_their_source(visitor: Reader) -> None:
    page = visitor.open()
    entries = page.evaluate("fetch('search/search_index.json').then((answer) => answer.json())")

    odd = [
        entry
        for entry in entries["docs"]
        if re.search(r"[\ue000-\uf8ff]|\{\{|\*\*|\]\(", entry["title"] + entry["text"])
    ]

    assert odd == []
