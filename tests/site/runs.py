"""Somebody who goes through a procedure: begins a run of it, on a day of the test's own."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Download, Locator, Page, expect

from tests.site.reader import WIDE, Reader

ONBOARDING = "procedures/customer-onboarding/"
RENEWAL = "procedures/renewal-playbook/"
CHECKLIST = "checklists/before-a-meeting/"
NOW = datetime(2026, 12, 3, 9, 30, tzinfo=UTC)
# Only the date stands still: timers run on, as the theme's scripts expect.
_CLOCK = """{
  const There = Date;
  Date = class extends There {
    constructor(...given) { super(...(given.length ? given : [NOW])); }
    static now() { return NOW; }
  };
}"""
# Everything that this browser keeps of runs.
KEPT = """() => Object.fromEntries(Object.entries({ ...localStorage })
  .filter(([key]) => key.startsWith("handbook.run.")))"""


def at(reader: Reader, now: datetime = NOW, *, width: int = WIDE, **options: Any) -> Page:
    """Return a page on which it is a certain moment."""
    page = reader.open("404.html", width=width, **options)
    turn(page, now)
    return page


def turn(page: Page, now: datetime) -> None:
    """Make it a certain moment in every page that is loaded from here on."""
    page.context.add_init_script(_CLOCK.replace("NOW", str(int(now.timestamp() * 1000))))


def begin(
    reader: Reader,
    page: Page,
    address: str = ONBOARDING,
    *,
    subject: str = "Acme",
    day: str = "2026-12-01",
    who: str = "",
) -> None:
    """Begin a run as its procedure's page offers it."""
    reader.go(page, address)
    page.get_by_role("link", name="Start a run").click()
    page.get_by_label("What is it for?").fill(subject)
    date = page.locator("input[type=date]")
    if date.count():
        date.fill(day)
    page.get_by_label("Who are you?").fill(who)
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.get_by_role("button", name="Finish this run")).to_be_visible()


def step(page: Page, title: str) -> Locator:
    """Return a step of the run that is shown."""
    heading = page.get_by_role("heading", level=2, name=title, exact=True)
    return page.locator("li").filter(has=heading)


def said(page: Page) -> Locator:
    """Return what the page says about what was just done."""
    return page.locator(".rn-said")


def more(page: Page, words: str) -> None:
    """Press an action that stands below "More"."""
    page.locator(".hb-more summary").click()
    page.get_by_role("button", name=words).click()


def downloaded(page: Page, words: str, *, below_more: bool = False) -> Download:
    """Return the file that an action hands to the reader."""
    with page.expect_download() as found:
        if below_more:
            more(page, words)
        else:
            page.get_by_role("button", name=words, exact=True).click()
    return found.value


def content(found: Download) -> bytes:
    """Return what is in a file that was handed to the reader."""
    return Path(found.path()).read_bytes()


def kept(page: Page) -> list[dict[str, Any]]:
    """Return the runs that this browser keeps, as they are written."""
    found: Mapping[str, str] = page.evaluate(KEPT)
    return [json.loads(text)["run"] for text in found.values()]
