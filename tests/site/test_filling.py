"""The form of a template writes the same draft as the command, to copy or download."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from handbook.book import Handbook
from handbook.figures import figures
from handbook.filling import FillRequest, fill, plain_value, title_with_holders
from handbook.formats.forms import form, meeting_data
from handbook.load import load
from handbook.names import fold, id_of
from handbook.occasions import next_occasion
from handbook.records import Entry
from handbook.workdays import working_days
from tests.core.test_filling import HOSTILE
from tests.site.published import Published
from tests.site.reader import PHONE, WIDE, Reader, violations
from tests.support.handbooks import REPOSITORY, write_handbook
from tests.support.meetings import meetings_of_every_kind
from tests.support.templates import write_templates

pytestmark = pytest.mark.browser

NOW = "2026-11-26T11:00:00Z"
BRUSSELS: Any = {"timezone_id": "Europe/Brussels", "locale": "en-GB"}
DAYS = (
    *("2024-11-30", "2024-12-01", "2025-12-31", "2026-02-28", "2026-11-20", "2026-11-21"),
    *("2026-11-23", "2026-12-24", "2028-02-29", "1970-01-01", "1999-12-31", "9999-12-31"),
)
REVIEWERS = ("", "coo", " Chief  Operating officer", "Nobody <b>", "constructor", "__proto__")


# --- Agreement with Python

_FILLED = """async ({ days, filling, form, requests }) => {
  const { dayOf } = await import(new URL("../dates/days.js", days).href);
  const { fillTemplate } = await import(filling);
  return requests.map(({ day, reviewer, given }) =>
    fillTemplate(JSON.parse(form), { day: dayOf(day), reviewer, given: new Map(given) }));
}"""


def _given(number: int, names: list[str]) -> dict[str, str]:
    """Return values with special characters for some of the names, varying with the number."""
    return {
        name: "".join(HOSTILE[(number + at * 7 + step) % len(HOSTILE)] for step in range(4))
        for at, name in enumerate(names)
        if (number + at) % 3 and number
    }


def _requests(handbook: Handbook, entry: Entry) -> Iterator[tuple[dict[str, Any], FillRequest]]:
    names = [fold(name) for name in fill(handbook, entry, FillRequest(day=date.min)).left]
    for number, (text, reviewer) in enumerate(product(DAYS, REVIEWERS)):
        given = {name: value for name, value in _given(number, names).items() if id_of(value)}
        role = handbook.names.find(("roles",), reviewer, "")
        holder = title_with_holders(handbook, role.id) if role else reviewer.strip()
        day = date.fromisoformat(text)
        script_request = {"day": text, "reviewer": reviewer.strip(), "given": list(given.items())}
        yield (
            script_request,
            FillRequest(
                day=day, reviewer=holder or None, given=given, figures=figures(handbook, day)
            ),
        )


VALUES = """\
metric,date,value
apples,2024-12,9
apples,2026-11-20,3
apples,2026-11-21,7
pears,2025-12,4
"""
METRICS = """\
apples: {title: Apples, category: Quality, unit: kg, target: ">= 5"}
pears: {title: Pears, category: Quality, unit: "%"}
"""


def _another_handbook(root: Path) -> Handbook:
    write_templates(root)
    files = {"data/metrics.yaml": METRICS, "data/values/farm.csv": VALUES}
    files["data/holidays.yaml"] = "rest: {title: Rest, date: 2026-11-30}\n"
    return load(write_handbook(root, files, base=False)).handbook


@pytest.mark.parametrize("source", ["this handbook", "another"])
def test_scripts_fill_templates_like_the_command(
    source: str, tmp_path: Path, small: Published, visitor: Reader
) -> None:
    handbook = (
        load(REPOSITORY).handbook if source == "this handbook" else _another_handbook(tmp_path)
    )
    page = visitor.open()
    modules = {name: small.module(name) for name in ("days", "filling")}

    for entry in handbook.entries("templates"):
        requests = list(_requests(handbook, entry))
        arguments = {
            "form": form(handbook, entry).decode(),
            "requests": [script_request for script_request, _ in requests],
        }
        found: Any = page.evaluate(_FILLED, {**modules, **arguments})

        for (script_request, request), draft in zip(requests, found, strict=True):
            text, left = fill(handbook, entry, request)
            assert draft == {"text": text, "left": list(left)}, (entry.id, script_request)


_NEXT = """async ({ module, days, cases, week, dates }) => {
  const { nextOccasion } = await import(module);
  const { dayOf } = await import(new URL("../dates/days.js", days).href);
  const next = (meeting, day) => nextOccasion(meeting, dayOf(day), week, () => null);
  return cases.map((meeting) => dates.map((day) => next(meeting, day)));
}"""


def test_scripts_find_the_same_next_occasion_as_the_handbook(
    tmp_path: Path, small: Published, visitor: Reader
) -> None:
    handbook = meetings_of_every_kind(tmp_path)
    week = working_days(handbook)
    meetings = list(handbook.meetings.values())

    arguments = {
        "module": small.module("next-meeting"),
        "days": small.module("days"),
        "cases": [meeting_data(handbook, meeting) for meeting in meetings],
        "week": [0, 1, 2, 3, 4],
        "dates": DAYS,
    }
    found: Any = visitor.open().evaluate(_NEXT, arguments)

    for meeting, shown in zip(meetings, found, strict=True):
        assert shown == [next_occasion(meeting, date.fromisoformat(day), week) for day in DAYS], (
            meeting.id
        )


_PLAIN = """async ({ module, values }) => {
  const { plainValue } = await import(module);
  const { fold, slug } = await import(new URL("../names/names.js", module).href);
  return values.map((value) =>
    [plainValue(value), plainValue(value, true), slug(value), fold(value)]);
}"""


def test_scripts_normalise_values_like_the_command(small: Published, visitor: Reader) -> None:
    unusual = [
        "Straße ẞ",
        "ΟΔΟΣ ὁδός",
        "İstanbul \u0131I",
        "Ægir & Øst's",
        "e\u0301 é",
        "ﬁne ①②",
        "٣. x",
    ]
    unusual += [
        "a" * 61,
        "a-" * 40,
        "word " * 20,
        "snake_case _x_ é_é 1_2",
        "&amp; &é; &#1;",
        "# #a a#",
    ]
    values = [*unusual, *("".join(pair) for pair in product(HOSTILE, repeat=2))]

    arguments = {"module": small.module("escaping"), "values": values}
    found: Any = visitor.open().evaluate(_PLAIN, arguments)

    for value, shown in zip(values, found, strict=True):
        expected = [plain_value(value), plain_value(value, opens=True), id_of(value), fold(value)]
        assert shown == expected, value


# --- The form


def _open(reader: Reader, address: str, **options: Any) -> Page:
    page = reader.open("404.html", **{**BRUSSELS, **options})
    page.clock.set_fixed_time(NOW)
    reader.go(page, address)
    expect(page.get_by_role("button", name="Fill it in")).to_be_visible()
    return page


def _draft(page: Page) -> Any:
    return page.locator("#fill--result")


def test_the_form_is_filled_for_the_next_meeting(reader: Reader) -> None:
    page = _open(reader, "templates/leadership-sync/")
    expect(page.get_by_label("Date", exact=True)).to_have_value("2026-11-30")
    expect(_draft(page)).to_be_hidden()

    page.get_by_text("What only you know").click()
    page.get_by_label("Win 1").fill("First *order* | signed")
    page.get_by_role("button", name="Fill it in").click()

    handbook = load(REPOSITORY).handbook
    entry = handbook.registers["templates"].entries["leadership-sync"]
    day = date(2026, 11, 30)
    request = FillRequest(
        day=day, given={"Win 1": "First *order* | signed"}, figures=figures(handbook, day)
    )
    expected = fill(handbook, entry, request)
    assert _draft(page).text_content() == expected.text
    expect(page.locator("[data-left][role=status]")).to_have_text(
        f"Still to fill in: {', '.join(f'[{name}]' for name in expected.left)}"
    )
    page.get_by_label("Date", exact=True).fill("2026-12-01")
    expect(_draft(page)).to_contain_text("# Leadership Sync, 1 December 2026")
    expect(
        page.get_by_text("1 December 2026 is a Tuesday; Leadership Sync is held on a Monday.")
    ).to_be_visible()


def test_the_draft_can_be_copied_and_downloaded(reader: Reader) -> None:
    page = _open(
        reader,
        "templates/leadership-sync/?date=2026-12-07#fill--form",
        permissions=["clipboard-read", "clipboard-write"],
    )
    expect(_draft(page)).to_contain_text("# Leadership Sync, 7 December 2026")

    page.get_by_role("button", name="Copy the draft").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the draft").click()

    text = _draft(page).text_content()
    assert page.evaluate("navigator.clipboard.readText()") == text
    assert download.value.suggested_filename == "leadership-sync-2026-12-07.md"
    assert Path(download.value.path()).read_text(encoding="utf-8") == f"{text}\n"


def test_a_reviewer_is_shown_with_the_holder_of_the_role(reader: Reader) -> None:
    page = _open(reader, "templates/weekly-health-check/")
    expect(page.get_by_label("Date", exact=True)).to_have_value("2026-11-26")

    page.get_by_label("Reviewer").fill("coo")
    page.get_by_role("button", name="Fill it in").click()

    expect(_draft(page)).to_contain_text("- **Reviewer:** COO (Dr. Loveday)")


def test_a_value_without_usable_characters_is_rejected(reader: Reader) -> None:
    page = _open(reader, "templates/incident-channel-name/")

    page.get_by_label("brief-description").fill("出張")
    page.get_by_role("button", name="Fill it in").click()
    expect(_draft(page)).to_be_hidden()
    page.get_by_label("brief-description").fill("Login fails!")
    page.get_by_role("button", name="Fill it in").click()

    expect(_draft(page)).to_have_text("#incident-2026-11-26-login-fails")
    expect(page.locator("[data-left][role=status]")).to_have_text("Nothing left to fill in.")


@pytest.mark.parametrize("query", ["?date=2026-02-30", "?date=%3Cb%3E", "?date="])
def test_an_invalid_date_is_ignored(query: str, reader: Reader) -> None:
    page = _open(reader, f"templates/all-hands/{query}")

    expect(page.get_by_label("Date", exact=True)).to_have_value("2026-11-30")
    expect(_draft(page)).to_be_hidden()


def test_a_meeting_links_to_its_filled_template(reader: Reader) -> None:
    page = reader.open("meetings/leadership-sync/", **BRUSSELS)

    page.get_by_role("link", name="fill it in for").click()

    expect(_draft(page)).to_contain_text("# Leadership Sync, ")


def test_without_scripts_the_command_is_shown(reader: Reader) -> None:
    page = reader.open("templates/leadership-sync/", java_script_enabled=False)

    expect(page.get_by_role("button", name="Fill it in")).to_be_hidden()
    page.get_by_text("From a terminal").click()
    expect(page.get_by_text("handbook new --from leadership-sync")).to_be_visible()


def test_the_form_is_removed_if_its_data_fails_to_load(
    browser: Browser, handbook: Published
) -> None:
    reader = Reader(browser, handbook.address, ("Failed to load resource: net::ERR_FAILED",))
    page = reader.open("404.html")
    page.route("**/fill.json", lambda route: route.abort())
    reader.go(page, "templates/leadership-sync/")

    expect(page.locator("form[data-fill]")).not_to_have_class(re.compile("hb-soon"))
    assert page.locator("form[data-fill]").bounding_box() is None
    reader.close()
    assert reader.faults == []


@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_form_is_accessible(scheme: str, width: int, reader: Reader) -> None:
    page = _open(reader, "templates/leadership-sync/", width=width, color_scheme=scheme)

    page.get_by_text("What only you know").click()
    page.get_by_label("Win 1").fill("x" * 300)
    page.get_by_label("Win 1").press("Enter")
    expect(_draft(page)).to_be_visible()

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
