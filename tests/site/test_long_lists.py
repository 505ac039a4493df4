"""A list longer than one page: on numbered pages without scripts, from a file with them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.building import built, write_source
from tests.site.published import Published
from tests.site.reader import PHONE, Reader, faultless
from tests.site.request_gate import Gate
from tests.site.serving import serving
from tests.support.handbooks import procedure, review

pytestmark = pytest.mark.browser

_CONTENTS = "procedures/"
_FRESHNESS = "reports/freshness/"
_PROCEDURES = 230
_ROLES = 20
_PROCESS = "odd:\n  title: Odd\n  owner: role-1\n  area: store\n  keptAt: Attic\n"
_HOSTILE_TITLE = 'Crème & <b onclick="window.pwned=1">'


def _files() -> dict[str, str]:
    roles = {
        f"role-{number}": f"  title: Keeper {number}\n  area: operations\n  aliases: [K{number}]\n"
        for number in range(_ROLES)
    }
    return {
        "data/areas.yaml": "operations:\n  title: Operations\nstore:\n  title: Store\n",
        "data/roles.yaml": "".join(f"{role}:\n{text}" for role, text in roles.items()),
        "data/processes.yaml": _PROCESS,
        "sops/store/old.md": procedure("Old way", owner="role-1", more="status: retired\n"),
        **{f"sops/{_area(n)}/task-{n}.md": _procedure(n) for n in range(_PROCEDURES)},
    }


def _area(number: int) -> str:
    return "store" if number % 10 == 0 else "operations"


def _procedure(number: int) -> str:
    status = "status: draft\n" if number % 50 == 3 else ""
    title = f"'{_HOSTILE_TITLE}'" if number == 0 else f"Task {number:03}"
    changes = f"## Changes\n\n| Date | Change |\n|---|---|\n| 2026-0{number % 9 + 1} | New |\n"
    return procedure(title, owner=f"role-{number % _ROLES}", more=status, after=changes)


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    """A site with more procedures than fit on one page of a list."""
    root = write_source(tmp_path_factory.mktemp("long"), _files())
    for number in (1, 2, 3):
        review(root, f"task-{number}", f"2026-{number + 7:02}-01")
    folder = built(root, tmp_path_factory.mktemp("long-site"))
    with serving(folder) as address:
        yield Published(root, folder, address)


@pytest.fixture
def patient(browser: Browser, long: Published) -> Iterator[Reader]:
    """A reader of that site."""
    yield from faultless(browser, long.address)


def _titles(page: Page) -> list[str]:
    return [line.inner_text() for line in page.locator(".hb-row__main > a").all()]


def _expect_count(page: Page, words: str) -> None:
    expect(page.get_by_role("status")).to_have_text(words)


def _lines(page: Page, line: str) -> list[str]:
    """Return the HTML of the lines of a list, without whitespace between tags."""
    found: list[str] = page.locator(line).evaluate_all(
        "lines => lines.map((line) => line.outerHTML)"
    )
    return [re.sub(r"\s+(?=<)|(?<=>)\s+| data-line(?:=\"\")?", "", html) for html in found]


@pytest.mark.parametrize("address", [_CONTENTS, "areas/operations/", _FRESHNESS])
def test_without_scripts_every_line_is_on_one_of_the_pages(address: str, patient: Reader) -> None:
    page = patient.open(address, java_script_enabled=False)
    found: list[str] = []

    while True:
        lines = page.locator(".hb-row__main > a, tbody th a")
        assert lines.count() <= 100
        found += lines.all_inner_texts()
        following = page.get_by_role("link", name="Next", exact=True)
        if not following.count():
            break
        # Lines could be read before all of them have loaded.
        with page.expect_navigation():
            following.click()

    tasks = [name for name in found if name.startswith("Task")]
    expected = [n for n in range(1, _PROCEDURES) if address != "areas/operations/" or n % 10]
    assert sorted(tasks) == [f"Task {number:03}" for number in expected]
    expect(page.get_by_text(re.compile("^Page 3 of 3, 2"))).to_be_visible()


def test_the_file_is_fetched_on_first_use(patient: Reader) -> None:
    page = patient.open(_CONTENTS)
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url.removeprefix(patient.address)))
    _expect_count(page, "231 in the list, the first 100 shown")

    assert not [address for address in requested if address.startswith("lists/")]
    page.get_by_role("searchbox", name="Find in the list").fill("task 00")

    _expect_count(page, "11 of 231 shown")
    assert sorted(address for address in requested if address.startswith("lists/")) == [
        "lists/procedures.json",
        "lists/procedures.words.json",
    ]
    assert _titles(page)[:2] == ["Task 001", "Task 002"]
    expect(page.get_by_role("navigation", name="Pages of the list")).to_be_hidden()


@pytest.mark.parametrize(
    ("address", "line"), [(_CONTENTS, ".hb-row"), (_FRESHNESS, "tbody tr"), (_CONTENTS, "h2")]
)
def test_lines_from_the_file_match_those_on_the_page(
    address: str, line: str, patient: Reader
) -> None:
    page = patient.open(address)
    before = _lines(page, line)
    # Lines that are already on the page are not created again.
    page.evaluate("document.querySelectorAll('[data-line]').forEach((line) => line.remove())")

    page.get_by_role("searchbox", name="Find in the list").focus()
    expect(page.get_by_role("navigation", name="Pages of the list")).to_be_hidden()

    assert _lines(page, line) == before


def test_more_lines_are_shown_on_request(patient: Reader) -> None:
    page = patient.open(f"{_CONTENTS}?sort=title")
    _expect_count(page, "231 in the list, the first 100 shown")

    page.get_by_role("button", name="Show 100 more").click()
    _expect_count(page, "231 in the list, the first 200 shown")
    expect(page.get_by_role("link", name="Task 099", exact=True)).to_be_focused()
    page.get_by_role("button", name="Show 31 more").click()

    _expect_count(page, "231 in the list")
    assert _titles(page)[0] == _HOSTILE_TITLE
    assert len(_titles(page)) == 231
    expect(page.get_by_role("button", name=re.compile("^Show"))).to_be_hidden()


def test_choices_in_the_address_are_applied(patient: Reader) -> None:
    page = patient.open(f"{_CONTENTS}?status=draft&owner=role-3&owner=nobody&sort=changed")

    _expect_count(page, "3 of 231 shown")
    assert _titles(page) == ["Task 203", "Task 103", "Task 003"]
    expect(page.get_by_text("owner “nobody”")).to_be_visible()
    expect(page.get_by_text("Changed 1 June 2026")).to_be_visible()


def test_choices_of_a_long_facet_are_found_by_part_of_their_names(patient: Reader) -> None:
    page = patient.open(_CONTENTS, width=PHONE)
    page.get_by_role("button", name="Filter").click()
    page.locator("summary", has_text="Owner").click()
    boxes = page.get_by_role("checkbox")
    expect(boxes).to_have_count(_ROLES)

    page.get_by_role("searchbox", name="Find in Owner").fill("k13")
    expect(boxes).to_have_count(1)
    boxes.check()
    page.get_by_role("searchbox", name="Find in Owner").fill("k1")

    _expect_count(page, "11 of 231 shown")
    expect(boxes).to_have_count(11)
    expect(boxes.first).to_be_checked()


def test_words_typed_while_the_file_loads_are_kept(patient: Reader) -> None:
    page = patient.open(_CONTENTS)
    gate = Gate()
    page.route("**/lists/*.json", gate)
    words = page.get_by_role("searchbox", name="Find in the list")

    words.press_sequentially("task-11")
    expect(page.locator("[data-list]")).to_have_attribute("aria-busy", "true")
    gate.open()

    _expect_count(page, "11 of 231 shown")
    expect(words).to_have_value("task-11")


def test_words_typed_before_their_file_loads_are_found(
    patient: Reader,
) -> None:
    page = patient.open(_CONTENTS)
    gate = Gate()
    page.route("**/lists/*.words.json", gate)

    page.get_by_role("searchbox", name="Find in the list").fill("task-10")
    expect(page.get_by_role("navigation", name="Pages of the list")).to_be_hidden()
    expect(page.locator("[data-list]")).to_have_attribute("aria-busy", "true")
    page.locator("summary", has_text="Status").click()
    page.get_by_role("checkbox", name="Draft").check()
    gate.open()

    _expect_count(page, "1 of 231 shown")
    assert _titles(page) == ["Task 103"]


def test_the_list_stays_usable_if_its_words_fail_to_load(patient: Reader) -> None:
    page = patient.open(_CONTENTS)
    page.route("**/lists/*.words.json", lambda route: route.abort())
    words = page.get_by_role("searchbox", name="Find in the list")

    words.fill("task-11")
    _expect_count(page, "The list could not be searched. Type the words again to retry.")
    words.fill("")
    _expect_count(page, "231 in the list, the first 100 shown")
    page.unroute("**/lists/*.words.json")
    words.fill("task-11")

    _expect_count(page, "11 of 231 shown")
    assert [fault for fault in patient.faults if "net::ERR_FAILED" not in fault] == []
    patient.faults.clear()


def test_the_numbered_pages_stay_if_the_file_fails_to_load(patient: Reader) -> None:
    page = patient.open(_CONTENTS)
    page.route("**/lists/*.json", lambda route: route.abort())
    page.get_by_role("searchbox", name="Find in the list").fill("task")

    _expect_count(page, "The list could not be loaded. Use the pages below.")
    expect(page.get_by_role("link", name="Next", exact=True)).to_be_visible()
    page.unroute("**/lists/*.json")
    page.get_by_role("searchbox", name="Find in the list").fill("task-11")

    _expect_count(page, "11 of 231 shown")
    assert [fault for fault in patient.faults if "net::ERR_FAILED" not in fault] == []
    patient.faults.clear()


def test_llms_txt_contains_only_the_first_page_of_a_list(long: Published) -> None:
    listed = (Path(long.folder) / "llms.txt").read_text(encoding="utf-8")

    assert "(reports/freshness/index.md)" in listed
    assert "/page/" not in listed


def test_the_size_of_a_page_does_not_grow_with_the_list(long: Published) -> None:
    sizes = {
        address: long.size(address)
        for address in long.pages
        if re.search(r"^(procedures|reports/freshness)/(page/\d+/)?$", address)
    }

    assert len(sizes) == 6
    assert max(sizes.values()) < 130_000
    assert (Path(long.folder) / "lists/freshness.json").is_file()
    assert not (Path(long.folder) / "lists/completeness.json").exists()
