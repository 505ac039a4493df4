"""Drawings in a browser: as large as drawn, one form at a time, in the colours of the page."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.site.reader import PHONE, WIDE, Reader

pytestmark = pytest.mark.browser

_SIZES = """(labels) => labels
  .map((label) => label.ownerSVGElement.getScreenCTM().a
    * parseFloat(getComputedStyle(label).fontSize))"""
# Texts that are wider than the box they stand in.
_OVERFLOWING = """(pictures) => pictures.flatMap((picture) => {
  const boxes = [...picture.querySelectorAll(".hb-d__box, .hb-d__lane, .hb-d__patch")]
    .map((box) => box.getBoundingClientRect());
  return [...picture.querySelectorAll("text:not(.hb-d__text--start)")]
    .filter((text) => {
      const { left, right, top, bottom } = text.getBoundingClientRect();
      const middle = (top + bottom) / 2;
      return !boxes.some((box) => box.left <= left && right <= box.right
        && box.top <= middle && middle <= box.bottom);
    })
    .map((text) => text.textContent);
})"""
_STROKE = "(box) => getComputedStyle(box).stroke"
_ADDRESSES = (
    "workflows/",
    "workflows/jira-support/",
    "workflows/customer-lifecycle/",
    "workflows/change-control/",
    "procedures/customer-onboarding/",
)


def _seen(page: Page) -> Locator:
    for fold in page.locator("details.hb-flow:not([open]) > summary").all():
        fold.click()
    return page.locator("svg.hb-d:visible")


@pytest.mark.parametrize("width", [PHONE, WIDE])
@pytest.mark.parametrize("address", _ADDRESSES)
def test_labels_are_large_enough_and_stand_in_their_boxes(
    reader: Reader, address: str, width: int
) -> None:
    page = reader.open(address, width=width)

    pictures = _seen(page)

    assert pictures.count() > 0
    assert min(pictures.locator("text").evaluate_all(_SIZES)) >= 12
    assert pictures.evaluate_all(_OVERFLOWING) == []


def test_one_form_of_a_drawing_is_shown_at_a_time(reader: Reader) -> None:
    page = reader.open("workflows/customer-lifecycle/")
    shown = _seen(page)

    expect(shown).to_have_count(1)
    wide = shown.bounding_box()
    page.set_viewport_size({"width": PHONE, "height": 800})
    expect(shown).to_have_count(1)
    narrow = shown.bounding_box()

    assert wide
    assert narrow
    assert wide["width"] > wide["height"]
    assert narrow["width"] < narrow["height"]


def test_a_wide_drawing_says_that_it_scrolls_only_where_it_does(reader: Reader) -> None:
    page = reader.open("workflows/", width=PHONE)
    hint = page.get_by_text("Wider than the screen")

    expect(hint).to_be_visible()
    page.set_viewport_size({"width": WIDE, "height": 800})
    expect(hint).to_be_hidden()


def test_a_drawing_has_the_colours_of_the_page(reader: Reader) -> None:
    light = reader.open("workflows/jira-support/", color_scheme="light")
    dark = reader.open("workflows/jira-support/", color_scheme="dark")

    colours = [page.locator(".hb-d__box--box").first.evaluate(_STROKE) for page in (light, dark)]

    assert colours[0] != colours[1]


def test_a_screen_reader_hears_what_a_drawing_is_of(reader: Reader) -> None:
    page = reader.open("workflows/jira-support/")

    name = "Jira support workflow: 7 states, listed in words beside the drawing"
    expect(page.get_by_role("img", name=name)).to_have_count(1)
