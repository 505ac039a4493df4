"""Drawings in a browser: legible, one layout at a time, in the colours of the page."""

from itertools import pairwise

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.site.reader import PHONE, WIDE, Reader

pytestmark = pytest.mark.browser

_SIZES = """(labels) => labels
  .map((label) => label.ownerSVGElement.getScreenCTM().a
    * parseFloat(getComputedStyle(label).fontSize))"""
# Texts that do not fit in any box.
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
)
# The position of each box of a flow, its column, and whether its text fits.
_STEPS = """(flow) => {
  const { left, width } = flow.getBoundingClientRect();
  const lanes = Number(flow.style.getPropertyValue("--n") || 1);
  return [...flow.querySelectorAll("p")].map((box) => {
    const at = box.getBoundingClientRect();
    return {
      lane: (at.left + at.width / 2 - left) / (width / lanes),
      column: Number(box.style.getPropertyValue("--c")) + 0.5,
      top: at.top,
      bottom: at.bottom,
      fontSize: parseFloat(getComputedStyle(box.querySelector("i")).fontSize),
      overflows: box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight,
    };
  });
}"""
_BARS = """(list) => [...list.querySelectorAll("i")].map((bar) => {
  const at = bar.getBoundingClientRect();
  return [at.left, at.right].map((x) => Math.round(x - list.getBoundingClientRect().left));
})"""


def _visible_drawings(page: Page) -> Locator:
    return page.locator("svg.hb-d:visible")


def _opened_flow(page: Page) -> Locator:
    page.locator("details.hb-flow > summary").click()
    return page.locator(".hb-lanes")


@pytest.mark.parametrize("width", [PHONE, WIDE])
@pytest.mark.parametrize("address", _ADDRESSES)
def test_labels_are_legible_and_fit_in_their_boxes(
    reader: Reader, address: str, width: int
) -> None:
    page = reader.open(address, width=width)

    pictures = _visible_drawings(page)

    assert pictures.count() > 0
    assert min(pictures.locator("text").evaluate_all(_SIZES)) >= 12
    assert pictures.evaluate_all(_OVERFLOWING) == []


def test_one_layout_of_a_drawing_is_shown_at_a_time(reader: Reader) -> None:
    page = reader.open("workflows/customer-lifecycle/")
    shown = _visible_drawings(page)

    expect(shown).to_have_count(1)
    wide = shown.bounding_box()
    page.set_viewport_size({"width": PHONE, "height": 800})
    expect(shown).to_have_count(1)
    narrow = shown.bounding_box()

    assert wide
    assert narrow
    assert wide["width"] > wide["height"]
    assert narrow["width"] < narrow["height"]


def test_a_wide_drawing_has_a_scroll_hint_only_if_it_scrolls(reader: Reader) -> None:
    page = reader.open("workflows/", width=PHONE)
    hint = page.get_by_text("Wider than the screen")

    expect(hint).to_be_visible()
    page.set_viewport_size({"width": WIDE, "height": 800})
    expect(hint).to_be_hidden()


def test_a_drawing_follows_the_colour_scheme(reader: Reader) -> None:
    light = reader.open("workflows/jira-support/", color_scheme="light")
    dark = reader.open("workflows/jira-support/", color_scheme="dark")

    colours = [page.locator(".hb-d__box--box").first.evaluate(_STROKE) for page in (light, dark)]

    assert colours[0] != colours[1]


def test_a_drawing_has_an_accessible_name(reader: Reader) -> None:
    page = reader.open("workflows/jira-support/")

    name = "Jira support workflow: 7 states, listed in words next to the diagram"
    expect(page.get_by_role("img", name=name)).to_have_count(1)


@pytest.mark.parametrize("width", [PHONE, WIDE])
@pytest.mark.parametrize(
    "address", ["procedures/renewal-playbook/", "procedures/at-risk-playbook/"]
)
def test_steps_are_stacked_in_the_columns_of_their_owners(
    reader: Reader, address: str, width: int
) -> None:
    steps = _opened_flow(reader.open(address, width=width)).evaluate(_STEPS)

    assert len(steps) > 2
    for step in steps:
        assert step["lane"] == pytest.approx(step["column"], abs=0.02)
        assert step["fontSize"] >= 12
        assert not step["overflows"]
    assert all(upper["bottom"] < lower["top"] for upper, lower in pairwise(steps))


def test_a_few_steps_of_one_owner_form_a_row_if_there_is_room(reader: Reader) -> None:
    page = reader.open("procedures/adoption-playbook/")
    flow = _opened_flow(page)

    wide = flow.evaluate(_STEPS)
    page.set_viewport_size({"width": PHONE, "height": 800})
    narrow = flow.evaluate(_STEPS)

    assert len({step["top"] for step in wide}) == 1
    assert all(upper["bottom"] < lower["top"] for upper, lower in pairwise(narrow))


def test_bars_are_positioned_by_time(reader: Reader) -> None:
    page = reader.open("procedures/renewal-playbook/")

    bars = page.locator(".hb-timeline ol").evaluate(_BARS)

    # The axis begins after the names and spans 91 days; a single day is widened to 6 px.
    assert bars[0] == bars[1] == [216, 222]
    assert bars[3] == [216 + round(414 * 30 / 91), 222 + round(414 * 30 / 91)]
    assert bars[-1] == [216 + round(414 * 90 / 91), 222 + round(414 * 90 / 91)]


def test_the_timeline_is_hidden_on_a_phone(reader: Reader) -> None:
    page = reader.open("procedures/renewal-playbook/", width=PHONE)

    expect(page.locator(".hb-timeline ol")).to_be_hidden()


def test_a_flow_is_one_named_image_and_a_timeline_is_a_list(reader: Reader) -> None:
    page = reader.open("procedures/renewal-playbook/")
    _opened_flow(page)

    label = "Renewal playbook: 9 steps in 3 lanes, one per owner; same content as the steps"
    expect(page.get_by_role("img", name=label)).to_have_count(1)
    times = page.get_by_role("list", name="Renewal playbook: when 9 steps happen")
    expect(times.get_by_role("listitem")).to_have_count(9)
    expect(times.get_by_role("link", name="6. Contract sent")).to_be_visible()
