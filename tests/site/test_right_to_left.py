"""Text in a right-to-left script is laid out in its direction, aligned like other text."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.site.building import built, write_source
from tests.site.reader import PHONE, WIDE, Reader
from tests.site.serving import serving
from tests.support.handbooks import procedure

pytestmark = pytest.mark.browser

PATH = "sops/operations/medicines.md"
TEXT = (
    procedure()
    .replace("title: Ordering supplies", 'title: "מתן תרופות!"')
    .replace("## Steps\n", "## Steps\n\n### אימות!\n\n1. כן!\n2. נכון?\n\n   Why.\n", 1)
)
# For each text, whether its last character is to the left of its first.
_ENDS = """() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = {};
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    const text = data.trim();
    if (!/^[\\u0590-\\u05ff].*[!?]$/.test(text)) continue;
    if (!parentElement.checkVisibility()) continue;
    const at = data.indexOf(text);
    const [first, last] = [at, at + text.length - 1].map((place) => {
      const range = document.createRange();
      range.setStart(texts.currentNode, place);
      range.setEnd(texts.currentNode, place + 1);
      return range.getBoundingClientRect().x;
    });
    (found[text] ??= []).push(last < first);
  }
  return found;
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the site of a handbook in Hebrew."""
    root = write_source(tmp_path_factory.mktemp("hebrew"), {PATH: TEXT})
    with serving(built(root, tmp_path_factory.mktemp("hebrew-site"))) as address:
        yield address


@pytest.mark.parametrize("width", [PHONE, WIDE])
def test_punctuation_is_at_the_end_of_the_text(width: int, address: str, browser: Browser) -> None:
    reader = Reader(browser, address)
    page = reader.open("procedures/medicines/", width=width)

    found: dict[str, Any] = page.evaluate(_ENDS)
    reader.close()

    assert set(found) == {"מתן תרופות!", "אימות!", "כן!", "נכון?"}
    assert [text for text, ends in found.items() if not all(ends)] == []
    assert reader.faults == []
