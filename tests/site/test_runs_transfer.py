"""A run is exported as Markdown, a calendar, an issue or a file, and imported from a file."""

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from tests.site.attack.payloads import LINKS, LONG, TITLES
from tests.site.published import Published
from tests.site.reader import Reader
from tests.site.runs import (
    CHECKLIST,
    ONBOARDING,
    RENEWAL,
    STORED_RUNS,
    begin,
    content,
    downloaded,
    more,
    page_at,
    status_message,
    step,
    stored_runs,
)
from tests.support.commands import run

pytestmark = pytest.mark.browser


# --- Markdown and issues. --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("procedure", "day"),
    [
        ("customer-onboarding", "2026-12-04"),
        ("renewal-playbook", "2027-03-07"),
        ("adoption-playbook", "2026-12-01"),
        ("at-risk-playbook", "2026-12-05"),
        ("onboarding-playbook", "2027-05-01"),
    ],
)
def test_a_new_run_matches_the_output_of_the_command(
    procedure: str, day: str, handbook: Published, reader: Reader
) -> None:
    subject = "Acme *[x]* <b>#1 & @all"
    arguments = ("schedule", procedure, "--from", day, "--for", subject, "--format")
    page = page_at(reader)
    begin(reader, page, f"procedures/{procedure}/", subject=subject, day=day)

    found = downloaded(page, "Download as Markdown", below_more=True)
    calendar = Calendar.from_ical(content(downloaded(page, "Calendar")))

    text, _, address = content(found).decode().rpartition("\n\nProcedure: ")
    assert text == run(handbook.root, *arguments, "markdown").stdout.rstrip("\n")
    assert address == f"<{reader.address}procedures/{procedure}/>\n"
    written = Calendar.from_ical(run(handbook.root, *arguments, "ics").stdout_bytes)
    assert [_facts(event) for event in calendar.events] == [
        _facts(event) for event in written.events
    ]


def _facts(event: Any) -> tuple[Any, ...]:
    ends = tuple(event.decoded(name, None) for name in ("dtstart", "dtend"))
    return (*ends, *(str(event.get(name)) for name in ("summary", "description", "transp")))


def test_markdown_contains_ticks_and_notes(reader: Reader) -> None:
    page = page_at(reader)
    begin(reader, page, CHECKLIST, subject="Monday", who="Ada")
    page.get_by_label("Clear agenda").check()
    page.get_by_text("Notes on the whole run").click()
    page.get_by_role("textbox", name="Notes on the whole run").fill(
        "# No heading\n\n- *no* [link](x)"
    )

    assert content(downloaded(page, "Download as Markdown", below_more=True)).decode() == (
        "# Before a meeting: Monday\n\n"
        "1 of 4 ticked.\n\n"
        "- [x] Send a clear agenda 24 hours ahead\n"
        "- [ ] Send out the pre-reading\n"
        "- [ ] Invite the right people\n"
        "- [ ] Check that the technology works\n\n"
        "## Notes\n\n"
        "> \\# No heading\n>\n> - \\*no\\* \\[link\\](x)\n\n"
        f"Checklist: <{reader.address}{CHECKLIST}>\n"
    )


def test_markdown_is_copied_to_the_clipboard(reader: Reader) -> None:
    page = page_at(reader, permissions=["clipboard-read", "clipboard-write"])
    begin(reader, page)
    more(page, "Copy as Markdown")

    expect(status_message(page)).to_contain_text("Copied as Markdown.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("# Customer onboarding: Acme\n\nCounted from Tue 1 Dec 2026.")


def test_a_browser_without_clipboard_access_shows_a_message(reader: Reader) -> None:
    page = page_at(reader)
    begin(reader, page)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    more(page, "Copy as Markdown")

    expect(status_message(page)).to_contain_text("This browser does not allow copying")


def _issue(page: Page) -> dict[str, list[str]]:
    link = page.get_by_role("link", name="Copy into an issue")
    href = link.get_attribute("href") or ""
    assert len(href) < 8000
    assert href.startswith("https://forge.example/issues/new?")
    return parse_qs(urlsplit(href).query, strict_parsing=True)


def test_an_issue_is_filled_in_with_the_state_of_the_run(reader: Reader) -> None:
    page = page_at(reader)
    subject = "Acme & Sons: 100% #1 {body}"
    begin(reader, page, subject=subject)
    page.get_by_label("Introduce the team").check()

    filled = _issue(page)

    assert filled["title"] == [f"Customer onboarding: {subject}"]
    [body] = filled["body"]
    assert "1 of 31 ticked." in body
    assert "  - [x] Introduce the team\n  - [ ] Confirm the success criteria" in body
    assert body.endswith(f"Procedure: <{reader.address}{ONBOARDING}>\n")
    assert not body.startswith("#")


def test_an_issue_that_would_be_too_long_omits_notes_and_says_so(reader: Reader) -> None:
    page = page_at(reader)
    begin(reader, page)
    step(page, "Kickoff").locator("summary").click()
    page.get_by_label("Notes on Kickoff").fill("语" * 5000)
    link = page.get_by_role("link", name="Copy into an issue")

    expect(link).to_have_attribute("title", re.compile("^Without notes"))
    assert "语" not in _issue(page)["body"][0]
    assert "- [ ] Introduce the team" in _issue(page)["body"][0]


# --- Calendars. ------------------------------------------------------------------------------


def test_calendar_identifiers_stay_the_same_when_dates_change(reader: Reader) -> None:
    page = page_at(reader)
    begin(reader, page, RENEWAL, subject='Süßes, "Ende"; 語😀 \\n' * 8, day="2027-03-01")
    before = content(downloaded(page, "Calendar"))
    page.get_by_text("Edit these details").click()
    page.locator("input[type=date]").fill("2027-04-01")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Thu 1 Apr 2027, the day of the renewal")).to_be_visible()
    after = content(downloaded(page, "Calendar"))

    assert b"\n" not in before.replace(b"\r\n", b"")
    assert max(map(len, before.split(b"\r\n"))) <= 75
    one, other = Calendar.from_ical(before).events, Calendar.from_ical(after).events
    ids = [str(event["uid"]) for event in one]
    assert ids == [str(event["uid"]) for event in other]
    assert len(set(ids)) == 9
    assert one[-1].decoded("dtstart") == date(2027, 3, 1)
    assert other[-1].decoded("dtstart") == date(2027, 4, 1)
    assert one[0].decoded("dtstamp") == datetime(2026, 12, 3, 9, 30, tzinfo=UTC)
    assert str(one[0]["url"]) == f"{reader.address}{RENEWAL}"
    assert str(one[-1]["summary"]) == f"Renewal processed: {stored_runs(page)[0]['for']}"


def test_calendar_events_of_an_incident_have_times(reader: Reader) -> None:
    page = page_at(reader)
    reader.go(page, "procedures/incident-response/")
    page.get_by_role("link", name="Start a run").click()
    page.get_by_role("button", name="Start", exact=True).click()

    events = Calendar.from_ical(content(downloaded(page, "Calendar"))).events

    assert [(event.decoded("dtstart"), event.decoded("dtend", None)) for event in events] == [
        (datetime(2026, 12, 3, 9, 30, tzinfo=UTC), datetime(2026, 12, 3, 9, 45, tzinfo=UTC)),
        (datetime(2026, 12, 3, 9, 45, tzinfo=UTC), datetime(2026, 12, 3, 10, 30, tzinfo=UTC)),
        (datetime(2026, 12, 5, 9, 30, tzinfo=UTC), None),
    ]


# --- Files. ----------------------------------------------------------------------------------


def _saved(page: Page, folder: Path) -> Path:
    found = downloaded(page, "Save as a file", below_more=True)
    file = folder / found.suggested_filename
    found.save_as(file)
    return file


def _import(page: Page, file: Path) -> None:
    page.locator("input[type=file]").set_input_files(file)


def test_a_run_can_be_moved_to_another_browser(reader: Reader, tmp_path: Path) -> None:
    page = page_at(reader)
    begin(reader, page, subject="Größe & Søn", who="Ada")
    page.get_by_label("Introduce the team").check()
    file = _saved(page, tmp_path)
    other = page_at(reader)
    reader.go(other, "runs/")

    _import(other, file)

    assert file.name == "customer-onboarding-grosse-and-son.run.json"
    expect(status_message(other)).to_contain_text("Imported: Customer onboarding: Größe & Søn.")
    expect(other.get_by_label("Introduce the team")).to_be_checked()
    assert stored_runs(other) == stored_runs(page)


def test_importing_a_run_replaces_the_stored_one_and_can_be_undone(
    reader: Reader, tmp_path: Path
) -> None:
    page = page_at(reader)
    begin(reader, page)
    file = _saved(page, tmp_path)
    page.get_by_label("Introduce the team").check()
    newer = stored_runs(page)
    reader.go(page, "runs/")
    page.reload()
    _import(page, file)
    expect(status_message(page)).to_contain_text("Replaced with the run from the file")
    expect(page.get_by_label("Introduce the team")).not_to_be_checked()

    page.get_by_role("button", name="Undo").click()

    expect(page.get_by_label("Introduce the team")).to_be_checked()
    assert stored_runs(page) == newer


def _changed(run: dict[str, Any], route: str, value: Any) -> str:
    *path, last = route.split(".")
    inner: Any = run
    for part in path:
        inner = inner[int(part)] if part.isdigit() else inner[part]
    if value is ...:
        del inner[last]
    else:
        inner[last] = value
    return json.dumps({"format": 1, "run": run})


_INVALID: tuple[tuple[str, Any], ...] = (
    ("id", ...), ("id", "../x"), ("id", "A" * 12), ("id", 5), ("id", "a" * 5000),
    ("started", "yesterday"), ("touched", ...), ("day", "2026-02-30"), ("day", 5),
    ("minutes", 1e9), ("minutes", "now"), ("for", {}), ("by", ["x"]), ("finished", True),
    ("sheet", ...), ("sheet", []), ("sheet.parts", []), ("sheet.parts", {}),
    ("sheet.address", "//evil.example/"), ("sheet.address", "https://evil.example/a/"),
    ("sheet.address", "procedures/x/../../"), ("sheet.title", "x" * 100_000),
    ("sheet.parts.0.boxes", []), ("sheet.parts.0.boxes.0.key", 1),
    ("sheet.parts.0.boxes.0.text", "words"), ("sheet.parts.0.boxes.0.text", [["one"]]),
    ("sheet.parts.0.boxes", [{"key": "x", "text": ["x"]}] * 6000),
    ("sheet.parts.0.when", {"unit": "eon", "end": 1, "origin": 0}),
    ("sheet.parts.0.when", {"unit": "day", "end": "1", "origin": 0}),
    ("done", []), ("done", {"x": True}), ("done", {"x": {"at": "now"}}), ("notes", {"x": 5}),
)  # fmt: skip


def test_importing_an_invalid_file_shows_a_message_and_changes_nothing(
    reader: Reader, tmp_path: Path
) -> None:
    page = page_at(reader)
    begin(reader, page)
    good = _saved(page, tmp_path).read_text(encoding="utf-8")
    before = page.evaluate(STORED_RUNS)
    reader.go(page, "runs/")
    page.reload()
    file = tmp_path / "bad.json"
    bad = [
        b"", b"x", b"null", b"[]", b"{}", b'{"format": 2}', b"\xff\xfe\x00", b'{"format": 1, "run"',
        good.replace('"format":1', '"format":2').encode(), (good + " " * 2_100_000).encode(),
        b"[" * 100_000, b'{"format":1,"run":{"__proto__":{"x":1}}}',
        *(_changed(json.loads(good)["run"], *one).encode() for one in _INVALID),
    ]  # fmt: skip

    for text in bad:
        file.write_bytes(text)
        _import(page, file)
        expect(status_message(page)).to_have_text(
            "bad.json does not contain a run; nothing was changed.Close"
        )
        page.get_by_role("button", name="Close").click()

    assert page.evaluate(STORED_RUNS) == before


_INJECTED = """() => [...document.querySelectorAll("*")].flatMap((element) => [
  ...[...element.attributes].filter(({ name }) => /^on/.test(name)).map(({ name }) => name),
  ...(element.href && !/^(https?|mailto):/.test(element.href) ? [element.href] : []),
  ...(/^(IFRAME|OBJECT|EMBED|BASE)$/.test(element.tagName) ? [element.tagName] : []),
  ...(element.tagName === "IMG" ? [element.src] : []),
]).concat(window.pwned === undefined ? [] : ["pwned"]).concat({}.polluted ? ["polluted"] : [])"""


def test_nothing_in_an_imported_file_is_executed(reader: Reader, tmp_path: Path) -> None:
    page = page_at(reader)
    begin(reader, page)
    found = json.loads(_saved(page, tmp_path).read_text(encoding="utf-8"))["run"]
    sheet = found["sheet"]
    found |= {"id": "0123456789ab", "for": TITLES[0], "by": TITLES[1]}
    found["notes"] = {"": LONG, "kickoff": LONG, "__proto__": "x", "constructor": LONG}
    found["done"] = {"__proto__": {"at": "2026-12-01T00:00:00Z", "by": LONG[:900]}}
    sheet |= {"title": TITLES[2], "version": TITLES[3], "owner": [TITLES[4], LINKS[0]]}
    for part in sheet["parts"]:
        part |= {
            "title": TITLES[5],
            "who": [TITLES[6], LINKS[1]],
            "tools": [[title, link] for title in TITLES for link in LINKS],
            "notes": [[LONG], [["x", link] for link in LINKS]],
            "outputs": [[LONG, ["x", LINKS[2]]]],
            "channel": [["x", LINKS[3]]],
            "said": TITLES[7],
        }
        part["boxes"][0]["text"] = [LONG, *(["x", link] for link in LINKS)]
    file = tmp_path / "hostile.json"
    file.write_text(json.dumps({"format": 1, "run": found, "polluted": 1}), encoding="utf-8")
    reader.go(page, "runs/")
    page.reload()

    _import(page, file)
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{TITLES[2]}: {TITLES[0]}")
    for box in page.get_by_role("checkbox").all():
        box.check()
    shown = page.evaluate(_INJECTED)
    calendar = content(downloaded(page, "Calendar"))
    text = content(downloaded(page, "Download as Markdown", below_more=True)).decode()
    reader.go(page, "runs/")
    page.reload()
    expect(page.get_by_role("link", name=f"{TITLES[2]}: {TITLES[0]}")).to_be_visible()

    assert shown + page.evaluate(_INJECTED) == []
    assert len(Calendar.from_ical(calendar).events) == 5
    assert not re.search(r"(?<!\\)<(?!http)", text)
    assert not re.search(r"(?<!\\)\]\(", text)
