"""The table of contents: filtered by what people know of a procedure, whole without scripts."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.site.reader import Reader, text

pytestmark = pytest.mark.browser

_CONTENTS = "procedures/"
_ALL = [
    "Closing time",
    "Lost keys",
    "Payroll",
    "Shift handover",
    "Fire drill",
    "Stocktaking",
]


def _filter(page: Page) -> Locator:
    return page.get_by_role("search", name="Filter the list")


def _listed(page: Page) -> list[str]:
    """Return the titles of the list that can be seen, in order."""
    return [
        line.get_by_role("link").first.inner_text()
        for line in text(page).get_by_role("listitem").all()
        if line.is_visible()
    ]


def test_every_procedure_and_process_is_listed_by_area(visitor: Reader) -> None:
    page = visitor.open(_CONTENTS)

    assert sorted(_listed(page)) == sorted([*_ALL, "Use of the old lift"])
    expect(page.get_by_role("status")).to_have_text("7 in the list")
    expect(text(page).get_by_role("heading", level=2)).to_have_text(["Operations", "Warehouse"])


@pytest.mark.parametrize(
    ("field", "choice", "expected"),
    [
        ("Owner", "Night warden", ["Lost keys", "Shift handover"]),
        ("Owner", "COO", ["Payroll", "Fire drill"]),
        ("Status", "Current", ["Shift handover"]),
        ("Status", "Needs update", ["Closing time", "Stocktaking"]),
        ("Status", "Draft", ["Lost keys"]),
        ("Status", "Not documented", ["Fire drill"]),
        ("Status", "Unlisted", ["Payroll"]),
        ("Area", "Warehouse", ["Stocktaking", "Use of the old lift"]),
        ("Tool", "Walkie-talkie", ["Shift handover"]),
        ("Tool", "Ledger", ["Stocktaking"]),
    ],
)
def test_the_list_is_narrowed_by_one_choice(
    field: str, choice: str, expected: list[str], visitor: Reader
) -> None:
    page = visitor.open(_CONTENTS)

    _filter(page).get_by_label(field, exact=True).select_option(choice)

    expect(page.get_by_role("status")).to_have_text(f"{len(expected)} of 7 shown")
    assert sorted(_listed(page)) == sorted(expected)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("guard", ["Shift handover"]),
        ("HANDOVER shift", ["Shift handover"]),
        ("radio", ["Shift handover"]),
        ("sign the book", ["Shift handover"]),
        ("fire", ["Fire drill"]),
        ("chief operating", ["Shift handover", "Stocktaking"]),
    ],
)
def test_the_list_is_narrowed_by_words(words: str, expected: list[str], visitor: Reader) -> None:
    page = visitor.open(_CONTENTS)

    _filter(page).get_by_role("searchbox").fill(words)

    expect(page.get_by_role("status")).to_have_text(f"{len(expected)} of 7 shown")
    assert sorted(_listed(page)) == sorted(expected)


def test_choices_work_together_and_an_empty_area_disappears(visitor: Reader) -> None:
    page = visitor.open(_CONTENTS)

    _filter(page).get_by_label("Status", exact=True).select_option("Needs update")
    _filter(page).get_by_label("Tool", exact=True).select_option("Ledger")

    assert _listed(page) == ["Stocktaking"]
    expect(text(page).get_by_role("heading", level=2)).to_have_text(["Warehouse"])


def test_what_finds_nothing_says_so(visitor: Reader) -> None:
    page = visitor.open(_CONTENTS)

    _filter(page).get_by_role("searchbox").fill("xylophone")

    expect(page.get_by_role("status")).to_have_text("0 of 7 shown")
    expect(page.get_by_text("Nothing in the list is like that.")).to_be_visible()


def test_the_choice_is_kept_in_the_address(visitor: Reader) -> None:
    page = visitor.open(_CONTENTS)
    _filter(page).get_by_label("Owner", exact=True).select_option("Night warden")
    _filter(page).get_by_role("searchbox").fill("barometer lost")
    _filter(page).get_by_role("searchbox").fill("lost")
    expect(page.get_by_role("status")).to_have_text("1 of 7 shown")

    again = visitor.open(page.url.removeprefix(visitor.address))

    expect(again.get_by_role("status")).to_have_text("1 of 7 shown")
    assert _listed(again) == ["Lost keys"]
    expect(_filter(again).get_by_role("searchbox")).to_have_value("lost")
    expect(_filter(again).get_by_label("Owner", exact=True)).to_have_value("night-warden")
    expect(again.get_by_role("dialog")).to_be_hidden()
    assert again.url == page.url


def test_the_choice_is_still_there_after_going_back(visitor: Reader) -> None:
    page = visitor.open(_CONTENTS)
    _filter(page).get_by_label("Owner", exact=True).select_option("Night warden")
    page.get_by_role("link", name="Lost keys", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lost keys")

    page.go_back()

    expect(page.get_by_role("status")).to_have_text("2 of 7 shown")
    assert sorted(_listed(page)) == ["Lost keys", "Shift handover"]


def test_a_choice_that_does_not_exist_hides_nothing(visitor: Reader) -> None:
    page = visitor.open(f"{_CONTENTS}?owner=nobody&status=%3Cb%3E")

    expect(page.get_by_role("status")).to_have_text("7 in the list")


def test_all_is_shown_again(visitor: Reader) -> None:
    page = visitor.open(f"{_CONTENTS}?status=draft")
    expect(page.get_by_role("status")).to_have_text("1 of 7 shown")

    page.get_by_role("button", name="Show all").click()

    expect(page.get_by_role("status")).to_have_text("7 in the list")
    expect(page).to_have_url(visitor.address + _CONTENTS)
    expect(_filter(page).get_by_role("searchbox")).to_be_focused()


def test_the_filter_is_used_with_the_keyboard_alone(visitor: Reader) -> None:
    page = visitor.open(_CONTENTS)

    _filter(page).get_by_role("searchbox").focus()
    page.keyboard.type("lost")
    expect(page.get_by_role("status")).to_have_text("1 of 7 shown")
    for label in ("Area", "Owner", "Status", "Tool"):
        page.keyboard.press("Tab")
        expect(_filter(page).get_by_label(label, exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Show all")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_have_text("7 in the list")


def test_letters_in_the_filter_do_not_open_the_search(visitor: Reader) -> None:
    page = visitor.open(_CONTENTS)

    _filter(page).get_by_role("searchbox").press_sequentially("safe/")

    expect(_filter(page).get_by_role("searchbox")).to_have_value("safe/")
    expect(_filter(page).get_by_role("searchbox")).to_be_focused()


def test_without_scripts_the_list_is_whole_and_has_no_filter(visitor: Reader) -> None:
    page = visitor.open(f"{_CONTENTS}?owner=night-warden", java_script_enabled=False)

    assert sorted(_listed(page)) == sorted([*_ALL, "Use of the old lift"])
    expect(_filter(page)).to_be_hidden()


def test_roles_are_found_by_name_holder_and_duty(visitor: Reader) -> None:
    page = visitor.open("roles/")

    for words in ("nightwatch", "nils", "the keys"):
        _filter(page).get_by_role("searchbox").fill(words)
        expect(page.get_by_role("row").filter(has_text="Night warden")).to_be_visible()
        expect(page.get_by_role("row").filter(has_text="Storekeeper")).to_be_hidden()
