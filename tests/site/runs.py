"""Actions of a reader who runs a procedure, at a time that the test sets."""

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
# Only the date is fixed: timers keep running, as the theme's scripts expect.
_CLOCK = """{
  const RealDate = Date;
  Date = class extends RealDate {
    constructor(...args) { super(...(args.length ? args : [NOW])); }
    static now() { return NOW; }
  };
}"""
# All stored values of runs in this browser.
STORED_RUNS = """() => Object.fromEntries(Object.entries({ ...localStorage })
  .filter(([key]) => key.startsWith("handbook.run.")))"""


def page_at(reader: Reader, now: datetime = NOW, *, width: int = WIDE, **options: Any) -> Page:
    """Return a page with its clock set to a fixed time."""
    page = reader.open("404.html", width=width, **options)
    set_clock(page, now)
    return page


def set_clock(page: Page, now: datetime) -> None:
    """Set the clock of every page that is loaded from now on."""
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
    """Start a run from the page of its procedure."""
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
    """Return a step of the displayed run."""
    heading = page.get_by_role("heading", level=2, name=title, exact=True)
    return page.locator("li").filter(has=heading)


def status_message(page: Page) -> Locator:
    """Return the page's message about the last action."""
    return page.locator(".rn-said")


def more(page: Page, words: str) -> None:
    """Click an action in the "More" menu."""
    page.locator(".hb-more summary").click()
    page.get_by_role("button", name=words).click()


def downloaded(page: Page, words: str, *, below_more: bool = False) -> Download:
    """Click an action and return the file that it downloads."""
    with page.expect_download() as found:
        if below_more:
            more(page, words)
        else:
            page.get_by_role("button", name=words, exact=True).click()
    return found.value


def content(found: Download) -> bytes:
    """Return the contents of a downloaded file."""
    return Path(found.path()).read_bytes()


def stored_runs(page: Page) -> list[dict[str, Any]]:
    """Return the runs stored in this browser, in their stored form."""
    found: Mapping[str, str] = page.evaluate(STORED_RUNS)
    return [json.loads(text)["run"] for text in found.values()]
