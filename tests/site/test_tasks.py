"""The actions on a page are together in one place, some of them below "More"."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import FloatRect, Locator, expect

from tests.site.kinds import KINDS, samples
from tests.site.published import Published
from tests.site.reader import PHONE, Reader

pytestmark = pytest.mark.browser

HANDOVER = "procedures/shift-handover/"


def test_the_form_for_an_error_is_filled_in_for_the_page(visitor: Reader) -> None:
    page = visitor.open(HANDOVER)

    address = page.get_by_role("link", name="Report an error").get_attribute("href") or ""

    fields = parse_qs(urlsplit(address).query)
    assert address.startswith("https://forge.example/issues/new?")
    assert fields["title"] == ["Error in: Shift handover"]
    assert fields["template"] == ["error.yml"]
    assert fields["procedure"] == ["Shift handover"]
    assert fields["page"][0].startswith("procedures/shift-handover/ (version 1.7, ")
    assert "\n- Walk the round\n" in fields["where"][0]


def test_more_contains_a_link_to_the_channel_of_the_owner(visitor: Reader) -> None:
    page = visitor.open(HANDOVER)
    ask = page.get_by_role("link", name="Ask the owner in #house")
    expect(ask).to_be_hidden()

    page.get_by_text("More", exact=True).click()
    ask.click()

    expect(page).to_have_url(visitor.address + "registers/channels/#house")


def test_more_closes_on_escape_on_a_click_outside_and_on_loss_of_focus(
    visitor: Reader,
) -> None:
    page = visitor.open(HANDOVER)
    more = page.get_by_text("More", exact=True)
    print_button = page.get_by_role("button", name="Print")

    more.click()
    print_button.focus()
    page.keyboard.press("Escape")
    expect(print_button).to_be_hidden()
    expect(more).to_be_focused()
    more.click()
    expect(print_button).to_be_visible()
    page.get_by_role("heading", level=1).click()
    expect(print_button).to_be_hidden()
    more.click()
    page.get_by_role("link", name="Night warden", exact=True).first.focus()
    expect(print_button).to_be_hidden()


def test_without_javascript_more_opens_and_shows_only_what_works(visitor: Reader) -> None:
    page = visitor.open(HANDOVER, java_script_enabled=False)

    page.get_by_text("More", exact=True).click()

    expect(page.get_by_role("link", name="Ask the owner in #house")).to_be_visible()
    expect(page.get_by_role("button", name="Print")).to_be_hidden()


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind not in {"home", "not found", "runs"}]
)
def test_every_kind_of_page_has_its_actions_in_the_same_place(
    kind: str, handbook: Published, reader: Reader
) -> None:
    page = reader.open()
    for address in samples(handbook, kind):
        reader.go(page, address)

        text, actions = _box(page.locator(".hb-page")), _box(page.locator(".hb-tasks"))

        assert round(actions["y"]) in range(84, 92), address
        assert round(actions["x"] + actions["width"]) == round(text["x"] + text["width"]), address


@pytest.mark.parametrize("address", ["roles/support-lead/", "meetings/"])
def test_the_tab_order_of_the_actions_follows_their_position(address: str, reader: Reader) -> None:
    page = reader.open(address)
    actions = page.locator(".hb-tasks").get_by_text("Report an error")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Tab")
        if actions.evaluate("action => action === document.activeElement"):
            break

    expect(actions).to_be_focused()


@pytest.mark.parametrize("kind", ["procedure", "role", "template", "checklist", "register"])
def test_on_a_phone_the_actions_take_at_most_two_rows(
    kind: str, handbook: Published, reader: Reader
) -> None:
    page = reader.open(width=PHONE)
    for address in samples(handbook, kind):
        reader.go(page, address)

        assert _box(page.locator(".hb-tasks"))["height"] < 80


def test_the_list_below_more_fits_the_width_of_a_phone(visitor: Reader) -> None:
    page = visitor.open(HANDOVER, width=PHONE)

    page.get_by_text("More", exact=True).click()

    box = _box(page.get_by_role("list").filter(has_text="Ask the owner").last)
    assert 0 <= box["x"] < box["x"] + box["width"] <= PHONE


def test_the_list_below_more_is_in_the_viewport_when_opened(visitor: Reader) -> None:
    page = visitor.open(HANDOVER, width=PHONE)
    more = page.get_by_text("More", exact=True)
    # Put it at the bottom of the viewport.
    page.set_viewport_size({"width": PHONE, "height": 600})
    more.evaluate("(more) => more.scrollIntoView({ block: 'end' })")

    more.press("Enter")

    expect(page.get_by_role("button", name="Print")).to_be_in_viewport()
    expect(more).to_be_in_viewport()


def _box(part: Locator) -> FloatRect:
    box = part.bounding_box()
    assert box is not None
    return box
