"""A run is the same in all windows: what is done in one is seen in the others."""

import re

import pytest
from playwright.sync_api import expect

from tests.site.reader import Reader
from tests.site.runs import ONBOARDING, at, begin, kept, said, step

pytestmark = pytest.mark.browser


def test_open_runs_are_told_anew_when_another_window_begins_one(reader: Reader) -> None:
    page = at(reader)
    reader.go(page, ONBOARDING)
    other = page.context.new_page()

    begin(reader, other)
    opened = page.get_by_role("link", name="1 open run")
    expect(opened).to_have_attribute("href", re.compile(r"/runs/#[0-9a-z]{12}$"))
    begin(reader, other, subject="Beta")

    expect(page.get_by_role("link", name="2 open runs")).to_have_attribute(
        "href", re.compile(r"/runs/$")
    )


def test_two_tabs_keep_in_step(reader: Reader) -> None:
    one = at(reader)
    begin(reader, one)
    other = one.context.new_page()
    other.goto(one.url)
    step(other, "Kickoff").locator("summary").click()
    other.get_by_label("Notes on Kickoff").fill("Mine")

    one.get_by_label("Introduce the team").check()
    one.get_by_label("Test that the system works").check()

    expect(other.get_by_label("Introduce the team")).to_be_checked()
    # Who is writing is not interrupted.
    expect(other.get_by_label("Notes on Kickoff")).to_be_focused()
    other.keyboard.type(" own")
    expect(one.get_by_label("Notes on Kickoff")).to_have_value("Mine own")
    expect(one.get_by_label("Test that the system works")).to_be_checked()
    expect(one.get_by_text("2 of 31 ticked.")).to_be_visible()


def test_a_run_deleted_in_another_tab_can_be_put_back(reader: Reader) -> None:
    one = at(reader)
    begin(reader, one)
    before = kept(one)
    other = one.context.new_page()
    other.goto(reader.address + "runs/")
    other.get_by_role("button", name="Delete: Customer onboarding: Acme").click()

    expect(said(one)).to_contain_text("Deleted in another tab: Customer onboarding: Acme.")
    one.get_by_role("button", name="Undo").click()

    assert kept(one) == before
    expect(other.get_by_role("link", name="Customer onboarding: Acme")).to_be_visible()
