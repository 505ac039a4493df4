"""Dark mode follows the system or the reader; statuses differ in word and shape, not colour."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.site.reader import Reader, brightness
from tests.site.searching import ask, box, options

pytestmark = pytest.mark.browser

_ANIMATED = """() => [...document.querySelectorAll("*")]
  .filter((element) => {
    const { transitionDuration, animationDuration, scrollBehavior } = getComputedStyle(element);
    const times = `${transitionDuration},${animationDuration}`.split(",");
    return scrollBehavior === "smooth" || times.some((time) => parseFloat(time) > 0.01);
  })
  .map((element) => element.outerHTML.slice(0, 80))"""
# The icon in front of a status, and the background behind it.
_SHAPE = """(chip) => {
  const style = getComputedStyle(chip, "::before");
  return {
    width: parseFloat(style.width), height: parseFloat(style.height), icon: style.maskImage,
    colour: style.backgroundColor, background: getComputedStyle(document.body).backgroundColor,
  };
}"""
_STATUSES = ("Current", "Needs update", "Draft", "Not documented", "Unlisted", "Retired")


def _is_dark(page: Page) -> bool:
    text, background = brightness(page)
    assert (background < 0.25 and text > 0.7) or (background > 0.9 and text < 0.3)
    return background < 0.25


def _toggle(page: Page) -> Locator:
    """Return the visible button that switches the colour scheme."""
    return page.get_by_role("banner").locator("button[title^='Switch to']:visible")


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_colour_scheme_follows_the_system_by_default(
    scheme: str, scripts: bool, visitor: Reader
) -> None:
    page = visitor.open(color_scheme=scheme, java_script_enabled=scripts)

    assert _is_dark(page) == (scheme == "dark")


def test_the_chosen_colour_scheme_is_remembered(visitor: Reader) -> None:
    page = visitor.open(color_scheme="light")

    _toggle(page).click()
    expect(_toggle(page)).to_have_accessible_name("Switch to dark")
    _toggle(page).click()
    expect(_toggle(page)).to_have_accessible_name("Switch to the system setting")
    assert _is_dark(page)
    visitor.go(page, "roles/")
    assert _is_dark(page)
    _toggle(page).click()

    expect(_toggle(page)).to_have_accessible_name("Switch to light")
    assert not _is_dark(page)


def test_light_mode_can_be_chosen_on_a_dark_system(visitor: Reader) -> None:
    page = visitor.open(color_scheme="dark")

    _toggle(page).press("Enter")

    expect(_toggle(page)).to_be_focused()
    assert not _is_dark(page)
    visitor.go(page, "roles/")
    assert not _is_dark(page)


def test_the_colour_scheme_changes_in_every_window(visitor: Reader) -> None:
    page = visitor.open(color_scheme="light")
    other = page.context.new_page()
    visitor.go(other, "roles/")

    _toggle(page).dblclick()

    expect(_toggle(other)).to_have_accessible_name("Switch to the system setting")
    assert _is_dark(other)


def test_the_colour_scheme_changes_without_storage(visitor: Reader) -> None:
    page = visitor.open(color_scheme="light")
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }")

    _toggle(page).dblclick()

    assert _is_dark(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("forced", ["none", "active"])
def test_a_status_has_a_word_and_a_shape_in_every_colour_scheme(
    scheme: str, forced: str, visitor: Reader
) -> None:
    page = visitor.open("procedures/", color_scheme=scheme, forced_colors=forced)
    shapes = {}

    for status in _STATUSES:
        if status == "Retired":
            # The full list hides retired procedures by default.
            visitor.go(page, "areas/warehouse/")
        chip = page.get_by_role("main").locator("span:visible").get_by_text(status, exact=True).last
        expect(chip).to_be_visible()
        shape = chip.evaluate(_SHAPE)
        assert min(shape["width"], shape["height"]) >= 8
        assert shape["colour"] != shape["background"]
        shapes[status] = shape["icon"]

    assert shapes["Not documented"] == shapes["Unlisted"]
    assert shapes["Draft"] == shapes["Retired"]
    assert len(set(shapes.values())) == 4


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_matches_and_selection_are_visible_in_forced_colours(scheme: str, visitor: Reader) -> None:
    page = visitor.open(color_scheme=scheme, forced_colors="active")
    ask(page, "handover")
    page.keyboard.press("ArrowDown")
    style = "(element, name) => getComputedStyle(element)[name]"

    text_colours = [mark.evaluate(style, "color") for mark in box(page).locator("mark").all()]
    background = box(page).evaluate(style, "backgroundColor")
    outlines = [option.evaluate(style, "outlineStyle") for option in options(page).all()]

    assert text_colours
    assert background not in text_colours
    assert outlines == ["solid", *["none"] * (len(outlines) - 1)]


def test_reduced_motion_disables_animations(visitor: Reader) -> None:
    page = visitor.open("procedures/", reduced_motion="reduce")

    assert page.evaluate(_ANIMATED) == []
