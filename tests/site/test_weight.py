"""What a page asks of a reader's line: few bytes, few requests, no line without a word."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import Page

from tests.site.kinds import of_kind
from tests.site.reader import PHONE, Reader
from tests.site.reading import Published

# Everything that is loaded before anybody has pressed a key, packed.
_MOST_BYTES = 60_000
# The list of all procedures fetches its filter as eight small modules.
_MOST_REQUESTS = 12
# What stands around the text of a page: head, header, menus, footer.
_MOST_AROUND = 6_000
# A procedure without its drawings: of usual length, and the longest, with one of everything.
_MOST_USUAL, _MOST_HTML = 17_000, 19_000


class Load(NamedTuple):
    """What came over the wire for one page."""

    size: float
    addresses: list[str]


def _load(reader: Reader, address: str) -> Load:
    """Return what a browser that knows nothing of the site loads for a page."""
    page = reader.open("404.html", width=PHONE)
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    reader.go(page, address)
    page.wait_for_load_state("networkidle")
    return Load(sum(sizes), _asked(page))


def _asked(page: Page) -> list[str]:
    found: list[str] = page.evaluate("performance.getEntriesByType('resource').map((e) => e.name)")
    return [page.url, *found]


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["home", "contents", "procedure", "role"])
def test_a_page_is_light_and_asks_for_little(
    kind: str, handbook: Published, reader: Reader
) -> None:
    load = _load(reader, of_kind(handbook, kind)[0])

    assert load.size <= _MOST_BYTES
    assert len(load.addresses) <= _MOST_REQUESTS, load.addresses


def _around(html: str) -> str:
    start, end = html.index("<article"), html.index("</article>")
    return html[:start] + html[end:]


def _undrawn(html: str) -> str:
    return re.sub(r'<figure class="hb-drawing.*?</figure>', "", html, flags=re.DOTALL)


def _html(site: Published) -> Iterator[tuple[str, str]]:
    for address in site.pages:
        path = address if address.endswith(".html") else f"{address}index.html"
        yield address, (site.folder / path).read_text(encoding="utf-8")


def test_what_stands_around_a_text_is_small(site: Published) -> None:
    around = {address: len(_around(html)) for address, html in _html(site) if "<article" in html}

    assert {address: size for address, size in around.items() if size > _MOST_AROUND} == {}


def test_a_procedure_makes_a_small_page(site: Published) -> None:
    pages = dict(_html(site))
    sizes = sorted(len(_undrawn(pages[one]).encode()) for one in of_kind(site, "procedure"))

    assert sizes[-1] <= _MOST_HTML
    assert sizes[-2] <= _MOST_USUAL


def test_no_page_is_filled_with_blank_lines(site: Published) -> None:
    blank = {
        address: lines
        for address, html in _html(site)
        if (
            lines := re.findall(
                r"\n\s*\n", re.sub(r"<pre.*?</pre>", "<pre>", html, flags=re.DOTALL)
            )
        )
    }

    assert blank == {}
