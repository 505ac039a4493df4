"""The search box works by keyboard, mouse and touch, and reports its status."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Route, expect

from tests.site.reader import PHONE, Reader
from tests.site.request_gate import Gate
from tests.site.searching import ask, box, field, options, results, wait_for_results

pytestmark = pytest.mark.browser


def test_home_has_a_field_that_searches(visitor: Reader) -> None:
    page = visitor.open()

    page.get_by_role("searchbox", name="Search the handbook").fill("barometer")
    page.keyboard.press("Enter")

    expect(results(page)).to_contain_text(["Shift handover"])


def test_home_has_a_button_that_searches(visitor: Reader) -> None:
    page = visitor.open()

    page.get_by_role("searchbox", name="Search the handbook").fill("barometer")
    page.get_by_role("main").get_by_role("button", name="Search").click()

    expect(results(page)).to_contain_text(["Shift handover"])


@pytest.mark.parametrize("key", ["/", "f", "s"])
def test_a_key_opens_the_search_and_escape_closes_it(key: str, visitor: Reader) -> None:
    page = visitor.open("roles/")

    page.keyboard.press(key)
    expect(field(page)).to_be_focused()
    page.keyboard.type("barometer")
    expect(results(page)).to_contain_text(["Shift handover"])
    page.keyboard.press("Escape")

    expect(box(page)).to_be_hidden()
    expect(page).to_have_url(f"{visitor.address}roles/")


def test_the_shortcuts_can_be_turned_off_and_on(visitor: Reader) -> None:
    page = visitor.open("roles/")
    page.keyboard.press("s")
    checkbox = box(page).get_by_role("checkbox", name="The keys /, f, s open the search")
    expect(checkbox).to_be_checked()
    checkbox.uncheck()
    page.keyboard.press("Escape")

    for _ in range(2):
        page.keyboard.type("/fs")
        expect(box(page)).to_be_hidden()
        expect(page.locator("header kbd")).to_be_hidden()
        page.reload()
    page.get_by_role("button", name="Search").click()
    checkbox.check()
    page.keyboard.press("Escape")
    page.keyboard.press("f")
    expect(field(page)).to_be_focused()


def test_keys_with_modifiers_are_left_to_the_browser(visitor: Reader) -> None:
    page = visitor.open("roles/")

    page.keyboard.press("Control+Shift+s")
    page.keyboard.press("Alt+f")

    expect(box(page)).to_be_hidden()


def test_a_result_is_chosen_with_the_keyboard(visitor: Reader) -> None:
    page = visitor.open()

    ask(page, "barometer")
    for key in ("ArrowDown", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)

    expect(field(page)).to_be_focused()
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    chosen = field(page).get_attribute("aria-activedescendant")
    assert chosen == options(page).first.get_attribute("id")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{visitor.address}procedures/shift-handover/")


def test_page_down_moves_through_results_without_scrolling_the_page(reader: Reader) -> None:
    page = reader.open("procedures/")
    page.keyboard.press("/")
    page.keyboard.type("onboard")
    expect(options(page).nth(6)).to_be_attached()

    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    page.keyboard.press("PageUp")

    expect(options(page).nth(2)).to_have_attribute("aria-selected", "true")
    assert page.evaluate("scrollY") == 0
    expect(page.get_by_role("group", name="Results")).to_be_visible()


def test_enter_waits_for_the_results_and_opens_the_first(visitor: Reader) -> None:
    page = visitor.open()

    page.keyboard.press("/")
    page.keyboard.type("barometer")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Shift handover")


def test_a_result_links_to_the_step_that_matches(visitor: Reader) -> None:
    page = visitor.open()
    ask(page, "barometer")

    options(page).filter(has_text="Walk the round").first.click()

    expect(page).to_have_url(re.compile(r"/procedures/shift-handover/#walk-the-round$"))
    expect(page.get_by_role("heading", name="Walk the round")).to_be_in_viewport()


def test_search_words_are_highlighted_in_results(visitor: Reader) -> None:
    page = visitor.open()
    ask(page, "barometer round")

    marks = {mark.casefold() for mark in box(page).locator("mark").all_inner_texts()}

    assert {"barometer", "round"} <= marks


def test_back_restores_the_results(visitor: Reader) -> None:
    page = visitor.open("roles/")
    ask(page, "barometer")
    results(page).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Shift handover")

    page.go_back()

    wait_for_results(page, "barometer")
    expect(field(page)).to_have_value("barometer")
    expect(results(page)).to_contain_text(["Shift handover"])


def test_a_search_can_be_linked_to(visitor: Reader) -> None:
    page = visitor.open(f"roles/?q={quote('Gate & book? 100%')}")

    expect(field(page)).to_have_value("Gate & book? 100%")
    expect(results(page)).not_to_have_count(0)


def test_the_search_works_on_a_phone(visitor: Reader) -> None:
    page = visitor.open(width=PHONE, has_touch=True)

    page.get_by_role("banner").get_by_role("button", name="Search", exact=True).tap()
    ask(page, "barometer")
    width = page.evaluate("document.documentElement.scrollWidth")
    results(page).filter(has_text="Shift handover").tap()

    assert width == PHONE
    expect(page.get_by_role("heading", level=1)).to_have_text("Shift handover")


def test_a_click_outside_the_box_closes_it(visitor: Reader) -> None:
    page = visitor.open()
    ask(page, "barometer")

    page.mouse.click(20, 400)

    expect(box(page)).to_be_hidden()


def test_selecting_text_beyond_the_edge_keeps_the_box_open(visitor: Reader) -> None:
    page = visitor.open()
    ask(page, "barometer")

    field(page).hover(position={"x": 90, "y": 10})
    page.mouse.down()
    page.mouse.move(20, 400)
    page.mouse.up()

    expect(box(page)).to_be_visible()


def test_a_search_that_fails_to_load_says_so_and_is_retried(visitor: Reader) -> None:
    page = visitor.open()
    failing = True

    def respond(route: Route) -> None:
        if failing:
            route.abort()
        else:
            route.continue_()

    page.route("**/search/**", respond)
    visitor.faults.clear()
    ask(page, "barometer")
    expect(box(page).get_by_role("status")).to_contain_text("not available")
    failing = False
    ask(page, "barometer round")

    expect(results(page)).to_contain_text(["Shift handover"])
    visitor.faults[:] = [one for one in visitor.faults if "Failed to load resource" not in one]


def test_a_search_opened_offline_works_once_online(visitor: Reader) -> None:
    page = visitor.open()
    page.context.set_offline(True)
    page.keyboard.press("/")
    expect(box(page).get_by_role("status")).to_have_text("Search is not available.")
    page.context.set_offline(False)

    ask(page, "barometer")

    expect(results(page)).to_contain_text(["Shift handover"])
    expect(box(page).get_by_role("status")).to_have_text(re.compile(r"\d+ results?"))
    expect(box(page).get_by_role("link", name="all procedures")).to_be_hidden()
    visitor.faults[:] = [one for one in visitor.faults if "Failed to load resource" not in one]


def test_a_slow_search_says_so_until_results_arrive(visitor: Reader) -> None:
    page = visitor.open()
    gate = Gate()
    page.route("**/search/**", gate)

    page.keyboard.press("/")
    field(page).fill("barometer")

    expect(box(page).get_by_role("status")).to_have_text("Still searching")
    gate.open()
    expect(results(page)).to_contain_text(["Shift handover"])
    expect(box(page).get_by_role("status")).to_have_text(re.compile(r"\d+ results?"))


def test_a_search_without_its_worker_says_so(visitor: Reader) -> None:
    page = visitor.open()
    page.route("**/assets/search-worker.js", lambda route: route.abort())

    ask(page, "barometer")

    expect(box(page).get_by_role("status")).to_have_text("Search is not available.")
    expect(box(page).get_by_role("link", name="all procedures")).to_be_visible()
    visitor.faults[:] = [one for one in visitor.faults if "Failed to load resource" not in one]
