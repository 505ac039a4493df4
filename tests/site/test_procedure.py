"""The page of a procedure shows its whole file and what the handbook knows about it."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from handbook.load import load
from handbook.records import Sop
from tests.site.published import Published, plain
from tests.site.reader import Reader

_FULL = "procedures/shift-handover/"


def _texts(sop: Sop) -> list[str]:
    """Return the texts of a procedure that its page must show."""
    texts = [sop.title, sop.purpose.text, *sop.entry.aliases]
    for step in sop.steps:
        texts += [step.title, *(output.text for output in step.outputs)]
        texts += [time.text for time in (step.when, step.duration) if time]
        for action in step.actions:
            texts += [action.text.text, *(detail.text for detail in action.details)]
    texts += [row.get("change", "") for row in sop.entry.data.get("changes", ())]
    texts += [section.title for section in sop.entry.document.sections]
    return texts


def test_a_page_shows_every_text_of_its_procedure(site: Published) -> None:
    book = load(site.root).handbook

    missing = [
        f"{sop.id}: {text}"
        for sop in book.sops.values()
        for text in _texts(sop)
        if plain(text).casefold() not in site.pages[book.address(sop.entry)].words.casefold()
    ]

    assert book.sops
    assert missing == []


def test_a_page_shows_the_targets_in_the_register(site: Published) -> None:
    book = load(site.root).handbook
    expected = [
        (book.address(sop.entry), metric.title, metric.target.text if metric.target else "None set")
        for sop in book.sops.values()
        for row in sop.entry.data.get("metrics", ())
        if (metric := book.metrics.get(row["metric"]))
    ]

    missing = [
        (address, title, target)
        for address, title, target in expected
        if f"{title} {_as_shown(target)}".casefold() not in site.pages[address].words.casefold()
    ]

    assert expected
    assert missing == []


def _as_shown(target: str) -> str:
    return target.replace(">=", "≥").replace("<=", "≤")


def _fact(page: Page, name: str) -> Locator:
    """Return the value of a term in the list of facts."""
    term = page.get_by_role("term").filter(has_text=re.compile(f"^{name}$"))
    return term.locator("xpath=following-sibling::dd[1]")


@pytest.mark.browser
def test_the_facts_show_status_owner_reviews_and_version(visitor: Reader) -> None:
    page = visitor.open(_FULL)

    expect(page.get_by_role("heading", level=1)).to_have_text("Shift handover")
    expect(page.get_by_text("Hand the house over so that nothing is forgotten.")).to_be_visible()
    expect(_fact(page, "Status")).to_have_text("Current")
    expect(_fact(page, "Owner")).to_have_text("Night warden")
    expect(_fact(page, "Backup")).to_have_text("COO")
    expect(_fact(page, "Last review")).to_have_text("2 November 2026 by Night warden, unchanged")
    expect(_fact(page, "Next review")).to_contain_text("2 February 2027")
    expect(_fact(page, "Next review")).to_contain_text("in 10 weeks")
    expect(_fact(page, "Next review").locator("time")).to_have_attribute("datetime", "2027-02-02")
    expect(_fact(page, "Version")).to_have_text("1.7 controlled document")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("sop_id", "status", "review", "words"),
    [
        ("stocktaking", "Needs update", "1 April 2026", "Its review was due on 1 April 2026"),
        ("closing-time", "Needs update", "Due now", "No review is recorded"),
        ("lost-keys", "Draft", "Before it takes effect", "This is a draft"),
        ("old-lift", "Retired", "", "This procedure is no longer in force"),
    ],
)
def test_a_procedure_that_is_not_current_says_why(
    sop_id: str, status: str, review: str, words: str, visitor: Reader
) -> None:
    page = visitor.open(f"procedures/{sop_id}/")

    expect(_fact(page, "Status")).to_have_text(status)
    expect(page.get_by_role("note").first).to_contain_text(words)
    if review:
        expect(_fact(page, "Next review")).to_contain_text(review)
    else:
        expect(_fact(page, "Next review")).to_have_count(0)


@pytest.mark.browser
def test_changes_since_the_last_review_are_shown_on_request(visitor: Reader) -> None:
    page = visitor.open("procedures/stocktaking/")
    change = page.get_by_text("text changed from “Sit down and Count every shelf” to").first
    expect(change).to_be_hidden()

    page.get_by_text("What changed since the last review").click()

    expect(change).to_be_visible()
    expect(page.get_by_text("18 November 2026").first).to_be_visible()


@pytest.mark.browser
def test_steps_show_their_owner_time_tools_actions_details_and_outputs(
    visitor: Reader,
) -> None:
    page = visitor.open(_FULL)
    titles = ["Walk the round", "Count the keys", "Tell the news", "Sign the book", "Go home"]
    steps = page.get_by_role("listitem").filter(has=page.get_by_role("heading", level=3))

    expect(steps.get_by_role("heading", level=3)).to_have_text(titles)
    first = steps.first
    expect(first.get_by_role("link", name="Night warden")).to_be_visible()
    expect(first.get_by_role("link", name="Walkie-talkie")).to_be_visible()
    expect(first.get_by_text("When: 0-10 min")).to_be_visible()
    expect(first.get_by_text("Takes: 10 min")).to_be_visible()
    expect(first.get_by_text("Keep to the right.")).to_be_visible()
    actions = first.locator("ol > li")
    expect(actions).to_have_count(3)
    expect(actions.nth(1).get_by_role("listitem")).to_have_text(["in the hall", "on the roof"])
    expect(actions.nth(2).get_by_role("cell", name="Do not use")).to_be_visible()
    expect(first.get_by_text("List of what is broken")).to_be_visible()
    expect(steps.nth(2).get_by_text("The news; a line in the book")).to_be_visible()


@pytest.mark.browser
def test_reference_sections_are_below_the_steps(visitor: Reader) -> None:
    page = visitor.open(_FULL)
    main = page.get_by_role("main")

    expect(main.get_by_role("heading", level=2)).to_have_text(
        [
            "Before you start",
            "Steps",
            "Done when",
            "Exceptions",
            "Good to know",
            "Metrics",
            "Related",
            "Reviews",
            "Changes",
            "Used by",
        ]
    )
    expect(main.get_by_text("The next warden is late")).to_be_visible()
    expect(main.get_by_role("row", name=re.compile("Handover time < 15 min"))).to_be_visible()
    expect(main.get_by_role("row", name=re.compile("Missed rounds None set"))).to_be_visible()
    expect(main.get_by_role("link", name="Gate talk")).to_be_visible()
    expect(main.get_by_text("Read against how it is done").first).to_be_visible()
    expect(main.get_by_text("Count twice")).to_be_hidden()
    main.get_by_text("7 changes").click()
    expect(main.get_by_text("Count twice")).to_be_visible()


@pytest.mark.browser
def test_used_by_links_to_the_pages_that_refer_to_a_procedure(visitor: Reader) -> None:
    page = visitor.open(_FULL)
    used_by = page.get_by_role("heading", name="Used by").locator("xpath=following-sibling::*[1]")

    expect(used_by.get_by_role("link", name="Closing time")).to_be_visible()
    used_by.get_by_role("link", name="Closing time").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Closing time")


@pytest.mark.browser
def test_the_print_button_prints_the_page(visitor: Reader) -> None:
    page = visitor.open(_FULL)
    page.evaluate("window.print = () => { document.title = 'printed'; }")

    page.get_by_text("More", exact=True).click()
    page.get_by_role("button", name="Print").click()

    expect(page).to_have_title("printed")


@pytest.mark.browser
def test_a_retired_procedure_is_marked_in_the_list_of_its_area(visitor: Reader) -> None:
    page = visitor.open("areas/warehouse/")

    row = page.get_by_role("main").get_by_role("listitem").filter(has_text="Use of the old lift")
    expect(row.last).to_contain_text("Retired")
