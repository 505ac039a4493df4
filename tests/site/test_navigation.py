"""Readers find their way from the home page, through the menu and with the keyboard."""

import re

import pytest
from playwright.sync_api import expect

from tests.site.reader import PHONE, Reader

pytestmark = pytest.mark.browser

_DOORS = {
    "Do something": "procedures/",
    "Find who": "roles/",
    "My role": "roles/",
    "What needs care": "reports/freshness/",
}


@pytest.mark.parametrize(("door", "address"), _DOORS.items())
def test_home_has_four_doors(door: str, address: str, visitor: Reader) -> None:
    page = visitor.open()

    page.get_by_role("main").get_by_role("link", name=re.compile(f"^{door}")).click()

    expect(page).to_have_url(visitor.address + address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_home_shows_how_many_procedures_have_each_status(visitor: Reader) -> None:
    page = visitor.open()

    for words in ("1 Current", "2 Needs update", "1 Draft", "1 Not documented", "1 Unlisted"):
        expect(page.get_by_role("link", name=words, exact=True)).to_be_visible()
    page.get_by_role("link", name="2 Needs update").click()

    expect(page.get_by_role("status")).to_have_text("2 of 6 shown")


def test_links_connect_home_procedures_and_owners(visitor: Reader) -> None:
    page = visitor.open()

    page.get_by_role("link", name=re.compile("^Do something")).click()
    page.get_by_role("main").get_by_role("link", name="Shift handover", exact=True).click()
    expect(page).to_have_title("Shift handover - Example handbook")
    page.get_by_role("link", name="Night warden", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Night warden")
    page.get_by_role("main").get_by_role("link", name="Shift handover", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Shift handover")
    page.go_back()
    page.go_back()
    page.go_back()

    expect(page).to_have_url(visitor.address + "procedures/")


def test_breadcrumb_and_menu_show_where_a_page_is(visitor: Reader) -> None:
    page = visitor.open("procedures/shift-handover/")
    breadcrumb = page.get_by_role("navigation", name="Breadcrumb")
    menu = page.get_by_role("navigation", name="Navigation")

    expect(breadcrumb.get_by_role("link")).to_have_text(["Procedures", "Operations"])
    expect(menu.get_by_role("link", name="Operations")).to_be_visible()
    menu.get_by_role("link", name="Warehouse").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Warehouse")
    expect(menu.get_by_role("link", name="Warehouse")).to_have_attribute("aria-current", "page")


def test_a_step_can_be_linked_to(visitor: Reader) -> None:
    page = visitor.open("procedures/shift-handover/#sign-the-book")

    expect(page.get_by_role("heading", name="Sign the book")).to_be_in_viewport()


def test_the_main_landmark_contains_only_the_text(visitor: Reader) -> None:
    page = visitor.open("procedures/shift-handover/")
    main = page.get_by_role("main")

    expect(main.get_by_role("heading", level=1)).to_have_text("Shift handover")
    for name in ("Navigation", "On this page"):
        expect(page.get_by_role("navigation", name=name)).to_have_count(1)
        expect(main.get_by_role("navigation", name=name)).to_have_count(0)


@pytest.mark.parametrize("path", ["procedures/shift-handover/", "404.html"])
def test_the_skip_link_moves_focus_to_the_text(path: str, visitor: Reader) -> None:
    page = visitor.open(path)

    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    inside = "() => document.querySelector('main').contains(document.activeElement)"
    page.wait_for_function(inside)


def test_focus_is_always_visible(visitor: Reader) -> None:
    page = visitor.open("procedures/")
    unmarked = []

    for _ in range(40):
        page.keyboard.press("Tab")
        unmarked += page.evaluate(_UNMARKED)

    assert unmarked == []


# Focus is shown by an outline, a ring or a line, on the element, its label or its form.
_UNMARKED = """() => {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return [];
  const shown = (element) => {
    const style = getComputedStyle(element);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1)
      || style.boxShadow !== "none";
  };
  const { nextElementSibling, parentElement } = focused;
  const candidates = [focused, nextElementSibling, parentElement, focused.closest("form")];
  if (candidates.some((element) => element && shown(element))) return [];
  return [focused.outerHTML.slice(0, 120)];
}"""


def test_the_menu_opens_on_a_phone_by_touch(visitor: Reader) -> None:
    page = visitor.open(width=PHONE, has_touch=True)
    roles = page.get_by_role("navigation", name="Navigation").get_by_role("link", name="Roles")
    expect(roles).not_to_be_in_viewport()

    page.get_by_role("button", name="Menu").tap()
    roles.tap()

    expect(page.get_by_role("heading", level=1)).to_have_text("Roles")


def test_the_menu_opens_on_a_phone_by_keyboard(visitor: Reader) -> None:
    page = visitor.open(width=PHONE)

    page.get_by_role("button", name="Menu").press("Enter")
    roles = page.get_by_role("navigation", name="Navigation").get_by_role("link", name="Roles")
    expect(roles).to_be_in_viewport()
    roles.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Roles")


def test_home_remembers_my_role(visitor: Reader) -> None:
    page = visitor.open("roles/night-warden/")

    page.get_by_role("button", name="This is my role").click()
    visitor.go(page, "")
    page.get_by_role("link", name=re.compile("^My role")).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Night warden")
    mine = page.get_by_role("button", name="This is my role")
    expect(mine).to_have_attribute("aria-pressed", "true")


def test_the_text_of_a_template_can_be_copied(visitor: Reader) -> None:
    page = visitor.open("templates/gate-book/", permissions=["clipboard-read", "clipboard-write"])

    page.get_by_role("button", name="Copy the text").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_have_count(1)

    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.strip().startswith("# [Date]\n\n| Time | Who | Why |")


def test_a_page_links_to_its_source_file(visitor: Reader) -> None:
    page = visitor.open("procedures/shift-handover/")

    edit = page.get_by_role("link", name="Suggest an edit")

    expect(edit).to_have_attribute(
        "href", "https://forge.example/edit/sops/operations/shift-handover.md"
    )
