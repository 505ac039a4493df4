"""A run stays in sync across windows and tabs."""

import re

import pytest
from playwright.sync_api import expect

from tests.site.reader import Reader
from tests.site.runs import ONBOARDING, begin, page_at, status_message, step, stored_runs

pytestmark = pytest.mark.browser


def test_open_runs_are_updated_when_another_window_starts_one(reader: Reader) -> None:
    page = page_at(reader)
    reader.go(page, ONBOARDING)
    other = page.context.new_page()

    begin(reader, other)
    link = page.get_by_role("link", name="1 open run")
    expect(link).to_have_attribute("href", re.compile(r"/runs/#[0-9a-z]{12}$"))
    begin(reader, other, subject="Beta")

    expect(page.get_by_role("link", name="2 open runs")).to_have_attribute(
        "href", re.compile(r"/runs/$")
    )


def test_two_tabs_stay_in_sync(reader: Reader) -> None:
    one = page_at(reader)
    begin(reader, one)
    other = one.context.new_page()
    other.goto(one.url)
    step(other, "Kickoff").locator("summary").click()
    other.get_by_label("Notes on Kickoff").fill("Mine")

    one.get_by_label("Introduce the team").check()
    one.get_by_label("Test that the system works").check()

    expect(other.get_by_label("Introduce the team")).to_be_checked()
    # Typing is not interrupted.
    expect(other.get_by_label("Notes on Kickoff")).to_be_focused()
    other.keyboard.type(" own")
    expect(one.get_by_label("Notes on Kickoff")).to_have_value("Mine own")
    expect(one.get_by_label("Test that the system works")).to_be_checked()
    expect(one.get_by_text("2 of 31 ticked.")).to_be_visible()


def test_a_run_deleted_in_another_tab_can_be_restored(reader: Reader) -> None:
    one = page_at(reader)
    begin(reader, one)
    before = stored_runs(one)
    other = one.context.new_page()
    other.goto(reader.address + "runs/")
    other.get_by_role("button", name="Delete: Customer onboarding: Acme").click()

    expect(status_message(one)).to_contain_text(
        "Deleted in another tab: Customer onboarding: Acme."
    )
    one.get_by_role("button", name="Undo").click()

    assert stored_runs(one) == before
    expect(other.get_by_role("link", name="Customer onboarding: Acme")).to_be_visible()
