"""What a search fetches, however large the handbook: a few small files, never the whole index."""

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
from tests.site.searching import answered, ask, box, field, found, options, results, titles
from tests.site.serving import serving
from tests.support.searches import documents

pytestmark = pytest.mark.browser

_COUNT = 3_000
# Before the first result, scripts included; a server that compresses sends a third of it.
_BYTES, _REQUESTS = 160_000, 22
# So many results are shown before the others are asked for.
_FIRST = 2
_PACK = re.compile(r"/p\d+\.json$")
_WRITTEN = "(all) => all.map((one) => one.outerHTML)"


@pytest.fixture(scope="module")
def large(small: Published, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    """The pages of the specimen with the index of a handbook of thousands of procedures."""
    folder = Path(shutil.copytree(small.folder, tmp_path_factory.mktemp("large") / "site"))
    shutil.rmtree(folder / "search")
    store(index(documents(_COUNT)), folder / "search")
    with serving(folder) as address:
        yield Published(small.root, folder, address)


@pytest.fixture
def seeker(browser: Browser, large: Published) -> Iterator[Reader]:
    """Somebody who searches a large handbook."""
    yield from faultless(browser, large.address)


class Wire:
    """Everything that a page has fetched since it was made."""

    def __init__(self, page: Page) -> None:
        self.responses: list[Response] = []
        page.on("response", self._answered)

    def _answered(self, response: Response) -> None:
        self.responses.append(response)

    @property
    def size(self) -> int:
        """Return how many bytes were fetched."""
        return sum(len(response.body()) for response in self.responses)


@pytest.mark.parametrize(
    "words",
    ["p", "pre", "order", "prepare the order", "cordenbar", "corfilgam ordre", "who owns nep"],
)
def test_the_first_result_costs_little(words: str, seeker: Reader) -> None:
    page = seeker.open()
    wire = Wire(page)

    assert titles(page, words)

    assert len(wire.responses) <= _REQUESTS
    assert wire.size <= _BYTES


def test_the_first_results_do_not_wait_for_the_others_and_stay_as_they_are(seeker: Reader) -> None:
    page = seeker.open()
    gate = Gate(_FIRST)
    page.route("**/search/*/p*.json", gate)
    page.keyboard.press("/")
    field(page).fill("prepare")
    expect(results(page)).to_have_count(_FIRST)
    page.keyboard.press("ArrowDown")
    first = options(page).evaluate_all(_WRITTEN)
    gate.open()
    answered(page, "prepare")

    assert results(page).count() > _FIRST
    assert options(page).evaluate_all(_WRITTEN)[: len(first)] == first
    expect(options(page).first).to_have_attribute("aria-selected", "true")


def test_the_first_results_stay_where_the_others_cannot_be_reached(seeker: Reader) -> None:
    page = seeker.open()
    passed = 0

    def answer(route: Route) -> None:
        nonlocal passed
        passed += 1
        if passed > _FIRST:
            route.abort()
        else:
            route.continue_()

    page.route("**/search/*/p*.json", answer)
    page.keyboard.press("/")
    field(page).fill("prepare")
    expect(box(page).get_by_role("status")).to_contain_text("not available")

    expect(results(page)).to_have_count(_FIRST)
    seeker.faults[:] = [one for one in seeker.faults if "Failed to load resource" not in one]


def test_what_is_typed_over_is_not_fetched_to_its_end(seeker: Reader, large: Published) -> None:
    page = seeker.open()
    wire = Wire(page)
    gate = Gate()
    page.route("**/search/*/t*.txt", gate)
    page.keyboard.press("/")
    with page.expect_request("**/search/*/t*.txt"):
        field(page).fill("prepare the order")
    # Whoever asks for a file of the new words has turned from the old ones.
    with page.expect_request(f"**/search/*/{_file_of('cordenbar', large)}"):
        field(page).fill("cordenbar")
    gate.open()
    wanted = len(found(page, "cordenbar")) + len(found(page, "corfilgam"))

    assert len([one for one in wire.responses if _PACK.search(one.url)]) <= wanted


def _file_of(word: str, site: Published) -> str:
    """Return which file of the index tells where a word stands."""
    keys = json.loads((site.folder / "search/index.json").read_text("utf-8"))["keys"]
    return f"t{bisect_right(keys, word) - 1}.txt"


def test_a_page_fetches_nothing_of_the_search_before_it_is_wanted(seeker: Reader) -> None:
    page = seeker.open()

    names = page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")

    assert not [name for name in names if "search" in name.removeprefix(seeker.address)]


def test_what_was_fetched_is_not_fetched_again(seeker: Reader) -> None:
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


def test_a_whole_search_reads_a_small_part_of_the_index(seeker: Reader, large: Published) -> None:
    page = seeker.open()
    wire = Wire(page)
    whole = sum(file.stat().st_size for file in (large.folder / "search").rglob("*.*"))

    for end in range(1, len("prepare the order") + 1):
        ask(page, "prepare the order"[:end])

    assert wire.size < whole / 10
