"""The calendar page shows any week, for everyone or one role, by the handbook's rules."""

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.building import built, write_source
from tests.site.published import Published
from tests.site.reader import PHONE, WIDE, Reader, faultless, violations
from tests.site.serving import serving
from tests.support.handbooks import BASE
from tests.support.meetings import meeting

pytestmark = pytest.mark.browser

BRUSSELS: Any = {"timezone_id": "Europe/Brussels", "locale": "en-GB"}
# A Thursday. The tested sites are built as of Saturday, 21 November 2026.
NOW = "2026-11-26T11:00:00Z"
SETTINGS = "data/settings.yaml"
ROLES = """\
coo: {title: COO, area: operations}
clerk: {title: Clerk}
porter: {title: "<b>Porter</b>"}
"""
FILES = {
    "data/roles.yaml": ROLES,
    "data/holidays.yaml": "yule: {title: Yule, date: 2026-12-25, every: year}\n",
    "data/meetings/standup.md": meeting(
        "daily", "time: 09:30\nduration: 15 min\nattendees: [COO, Clerk]", "Standup"
    ),
    "data/meetings/sync.md": meeting(
        "weekly", "day: monday\ntime: 09:00\nduration: 1 hour\nattendees: [COO, Porter]", "Sync"
    ),
    "data/meetings/demo.md": meeting(
        "biweekly", "first: 2026-11-24\ntime: 23:30\nattendees: [Clerk]", "Demo"
    ),
    "data/meetings/review.md": meeting(
        "monthly", "day: saturday\nweek: week 1\nattendees: [Clerk]", "<i>Review</i>"
    ),
    "data/meetings/prep.md": meeting("monthly", "week: week 4\nattendees: [COO]", "Prep"),
    "data/meetings/gone.md": meeting("weekly", "day: monday\nstatus: retired", "Gone"),
}


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    """The site of a handbook whose weeks differ."""
    root = write_source(tmp_path_factory.mktemp("dated"), FILES)
    folder = built(root, tmp_path_factory.mktemp("dated-site"))
    with serving(folder) as address:
        yield Published(root, folder, address)


@pytest.fixture
def member(browser: Browser, dated: Published) -> Iterator[Reader]:
    """A reader of that site."""
    yield from faultless(browser, dated.address)


def _open(reader: Reader, query: str = "", **options: Any) -> Page:
    page = reader.open("404.html", **{**BRUSSELS, **options})
    page.clock.set_fixed_time(NOW)
    reader.go(page, f"meetings/{query}")
    expect(page.locator("[data-week-shown] h3")).to_be_visible()
    return page


def _title(page: Page) -> Any:
    return page.locator("[data-week-shown] h3")


def _days(page: Page) -> list[str]:
    """Return the days of the displayed week, each with its text."""
    lines = page.locator("[data-week-shown] .hb-glance__days > li").all()
    return [" ".join(line.inner_text().split()) for line in lines]


_GRID = """(within) => [...document.querySelectorAll(`[data-week-${within}] .hb-glance [style]`)]
  .map((item) => [
    item.className, item.style.gridArea,
    item.matches("p") ? "" : item.textContent.trim().replace(/\\s+/g, " "),
  ])"""


@pytest.mark.parametrize("name", ["handbook", "small"])
def test_a_typical_week_matches_the_built_page(
    name: str, request: pytest.FixtureRequest, browser: Browser
) -> None:
    site: Published = request.getfixturevalue(name)
    reader = Reader(browser, site.address)
    page = _open(reader, "?week=2026-11-23")

    usual: Any = page.evaluate(_GRID, "usual")
    shown: Any = page.evaluate(_GRID, "shown")
    reader.close()

    assert sorted(shown) == sorted(usual)
    assert len(usual) > 5
    assert reader.faults == []


def test_clashes_match_the_built_page(reader: Reader) -> None:
    page = _open(reader, "?week=2026-11-23")

    usual, shown = (
        [
            " ".join(text.split())
            for text in page.locator(f"[data-week-{within}] .hb-clashes li").all_text_contents()
        ]
        for within in ("usual", "shown")
    )

    assert shown == usual
    assert len(usual) == 3


# --- Weeks


def test_the_current_week_is_shown_by_default(member: Reader) -> None:
    page = _open(member)

    expect(_title(page)).to_have_text("23 to 27 November 2026")
    assert _days(page) == [
        "Mon 23 Nov 09:00–10:00 Sync ① 09:30–09:45 Standup ①",
        "Tue 24 Nov 09:30–09:45 Standup 23:30 Demo Every two weeks",
        "Wed 25 Nov 09:30–09:45 Standup",
        "Thu 26 Nov 09:30–09:45 Standup",
        "Fri 27 Nov 09:30–09:45 Standup",
    ]
    expect(page.locator("[data-week-shown] [aria-current=date]")).to_have_text("Thu 26 Nov")
    expect(page.locator("[data-week-shown]")).to_contain_text(
        "① Monday: Standup (09:30–09:45) overlaps Sync (09:00–10:00). Expected at both: COO."
    )
    expect(page.locator("[data-week-shown]")).to_contain_text(
        "Prep, on a day from 22 to 28 November 2026"
    )
    expect(page.get_by_text("Every working day")).to_be_hidden()


def test_a_week_starts_on_sunday_if_it_is_a_working_day(
    tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> None:
    settings = BASE[SETTINGS].replace("[monday,", "[sunday, monday,").replace(", friday]", "]")
    root = write_source(tmp_path_factory.mktemp("sunday"), {**FILES, SETTINGS: settings})
    with serving(built(root, tmp_path_factory.mktemp("sunday-site"))) as address:
        reader = Reader(browser, address)
        page = _open(reader, "?week=2026-11-26")

        expect(_title(page)).to_have_text("22 to 26 November 2026")
        assert [day[:10] for day in _days(page)] == [
            "Sun 22 Nov",
            "Mon 23 Nov",
            "Tue 24 Nov",
            "Wed 25 Nov",
            "Thu 26 Nov",
        ]
        page.get_by_role("button", name="Next week").click()
        expect(_title(page)).to_have_text("29 November to 5 December 2026")
        usual = page.locator("[data-week-usual] .hb-glance__day").all_text_contents()
        reader.close()

    assert usual[0].strip().startswith("Sun")
    assert reader.faults == []


@pytest.mark.parametrize("width", [800, 1000, 1280, 1600])
@pytest.mark.parametrize("day", ["2026-11-25", "2026-11-27"])
def test_the_marker_of_today_stays_within_its_column(width: int, day: str, reader: Reader) -> None:
    page = reader.open(width=width, **BRUSSELS)
    page.clock.set_fixed_time(f"{day}T11:00:00Z")
    reader.go(page, "meetings/")
    today = page.locator("[data-week-shown] [aria-current=date]")
    expect(today).to_be_visible()

    column, mark = today.bounding_box(), today.locator("span").bounding_box()

    assert column is not None
    assert mark is not None
    assert column["x"] <= mark["x"]
    assert mark["x"] + mark["width"] <= column["x"] + column["width"]


_TOPS = """(days) => days.map((day) => {
  const range = document.createRange();
  range.selectNodeContents(day.firstElementChild);
  return Math.round(range.getClientRects()[0].top);
})"""


def test_the_marker_of_today_keeps_the_days_aligned(reader: Reader) -> None:
    page = reader.open(width=WIDE, **BRUSSELS)
    page.clock.set_fixed_time(NOW)
    reader.go(page, "meetings/")
    expect(page.locator("[data-week-shown] [aria-current=date]")).to_be_visible()

    tops = page.locator("[data-week-shown] .hb-glance__day").evaluate_all(_TOPS)

    assert len(tops) == 5
    assert len({*tops}) == 1


def test_the_week_can_be_changed(member: Reader) -> None:
    page = _open(member)

    page.get_by_role("button", name="Next week").click()
    expect(_title(page)).to_have_text("30 November to 5 December 2026")
    assert "week=2026-11-30" in page.url
    assert _days(page)[-1] == "Sat 5 Dec No fixed time: <i>Review</i>"
    assert not any("Demo" in day for day in _days(page))
    page.get_by_role("button", name="Previous week").click()
    page.get_by_role("button", name="Previous week").click()
    expect(_title(page)).to_have_text("16 to 20 November 2026")
    page.get_by_role("button", name="This week").click()
    expect(_title(page)).to_have_text("23 to 27 November 2026")
    assert "week=" not in page.url

    page.get_by_label("Week of").fill("2026-12-24")
    expect(_title(page)).to_have_text("21 to 25 December 2026")
    assert _days(page)[-1] == "Fri 25 Dec Yule: day off"
    page.reload()
    expect(_title(page)).to_have_text("21 to 25 December 2026")


def test_a_date_can_be_typed_key_by_key(member: Reader) -> None:
    page = _open(member)
    field = page.get_by_label("Week of")
    field.focus()

    # The browser's own language sets the order of the parts: month, day, year.
    page.keyboard.type("01202027", delay=20)

    expect(field).to_be_focused()
    expect(_title(page)).to_have_text("18 to 22 January 2027")
    assert "week=2027-01-18" in page.url
    expect(field).to_have_value("2027-01-20")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(field).to_have_value("2027-01-18")


def test_a_role_has_its_own_weeks_and_calendar_address(member: Reader) -> None:
    page = _open(member)
    address = page.locator("[data-subscribe] code")
    expect(address).to_have_text(f"{member.address}meetings/all.ics")

    page.get_by_label("Meetings for").select_option("Clerk")

    assert "role=clerk" in page.url
    assert _days(page)[:2] == [
        "Mon 23 Nov 09:30–09:45 Standup",
        "Tue 24 Nov 09:30–09:45 Standup 23:30 Demo Every two weeks",
    ]
    expect(page.locator("[data-week-shown] .hb-clashes")).to_have_count(0)
    expect(address).to_have_text(f"{member.address}roles/clerk/meetings.ics")
    expect(page.get_by_role("link", name="Subscribe", exact=True)).to_have_attribute(
        "href", f"{member.address.replace('http:', 'webcal:')}roles/clerk/meetings.ics"
    )
    page.reload()
    expect(page.get_by_label("Meetings for")).to_have_value("clerk")
    expect(page.get_by_text("Of Clerk.")).to_be_visible()
    page.get_by_label("Meetings for").select_option("All roles")
    assert "role=" not in page.url
    expect(address).to_have_text(f"{member.address}meetings/all.ics")


def test_valid_role_and_week_are_taken_from_the_address(member: Reader) -> None:
    page = _open(member, "?role=porter&week=2026-11-23")
    expect(_title(page)).to_have_text("23 to 27 November 2026")
    assert _days(page)[0] == "Mon 23 Nov 09:00–10:00 Sync"

    page = _open(member, "?role=nobody&week=2026-02-30")
    expect(page.get_by_label("Meetings for")).to_have_value("")
    expect(_title(page)).to_have_text("23 to 27 November 2026")


def test_a_week_without_meetings_says_so(member: Reader) -> None:
    # The only meeting of the week would be on a holiday.
    page = _open(member, "?role=porter&week=2028-12-25")

    expect(_title(page)).to_have_text("25 to 29 December 2028")
    assert _days(page)[0] == "Mon 25 Dec Yule: day off"
    expect(page.get_by_text("No meetings on a fixed day this week.")).to_be_visible()

    page = _open(member, "?role=porter&week=2028-12-18")
    expect(page.get_by_text("No meetings on a fixed day this week.")).to_be_hidden()


@pytest.mark.parametrize("query", ["?week=0001-01-01", "?week=9999-12-31", "?week=x&role=%22%3E"])
def test_invalid_parameters_in_the_address_are_ignored(query: str, member: Reader) -> None:
    expect(_title(_open(member, query))).to_have_text("23 to 27 November 2026")


def test_the_stored_role_is_listed_first(member: Reader) -> None:
    page = _open(member)
    role = json.dumps({"id": "porter", "title": "x"})
    page.evaluate("(role) => localStorage.setItem('handbook.my-role', role)", role)
    page.reload()
    expect(_title(page)).to_be_visible()

    options = page.get_by_label("Meetings for").locator("option").all_text_contents()

    assert options == ["All roles", "<b>Porter</b> (my role)", "Clerk", "COO"]


@pytest.mark.parametrize(
    ("zone", "first", "late"),
    [
        ("Europe/Brussels", "09:00–10:00", "23:30"),
        ("America/New_York", "09:00–10:00 03:00 your time", "23:30 17:30 your time"),
        ("Asia/Tokyo", "09:00–10:00 17:00 your time", "23:30 Wed 07:30 your time"),
    ],
)
def test_readers_in_another_time_zone_also_see_their_local_time(
    zone: str, first: str, late: str, member: Reader
) -> None:
    page = _open(member, timezone_id=zone)

    times = [
        " ".join(text.split())
        for text in page.locator("[data-week-shown] .hb-week__time").all_text_contents()
    ]

    assert times[0] == first
    assert late in times
    notice = page.get_by_text("Your local time is shown")
    expect(notice).to_have_count(int(zone != "Europe/Brussels"))


def test_without_scripts_the_typical_week_is_shown(member: Reader) -> None:
    page = member.open("meetings/", java_script_enabled=False)

    expect(page.get_by_label("Meetings for")).to_be_hidden()
    expect(page.locator("[data-week-usual] .hb-glance")).to_be_visible()
    expect(page.get_by_role("link", name="Download")).to_have_attribute(
        "href", "../meetings/all.ics"
    )
    expect(page.get_by_role("link", name="Subscribe", exact=True)).to_be_hidden()


def test_the_typical_week_stays_if_the_rules_fail_to_load(
    browser: Browser, dated: Published
) -> None:
    failed = "Failed to load resource: net::ERR_FAILED"
    reader = Reader(browser, dated.address, expected=(failed,))
    page = reader.open("404.html")
    page.route("**/calendar.json", lambda route: route.abort())
    reader.go(page, "meetings/")

    expect(page.locator("form[data-weekbar]")).not_to_have_class(re.compile("hb-soon"))
    expect(page.locator("[data-week-usual] .hb-glance")).to_be_visible()
    # Its space stays reserved, so that nothing shifts.
    expect(page.locator("form[data-weekbar]")).to_be_hidden()
    reader.close()
    assert reader.faults == []


@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_calendar_is_accessible(scheme: str, width: int, member: Reader) -> None:
    page = _open(member, width=width, color_scheme=scheme, timezone_id="Asia/Tokyo")

    page.get_by_role("button", name="Next week").press("Enter")
    expect(_title(page)).to_have_text("30 November to 5 December 2026")

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_days_are_stacked_on_a_phone(member: Reader) -> None:
    page = _open(member, width=PHONE)
    boxes = [
        box
        for item in page.locator("[data-week-shown] .hb-glance__days > li").all()
        if (box := item.bounding_box())
    ]

    assert len(boxes) == 5
    assert all(upper["y"] + upper["height"] <= lower["y"] for upper, lower in pairwise(boxes))
    expect(page.get_by_text("Nothing", exact=True)).to_have_count(0)


def test_fetching_the_week_causes_no_layout_shift(reader: Reader) -> None:
    page = reader.open("404.html", width=WIDE, **BRUSSELS)
    page.clock.set_fixed_time("2026-11-25T11:00:00Z")
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => {"
        " for (const entry of list.getEntries()) window.moved += entry.value;"
        " }).observe({ type: 'layout-shift', buffered: true });"
    )
    reader.go(page, "meetings/")
    expect(_title(page)).to_be_visible()
    page.wait_for_timeout(100)

    assert page.evaluate("window.moved") < 0.02


# Reloads a page as over a slow connection: writes a chunk, lets it render, writes the next.
_IN_CHUNKS = """async () => {
  const text = await (await fetch(location.href)).text();
  const rendered = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const [tops, moved] = [new Map(), []];
  document.open();
  for (let at = 0; at < text.length; at += 700) {
    document.write(text.slice(at, at + 700));
    await rendered();
    for (const element of document.querySelectorAll(".hb-glance *")) {
      if (!element.checkVisibility({ visibilityProperty: true })) continue;
      const { top } = element.getBoundingClientRect();
      if (top !== (tops.get(element) ?? top)) moved.push(element.textContent);
      tops.set(element, top);
    }
  }
  document.close();
  return [moved, tops.size];
}"""


@pytest.mark.parametrize("path", ["meetings/", "roles/ceo/"])
def test_meetings_do_not_move_while_the_page_loads(path: str, reader: Reader) -> None:
    page = reader.open(path, **BRUSSELS)

    moved, count = page.evaluate(_IN_CHUNKS)

    assert moved == []
    assert count > 20
