"""The home page in one screen: where to go, my role, the state of the handbook, recent changes."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.site.reader import PHONE, WIDE, Reader

pytestmark = pytest.mark.browser

_TODAY = "2026-11-21T10:00:00"
_SHIFT = """() => new Promise((done) => {
  let sum = 0;
  const add = (list) => list.getEntries().forEach((entry) => { sum += entry.value; });
  new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})"""


def _home(reader: Reader, stored: dict[str, Any] | None = None, **options: Any) -> Page:
    """Return the home page in a browser with these stored values."""
    page = reader.open("guide/", **options)
    page.clock.set_fixed_time(_TODAY)
    for key, value in (stored or {}).items():
        page.evaluate(
            "([key, value]) => localStorage.setItem(key, value)",
            [f"handbook.{key}", json.dumps(value)],
        )
    reader.go(page, "")
    return page


def _part(page: Page, title: str) -> Locator:
    return page.locator("[data-part]").filter(has_text=title)


def test_the_link_to_all_changes_is_right_below_the_newest(reader: Reader) -> None:
    page = _home(reader)
    # A short list next to a longer one.
    page.evaluate(
        "document.querySelectorAll('.hb-home > .hb-log > li + li').forEach((item) => item.remove())"
    )

    newest = page.locator(".hb-home > .hb-log").bounding_box()
    link = page.get_by_role("link", name="All recent changes").bounding_box()

    assert newest
    assert link
    assert 0 <= link["y"] - newest["y"] - newest["height"] < 30


def test_home_fits_in_one_screen(reader: Reader) -> None:
    page = _home(reader, {"my-role": {"id": "coo", "title": "COO"}})

    expect(page.get_by_role("combobox", name="My role")).to_have_value("coo")
    for name in ("Do something", "Find who", "My role", "What needs care"):
        expect(page.get_by_role("link", name=re.compile(f"^{name}"))).to_be_in_viewport(ratio=1)
    for name in ("Your responsibilities", "I need to…", "What changed lately"):
        expect(page.get_by_role("heading", name=name)).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("list", name="Procedures by status")).to_be_in_viewport(ratio=1)


def test_a_chosen_role_shows_its_work_and_is_remembered(visitor: Reader) -> None:
    page = _home(visitor)
    expect(_part(page, "Your responsibilities")).to_be_hidden()
    expect(page.get_by_text("Your responsibilities, your meetings")).to_be_visible()

    page.get_by_role("combobox", name="My role").select_option("Night warden")

    responsibilities, meetings = _part(page, "Your responsibilities"), _part(page, "Your meetings")
    expect(responsibilities).to_contain_text("2 in all")
    expect(page.get_by_text("Your responsibilities, your meetings")).to_be_hidden()
    expect(_part(page, "What changed for you")).to_contain_text(re.compile(r"\d recent changes?"))
    expect(responsibilities.get_by_role("link", name="Shift handover")).to_be_visible()
    expect(meetings.get_by_role("link", name="Gate talk").first).to_be_visible()
    expect(_part(page, "Your tools").get_by_role("link", name="Walkie-talkie")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("^My role"))).to_contain_text("Night warden")
    visitor.go(page, "guide/")
    visitor.go(page, "")
    expect(responsibilities.get_by_role("link", name="Shift handover")).to_be_visible()
    responsibilities.get_by_role("link", name="Your responsibilities").click()
    expect(page).to_have_url(f"{visitor.address}roles/night-warden/#procedures")


def test_a_role_sees_the_questions_it_has_to_decide(visitor: Reader) -> None:
    page = _home(visitor, {"my-role": {"id": "coo", "title": "COO"}})

    expect(_part(page, "Your responsibilities")).to_contain_text(
        "No procedures, 1 to write, 1 question to decide"
    )


def test_a_meeting_today_without_a_time_shows_only_the_day(visitor: Reader) -> None:
    page = _home(visitor, {"my-role": {"id": "night-warden", "title": "Night warden"}})
    address = "**/roles/night-warden/mine.json"
    mine = json.loads(page.request.get(f"{visitor.address}roles/night-warden/mine.json").text())
    mine["meets"] = [{"title": "Gate talk", "page": "meetings/gate-talk/", "day": "2026-11-21"}]
    page.route(address, lambda route: route.fulfill(json=mine))

    page.reload()

    first = _part(page, "Your meetings").get_by_role("listitem").first
    expect(first).to_have_text("Gate talk today")


def test_a_chosen_role_can_be_cleared(visitor: Reader) -> None:
    page = _home(visitor, {"my-role": {"id": "night-warden", "title": "Night warden"}})
    expect(_part(page, "Your responsibilities")).to_contain_text("2 in all")

    page.get_by_role("combobox", name="My role").select_option("")

    expect(_part(page, "Your responsibilities")).to_be_hidden()
    assert page.evaluate("localStorage.getItem('handbook.my-role')") is None


@pytest.mark.parametrize(("role", "title"), [("archivist", "Archivist"), ("nobody", "Nobody")])
def test_a_removed_role_is_named_and_another_choice_requested(
    role: str, title: str, visitor: Reader
) -> None:
    page = _home(visitor, {"my-role": {"id": role, "title": title}})

    expect(page.get_by_role("status").filter(has_text="no longer exists")).to_have_text(
        f"The role you chose, {title}, no longer exists. Choose another one."
    )
    expect(page.get_by_role("combobox", name="My role")).to_have_value("")
    page.get_by_role("link", name=re.compile("^My role")).click()
    expect(page).to_have_url(f"{visitor.address}roles/")


def test_changes_since_the_last_visit_are_shown(visitor: Reader) -> None:
    role = {"id": "storekeeper", "title": "Storekeeper"}
    page = _home(visitor, {"my-role": role, "visited": {"day": "2026-11-17", "since": None}})
    changed = _part(page, "What changed for you")

    expect(changed).to_contain_text("changes since 17 November")
    expect(changed.get_by_role("link", name="Stocktaking")).to_be_visible()
    # A second visit on the same day changes nothing.
    page.reload()
    expect(changed).to_contain_text("changes since 17 November")
    page.clock.set_fixed_time("2026-11-22T10:00:00")
    page.reload()
    expect(changed).to_contain_text("No changes since 21 November")
    expect(changed.get_by_role("listitem")).to_have_count(0)


def test_past_meetings_are_not_shown_as_next(visitor: Reader) -> None:
    page = _home(visitor, {"my-role": {"id": "night-warden", "title": "Night warden"}})
    first = _part(page, "Your meetings").get_by_role("listitem").first
    expect(first).to_contain_text("Gate talk Mon 23 Nov, 06:45")

    page.clock.set_fixed_time("2026-11-23T10:00:00")
    page.reload()
    expect(first).to_contain_text("Gate talk today, 06:45")
    page.clock.set_fixed_time("2026-11-24T10:00:00")
    page.reload()
    expect(first).to_contain_text("Gate talk Mon 30 Nov, 06:45")


@pytest.mark.parametrize("width", [PHONE, WIDE])
def test_showing_a_role_causes_no_layout_shift(width: int, visitor: Reader) -> None:
    stored = {"my-role": {"id": "night-warden", "title": "Night warden"}}
    page = _home(visitor, stored, width=width)
    expect(_part(page, "Your responsibilities")).to_contain_text("2 in all")

    assert page.evaluate(_SHIFT) < 0.01


def test_the_role_is_shown_without_storage(visitor: Reader) -> None:
    page = visitor.open("guide/")
    page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); };"
    )
    visitor.go(page, "")

    page.get_by_role("combobox", name="My role").select_option("Night warden")

    expect(_part(page, "Your responsibilities")).to_contain_text("2 in all")


@pytest.mark.parametrize("body", ["", "[]", '{"version": 2}', "<html>"])
def test_role_data_that_cannot_be_loaded_is_reported(body: str, visitor: Reader) -> None:
    page = visitor.open("guide/")

    def answer(route: Route) -> None:
        route.fulfill(status=200, content_type="application/json", body=body)

    page.route("**/mine.json", answer)
    visitor.go(page, "")

    page.get_by_role("combobox", name="My role").select_option("Night warden")

    expect(page.get_by_role("status").filter(has_text="could not be loaded")).to_be_visible()
    expect(_part(page, "Your responsibilities")).to_be_hidden()


def test_without_scripts_my_role_links_to_all_roles(visitor: Reader) -> None:
    page = visitor.open(java_script_enabled=False)

    expect(page.get_by_role("combobox", name="My role")).to_be_hidden()
    page.get_by_role("link", name=re.compile("^My role")).click()

    expect(page).to_have_url(f"{visitor.address}roles/")


def test_without_scripts_there_is_no_search_field(visitor: Reader) -> None:
    page = visitor.open(java_script_enabled=False)

    expect(page.get_by_label("Search the handbook")).to_be_hidden()
    expect(page.get_by_role("link", name=re.compile("^Do something"))).to_be_visible()


@pytest.mark.parametrize("width", [800, 1280])
def test_the_parts_of_my_role_do_not_move_while_the_page_loads(width: int, reader: Reader) -> None:
    page = _home(reader, {"my-role": {"id": "coo", "title": "COO"}}, width=width)
    parts = page.locator("[data-part]")
    expect(parts.first).to_be_visible()
    lefts = "parts => parts.map(part => part.getBoundingClientRect().x)"
    complete = parts.evaluate_all(lefts)

    parts.last.evaluate("part => part.remove()")

    assert parts.evaluate_all(lefts) == complete[:-1]
