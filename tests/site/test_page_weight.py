"""What a page asks of a reader's line: few bytes, few requests, no line without a word."""

import re
import shutil
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import pytest
from playwright.sync_api import Page

from scripts import generate_handbook
from tests.site.building import built, frame
from tests.site.kinds import of_kind
from tests.site.published import Published
from tests.site.reader import PHONE, Reader
from tests.support.commands import PINNED

# Everything that is loaded before anybody has pressed a key, packed.
_MOST_BYTES = 60_000
# The list of all procedures fetches its filter as eight small modules.
_MOST_REQUESTS = 12
# What stands around the text of a page: head, header, menus, footer.
_MOST_AROUND = 6_000
# All of a procedure's page, its drawings too.
_MOST_HTML = 18 * 1024
# Where errors are told in a text, not in a form, the addresses for it are longest; where the site
# knows its own address, pages name it.
_WORDY = {
    "HANDBOOK_ISSUES": "https://forge.example/issues/new?title={title}&body={body}",
    "HANDBOOK_URL": "https://handbook.example.com/",
}
# What each of its parts begins with, in the order of the page.
_PARTS = {
    "<head>": "its head",
    '<header class="md-header': "the line at the top",
    '<nav class="hb-nav': "the menu",
    '<nav class="hb-toc': "what is on the page",
    '<header class="hb-head': "facts",
    'class="hb-tasks': "tasks",
    '<aside class="hb-remarks': "what the sources leave open",
    'class="hb-needs': "what a doer needs",
    'class="hb-timeline': "the line of time",
    '<ol class="hb-steps': "the steps",
    'class="hb-fold hb-flow': "the drawing of the steps",
    '<div class="hb-after': "what stands below the steps",
    '<div class="hb-imprint': "the imprint",
    "<footer": "the footer",
}


class Load(NamedTuple):
    """What came over the wire for one page."""

    size: float
    addresses: list[str]


def _load(reader: Reader, address: str) -> Load:
    """Return what a browser that knows nothing of the site loads for a page."""
    # A style sheet asks for nothing: what a page asks for late would be counted with the next one.
    page = reader.open("assets/handbook.css", width=PHONE)
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


def _parts(html: str) -> Iterator[tuple[int, str]]:
    """Yield how large each part of a procedure's page is, in bytes, and what it is."""
    found = [(html.find(mark), name) for mark, name in _PARTS.items()]
    starts = sorted((at, name) for at, name in found if at >= 0)
    for (start, name), (end, _) in pairwise([*starts, (len(html), "")]):
        yield len(html[start:end].encode()), name


def _too_large(site: Published) -> list[str]:
    """Return what has to be said of the procedures whose pages are too large."""
    faults = []
    for address in of_kind(site, "procedure"):
        html = (site.folder / address / "index.html").read_text(encoding="utf-8")
        size = len(html.encode())
        if size > _MOST_HTML:
            part, name = max(_parts(html))
            faults.append(
                f"{address} has {size:,} bytes, {size - _MOST_HTML:,} too many; "
                f"the largest part of it is {name}, {part:,}"
            )
    return faults


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The site of an invented handbook, whose procedures are long: six steps, in one of 20 areas.

    All its names are as long as the longest among those of ten thousand procedures.
    """
    folder = tmp_path_factory.mktemp("invented")
    root = frame(folder / "root", {})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(generate_handbook, "_SHORTEST", 5)
        generate_handbook.generate(folder / "handbook", 100, 1)
    shutil.copytree(folder / "handbook", root, dirs_exist_ok=True)
    return Published(root, built(root, folder / "site", {**PINNED, **_WORDY}), "")


def _html(site: Published) -> Iterator[tuple[str, str]]:
    for address in site.pages:
        path = address if address.endswith(".html") else f"{address}index.html"
        yield address, (site.folder / path).read_text(encoding="utf-8")


def test_the_frame_around_a_text_is_small(site: Published) -> None:
    around = {address: len(_around(html)) for address, html in _html(site) if "<article" in html}

    assert {address: size for address, size in around.items() if size > _MOST_AROUND} == {}


def test_a_procedure_makes_a_small_page(site: Published) -> None:
    assert _too_large(site) == []


def test_a_long_procedure_makes_a_small_page_too(invented: Published) -> None:
    assert len(of_kind(invented, "procedure")) == 100
    assert _too_large(invented) == []


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
