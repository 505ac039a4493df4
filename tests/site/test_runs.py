"""A run goes through a procedure step by step, with due dates, ticks and notes."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from tests.site.reader import PHONE, Reader
from tests.site.runs import (
    CHECKLIST,
    ONBOARDING,
    RENEWAL,
    begin,
    page_at,
    set_clock,
    status_message,
    step,
    stored_runs,
)

pytestmark = pytest.mark.browser


def test_a_run_is_started_from_the_page_of_a_procedure(reader: Reader) -> None:
    page = page_at(reader)
    begin(reader, page, who="CSM")

    expect(page.get_by_role("heading", level=1)).to_have_text("Customer onboarding: Acme")
    expect(page).to_have_title(re.compile("^Customer onboarding: Acme - Runs"))
    message = "0 of 31 ticked. Next: Kickoff, Tue 1 – Wed 2 Dec (1 day late)."
    expect(page.get_by_text(message)).to_be_visible()
    titles = ["Kickoff", "Technical setup", "Training", "Go-live", "Handoff"]
    expect(page.get_by_role("main").get_by_role("heading", level=2)).to_have_text(titles)
    expect(step(page, "Training")).to_contain_text("Tue 8 – Mon 14 Dec")
    expect(step(page, "Training")).to_contain_text("in 5 days")
    expect(step(page, "Technical setup")).to_contain_text("now, ends in 4 days")
    expect(step(page, "Kickoff")).to_contain_text("1 day late")
    expect(step(page, "Kickoff").get_by_role("link", name="Slack")).to_be_visible()


@pytest.mark.parametrize(
    ("hour", "words"),
    [
        ("2026-12-01T08:00", "now, ends tomorrow"),
        ("2026-12-02T22:59", "ends today"),
        # Midnight is in the company's time zone.
        ("2026-12-02T23:01", "1 day late"),
        ("2026-11-30T10:00", "tomorrow"),
        ("2026-11-29T10:00", "in 2 days"),
        ("2027-12-02T10:00", "365 days late"),
    ],
)
def test_a_step_says_when_it_is_due(hour: str, words: str, reader: Reader) -> None:
    page = page_at(reader, datetime.fromisoformat(hour).replace(tzinfo=UTC))
    begin(reader, page)

    expect(step(page, "Kickoff").locator(".rn-meta")).to_contain_text(words)


def test_ticks_and_notes_survive_a_reload(reader: Reader) -> None:
    page = page_at(reader)
    begin(reader, page, who="Ada")
    page.get_by_label("Introduce the team").check()
    page.get_by_role("checkbox", name="Technical setup").check()
    step(page, "Kickoff").locator("summary").click()
    page.get_by_label("Notes on Kickoff").fill("They want\nGerman slides.")

    page.reload()

    expect(page.get_by_text("7 of 31 ticked.")).to_be_visible()
    expect(page.get_by_label("Introduce the team")).to_be_checked()
    expect(page.get_by_label("Import the employee data")).to_be_checked()
    expect(page.get_by_label("Notes on Kickoff")).to_have_value("They want\nGerman slides.")
    expect(step(page, "Technical setup")).to_contain_text("Done Thu 3 Dec, 10:30 by Ada")
    expect(step(page, "Technical setup").locator(".rn-meta")).not_to_contain_text("now")


def test_a_collapsed_note_stays_collapsed_until_a_reload(reader: Reader) -> None:
    page = page_at(reader)
    begin(reader, page)
    note, summary = page.get_by_label("Notes on Kickoff"), step(page, "Kickoff").locator("summary")
    expect(summary).to_have_accessible_name("Notes on Kickoff")
    summary.click()
    note.fill("They want German slides.")
    summary.click()

    page.get_by_label("Introduce the team").check()

    expect(page.get_by_text("1 of 31 ticked.")).to_be_visible()
    expect(note).to_be_hidden()
    page.reload()
    expect(note).to_be_visible()


def test_a_box_is_ticked_when_all_its_details_are(reader: Reader) -> None:
    page = page_at(reader)
    begin(reader, page)
    call, whole_step = (
        page.get_by_label("Hold the kickoff call"),
        page.get_by_role("checkbox", name="Kickoff", exact=True),
    )
    details = ["Introduce the team", "Confirm the success criteria", "Go through the timeline"]
    for detail in details:
        page.get_by_label(detail).check()
    expect(call).not_to_be_checked()
    assert call.evaluate("box => box.indeterminate")

    page.get_by_label("Name a customer champion").check()
    expect(call).to_be_checked()
    assert whole_step.evaluate("box => box.indeterminate")

    whole_step.check()
    expect(page.get_by_label("Send the welcome email")).to_be_checked()
    call.uncheck()
    expect(page.get_by_label("Introduce the team")).not_to_be_checked()
    expect(whole_step).not_to_be_checked()


def test_removing_many_ticks_at_once_can_be_undone(reader: Reader) -> None:
    page = page_at(reader)
    begin(reader, page, who="Ada")
    page.get_by_role("checkbox", name="Technical setup").check()
    before = stored_runs(page)[0]["done"]

    page.get_by_role("checkbox", name="Technical setup").uncheck()
    expect(status_message(page)).to_contain_text("6 ticks removed.")
    page.get_by_role("button", name="Undo").click()

    expect(page.get_by_role("checkbox", name="Technical setup")).to_be_checked()
    assert stored_runs(page)[0]["done"] == before


def test_a_run_can_be_done_with_the_keyboard_alone(reader: Reader) -> None:
    page = page_at(reader)
    reader.go(page, CHECKLIST)
    page.get_by_role("link", name="Start a run").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("What is it for?")).to_be_focused()
    page.keyboard.type("Monday")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()

    for _ in range(12):
        page.keyboard.press("Tab")
        if page.get_by_label("Clear agenda").evaluate("box => box === document.activeElement"):
            break
    page.keyboard.press("Space")

    expect(page.get_by_label("Clear agenda")).to_be_checked()
    expect(page.get_by_label("Clear agenda")).to_be_focused()
    expect(page.get_by_text("1 of 4 ticked.")).to_be_visible()


def test_the_skip_link_stays_in_the_run(reader: Reader) -> None:
    page = page_at(reader)
    begin(reader, page)
    run = page.url
    page.reload()

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")

    heading = page.get_by_role("heading", level=1)
    expect(heading).to_be_focused()
    expect(heading).to_have_text("Customer onboarding: Acme")
    expect(page).to_have_url(run)
    expect(status_message(page)).to_be_hidden()

    reader.go(page, ONBOARDING)
    reader.go(page, "runs/#page--title")
    expect(heading).to_have_text("Runs")
    expect(status_message(page)).to_be_hidden()


def test_messages_are_announced_and_return_the_focus(reader: Reader) -> None:
    page = page_at(reader)
    begin(reader, page)
    expect(page.get_by_role("status").last).to_have_text("")
    box = page.get_by_role("checkbox", name="Technical setup")
    box.check()

    box.press("Space")
    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_have_accessible_description("6 ticks removed.")
    expect(box).to_be_focused()
    undo.press("Enter")
    expect(box).to_be_focused()
    expect(status_message(page)).to_be_hidden()

    page.get_by_role("button", name="Finish this run").press("Enter")
    expect(undo).to_be_focused()
    page.get_by_role("button", name="Close").press("Enter")
    expect(page.get_by_role("button", name="Reopen this run")).to_be_focused()


def test_control_z_undoes_the_last_action_except_in_a_text_field(
    reader: Reader,
) -> None:
    page = page_at(reader)
    begin(reader, page)
    box = page.get_by_role("checkbox", name="Technical setup")
    box.check()
    box.press("Space")
    expect(status_message(page)).to_contain_text("6 ticks removed.")

    step(page, "Kickoff").locator("summary").click()
    notes = page.get_by_label("Notes on Kickoff")
    notes.press_sequentially("a")
    notes.press("Control+z")
    expect(notes).to_have_value("")
    expect(box).not_to_be_checked()

    box.press("Control+z")
    expect(box).to_be_checked()
    expect(status_message(page)).to_be_hidden()
    box.press("Control+z")
    expect(box).to_be_checked()


def test_a_message_covers_no_focused_link_and_closes_on_escape(reader: Reader) -> None:
    page = page_at(reader)
    begin(reader, page)
    page.get_by_role("button", name="Finish this run").press("Enter")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()

    page.keyboard.press("Tab")
    for link in page.get_by_role("contentinfo").get_by_role("link").all():
        page.keyboard.press("Tab")
        expect(link).to_be_focused()
        message, target = status_message(page).bounding_box(), link.bounding_box()
        assert message
        assert target
        assert target["y"] + target["height"] <= message["y"]

    page.get_by_role("button", name="Undo").press("Escape")
    expect(status_message(page)).to_be_hidden()
    expect(page.get_by_role("button", name="Reopen this run")).to_be_focused()
    expect(page.get_by_role("button", name="Reopen this run")).to_be_in_viewport()


def test_a_partly_typed_year_gives_no_dates(reader: Reader) -> None:
    page = page_at(reader)
    reader.go(page, ONBOARDING)
    page.get_by_role("link", name="Start a run").press("Enter")
    status = page.locator("output")

    page.get_by_label("Start date").fill("0202-12-01")
    expect(status).to_have_text("")
    page.get_by_label("Start date").fill("2026-12-01")

    expect(status).to_contain_text("Kickoff: Tue 1")


def test_a_checklist_has_checkboxes_only_in_a_run(reader: Reader) -> None:
    page = page_at(reader)
    reader.go(page, CHECKLIST)
    expect(page.get_by_role("checkbox")).to_have_count(0)

    begin(reader, page, CHECKLIST, subject="Monday")

    expect(page.get_by_role("checkbox")).to_have_count(4)
    expect(page.get_by_role("button", name="Calendar")).to_be_hidden()


def test_a_renewal_requires_its_date_and_counts_back_from_it(reader: Reader) -> None:
    page = page_at(reader)
    reader.go(page, RENEWAL)
    page.get_by_role("link", name="Start a run").click()
    date = page.get_by_label("Date: the day of the renewal")
    # Today would often be wrong.
    expect(date).to_have_value("")
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Start a run")

    date.fill("2027-03-07")
    message = "Renewal alert: Mon 7 Dec 2026; Renewal processed: Fri 5 Mar 2027."
    expect(page.get_by_text(message)).to_be_visible()
    page.get_by_role("button", name="Start", exact=True).click()

    expect(step(page, "Final reminder")).to_contain_text("Fri 26 Feb 2027")
    expect(page.get_by_text("Sun 7 Mar 2027, the day of the renewal")).to_be_visible()


def test_steps_of_an_incident_have_times_of_day(reader: Reader) -> None:
    page = page_at(reader)
    reader.go(page, "procedures/incident-response/")
    page.get_by_role("link", name="Start a run").click()
    expect(page.get_by_label("Time, in Europe/Brussels")).to_have_value("10:30")
    page.get_by_role("button", name="Start", exact=True).click()

    expect(step(page, "Detection and triage")).to_contain_text("Thu 3 Dec, 10:30–10:45")
    expect(step(page, "Detection and triage")).to_contain_text("now, 15 min left")
    expect(step(page, "Mitigation")).to_contain_text("ongoing")
    set_clock(page, datetime(2026, 12, 3, 9, 50, tzinfo=UTC))
    page.reload()
    expect(step(page, "Detection and triage")).to_contain_text("5 min late")
    expect(step(page, "Post-mortem")).to_contain_text("by Sat 5 Dec, 10:30")


def test_open_runs_are_shown_on_home_and_on_their_procedure(reader: Reader) -> None:
    page = page_at(reader)
    begin(reader, page)
    reader.go(page, ONBOARDING)
    # The accessible name starts with the visible text, for speech input.
    link = page.get_by_role("link", name="1 open run", exact=True)
    expect(link).to_have_text("1 open")
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Customer onboarding: Acme")

    begin(reader, page, CHECKLIST, subject="Monday")
    reader.go(page, "")
    expect(page.get_by_role("link", name="2 runs open")).to_be_visible()

    reader.go(page, ONBOARDING)
    page.get_by_role("link", name="Start a run").click()
    open_runs = page.get_by_text("This procedure already has open runs:").locator("..")
    expect(open_runs.get_by_role("link")).to_have_text(["Customer onboarding: Acme"])


def test_home_does_not_mention_runs_when_none_is_open(reader: Reader) -> None:
    page = reader.open("")
    expect(page.locator("[data-runs-open]")).to_be_hidden()

    reader.go(page, "runs/")
    expect(page.get_by_text("No runs are open in this browser.")).to_be_visible()


def test_a_finished_run_can_be_reopened(reader: Reader) -> None:
    page = page_at(reader)
    begin(reader, page, CHECKLIST, subject="Monday")
    page.get_by_role("button", name="Finish this run").click()
    expect(status_message(page)).to_contain_text("Finished.")
    page.get_by_role("link", name="Runs", exact=True).last.click()
    expect(page.get_by_role("heading", level=2).first).to_be_visible()
    expect(page.get_by_role("heading", name="Finished")).to_be_visible()
    expect(page.get_by_text("Finished Thu 3 Dec, 10:30.")).to_be_visible()
    reader.go(page, "")
    expect(page.locator("[data-runs-open]")).to_be_hidden()

    reader.go(page, "runs/")
    page.get_by_role("link", name="Before a meeting: Monday").click()
    page.get_by_role("button", name="Reopen this run").click()

    expect(page.get_by_role("button", name="Finish this run")).to_be_visible()
    assert "finished" not in stored_runs(page)[0]


def test_the_details_of_a_run_can_be_edited(reader: Reader) -> None:
    page = page_at(reader)
    begin(reader, page)
    page.get_by_text("Edit these details").click()
    page.get_by_label("What is it for?").fill("Bolt")
    page.locator("input[type=date]").fill("2027-03-01")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Customer onboarding: Bolt")
    expect(step(page, "Handoff")).to_contain_text("Mon 22 – Fri 26 Mar 2027")


@pytest.mark.parametrize("from_list", [True, False])
def test_deleting_a_run_can_be_undone(from_list: bool, reader: Reader) -> None:
    page = page_at(reader)
    begin(reader, page)
    before = stored_runs(page)
    if from_list:
        reader.go(page, "runs/")
        page.reload()
        page.get_by_role("button", name="Delete: Customer onboarding: Acme").click()
    else:
        page.locator(".hb-more summary").click()
        page.get_by_role("button", name="Delete").click()
    expect(status_message(page)).to_contain_text("Deleted: Customer onboarding: Acme.")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    assert stored_runs(page) == []

    page.get_by_role("button", name="Undo").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Customer onboarding: Acme")
    assert stored_runs(page) == before


def test_the_address_of_an_unknown_run_shows_a_message(reader: Reader) -> None:
    page = reader.open("runs/#nobodyknows1")

    expect(status_message(page)).to_have_text(re.compile("^That run is not in this browser."))
    expect(page.get_by_role("heading", level=1)).to_have_text("Runs")


@pytest.mark.parametrize("address", ["//evil.example/", "../", "procedures", "procedures/%", "x"])
def test_a_run_cannot_be_started_from_an_invalid_address(address: str, reader: Reader) -> None:
    page = reader.open(f"runs/?start={address}")

    expect(status_message(page)).to_contain_text("The procedure or checklist could not be loaded.")


def test_back_returns_to_the_procedure_or_the_list(reader: Reader) -> None:
    page = page_at(reader)
    begin(reader, page)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Customer onboarding")

    reader.go(page, "runs/")
    page.get_by_role("link", name="Customer onboarding: Acme").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Customer onboarding: Acme")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Runs")


def test_without_javascript_the_page_says_that_runs_need_it(reader: Reader) -> None:
    page = reader.open("runs/", java_script_enabled=False)
    expect(page.get_by_text("Runs need JavaScript.")).to_be_visible()

    reader.go(page, ONBOARDING)
    expect(page.get_by_role("link", name="Start a run")).to_have_count(0)


def _fill(page: Page, reader: Reader) -> None:
    begin(reader, page, subject="A customer whose name is longer than any line of a phone is wide")
    page.get_by_role("checkbox", name="Technical setup").check()
    step(page, "Kickoff").locator("summary").click()
    page.get_by_label("Notes on Kickoff").fill("x" * 300)


def test_on_a_phone_nothing_overflows_and_tap_targets_are_large_enough(reader: Reader) -> None:
    page = page_at(reader, width=PHONE, has_touch=True)
    _fill(page, reader)
    targets = page.get_by_role("main").locator("button, input, summary, label.hb-task, a.hb-task")

    small = [
        box
        for target in targets.all()
        if target.is_visible()
        if (box := target.bounding_box()) and min(box["width"], box["height"]) < 24
    ]

    assert small == []
    assert not page.evaluate("document.scrollingElement.scrollWidth > innerWidth")


def test_runs_without_a_subject_have_their_start_in_the_title(
    reader: Reader,
) -> None:
    page = page_at(reader)
    begin(reader, page, subject="")
    set_clock(page, datetime(2026, 12, 3, 9, 45, tzinfo=UTC))
    begin(reader, page, subject="")
    reader.go(page, "runs/")

    titles = page.locator(".rn-run h3").all_inner_texts()

    assert len(set(titles)) == 2
    assert all(title.startswith("Customer onboarding, started ") for title in titles)
