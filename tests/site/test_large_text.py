"""Pages are readable on a phone with text at twice the size: words do not break, buttons wrap."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import arguments, chromium
from tests.site.published import Published
from tests.site.reader import PHONE, Reader
from tests.site.runs import ONBOARDING, begin, page_at

pytestmark = pytest.mark.browser

# Words in the steps that break across lines; longer ones are ignored, as they fit nowhere.
_BROKEN = """() => {
  const steps = document.querySelector(".hb-steps");
  const walker = document.createTreeWalker(steps, NodeFilter.SHOW_TEXT);
  const broken = [];
  while (walker.nextNode()) {
    const { currentNode: text } = walker;
    if (!text.parentElement.checkVisibility()) continue;
    for (const { 0: word, index } of text.data.matchAll(/[a-z]{2,10}/gi)) {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) broken.push(word);
    }
  }
  return broken;
}"""
# Buttons that extend beyond the text column.
_OVERFLOWING = """() => {
  const { right } = document.querySelector("main h1").getBoundingClientRect();
  return [...document.querySelectorAll("main .hb-task, main .hb-tasks :is(a, button, summary)")]
    .filter((button) => button.checkVisibility())
    .filter((button) => button.getBoundingClientRect().right > right + 1)
    .map((button) => button.textContent.trim());
}"""


@pytest.fixture
def large(browser: Browser, handbook: Published) -> Iterator[Reader]:
    """A reader whose browser shows text at twice the size."""
    args = [*arguments(), "--blink-settings=defaultFontSize=32"]
    other = browser.browser_type.launch(executable_path=chromium(), args=args)
    reader = Reader(other, handbook.address)
    yield reader
    other.close()
    assert reader.faults == []


def _overflowing(page: Page) -> list[str]:
    found: list[str] = page.evaluate(_OVERFLOWING)
    return found


def test_words_in_steps_do_not_break_across_lines(large: Reader) -> None:
    page = page_at(large, width=PHONE)
    large.go(page, ONBOARDING)
    in_procedure = page.evaluate(_BROKEN)

    begin(large, page)

    assert in_procedure == []
    assert page.evaluate(_BROKEN) == []


def test_buttons_wrap_instead_of_overflowing(large: Reader) -> None:
    page = page_at(large, width=PHONE)
    large.go(page, f"runs/?start={ONBOARDING}")
    expect(page.get_by_role("button", name="Cancel")).to_be_visible()
    form = _overflowing(page)

    large.go(page, "templates/leadership-sync/?date=2026-12-07#fill--form")
    expect(page.get_by_role("link", name="Download the draft")).to_be_visible()

    assert form == []
    assert _overflowing(page) == []


def test_a_filled_template_does_not_scroll_sideways(large: Reader) -> None:
    page = page_at(large, width=PHONE)
    large.go(page, "templates/leadership-sync/?date=2026-12-07#fill--form")
    draft = page.locator("[data-result] pre")
    expect(draft).to_be_visible()

    assert draft.evaluate("box => box.scrollWidth <= box.clientWidth + 1")
