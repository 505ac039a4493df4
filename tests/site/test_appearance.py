"""How every kind of page looks: on a phone, in the dark, on paper, without scripts, to axe."""

import re
import time
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser import arguments, chromium
from tests.site.kinds import KINDS, of_kind, samples
from tests.site.published import Published
from tests.site.reader import PHONE, WIDE, Reader, light, moves, violations
from tests.site.searching import ask

pytestmark = pytest.mark.browser

# What WCAG 1.4.12 lets a reader do to all text.
_APART = """* {
  line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
}"""
# What is left of a page of 1280 px at 400 %.
_NARROW = 320
# Both widths and both colours; all four combinations where each part of the layout is on a page.
_LOOKS = ((WIDE, "dark"), (PHONE, "light"))
_ALL_LOOKS = (*_LOOKS, (WIDE, "light"), (PHONE, "dark"))
_WHOLE_LAYOUT = {"home", "contents", "procedure", "register"}
# Parts of the text that stick out to the right without a box of their own to be scrolled in.
_STICKING_OUT = """() => {
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
# What has to be scrolled sideways to be read. Code may, and a wide drawing that says so.
_SCROLLED = """() => [...document.querySelectorAll("main *")]
  .filter((element) => /auto|scroll/.test(getComputedStyle(element).overflowX))
  .filter((element) => element.scrollWidth > element.clientWidth + 1)
  .filter((element) => !element.closest("pre, .hb-drawing__frame--wide"))
  .map((element) => element.outerHTML.slice(0, 120))"""
# The week is told anew in the reader's own zone, which takes a line more where it is another one.
_MOVING = {"meetings"}
# Longer, in seconds, than a browser takes to show what it has.
_LATE = 0.2
_TARGETS = "button, select, summary, input, [role=button], nav a, [rel=edit]"
_SMALL = """(targets) => targets
  .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .map((element) => [element.getBoundingClientRect(), element])
  .filter(([box]) => box.width > 1 && box.right > 0 && box.left < innerWidth)
  .filter(([box]) => box.width < 24 || box.height < 24)
  .map(([box, element]) => `${box.width} x ${box.height}: ${element.outerHTML.slice(0, 90)}`)"""
_PRESSED = "button, select, input, [role=button], [rel=edit], nav[aria-label=Navigation] a"
_SEEN = """(elements) => elements
  .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .map((element) => element.outerHTML.slice(0, 90))"""


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_serious(kind: str, handbook: Published, reader: Reader) -> None:
    looks = _ALL_LOOKS if kind in _WHOLE_LAYOUT else _LOOKS
    assert _found_by_axe(reader, samples(handbook, kind), looks) == []


def test_axe_finds_nothing_serious_in_any_state_of_a_procedure(
    small: Published, visitor: Reader
) -> None:
    pages = ["", "procedures/", "reports/freshness/", *of_kind(small, "procedure")]

    assert _found_by_axe(visitor, pages, _LOOKS) == []


def _found_by_axe(
    reader: Reader, addresses: list[str], looks: tuple[tuple[int, str], ...]
) -> list[str]:
    page = reader.open()
    found = []
    for address in addresses:
        reader.go(page, address)
        for width, scheme in looks:
            page.set_viewport_size({"width": width, "height": 800})
            _choose(page, scheme)
            found += [f"{address} at {width}, {scheme}: {line}" for line in violations(page)]
    return found


def _choose(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")


def test_axe_finds_nothing_serious_in_search_menu_and_folded_parts(visitor: Reader) -> None:
    page = visitor.open("procedures/shift-handover/", width=PHONE)
    page.get_by_text("7 changes").click()
    page.get_by_role("button", name="Search").click()
    ask(page, "handover")
    expect(page.get_by_role("option").filter(has_text="Shift handover").first).to_be_visible()
    searching = violations(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("link", name="Roles", exact=True)).to_be_in_viewport()

    assert searching + violations(page) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_fits_a_phone_and_a_finger(kind: str, handbook: Published, reader: Reader) -> None:
    page = reader.open(width=PHONE, has_touch=True)
    moved, wide, small = [], [], []
    for address in samples(handbook, kind):
        reader.go(page, address)
        moved += [] if kind in _MOVING else moves(page)
        wide += _too_wide(page)
        small += page.locator(_TARGETS).evaluate_all(_SMALL)

    assert moved == []
    assert wide == []
    assert small == []


def test_nothing_moves_when_scripts_come_after_the_page_was_seen(
    handbook: Published, reader: Reader
) -> None:
    waited = False

    def late(route: Route) -> None:
        nonlocal waited
        if not waited:
            time.sleep(_LATE)
            waited = True
        route.continue_()

    page = reader.open(width=PHONE)
    page.route("**/*.js", late)
    moved = []
    for kind in sorted(set(KINDS) - _MOVING):
        for address in samples(handbook, kind)[:1]:
            waited = False
            reader.go(page, address)
            moved += [f"{address}: {line}" for line in moves(page)]

    assert moved == []


@pytest.mark.parametrize("width", [PHONE, WIDE])
def test_nothing_a_handbook_may_hold_makes_a_page_too_wide(
    width: int, small: Published, visitor: Reader
) -> None:
    page = visitor.open(width=width)
    wide = []
    for address in [found for kind in KINDS for found in _various(small, kind)]:
        visitor.go(page, address)
        wide += [f"{address}: {element}" for element in _too_wide(page)]

    assert wide == []


def test_a_page_at_four_times_its_size_does_not_scroll_sideways(
    handbook: Published, reader: Reader
) -> None:
    page = reader.open(width=_NARROW)
    wide = []
    for kind in KINDS:
        for address in samples(handbook, kind):
            reader.go(page, address)
            if page.evaluate("document.scrollingElement.scrollWidth > innerWidth"):
                wide.append(address)

    assert wide == []


def test_a_phone_with_letters_twice_as_large_shows_everything(
    browser: Browser, handbook: Published
) -> None:
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
    # The columns of a drawing do not become narrower than a word.
    wide = [one for one in wide if "hb-drawing__frame" not in one]

    assert wide == []
    assert reader.faults == []


@pytest.mark.parametrize("address", ["meetings/", "roles/"])
def test_a_week_and_a_chart_have_columns_only_where_large_letters_fit_into_them(
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
def test_text_that_a_reader_has_set_wider_apart_stays_on_the_page(
    width: int, reader: Reader, visitor: Reader
) -> None:
    wide = []
    pages = ("", "procedures/", "procedures/customer-onboarding/", "reports/freshness/")
    # What was reviewed has dates in the report, which not every handbook has.
    for who, addresses in ((reader, pages), (visitor, pages[-1:])):
        page = who.open(width=width)
        for address in addresses:
            who.go(page, address)
            page.add_style_tag(content=_APART)
            wide += [f"{address}: {element}" for element in _too_wide(page)]

    assert wide == []


def _various(published: Published, kind: str) -> list[str]:
    found = of_kind(published, kind)
    return found if kind in {"procedure", "register", "template"} else found[:1]


def _too_wide(page: Page) -> list[str]:
    """Return what makes a page scroll sideways, or is cut off or has to be scrolled itself."""
    scrolls = page.evaluate("document.scrollingElement.scrollWidth > innerWidth")
    whole = ["the whole page"] if scrolls else []
    return [*page.evaluate(_STICKING_OUT), *page.evaluate(_SCROLLED), *whole]


def test_controls_of_a_module_that_cannot_be_loaded_are_hidden(
    reader: Reader,
) -> None:
    page = reader.open()
    page.route(re.compile(r"/(runs/one|filter/said)\.js$"), lambda route: route.abort())

    reader.go(page, "procedures/")
    expect(page.locator("[data-line]").first).to_be_visible()
    expect(page.get_by_role("search", name="Filter the list")).to_be_hidden()
    reader.go(page, "runs/")
    expect(page.get_by_text("reload this page")).to_be_visible()
    reader.faults[:] = [one for one in reader.faults if "Failed to load resource" not in one]


def test_code_that_is_too_wide_can_be_scrolled_with_the_keyboard(visitor: Reader) -> None:
    page = visitor.open("procedures/shift-handover/", width=PHONE)
    code = page.get_by_text("a line so long")
    boxes = code.locator("xpath=ancestor-or-self::*[self::pre or self::code]")
    stops = [stop for stop in boxes.all() if stop.evaluate("box => box.tabIndex >= 0")]

    assert len(stops) == 1
    stops[0].focus()
    page.keyboard.press("ArrowRight")

    page.wait_for_function("(box) => box.scrollLeft > 0", arg=stops[0].element_handle())


def test_code_that_is_too_wide_shows_that_it_goes_on(visitor: Reader) -> None:
    page = visitor.open("procedures/shift-handover/", width=PHONE)
    code = page.locator("pre", has_text="a line so long")
    code.scroll_into_view_if_needed()
    box = code.bounding_box()
    assert box is not None
    # Above the first line, where no letter is.
    edge: Any = {"x": box["x"] + box["width"] - 5, "y": box["y"] + 2, "width": 4, "height": 6}
    begun = page.screenshot(clip=edge)

    code.evaluate("box => { box.scrollLeft = box.scrollWidth; }")

    assert page.screenshot(clip=edge) != begun


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
def test_a_page_fits_a_wide_window_and_has_nothing_to_press_on_paper(
    kind: str, handbook: Published, reader: Reader
) -> None:
    page = reader.open(color_scheme="dark")
    moved, wide, pressed = [], [], []
    for address in samples(handbook, kind):
        reader.go(page, address)
        moved += [] if kind in _MOVING else moves(page)
        wide += _too_wide(page)
        page.emulate_media(media="print")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        pressed += page.locator(_PRESSED).evaluate_all(_SEEN)
        assert light(page).paper > 0.9
        assert light(page).ink < 0.3
        page.emulate_media(media="screen")

    assert moved == []
    assert wide == []
    assert pressed == []


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
def test_paper_says_what_it_is_a_copy_of_and_of_which_day(
    address: str, words: str, visitor: Reader
) -> None:
    page = visitor.open(address, timezone_id="Europe/Brussels")
    page.clock.set_fixed_time("2026-12-01T10:00:00Z")
    controlled = words.endswith(("1.7, status: Current", "2.0"))
    imprint = page.locator(".hb-imprint")
    expect(imprint).to_be_hidden()

    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")

    shown = " ".join(imprint.inner_text().split())
    end = " Uncontrolled when printed. The current version is on the site." if controlled else ""
    assert shown == f"{words} As of 21 November 2026, printed 1 December 2026{end}"
    expect(imprint.locator("[data-printed] time")).to_have_attribute("datetime", "2026-12-01")


def test_a_controlled_document_says_so_on_the_screen(visitor: Reader) -> None:
    for address in ("procedures/shift-handover/", "templates/gate-book/"):
        page = visitor.open(address)

        expect(page.get_by_text("controlled document", exact=True)).to_be_visible()


def test_a_printed_procedure_has_all_of_its_steps(visitor: Reader) -> None:
    page = visitor.open("procedures/shift-handover/")

    page.emulate_media(media="print")

    for step in ("Walk the round", "Count the keys", "Tell the news", "Sign the book", "Go home"):
        expect(page.get_by_role("heading", name=step)).to_be_visible()
    expect(page.get_by_text("Read the barometer").first).to_be_visible()
    expect(page.get_by_text("Suggest an edit")).to_be_hidden()


def test_names_in_the_tiles_of_a_dashboard_look_like_links(reader: Reader) -> None:
    page = reader.open("metrics/")

    names = page.locator(".hb-tiles a")
    lines = names.evaluate_all(
        "(all) => all.map((one) => getComputedStyle(one).textDecorationLine)"
    )

    # Another company may have no dashboard.
    assert set(lines) <= {"underline"}
