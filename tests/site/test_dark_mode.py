"""Dark mode follows the system or the reader; a status is told by word and shape, not by colour."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.site.reader import Reader, light
from tests.site.searching import ask, box, options

pytestmark = pytest.mark.browser

_MOVING = """() => [...document.querySelectorAll("*")]
  .filter((element) => {
    const { transitionDuration, animationDuration, scrollBehavior } = getComputedStyle(element);
    const times = `${transitionDuration},${animationDuration}`.split(",");
    return scrollBehavior === "smooth" || times.some((time) => parseFloat(time) > 0.01);
  })
  .map((element) => element.outerHTML.slice(0, 80))"""
# What is drawn before the word of a status, and on what.
_SHAPE = """(chip) => {
  const style = getComputedStyle(chip, "::before");
  return {
    width: parseFloat(style.width), height: parseFloat(style.height), drawing: style.maskImage,
    colour: style.backgroundColor, ground: getComputedStyle(document.body).backgroundColor,
  };
}"""
_WORDS = ("Current", "Needs update", "Draft", "Not documented", "Unlisted", "Retired")


def _is_dark(page: Page) -> bool:
    ink, paper = light(page)
    assert (paper < 0.25 and ink > 0.7) or (paper > 0.9 and ink < 0.3)
    return paper < 0.25


def _toggle(page: Page) -> Locator:
    """Return what changes the colours when it is pressed: the one that is shown."""
    return page.get_by_role("banner").locator("button[title^='Switch to']:visible")


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_system_decides_at_first(scheme: str, scripts: bool, visitor: Reader) -> None:
    page = visitor.open(color_scheme=scheme, java_script_enabled=scripts)

    assert _is_dark(page) == (scheme == "dark")


def test_the_reader_decides_otherwise_and_it_is_remembered(visitor: Reader) -> None:
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


def test_light_holds_where_the_system_is_dark(visitor: Reader) -> None:
    page = visitor.open(color_scheme="dark")

    _toggle(page).press("Enter")

    expect(_toggle(page)).to_be_focused()
    assert not _is_dark(page)
    visitor.go(page, "roles/")
    assert not _is_dark(page)


def test_the_colours_change_in_every_window(visitor: Reader) -> None:
    page = visitor.open(color_scheme="light")
    other = page.context.new_page()
    visitor.go(other, "roles/")

    _toggle(page).dblclick()

    expect(_toggle(other)).to_have_accessible_name("Switch to the system setting")
    assert _is_dark(other)


def test_the_colours_change_where_nothing_can_be_remembered(visitor: Reader) -> None:
    page = visitor.open(color_scheme="light")
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }")

    _toggle(page).dblclick()

    assert _is_dark(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("forced", ["none", "active"])
def test_a_status_has_a_word_and_a_shape_in_any_colours(
    scheme: str, forced: str, visitor: Reader
) -> None:
    page = visitor.open("procedures/", color_scheme=scheme, forced_colors=forced)
    shapes = {}

    for word in _WORDS:
        if word == "Retired":
            # The list of all shows what is no longer in use only when asked.
            visitor.go(page, "areas/warehouse/")
        chip = page.get_by_role("main").locator("span:visible").get_by_text(word, exact=True).last
        expect(chip).to_be_visible()
        shape = chip.evaluate(_SHAPE)
        assert min(shape["width"], shape["height"]) >= 8
        assert shape["colour"] != shape["ground"]
        shapes[word] = shape["drawing"]

    assert shapes["Not documented"] == shapes["Unlisted"]
    assert shapes["Draft"] == shapes["Retired"]
    assert len(set(shapes.values())) == 4


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_found_and_chosen_is_seen_in_the_colours_of_the_system(
    scheme: str, visitor: Reader
) -> None:
    page = visitor.open(color_scheme=scheme, forced_colors="active")
    ask(page, "handover")
    page.keyboard.press("ArrowDown")
    colour = "(element, name) => getComputedStyle(element)[name]"

    inks = [mark.evaluate(colour, "color") for mark in box(page).locator("mark").all()]
    paper = box(page).evaluate(colour, "backgroundColor")
    framed = [one.evaluate(colour, "outlineStyle") for one in options(page).all()]

    assert inks
    assert paper not in inks
    assert framed == ["solid", *["none"] * (len(framed) - 1)]


def test_nothing_moves_for_those_who_do_not_want_it(visitor: Reader) -> None:
    page = visitor.open("procedures/", reduced_motion="reduce")

    assert page.evaluate(_MOVING) == []
