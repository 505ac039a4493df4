"""A search fetches a few small files, never the whole index, however large the handbook."""

import json
import re
import shutil
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response, Route, expect

from handbook.search.index import index
from macros.search_index import store
from tests.site.published import Published
from tests.site.reader import Reader, faultless
from tests.site.request_gate import Gate
from tests.site.searching import ask, box, field, found, options, results, titles, wait_for_results
from tests.site.serving import serving
from tests.support.searches import documents

pytestmark = pytest.mark.browser

_COUNT = 3_000
# Up to the first result, scripts included; a server that compresses sends a third of the bytes.
_MAX_BYTES, _MAX_REQUESTS = 160_000, 22
# The number of results shown before the others are requested.
_FIRST = 2
_PACK = re.compile(r"/p\d+\.json$")
_MARKUP = "(all) => all.map((one) => one.outerHTML)"


@pytest.fixture(scope="module")
def large(small: Published, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    """The pages of the specimen with the search index of thousands of procedures."""
    folder = Path(shutil.copytree(small.folder, tmp_path_factory.mktemp("large") / "site"))
    shutil.rmtree(folder / "search")
    store(index(documents(_COUNT)), folder / "search")
    with serving(folder) as address:
        yield Published(small.root, folder, address)


@pytest.fixture
def seeker(browser: Browser, large: Published) -> Iterator[Reader]:
    """A reader who searches a large handbook."""
    yield from faultless(browser, large.address)


class Wire:
    """All responses to a page since this recorder was created."""

    def __init__(self, page: Page) -> None:
        self.responses: list[Response] = []
        page.on("response", self._on_response)

    def _on_response(self, response: Response) -> None:
        self.responses.append(response)

    @property
    def size(self) -> int:
        """Return the number of bytes fetched."""
        return sum(len(response.body()) for response in self.responses)


@pytest.mark.parametrize(
    "words",
    ["p", "pre", "order", "prepare the order", "cordenbar", "corfilgam ordre", "who owns nep"],
)
def test_the_first_result_needs_few_bytes_and_requests(words: str, seeker: Reader) -> None:
    page = seeker.open()
    wire = Wire(page)

    assert titles(page, words)

    assert len(wire.responses) <= _MAX_REQUESTS
    assert wire.size <= _MAX_BYTES


def test_the_first_results_are_shown_before_the_others_and_stay_unchanged(seeker: Reader) -> None:
    page = seeker.open()
    gate = Gate(_FIRST)
    page.route("**/search/*/p*.json", gate)
    page.keyboard.press("/")
    field(page).fill("prepare")
    expect(results(page)).to_have_count(_FIRST)
    page.keyboard.press("ArrowDown")
    first = options(page).evaluate_all(_MARKUP)
    gate.open()
    wait_for_results(page, "prepare")

    assert results(page).count() > _FIRST
    assert options(page).evaluate_all(_MARKUP)[: len(first)] == first
    expect(options(page).first).to_have_attribute("aria-selected", "true")


def test_the_first_results_stay_when_the_others_fail_to_load(seeker: Reader) -> None:
    page = seeker.open()
    passed = 0

    def respond(route: Route) -> None:
        nonlocal passed
        passed += 1
        if passed > _FIRST:
            route.abort()
        else:
            route.continue_()

    page.route("**/search/*/p*.json", respond)
    page.keyboard.press("/")
    field(page).fill("prepare")
    expect(box(page).get_by_role("status")).to_contain_text("not available")

    expect(results(page)).to_have_count(_FIRST)
    seeker.faults[:] = [one for one in seeker.faults if "Failed to load resource" not in one]


def test_replacing_the_words_stops_fetching_for_the_old_ones(
    seeker: Reader, large: Published
) -> None:
    page = seeker.open()
    wire = Wire(page)
    gate = Gate()
    page.route("**/search/*/t*.txt", gate)
    page.keyboard.press("/")
    with page.expect_request("**/search/*/t*.txt"):
        field(page).fill("prepare the order")
    # A request for a file of the new words means that the old ones are abandoned.
    with page.expect_request(f"**/search/*/{_file_of('cordenbar', large)}"):
        field(page).fill("cordenbar")
    gate.open()
    needed = len(found(page, "cordenbar")) + len(found(page, "corfilgam"))

    assert len([one for one in wire.responses if _PACK.search(one.url)]) <= needed


def _file_of(word: str, site: Published) -> str:
    """Return the index file that lists where a word occurs."""
    keys = json.loads((site.folder / "search/index.json").read_text("utf-8"))["keys"]
    return f"t{bisect_right(keys, word) - 1}.txt"


def test_a_page_fetches_no_search_files_before_a_search(seeker: Reader) -> None:
    page = seeker.open()

    names = page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")

    assert not [name for name in names if "search" in name.removeprefix(seeker.address)]


def test_no_file_is_fetched_twice(seeker: Reader) -> None:
    page = seeker.open()
    ask(page, "order")
    wire = Wire(page)

    ask(page, "prepare")
    ask(page, "order")
    ask(page, "prepare")

    addresses = [response.url for response in wire.responses]
    assert len(addresses) == len(set(addresses))
    assert not any(
        address.endswith(("index.json", "search.js", "search-worker.js")) for address in addresses
    )


def test_typing_a_whole_search_fetches_a_small_part_of_the_index(
    seeker: Reader, large: Published
) -> None:
    page = seeker.open()
    wire = Wire(page)
    total = sum(file.stat().st_size for file in (large.folder / "search").rglob("*.*"))

    for end in range(1, len("prepare the order") + 1):
        ask(page, "prepare the order"[:end])

    assert wire.size < total / 10
