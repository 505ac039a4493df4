"""Every kind of page on a phone, in dark mode, in print, without scripts and according to axe."""

import re
import time
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser import arguments, chromium
from tests.site.kinds import KINDS, of_kind, samples
from tests.site.published import Published
from tests.site.reader import PHONE, WIDE, Reader, brightness, layout_shifts, violations
from tests.site.searching import ask

pytestmark = pytest.mark.browser

# The text spacing that readers may set according to WCAG 1.4.12.
_TEXT_SPACING = """* {
  line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
}"""
# The viewport width of a 1280 px window at 400 % zoom.
_ZOOMED = 320
# Both widths and both colour schemes; all four combinations on pages with the whole layout.
_LOOKS = ((WIDE, "dark"), (PHONE, "light"))
_ALL_LOOKS = (*_LOOKS, (WIDE, "light"), (PHONE, "dark"))
_WHOLE_LAYOUT = {"home", "contents", "procedure", "register"}
# Elements that overflow the viewport to the right and are not in a scrollable box.
_OVERFLOWING = """() => {
  const scrolls = (element) => /auto|scroll/.test(getComputedStyle(element).overflowX);
  const held = (element) => {
    for (let box = element; box; box = box.parentElement) if (scrolls(box)) return true;
    return false;
  };
  return [...document.querySelectorAll("main *, header *, footer *, nav *")]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }))
    .filter((element) => element.getBoundingClientRect().width > 1)
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 1 && !held(element))
    .map((element) => element.outerHTML.slice(0, 120));
}"""
# Boxes that must be scrolled horizontally, except code and drawings marked as wide.
_SCROLLABLE = """() => [...document.querySelectorAll("main *")]
  .filter((element) => /auto|scroll/.test(getComputedStyle(element).overflowX))
  .filter((element) => element.scrollWidth > element.clientWidth + 1)
  .filter((element) => !element.closest("pre, .hb-drawing__frame--wide"))
  .map((element) => element.outerHTML.slice(0, 120))"""
# Scripts convert the week to the reader's time zone, which takes an extra line if it differs.
_SHIFTING = {"meetings"}
# In seconds; longer than a browser takes to render the page.
_SCRIPT_DELAY = 0.2
_TARGETS = "button, select, summary, input, [role=button], nav a, [rel=edit]"
_TOO_SMALL = """(targets) => targets
  .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .map((element) => [element.getBoundingClientRect(), element])
  .filter(([box]) => box.width > 1 && box.right > 0 && box.left < innerWidth)
  .filter(([box]) => box.width < 24 || box.height < 24)
  .map(([box, element]) => `${box.width} x ${box.height}: ${element.outerHTML.slice(0, 90)}`)"""
_CONTROLS = "button, select, input, [role=button], [rel=edit], nav[aria-label=Navigation] a"
_VISIBLE = """(elements) => elements
  .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .map((element) => element.outerHTML.slice(0, 90))"""


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_no_serious_violations(kind: str, handbook: Published, reader: Reader) -> None:
    looks = _ALL_LOOKS if kind in _WHOLE_LAYOUT else _LOOKS
    assert _axe_violations(reader, samples(handbook, kind), looks) == []


def test_axe_finds_no_serious_violations_in_any_state_of_a_procedure(
    small: Published, visitor: Reader
) -> None:
    pages = ["", "procedures/", "reports/freshness/", *of_kind(small, "procedure")]

    assert _axe_violations(visitor, pages, _LOOKS) == []


def _axe_violations(
    reader: Reader, addresses: list[str], looks: tuple[tuple[int, str], ...]
) -> list[str]:
    page = reader.open()
    found = []
    for address in addresses:
        reader.go(page, address)
        for width, scheme in looks:
            page.set_viewport_size({"width": width, "height": 800})
            _set_colour_scheme(page, scheme)
            found += [f"{address} at {width}, {scheme}: {line}" for line in violations(page)]
    return found


def _set_colour_scheme(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")


def test_axe_finds_no_serious_violations_in_search_menu_and_details(visitor: Reader) -> None:
    page = visitor.open("procedures/shift-handover/", width=PHONE)
    page.get_by_text("7 changes").click()
    page.get_by_role("button", name="Search").click()
    ask(page, "handover")
    expect(page.get_by_role("option").filter(has_text="Shift handover").first).to_be_visible()
    in_search = violations(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("link", name="Roles", exact=True)).to_be_in_viewport()

    assert in_search + violations(page) == []


@pytest.mark.parametrize("kind", KINDS)
def test_pages_fit_a_phone_and_have_large_enough_touch_targets(
    kind: str, handbook: Published, reader: Reader
) -> None:
    page = reader.open(width=PHONE, has_touch=True)
    shifts, wide, small = [], [], []
    for address in samples(handbook, kind):
        reader.go(page, address)
        shifts += [] if kind in _SHIFTING else layout_shifts(page)
        wide += _too_wide(page)
        small += page.locator(_TARGETS).evaluate_all(_TOO_SMALL)

    assert shifts == []
    assert wide == []
    assert small == []


def test_late_scripts_cause_no_layout_shifts(handbook: Published, reader: Reader) -> None:
    delayed = False

    def delay_first_script(route: Route) -> None:
        nonlocal delayed
        if not delayed:
            time.sleep(_SCRIPT_DELAY)
            delayed = True
        route.continue_()

    page = reader.open(width=PHONE)
    page.route("**/*.js", delay_first_script)
    shifts = []
    for kind in sorted(set(KINDS) - _SHIFTING):
        for address in samples(handbook, kind)[:1]:
            delayed = False
            reader.go(page, address)
            shifts += [f"{address}: {line}" for line in layout_shifts(page)]

    assert shifts == []


@pytest.mark.parametrize("width", [PHONE, WIDE])
def test_no_content_makes_a_page_too_wide(width: int, small: Published, visitor: Reader) -> None:
    page = visitor.open(width=width)
    wide = []
    for address in [found for kind in KINDS for found in _varied_samples(small, kind)]:
        visitor.go(page, address)
        wide += [f"{address}: {element}" for element in _too_wide(page)]

    assert wide == []


def test_pages_do_not_scroll_horizontally_at_400_percent_zoom(
    handbook: Published, reader: Reader
) -> None:
    page = reader.open(width=_ZOOMED)
    wide = []
    for kind in KINDS:
        for address in samples(handbook, kind):
            reader.go(page, address)
            if page.evaluate("document.scrollingElement.scrollWidth > innerWidth"):
                wide.append(address)

    assert wide == []


def test_pages_fit_a_phone_at_twice_the_font_size(browser: Browser, handbook: Published) -> None:
    args = [*arguments(), "--blink-settings=defaultFontSize=32"]
    large = browser.browser_type.launch(executable_path=chromium(), args=args)
    reader = Reader(large, handbook.address)
    page = reader.open(width=PHONE)
    wide = []
    for kind in KINDS:
        for address in samples(handbook, kind):
            reader.go(page, address)
            wide += [f"{address}: {element}" for element in _too_wide(page)]
    large.close()
    # The columns of a drawing are never narrower than a word.
    wide = [one for one in wide if "hb-drawing__frame" not in one]

    assert wide == []
    assert reader.faults == []


@pytest.mark.parametrize("address", ["meetings/", "roles/"])
def test_a_week_and_a_chart_fit_every_width_at_twice_the_font_size(
    address: str, browser: Browser, handbook: Published
) -> None:
    args = [*arguments(), "--blink-settings=defaultFontSize=32"]
    large = browser.browser_type.launch(executable_path=chromium(), args=args)
    reader = Reader(large, handbook.address)
    page = reader.open(address, width=700)
    wide = []
    for width in (700, 800, 1000, 1200, 1600):
        page.set_viewport_size({"width": width, "height": 900})
        wide += [f"{width}: {element}" for element in _too_wide(page)]
    large.close()

    assert wide == []
    assert reader.faults == []


@pytest.mark.parametrize("width", [PHONE, WIDE])
def test_text_with_wider_spacing_stays_on_the_page(
    width: int, reader: Reader, visitor: Reader
) -> None:
    wide = []
    pages = ("", "procedures/", "procedures/customer-onboarding/", "reports/freshness/")
    # The report has dates only if procedures were reviewed, which not every handbook has done.
    for who, addresses in ((reader, pages), (visitor, pages[-1:])):
        page = who.open(width=width)
        for address in addresses:
            who.go(page, address)
            page.add_style_tag(content=_TEXT_SPACING)
            wide += [f"{address}: {element}" for element in _too_wide(page)]

    assert wide == []


def _varied_samples(published: Published, kind: str) -> list[str]:
    found = of_kind(published, kind)
    return found if kind in {"procedure", "register", "template"} else found[:1]


def _too_wide(page: Page) -> list[str]:
    """Return what makes a page scroll horizontally, is cut off or must be scrolled itself."""
    scrolls = page.evaluate("document.scrollingElement.scrollWidth > innerWidth")
    whole = ["the whole page"] if scrolls else []
    return [*page.evaluate(_OVERFLOWING), *page.evaluate(_SCROLLABLE), *whole]


def test_controls_are_hidden_if_their_module_fails_to_load(reader: Reader) -> None:
    page = reader.open()
    page.route(re.compile(r"/(runs/run-page|filter/texts)\.js$"), lambda route: route.abort())

    reader.go(page, "procedures/")
    expect(page.locator("[data-line]").first).to_be_visible()
    expect(page.get_by_role("search", name="Filter the list")).to_be_hidden()
    reader.go(page, "runs/")
    expect(page.get_by_text("reload this page")).to_be_visible()
    reader.faults[:] = [one for one in reader.faults if "Failed to load resource" not in one]


def test_wide_code_can_be_scrolled_with_the_keyboard(visitor: Reader) -> None:
    page = visitor.open("procedures/shift-handover/", width=PHONE)
    code = page.get_by_text("a line so long")
    boxes = code.locator("xpath=ancestor-or-self::*[self::pre or self::code]")
    stops = [stop for stop in boxes.all() if stop.evaluate("box => box.tabIndex >= 0")]

    assert len(stops) == 1
    stops[0].focus()
    page.keyboard.press("ArrowRight")

    page.wait_for_function("(box) => box.scrollLeft > 0", arg=stops[0].element_handle())


def test_wide_code_indicates_that_it_continues(visitor: Reader) -> None:
    page = visitor.open("procedures/shift-handover/", width=PHONE)
    code = page.locator("pre", has_text="a line so long")
    code.scroll_into_view_if_needed()
    box = code.bounding_box()
    assert box is not None
    # Above the first line, where there is no text.
    edge: Any = {"x": box["x"] + box["width"] - 5, "y": box["y"] + 2, "width": 4, "height": 6}
    before = page.screenshot(clip=edge)

    code.evaluate("box => { box.scrollLeft = box.scrollWidth; }")

    assert page.screenshot(clip=edge) != before


@pytest.mark.parametrize(
    ("address", "row"),
    [
        ("registers/processes/", "Fire drill"),
        ("procedures/shift-handover/", "Handover time"),
        ("roles/", "Night warden"),
        ("reports/freshness/", "Stocktaking"),
    ],
)
def test_a_row_becomes_a_labelled_block_on_a_phone(address: str, row: str, visitor: Reader) -> None:
    page = visitor.open(address, width=PHONE)
    cells = page.get_by_role("main").locator("tr", has_text=row).first.locator("td").all()

    shown = [cell for cell in cells if cell.bounding_box()]
    labels = [cell.evaluate("cell => getComputedStyle(cell, '::before').content") for cell in shown]
    boxes = [box for cell in shown if (box := cell.bounding_box())]

    assert shown
    assert labels == [f'"{cell.get_attribute("data-label")}"' for cell in shown]
    assert all(above["y"] + above["height"] <= below["y"] + 1 for above, below in pairwise(boxes))
    expect(page.get_by_role("main").locator("thead").first).not_to_be_in_viewport()


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_can_be_read_without_scripts(
    kind: str, handbook: Published, reader: Reader
) -> None:
    for address in of_kind(handbook, kind)[:1]:
        page = reader.open(address, java_script_enabled=False)

        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.get_by_role("link", name="Roles", exact=True).first.click()
        expect(page.get_by_role("heading", level=1, name="Roles")).to_be_visible()


@pytest.mark.parametrize("kind", KINDS)
def test_pages_fit_a_wide_window_and_print_without_controls(
    kind: str, handbook: Published, reader: Reader
) -> None:
    page = reader.open(color_scheme="dark")
    shifts, wide, controls = [], [], []
    for address in samples(handbook, kind):
        reader.go(page, address)
        shifts += [] if kind in _SHIFTING else layout_shifts(page)
        wide += _too_wide(page)
        page.emulate_media(media="print")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        controls += page.locator(_CONTROLS).evaluate_all(_VISIBLE)
        assert brightness(page).background > 0.9
        assert brightness(page).text < 0.3
        page.emulate_media(media="screen")

    assert shifts == []
    assert wide == []
    assert controls == []


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("procedures/shift-handover/", "Shift handover, version 1.7, status: Current"),
        ("procedures/stocktaking/", "Stocktaking, status: Needs update"),
        ("templates/gate-book/", "Page of the gate book, version 2.0"),
        ("roles/coo/", "COO"),
        ("guide/", "Guide"),
    ],
)
def test_a_printed_page_states_its_document_and_dates(
    address: str, words: str, visitor: Reader
) -> None:
    page = visitor.open(address, timezone_id="Europe/Brussels")
    page.clock.set_fixed_time("2026-12-01T10:00:00Z")
    is_controlled = words.endswith(("1.7, status: Current", "2.0"))
    imprint = page.locator(".hb-imprint")
    expect(imprint).to_be_hidden()

    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")

    shown = " ".join(imprint.inner_text().split())
    end = " Uncontrolled when printed. The current version is on the site." if is_controlled else ""
    assert shown == f"{words} As of 21 November 2026, printed 1 December 2026{end}"
    expect(imprint.locator("[data-printed] time")).to_have_attribute("datetime", "2026-12-01")


def test_a_controlled_document_is_labelled_on_screen(visitor: Reader) -> None:
    for address in ("procedures/shift-handover/", "templates/gate-book/"):
        page = visitor.open(address)

        expect(page.get_by_text("controlled document", exact=True)).to_be_visible()


def test_a_printed_procedure_includes_all_its_steps(visitor: Reader) -> None:
    page = visitor.open("procedures/shift-handover/")

    page.emulate_media(media="print")

    for step in ("Walk the round", "Count the keys", "Tell the news", "Sign the book", "Go home"):
        expect(page.get_by_role("heading", name=step)).to_be_visible()
    expect(page.get_by_text("Read the barometer").first).to_be_visible()
    expect(page.get_by_text("Suggest an edit")).to_be_hidden()


def test_names_in_dashboard_tiles_are_underlined(reader: Reader) -> None:
    page = reader.open("metrics/")

    names = page.locator(".hb-tiles a")
    lines = names.evaluate_all(
        "(all) => all.map((one) => getComputedStyle(one).textDecorationLine)"
    )

    # Another company may have no dashboard.
    assert set(lines) <= {"underline"}
