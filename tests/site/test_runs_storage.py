"""A run keeps its original steps, and reports a changed procedure or failing storage."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.site.reader import PHONE, WIDE, Reader, violations
from tests.site.runs import (
    ONBOARDING,
    begin,
    content,
    downloaded,
    page_at,
    status_message,
    step,
    stored_runs,
)

pytestmark = pytest.mark.browser

_SHEET = f"**/{ONBOARDING}run.json"


def _rewrite(sheet: dict[str, Any]) -> None:
    """Change a procedure in every possible way."""
    sheet |= {"fingerprint": "f" * 16, "version": "1.1"}
    kickoff, setup, training, live, _ = sheet["parts"]
    kickoff["boxes"][0] |= {"key": "kickoff/other", "text": ["Send the guide"]}
    kickoff["who"] = ["CSM", "roles/csm/"]
    kickoff["said"] = "day 1"
    # A renamed step whose boxes keep their text.
    setup |= {"key": "set-up", "title": "Set-up"}
    for number, box in enumerate(setup["boxes"]):
        box["key"] = f"set-up/{number}"
    training["boxes"].reverse()
    new_step = {"key": "rest", "title": "Rest", "boxes": [{"key": "rest/1", "text": ["Sleep"]}]}
    sheet["parts"] = [kickoff, setup, live, training, new_step]


def _change_procedure(
    reader: Reader, page: Page, change: Callable[[dict[str, Any]], None] = _rewrite
) -> None:
    """Serve a changed procedure from now on, and reload the run."""
    sheet = page.context.request.get(f"{reader.address}{ONBOARDING}run.json").json()
    change(sheet)
    page.context.route(_SHEET, lambda route: route.fulfill(json=sheet))
    page.reload()


def test_a_run_keeps_its_steps_and_lists_changes_to_the_procedure(reader: Reader) -> None:
    page = page_at(reader)
    begin(reader, page)
    step(page, "Handoff").locator("summary").click()
    page.get_by_label("Notes on Handoff").fill("Ask Ada")
    _change_procedure(reader, page)

    note = page.get_by_role("region", name="The procedure has changed")
    expect(note).to_contain_text(
        "The procedure has changed since this run started from version 1.0 to 1.1. "
        "The run keeps the steps it started with."
    )
    expect(page.get_by_label("Send the welcome email")).to_be_visible()
    note.locator("summary").click()
    changes = [
        f"{one.locator('xpath=preceding-sibling::dt[1]').inner_text()}: {one.inner_text()}"
        for one in note.locator("dd").all()
    ]
    assert changes == [
        "Kickoff: Added: Send the guide",
        "Kickoff: Removed: Send the welcome email with the onboarding guide",
        "Kickoff: Who: CSM, was Customer Success Manager",
        "Kickoff: When: day 1, was day 1-2",
        "Set-up: Added.",
        "Training: The order has changed.",
        "Rest: Added.",
        "Technical setup: Removed.",
        "Handoff: Removed.",
        "Customer onboarding: The order has changed.",
    ]


def test_using_the_new_version_keeps_the_ticks_of_unchanged_boxes(reader: Reader) -> None:
    page = page_at(reader)
    begin(reader, page, who="Ada")
    for name in ("Send the welcome email", "Introduce the team", "Connect the customer's HRIS"):
        page.get_by_label(name).check()
    page.get_by_label("Ask for NPS feedback").check()
    step(page, "Handoff").locator("summary").click()
    page.get_by_label("Notes on Handoff").fill("Ask Ada")
    before = stored_runs(page)
    _change_procedure(reader, page)

    page.get_by_role("button", name="Use the new version").click()

    expect(status_message(page)).to_contain_text(
        "New version in use: 2 ticks kept, 2 ticks removed where something changed."
    )
    expect(page.get_by_label("Introduce the team")).to_be_checked()
    expect(page.get_by_label("Connect the customer's HRIS")).to_be_checked()
    expect(page.get_by_label("Send the guide")).not_to_be_checked()
    expect(step(page, "Rest")).to_be_visible()
    expect(page.get_by_role("textbox", name="Notes on the whole run")).to_have_value(
        "Handoff: Ask Ada"
    )
    expect(page.get_by_role("region", name="The procedure has changed")).to_have_count(0)

    page.get_by_role("button", name="Undo").click()

    expect(page.get_by_label("Send the welcome email")).to_be_checked()
    assert stored_runs(page) == before


def test_the_choice_to_keep_the_old_steps_survives_a_reload(reader: Reader) -> None:
    page = page_at(reader)
    begin(reader, page)
    _change_procedure(reader, page)
    page.get_by_role("button", name="Keep these steps").click()
    expect(page.get_by_text("the run keeps its own steps.")).to_be_visible()

    page.reload()
    expect(page.get_by_text("the run keeps its own steps.")).to_be_visible()
    page.get_by_role("button", name="Review changes").click()

    expect(page.get_by_role("button", name="Use the new version")).to_be_visible()


def test_a_change_outside_the_steps_says_that_the_steps_are_the_same(reader: Reader) -> None:
    page = page_at(reader)
    begin(reader, page)
    _change_procedure(reader, page, lambda sheet: sheet.update(fingerprint="f" * 16))

    expect(page.get_by_text("The steps are the same.")).to_be_visible()


def test_a_run_of_a_retired_procedure_says_so(reader: Reader) -> None:
    page = page_at(reader)
    begin(reader, page)
    _change_procedure(reader, page, lambda sheet: sheet.update(retired=True))

    expect(page.get_by_text("This procedure has since been retired.")).to_be_visible()


@pytest.mark.parametrize("answer", ["no JSON", '{"format": 1}', "[]"])
def test_an_invalid_version_of_the_procedure_does_not_disturb_the_run(
    answer: str, reader: Reader
) -> None:
    page = page_at(reader)
    begin(reader, page)
    page.context.route(_SHEET, lambda route: route.fulfill(body=answer))
    page.reload()
    page.get_by_label("Introduce the team").check()

    expect(page.get_by_text("1 of 31 ticked.")).to_be_visible()
    expect(page.get_by_role("region", name="The procedure has changed")).to_have_count(0)


# --- Failing storage. ------------------------------------------------------------------------

_FULL = "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }"
# Only the handbook's keys: the theme's own scripts break if nothing can be stored.
_FORBIDDEN = """for (const name of ["getItem", "setItem", "removeItem"]) {
  const { [name]: there } = Storage.prototype;
  Storage.prototype[name] = function (key, value) {
    if (key.startsWith("handbook.")) throw new DOMException("", "SecurityError");
    return there.call(this, key, value);
  };
}"""


@pytest.mark.parametrize("fault", [_FULL, _FORBIDDEN])
def test_a_browser_without_storage_shows_a_warning_and_the_page_still_works(
    fault: str, reader: Reader
) -> None:
    page = page_at(reader)
    page.context.add_init_script(fault)
    begin(reader, page)
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text(
        "This browser cannot store the run: it will be lost when you close this page."
    )

    page.get_by_label("Introduce the team").check()
    page.get_by_role("link", name="Runs", exact=True).last.click()
    page.get_by_role("link", name="Customer onboarding: Acme").click()
    expect(page.get_by_label("Introduce the team")).to_be_checked()
    with page.expect_download() as found:
        alert.get_by_role("button", name="Save as a file").click()

    assert len(json.loads(content(found.value))["run"]["done"]) == 1


def test_full_storage_shows_a_warning_until_the_run_is_stored_again(reader: Reader) -> None:
    page = page_at(reader)
    begin(reader, page)
    expect(page.get_by_role("alert")).to_have_count(0)
    page.evaluate("() => { window.before = Storage.prototype.setItem; }")
    page.evaluate(f"() => {{ {_FULL}; }}")
    page.get_by_label("Introduce the team").check()
    expect(page.get_by_role("alert")).to_be_visible()
    assert stored_runs(page)[0]["done"] == {}

    page.evaluate("() => { Storage.prototype.setItem = window.before; }")
    page.get_by_label("Confirm the success criteria").check()

    expect(page.get_by_role("alert")).to_have_count(0)
    assert len(stored_runs(page)[0]["done"]) == 2


@pytest.mark.parametrize("text", ["", "x", "null", "{}", '{"format":1,"run":{}}', '{"format":9}'])
def test_an_unreadable_stored_run_is_reported_and_left_unchanged(text: str, reader: Reader) -> None:
    page = page_at(reader)
    begin(reader, page)
    page.evaluate("text => localStorage.setItem('handbook.run.0123456789ab', text)", text)
    reader.go(page, "")
    expect(page.get_by_role("link", name="1 run open")).to_be_visible()
    reader.go(page, "runs/")

    message = "1 run in this browser cannot be read and was left unchanged."
    expect(page.get_by_text(message)).to_be_visible()
    expect(page.get_by_role("link", name="Customer onboarding: Acme")).to_be_visible()
    assert page.evaluate("localStorage.getItem('handbook.run.0123456789ab')") == text


def test_a_run_is_started_in_my_role(reader: Reader) -> None:
    page = page_at(reader)
    reader.go(page, "roles/customer-success-manager/")
    page.get_by_role("button", name="This is my role").click()
    reader.go(page, ONBOARDING)
    page.get_by_role("link", name="Start a run").click()

    expect(page.get_by_label("Who are you?")).to_have_value("Customer Success Manager")
    page.get_by_role("button", name="Start", exact=True).click()
    expect(step(page, "Kickoff")).to_contain_text("Customer Success Manager (you)")
    expect(step(page, "Technical setup")).not_to_contain_text("(you)")


# --- Appearance. -----------------------------------------------------------------------------


@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_a_run(width: int, scheme: Any, reader: Reader) -> None:
    page = page_at(reader, width=width, color_scheme=scheme)
    reader.go(page, ONBOARDING)
    page.get_by_role("link", name="Start a run").click()
    expect(page.get_by_label("What is it for?")).to_be_visible()
    found = violations(page)
    begin(reader, page, who="Customer Success Manager")
    _change_procedure(reader, page)
    expect(page.get_by_role("button", name="Keep these steps")).to_be_visible()
    page.get_by_label("Introduce the team").check()
    page.get_by_role("checkbox", name="Technical setup").check()
    step(page, "Kickoff").locator("summary").click()
    page.locator(".hb-more summary").click()
    found += violations(page)
    page.get_by_role("checkbox", name="Technical setup").uncheck()
    expect(status_message(page)).to_be_visible()
    found += violations(page)
    reader.go(page, "runs/")
    page.reload()
    expect(page.get_by_role("heading", name="Open")).to_be_visible()

    assert found + violations(page) == []


def test_a_printed_run_has_boxes_dates_and_notes_but_no_controls(reader: Reader) -> None:
    page = page_at(reader)
    begin(reader, page)
    page.get_by_label("Introduce the team").check()
    step(page, "Kickoff").locator("summary").click()
    page.get_by_label("Notes on Kickoff").fill("Ask Ada")

    page.emulate_media(media="print")

    controls = page.locator("button, select, input, textarea, summary, [rel=edit]")
    assert not [one for one in controls.all() if one.is_visible()]
    expect(page.locator(".rn-box").first).to_be_visible()
    ticked = page.locator("label", has_text="Introduce the team").locator(".rn-box")
    assert ticked.evaluate("box => getComputedStyle(box, '::before').content") == '"✓"'
    open_box = page.locator("label", has_text="Confirm the success criteria").first
    assert open_box.locator(".rn-box").evaluate(
        "box => getComputedStyle(box, '::before').content"
    ) in {"none", "normal"}
    expect(step(page, "Kickoff")).to_contain_text("Tue 1 – Wed 2 Dec")
    expect(page.locator(".rn-paper", has_text="Ask Ada")).to_be_visible()
    expect(page.locator(".hb-imprint")).to_contain_text("Customer onboarding: Acme")
    due = page.locator(".rn-step--due").first
    assert due.evaluate("step => getComputedStyle(step, '::before').color") == "rgb(0, 0, 0)"


def test_no_separator_follows_the_last_item_of_a_line(reader: Reader) -> None:
    page = page_at(reader)
    begin(reader, page, "procedures/incident-response/", subject="Checkout")
    separators = """(lines) => lines.flatMap((line) => [...line.children]
      .filter((one) => !one.hidden)
      .filter((one, place, all) => place === all.length - 1)
      .map((one) => getComputedStyle(one, "::after").content))"""

    found = page.locator(".rn-meta").evaluate_all(separators)

    assert len(found) > 3
    assert set(found) == {"none"}


def test_printing_from_the_list_opens_the_run_first(reader: Reader) -> None:
    page = page_at(reader)
    begin(reader, page)
    reader.go(page, "runs/")
    page.reload()
    page.evaluate("() => { window.print = () => { window.printed = document.title; }; }")

    page.get_by_role("button", name="Print: Customer onboarding: Acme").click()

    expect(page).to_have_url(re.compile(r"#[0-9a-z]{12}$"))
    assert page.evaluate("window.printed").startswith("Customer onboarding: Acme")


def test_a_saved_run_is_unchanged_by_parsing_and_dumping(reader: Reader) -> None:
    page = page_at(reader)
    begin(reader, page)
    page.get_by_label("Introduce the team").check()
    round_trip = """async (text) => {
      const { src } = document.querySelector("script[type=module]");
      const { dumpRun, parseRun } = await import(new URL("model.js", src).href);
      return dumpRun(parseRun(text));
    }"""
    found = content(downloaded(page, "Save as a file", below_more=True)).decode().strip()

    assert page.evaluate(round_trip, found) == found
