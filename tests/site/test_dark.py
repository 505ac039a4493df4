"""Dark mode follows the system or the reader; a status is told by word and shape, not by colour."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.site.reader import Reader, light

pytestmark = pytest.mark.browser

_MOVING = """() => [...document.querySelectorAll("*")]
  .filter((element) => {
    const { transitionDuration, animationDuration, scrollBehavior } = getComputedStyle(element);
    const times = `${transitionDuration},${animationDuration}`.split(",");
    return scrollBehavior === "smooth" || times.some((time) => parseFloat(time) > 0.01);
  })
  .map((element) => element.outerHTML.slice(0, 80))"""
_WORDS = ("Current", "Needs update", "Draft", "Not documented", "Unlisted", "Retired")


def _is_dark(page: Page) -> bool:
    ink, paper = light(page)
    assert (paper < 0.25 and ink > 0.7) or (paper > 0.9 and ink < 0.3)
    return paper < 0.25


def _toggle(page: Page) -> Locator:
    """Return what changes the colours when it is pressed: the one that is shown."""
    return page.get_by_role("banner").locator("label[title^='Switch to']:visible")


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_system_decides_at_first(scheme: str, scripts: bool, visitor: Reader) -> None:
    page = visitor.open(color_scheme=scheme, java_script_enabled=scripts)

    assert _is_dark(page) == (scheme == "dark")


def test_the_reader_decides_otherwise_and_it_is_remembered(visitor: Reader) -> None:
    page = visitor.open(color_scheme="light")

    _toggle(page).click()
    _toggle(page).click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert _is_dark(page)
    visitor.go(page, "roles/")
    assert _is_dark(page)
    _toggle(page).click()

    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    assert not _is_dark(page)


def test_the_colours_are_changed_with_the_keyboard(visitor: Reader) -> None:
    page = visitor.open(color_scheme="dark")
    chosen = page.get_by_role("radio", name="Switch to light")

    chosen.focus()
    page.keyboard.press("ArrowRight")

    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    assert not _is_dark(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("forced", ["none", "active"])
def test_a_status_has_a_word_and_a_shape_in_any_colours(
    scheme: str, forced: str, visitor: Reader
) -> None:
    page = visitor.open("procedures/", color_scheme=scheme, forced_colors=forced)
    shapes = {}

    for word in _WORDS:
        chip = page.get_by_role("main").locator("span:visible").get_by_text(word, exact=True).last
        expect(chip).to_be_visible()
        shape = chip.locator("svg")
        expect(shape).to_be_visible()
        box = shape.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 8
        shapes[word] = shape.locator("path").get_attribute("d")

    assert shapes["Not documented"] == shapes["Unlisted"]
    assert shapes["Draft"] == shapes["Retired"]
    assert len(set(shapes.values())) == 4


def test_nothing_moves_for_those_who_do_not_want_it(visitor: Reader) -> None:
    page = visitor.open("procedures/", reduced_motion="reduce")

    assert page.evaluate(_MOVING) == []
