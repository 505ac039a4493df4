"""The list of procedures can be filtered and sorted, and is complete without scripts."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.site.reader import PHONE, WIDE, Reader, text, violations

pytestmark = pytest.mark.browser

_CONTENTS = "procedures/"
_TITLES = ["Closing time", "Lost keys", "Shift handover", "Fire drill", "Payroll", "Stocktaking"]
_RETIRED = "Use of the old lift"
_QUERY = re.compile(r"owner=night-warden&words=lost$")


def _filter(page: Page) -> Locator:
    return page.get_by_role("search", name="Filter the list")


def _listed(page: Page) -> list[str]:
    """Return the listed titles, in order."""
    return [line.inner_text() for line in page.locator(".hb-row__main > a").all()]


def _summary(page: Page, facet: str) -> Locator:
    return _filter(page).locator("summary").filter(has_text=re.compile(f"^{facet}"))


def _open(page: Page, facet: str) -> Locator:
    """Open the panel of a facet and return it."""
    _summary(page, facet).click()
    return _filter(page).get_by_role("group", name=facet, exact=True)


def _tick(page: Page, facet: str, *choices: str) -> None:
    panel = _open(page, facet)
    for choice in choices:
        panel.get_by_role("checkbox", name=re.compile(rf"^{choice} \(")).check()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def _choices(panel: Locator) -> dict[str, bool]:
    """Return the choices of a panel with their counts, and whether each is enabled."""
    # A panel is filled when first opened, after the click has returned.
    expect(panel.locator("label").first).to_be_visible()
    return {
        label.text_content() or "": label.get_by_role("checkbox").is_enabled()
        for label in panel.locator("label").all()
    }


def _expect_count(page: Page, words: str) -> None:
    expect(page.get_by_role("status")).to_have_text(words)


def _search_field(page: Page) -> Locator:
    return _filter(page).get_by_role("searchbox", name="Find in the list")


def test_all_but_retired_procedures_and_processes_are_listed_by_area(
    visitor: Reader,
) -> None:
    page = visitor.open(_CONTENTS)

    _expect_count(page, "6 in the list")
    assert _listed(page) == _TITLES
    expect(text(page).get_by_role("heading", level=2)).to_have_text(["Operations", "Warehouse"])


@pytest.mark.parametrize(
    ("facet", "choice", "expected"),
    [
        ("Area", "Warehouse", ["Stocktaking"]),
        ("Owner", "Night warden", ["Lost keys", "Shift handover"]),
        ("Owner", "COO", ["Fire drill", "Payroll"]),
        ("Does a step", "Night warden", ["Shift handover"]),
        ("Status", "Current", ["Shift handover"]),
        ("Status", "Needs update", ["Closing time", "Stocktaking"]),
        ("Status", "Draft", ["Lost keys"]),
        ("Status", "Not documented", ["Fire drill"]),
        ("Status", "Unlisted", ["Payroll"]),
        ("Status", "Retired", [_RETIRED]),
        ("Tool", "Walkie-talkie", ["Shift handover"]),
        ("Tool", "Ledger", ["Stocktaking"]),
        ("For", "Wardens", ["Shift handover"]),
        ("For", "Everyone", ["Closing time", "Lost keys", "Stocktaking"]),
    ],
)
def test_a_choice_filters_the_list(
    facet: str, choice: str, expected: list[str], visitor: Reader
) -> None:
    page = visitor.open(_CONTENTS)

    _tick(page, facet, choice)

    _expect_count(page, f"{len(expected)} of {7 if choice == 'Retired' else 6} shown")
    assert _listed(page) == expected
    expect(page.get_by_role("button", name=f"{facet}: {choice} remove", exact=True)).to_be_visible()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("guard", ["Shift handover"]),
        ("HANDOVER shift", ["Shift handover"]),
        ("radio", ["Shift handover"]),
        ("sign the book", ["Shift handover"]),
        ("fire", ["Fire drill"]),
        ("chief operating", ["Shift handover", "Fire drill", "Payroll", "Stocktaking"]),
        ("stock-taking", []),
        ("warehouse", ["Stocktaking"]),
        ("draft", ["Lost keys"]),
    ],
)
def test_words_filter_the_list(words: str, expected: list[str], visitor: Reader) -> None:
    page = visitor.open(_CONTENTS)

    _search_field(page).fill(words)

    _expect_count(page, f"{len(expected)} of 6 shown")
    assert _listed(page) == expected


def test_choices_widen_within_a_facet_and_narrow_across_facets(visitor: Reader) -> None:
    page = visitor.open(_CONTENTS)

    _tick(page, "Status", "Needs update", "Draft")
    assert _listed(page) == ["Closing time", "Lost keys", "Stocktaking"]
    _tick(page, "Tool", "Ledger")

    assert _listed(page) == ["Stocktaking"]
    expect(text(page).get_by_role("heading", level=2)).to_have_text(["Warehouse"])


def test_a_choice_shows_its_count_and_is_disabled_at_zero(
    visitor: Reader,
) -> None:
    page = visitor.open(_CONTENTS)
    _tick(page, "Owner", "Night warden")

    assert _choices(_open(page, "Status")) == {
        "Not documented (0)": False,
        "Unlisted (0)": False,
        "Draft (1)": True,
        "Needs update (0)": False,
        "Current (1)": True,
        "Retired (0)": False,
    }
    page.keyboard.press("Escape")
    # Another choice of the same facet adds to the list.
    assert _choices(_open(page, "Owner"))["COO (2)"]


@pytest.mark.parametrize(
    ("order", "expected", "headings"),
    [
        ("Area", _TITLES, ["Operations", "Warehouse"]),
        ("Title", sorted(_TITLES), []),
        (
            "Owner",
            ["Fire drill", "Payroll", "Closing time", "Lost keys", "Shift handover", "Stocktaking"],
            ["COO", "Day warden", "Night warden", "Storekeeper"],
        ),
        (
            "Status",
            ["Fire drill", "Payroll", "Lost keys", "Closing time", "Stocktaking", "Shift handover"],
            ["Not documented", "Unlisted", "Draft", "Needs update", "Current"],
        ),
        ("Next review", ["Stocktaking", "Shift handover", *sorted(_TITLES)[:4]], []),
    ],
)
def test_the_list_is_sorted(
    order: str, expected: list[str], headings: list[str], visitor: Reader
) -> None:
    page = visitor.open(_CONTENTS)

    _filter(page).get_by_label("Sort by").select_option(order)

    assert _listed(page) == expected
    expect(text(page).get_by_role("heading", level=2)).to_have_text(headings)


def test_a_line_shows_the_value_it_is_sorted_by(visitor: Reader) -> None:
    page = visitor.open(f"{_CONTENTS}?sort=due")
    line = page.get_by_role("listitem").filter(has_text="Shift handover")

    expect(line.get_by_text("Due 2 February 2027")).to_be_visible()
    expect(line.get_by_role("link", name="Operations")).to_be_visible()
    expect(line.get_by_text("Changed")).to_be_hidden()
    _filter(page).get_by_label("Sort by").select_option("Last change")
    expect(line.get_by_text("Due 2 February 2027")).to_be_hidden()
    expect(line.get_by_text("Changed")).to_be_visible()
    _filter(page).get_by_label("Sort by").select_option("Area")
    expect(line.get_by_role("link", name="Operations")).to_be_hidden()


def test_choices_can_be_removed_one_by_one_or_all_at_once(visitor: Reader) -> None:
    page = visitor.open(f"{_CONTENTS}?status=draft&status=current&owner=night-warden")
    _expect_count(page, "2 of 6 shown")

    page.get_by_role("button", name="Status: Draft").click()
    assert _listed(page) == ["Shift handover"]
    expect(page.get_by_role("button", name="Status: Current")).to_be_focused()
    page.get_by_role("button", name="Clear all").click()

    _expect_count(page, "6 in the list")
    expect(page.get_by_role("button", name="Clear all")).to_be_hidden()
    expect(page).to_have_url(visitor.address + _CONTENTS)
    expect(_search_field(page)).to_be_focused()


def test_a_filter_without_results_suggests_a_looser_one(visitor: Reader) -> None:
    page = visitor.open(f"{_CONTENTS}?status=draft&words=lift")
    expect(page.get_by_text("Nothing in this list matches.")).to_be_visible()
    offers = page.get_by_role("main").get_by_role("button", name=re.compile(r"\(\d+\)$"))
    expect(offers).to_have_text(["Without the search words (1)"])

    offers.click()
    assert _listed(page) == ["Lost keys"]
    visitor.go(page, f"{_CONTENTS}?words=lift")
    page.get_by_role("button", name="Only retired (1)").click()

    assert _listed(page) == [_RETIRED]
    expect(page.get_by_text("Nothing in this list matches.")).to_be_hidden()


def test_a_missing_procedure_can_be_requested_or_written(visitor: Reader) -> None:
    page = visitor.open(f"{_CONTENTS}?words=xylophone")

    expect(page.get_by_role("link", name="Request it")).to_be_visible()
    page.get_by_role("link", name="write it").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Procedure")


def test_choices_are_kept_in_the_address(visitor: Reader) -> None:
    page = visitor.open(_CONTENTS)
    _tick(page, "Owner", "Night warden")
    _search_field(page).fill("barometer lost")
    _search_field(page).fill("lost")
    _expect_count(page, "1 of 6 shown")

    again = visitor.open(page.url.removeprefix(visitor.address))

    _expect_count(again, "1 of 6 shown")
    assert _listed(again) == ["Lost keys"]
    expect(_search_field(again)).to_have_value("lost")
    expect(again.get_by_role("dialog")).to_be_hidden()
    expect(again).to_have_url(_QUERY)


def test_back_restores_the_previous_choice(visitor: Reader) -> None:
    page = visitor.open(_CONTENTS)
    _tick(page, "Owner", "Night warden")
    _search_field(page).press_sequentially("lost")
    _expect_count(page, "1 of 6 shown")

    page.go_back()
    _expect_count(page, "2 of 6 shown")
    expect(_search_field(page)).to_have_value("")
    page.go_back()
    _expect_count(page, "6 in the list")
    page.go_forward()

    _expect_count(page, "2 of 6 shown")
    assert _listed(page) == ["Lost keys", "Shift handover"]


def test_back_from_a_procedure_restores_the_choices(visitor: Reader) -> None:
    page = visitor.open(_CONTENTS)
    _tick(page, "Owner", "Night warden")
    page.get_by_role("link", name="Lost keys", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lost keys")

    page.go_back()

    _expect_count(page, "2 of 6 shown")
    assert _listed(page) == ["Lost keys", "Shift handover"]


def test_unknown_values_in_the_address_are_ignored_and_reported(visitor: Reader) -> None:
    page = visitor.open(f"{_CONTENTS}?owner=nobody&owner=coo&status=%3Cb%3E&sort=colour")

    _expect_count(page, "2 of 6 shown")
    expect(
        page.get_by_text(
            "Not in this list, so ignored: the order “colour”, owner “nobody”, status “<b>”."
        )
    ).to_be_visible()
    _tick(page, "Area", "Operations")
    expect(page.get_by_text("Not in this list")).to_be_hidden()
    expect(page).to_have_url(f"{visitor.address}{_CONTENTS}?area=operations&owner=coo")


def test_the_filter_works_with_the_keyboard_alone(visitor: Reader) -> None:
    page = visitor.open(_CONTENTS)
    names = ["Area", "Owner", "Does a step", "Status", "Tool", "For"]

    _search_field(page).focus()
    for name in names:
        page.keyboard.press("Tab")
        expect(_summary(page, name)).to_be_focused()
    page.keyboard.press("Tab")
    expect(_filter(page).get_by_label("Sort by")).to_be_focused()
    for _ in names[3:]:
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    first = page.get_by_role("checkbox", name="Not documented")
    expect(first).to_be_visible()
    page.keyboard.press("Tab")
    expect(first).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    _expect_count(page, "1 of 6 shown")
    page.keyboard.press("Escape")
    expect(page.get_by_role("checkbox", name="Unlisted")).to_be_hidden()
    expect(_summary(page, "Status")).to_be_focused()
    for _ in range(4):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Status: Unlisted")).to_be_focused()
    page.keyboard.press("Enter")

    _expect_count(page, "6 in the list")


def test_a_panel_closes_on_a_click_elsewhere(visitor: Reader) -> None:
    page = visitor.open(_CONTENTS)
    area = _open(page, "Area")
    expect(area).to_be_visible()

    tool = _open(page, "Tool")
    expect(area).to_be_hidden()
    expect(tool).to_be_visible()
    page.get_by_role("heading", level=1).click()

    expect(tool).to_be_hidden()


def test_typing_in_the_filter_does_not_open_the_search(visitor: Reader) -> None:
    page = visitor.open(_CONTENTS)

    _search_field(page).press_sequentially("safe/")

    expect(_search_field(page)).to_have_value("safe/")
    expect(_search_field(page)).to_be_focused()


def test_on_a_phone_the_filter_is_collapsed_and_shows_its_count(visitor: Reader) -> None:
    page = visitor.open(f"{_CONTENTS}?status=draft&status=current", width=PHONE)
    toggle = page.get_by_role("button", name="Filter (2)")
    expect(toggle).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_label("Sort by")).to_be_hidden()

    toggle.click()
    expect(page.get_by_label("Sort by")).to_be_visible()
    panel = _open(page, "Status")
    panel.get_by_role("checkbox", name=re.compile("^Draft")).uncheck()

    expect(page.get_by_role("button", name="Filter (1)")).to_be_visible()
    assert _listed(page) == ["Shift handover"]
    assert page.evaluate("document.scrollingElement.scrollWidth") <= PHONE


@pytest.mark.parametrize("width", [PHONE, WIDE])
def test_an_open_panel_is_accessible(width: int, visitor: Reader) -> None:
    page = visitor.open(f"{_CONTENTS}?owner=night-warden&owner=nobody", width=width)
    if width == PHONE:
        page.get_by_role("button", name="Filter (1)").click()
    _open(page, "Status")

    assert violations(page) == []


def test_a_printed_list_states_its_choices(visitor: Reader) -> None:
    page = visitor.open(f"{_CONTENTS}?owner=night-warden&status=draft&status=current&sort=title")
    _expect_count(page, "2 of 6 shown")

    page.emulate_media(media="print")

    expect(_filter(page)).to_be_hidden()
    expect(
        page.get_by_text(
            "Owner: Night warden. Status: Draft, Current. Sorted by title. 2 of 6 shown."
        )
    ).to_be_visible()
    assert _listed(page) == ["Lost keys", "Shift handover"]
    page.emulate_media(media="screen")
    expect(page.get_by_text("Owner: Night warden. Status")).to_be_hidden()


def test_without_scripts_the_list_is_complete_and_has_no_filter(visitor: Reader) -> None:
    page = visitor.open(f"{_CONTENTS}?owner=night-warden", java_script_enabled=False)

    assert _listed(page) == [*_TITLES, _RETIRED]
    expect(text(page).get_by_role("heading", level=2)).to_have_text(
        ["Operations", "Warehouse", "Retired"]
    )
    expect(_filter(page)).to_be_hidden()
    expect(page.get_by_text("Nothing in this list matches.")).to_be_hidden()


def test_roles_are_found_by_name_holder_and_duty(visitor: Reader) -> None:
    page = visitor.open("roles/")
    words = _filter(page).get_by_role("searchbox", name="Role, name or duty")

    for part in ("nightwatch", "nils", "the keys"):
        words.fill(part)
        expect(page.get_by_role("row").filter(has_text="Night warden")).to_be_visible()
        expect(page.get_by_role("row").filter(has_text="Storekeeper")).to_be_hidden()
    words.fill("")
    _tick(page, "Holder", "Vacant")

    _expect_count(page, "1 of 4 shown")
    expect(page.get_by_role("row").filter(has_text="Day warden")).to_be_visible()


def test_a_report_can_be_filtered_and_sorted(visitor: Reader) -> None:
    page = visitor.open("reports/freshness/?status=needs-update")
    rows = page.get_by_role("main").locator("tbody th")
    expect(rows).to_have_text(["Closing time", "Stocktaking"])

    page.get_by_label("Sort by").select_option("Due")
    expect(rows).to_have_text(["Stocktaking", "Closing time"])
    page.get_by_role("button", name="Clear all").click()
    _tick(page, "Area", "Warehouse")

    expect(rows).to_have_text(["Stocktaking"])
    expect(page.get_by_role("columnheader", name="Procedure")).to_be_visible()


def test_a_procedure_count_links_to_the_procedures(visitor: Reader) -> None:
    page = visitor.open("reports/ownership/")

    row = page.get_by_role("row").filter(has_text="Night warden")
    row.get_by_role("link", name="2", exact=True).click()

    _expect_count(page, "2 of 6 shown")
    assert _listed(page) == ["Lost keys", "Shift handover"]


def test_generated_content_is_not_part_of_an_accessible_name(reader: Reader) -> None:
    page = reader.open("procedures/")
    status = page.locator("summary", has_text="Status")
    expect(status).to_have_accessible_name("Status")
    status.click()
    page.get_by_label("Unlisted").check()

    token = page.get_by_role("group", name="Active filters").get_by_role("button").first
    expect(token).to_have_accessible_name("Status: Unlisted remove")

    reader.go(page, "procedures/customer-onboarding/")
    expect(page.locator("summary", has_text="The steps as a diagram")).to_have_accessible_name(
        "The steps as a diagram"
    )
