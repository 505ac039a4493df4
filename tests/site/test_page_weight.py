"""Page weight: few bytes, few requests, no blank lines."""

import re
import shutil
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import pytest
from playwright.sync_api import Page

from scripts import generate_handbook
from tests.site.building import built, write_source
from tests.site.kinds import of_kind
from tests.site.published import Published
from tests.site.reader import PHONE, Reader
from tests.support.commands import PINNED

# The compressed size of everything loaded before any interaction.
_MAX_BYTES = 60_000
# The list of all procedures fetches its filter as eight small modules.
_MAX_REQUESTS = 12
# The markup around the text of a page: head, header, menus, footer.
_MAX_FRAME_BYTES = 6_000
# The whole page of a procedure, diagrams included.
_MAX_HTML = 18 * 1024
# Addresses for reporting errors are longest where an issue takes a text instead of a form; a site
# that knows its own address repeats it on its pages.
_LONG_ADDRESSES = {
    "HANDBOOK_ISSUES": "https://forge.example/issues/new?title={title}&body={body}",
    "HANDBOOK_URL": "https://handbook.example.com/",
}
# The markup that each part of a procedure's page starts with, in page order.
_PARTS = {
    "<head>": "the head",
    '<header class="md-header': "the header",
    '<nav class="hb-nav': "the menu",
    '<nav class="hb-toc': "the table of contents",
    '<header class="hb-head': "the facts",
    'class="hb-tasks': "the actions",
    '<aside class="hb-remarks': "the open questions",
    'class="hb-needs': "the requirements",
    'class="hb-timeline': "the timeline",
    '<ol class="hb-steps': "the steps",
    'class="hb-fold hb-flow': "the diagram of the steps",
    '<div class="hb-after': "the sections below the steps",
    '<div class="hb-imprint': "the imprint",
    "<footer": "the footer",
}


class Load(NamedTuple):
    """The network traffic of one page."""

    size: float
    addresses: list[str]


def _load(reader: Reader, address: str) -> Load:
    """Return what a browser with an empty cache loads for a page."""
    # Start from a style sheet, as late requests of another page would be counted with this one.
    page = reader.open("assets/handbook.css", width=PHONE)
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    reader.go(page, address)
    page.wait_for_load_state("networkidle")
    return Load(sum(sizes), _requested(page))


def _requested(page: Page) -> list[str]:
    found: list[str] = page.evaluate("performance.getEntriesByType('resource').map((e) => e.name)")
    return [page.url, *found]


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["home", "contents", "procedure", "role"])
def test_a_page_loads_few_bytes_and_makes_few_requests(
    kind: str, handbook: Published, reader: Reader
) -> None:
    load = _load(reader, of_kind(handbook, kind)[0])

    assert load.size <= _MAX_BYTES
    assert len(load.addresses) <= _MAX_REQUESTS, load.addresses


def _without_article(html: str) -> str:
    start, end = html.index("<article"), html.index("</article>")
    return html[:start] + html[end:]


def _parts(html: str) -> Iterator[tuple[int, str]]:
    """Yield the size in bytes and the name of each part of a procedure's page."""
    found = [(html.find(mark), name) for mark, name in _PARTS.items()]
    starts = sorted((at, name) for at, name in found if at >= 0)
    for (start, name), (end, _) in pairwise([*starts, (len(html), "")]):
        yield len(html[start:end].encode()), name


def _too_large(site: Published) -> list[str]:
    """Return a message for each procedure whose page is too large."""
    faults = []
    for address in of_kind(site, "procedure"):
        html = (site.folder / address / "index.html").read_text(encoding="utf-8")
        size = len(html.encode())
        if size > _MAX_HTML:
            part, name = max(_parts(html))
            faults.append(
                f"{address} has {size:,} bytes, {size - _MAX_HTML:,} too many; "
                f"its largest part is {name}, {part:,}"
            )
    return faults


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The site of a generated handbook with long procedures: six steps each, in 20 areas.

    Its names are as long as the longest in a handbook of ten thousand procedures.
    """
    folder = tmp_path_factory.mktemp("invented")
    root = write_source(folder / "root", {})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(generate_handbook, "_SHORTEST", 5)
        generate_handbook.generate(folder / "handbook", 100, 1)
    shutil.copytree(folder / "handbook", root, dirs_exist_ok=True)
    return Published(root, built(root, folder / "site", {**PINNED, **_LONG_ADDRESSES}), "")


def _html(site: Published) -> Iterator[tuple[str, str]]:
    for address in site.pages:
        path = address if address.endswith(".html") else f"{address}index.html"
        yield address, (site.folder / path).read_text(encoding="utf-8")


def test_the_markup_outside_the_article_is_small(site: Published) -> None:
    sizes = {
        address: len(_without_article(html)) for address, html in _html(site) if "<article" in html
    }

    assert {address: size for address, size in sizes.items() if size > _MAX_FRAME_BYTES} == {}


def test_procedures_have_small_pages(site: Published) -> None:
    assert _too_large(site) == []


def test_long_procedures_have_small_pages(invented: Published) -> None:
    assert len(of_kind(invented, "procedure")) == 100
    assert _too_large(invented) == []


def test_no_page_contains_blank_lines(site: Published) -> None:
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
