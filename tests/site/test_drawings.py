"""Drawings in a browser: as large as drawn, one form at a time, in the colours of the page."""

from itertools import pairwise

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
)
# Where each box of a flow begins and ends, the column it belongs to, and how its text fits.
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
      least: parseFloat(getComputedStyle(box.querySelector("i")).fontSize),
      overflows: box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight,
    };
  });
}"""
_BARS = """(list) => [...list.querySelectorAll("i")].map((bar) => {
  const at = bar.getBoundingClientRect();
  return [at.left, at.right].map((x) => Math.round(x - list.getBoundingClientRect().left));
})"""


def _seen(page: Page) -> Locator:
    return page.locator("svg.hb-d:visible")


def _flow(page: Page) -> Locator:
    page.locator("details.hb-flow > summary").click()
    return page.locator(".hb-lanes")


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

    name = "Jira support workflow: 7 states, listed in words next to the diagram"
    expect(page.get_by_role("img", name=name)).to_have_count(1)


@pytest.mark.parametrize("width", [PHONE, WIDE])
@pytest.mark.parametrize(
    "address", ["procedures/renewal-playbook/", "procedures/at-risk-playbook/"]
)
def test_a_step_stands_in_the_column_of_its_owner_below_the_one_before(
    reader: Reader, address: str, width: int
) -> None:
    steps = _flow(reader.open(address, width=width)).evaluate(_STEPS)

    assert len(steps) > 2
    for step in steps:
        assert step["lane"] == pytest.approx(step["column"], abs=0.02)
        assert step["least"] >= 12
        assert not step["overflows"]
    assert all(one["bottom"] < other["top"] for one, other in pairwise(steps))


def test_few_steps_of_one_owner_stand_in_a_row_where_there_is_room(reader: Reader) -> None:
    page = reader.open("procedures/adoption-playbook/")
    flow = _flow(page)

    beside = flow.evaluate(_STEPS)
    page.set_viewport_size({"width": PHONE, "height": 800})
    below = flow.evaluate(_STEPS)

    assert len({step["top"] for step in beside}) == 1
    assert all(one["bottom"] < other["top"] for one, other in pairwise(below))


def test_bars_lie_where_their_times_are(reader: Reader) -> None:
    page = reader.open("procedures/renewal-playbook/")

    bars = page.locator(".hb-timeline ol").evaluate(_BARS)

    # The line begins after the names: 91 days, and six px for a day that could not be seen.
    assert bars[0] == bars[1] == [216, 222]
    assert bars[3] == [216 + round(414 * 30 / 91), 222 + round(414 * 30 / 91)]
    assert bars[-1] == [216 + round(414 * 90 / 91), 222 + round(414 * 90 / 91)]


def test_the_steps_say_the_times_where_a_phone_has_no_room_for_a_line(reader: Reader) -> None:
    page = reader.open("procedures/renewal-playbook/", width=PHONE)

    expect(page.locator(".hb-timeline ol")).to_be_hidden()


def test_a_screen_reader_hears_of_a_flow_what_it_is_and_of_a_line_of_time_all_of_it(
    reader: Reader,
) -> None:
    page = reader.open("procedures/renewal-playbook/")
    _flow(page)

    label = "Renewal playbook: 9 steps in 3 lanes, one per owner; same content as the steps"
    expect(page.get_by_role("img", name=label)).to_have_count(1)
    times = page.get_by_role("list", name="Renewal playbook: when 9 steps happen")
    expect(times.get_by_role("listitem")).to_have_count(9)
    expect(times.get_by_role("link", name="6. Contract sent")).to_be_visible()
