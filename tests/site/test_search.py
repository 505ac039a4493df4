"""Search finds procedures by every name people use for them, and by their text."""

import re

import pytest
from playwright.sync_api import expect

from handbook.load import load
from tests.site.indexes import indexed_documents
from tests.site.published import Published
from tests.site.reader import Reader
from tests.site.searching import ask, box, field, found, options, results, titles

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    "words",
    [
        "Shift handover",
        "handover",
        "shift-handover",
        "Changing of the guard",
        "guard",
        "Walkie-talkie",
        "walkietalkie",
        "Night warden",
        "COO",
        "barometer",
        "third door",
        "gate book",
    ],
)
def test_a_procedure_is_among_the_first_results_for_its_names_and_text(
    words: str, visitor: Reader
) -> None:
    page = visitor.open()

    # The COO owns four other entries, and only takes part in this one.
    assert "Shift handover" in titles(page, words)[:6]


@pytest.mark.parametrize("words", ["sh", "shift hand", "barom", "handing over", "barometers"])
def test_prefixes_and_other_forms_of_a_word_match(words: str, visitor: Reader) -> None:
    page = visitor.open()

    assert "Shift handover" in titles(page, words)[:5]


@pytest.mark.parametrize("words", ["barmoeter", "baromter", "barometter", "handovr", "hnadover"])
def test_a_typing_error_is_corrected_and_reported(words: str, visitor: Reader) -> None:
    page = visitor.open()

    assert titles(page, words)[0] == "Shift handover"
    expect(box(page).get_by_role("status")).to_contain_text(f"No results for “{words}”.")


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("org chart", "Roles"),
        ("weekly meeting", "Meetings"),
        ("what is overdue", "Freshness"),
        ("support hours", "Support and incidents"),
        ("draft", "Read a status"),
    ],
)
def test_a_page_is_the_first_result_for_its_other_names(
    words: str, first: str, reader: Reader
) -> None:
    page = reader.open()

    assert titles(page, words)[0] == first


@pytest.mark.parametrize("words", ["Büro", "café", "interview", "Acme"])
def test_a_merely_similar_word_gives_no_results(words: str, reader: Reader) -> None:
    page = reader.open()

    assert titles(page, words) == []
    expect(box(page).get_by_role("status")).to_have_text("No results.")


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ("remote work", "remote"),
        ("onboarding Büro", "Büro"),
        ("onboarding barometer's-eye", "barometer's-eye"),
    ],
)
def test_a_word_without_results_is_named_next_to_the_results_for_the_rest(
    words: str, missing: str, reader: Reader
) -> None:
    page = reader.open()

    assert titles(page, words)
    status = box(page).get_by_role("status")
    expect(status).to_have_text(
        re.compile(rf"No results for “{missing}”\. \d+ results for the rest")
    )
    # The results may be about something else.
    request = box(page).get_by_role("link", name="request a procedure")
    expect(request).to_be_in_viewport()
    ask(page, "onboarding")
    expect(request).to_be_hidden()


def test_a_question_with_an_unknown_word_does_not_find_an_error_code(reader: Reader) -> None:
    page = reader.open()

    addresses = [result.address for result in found(page, "my laptop is broken")]

    assert "“laptop”" in box(page).get_by_role("status").inner_text()
    assert addresses
    assert [address for address in addresses if "/checks/" in address] == []
    assert "/checks/broken-link/" in found(page, "broken link")[0].address


@pytest.mark.parametrize("words", ["refund", "till"])
def test_an_error_code_is_not_found_by_the_words_of_its_examples(
    words: str, reader: Reader
) -> None:
    page = reader.open()

    assert [one.title for one in found(page, words) if "/checks/" in one.address] == []


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("hub spot", "HubSpot"),
        ("who owns data dog", "Datadog"),
        ("stand ups", "Engineering Standup"),
        ("the stand up of sales", "Sales Standup"),
    ],
)
def test_one_word_typed_as_two_is_found(words: str, first: str, reader: Reader) -> None:
    page = reader.open()

    assert titles(page, words)[0] == first
    expect(box(page).get_by_role("status")).not_to_contain_text("No results for")
    title = results(page).first.locator(".hb-found__title")
    assert title.locator("mark").last.inner_text() == first.rsplit(maxsplit=1)[-1]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("in", "Incident response"),
        ("customer on", "Customer onboarding"),
        ("what do I do when a ticket comes in", "Ticket management"),
    ],
)
def test_a_short_last_word_matches_as_a_prefix(words: str, first: str, reader: Reader) -> None:
    page = reader.open()

    assert titles(page, words)[0] == first


@pytest.mark.parametrize(
    "words",
    ["hubspot to", "slack to", "all hands a", "qbr a", "onboarding at", "one on one to"],
)
def test_the_first_result_stays_first_while_a_short_word_is_typed(
    words: str, reader: Reader
) -> None:
    page = reader.open()

    before = found(page, words.rsplit(maxsplit=1)[0])

    assert found(page, words)[0] == before[0]


def test_a_short_last_word_adds_no_results(reader: Reader) -> None:
    page = reader.open()

    before = titles(page, "opt")

    assert titles(page, "opt out")
    assert {*titles(page, "opt out")} <= {*before}


@pytest.mark.parametrize("words", ["follow up", "sign off", "check in", "back up"])
def test_a_short_last_word_removes_no_results(words: str, reader: Reader) -> None:
    page = reader.open()
    ask(page, f"{words.split(maxsplit=1)[0]} ")
    count = box(page).get_by_role("status").inner_text()

    ask(page, words)

    expect(box(page).get_by_role("status")).to_have_text(count)


def test_a_phrase_in_a_heading_finds_its_page(reader: Reader) -> None:
    page = reader.open()

    assert "Ticket management" in titles(page, "follow up")[:3]


@pytest.mark.parametrize(
    ("words", "first"),
    [("renewal", "Renewal playbook"), ("renewals", "Renewals"), ("who reports to whom", "Roles")],
)
def test_exact_words_rank_above_their_plural_or_singular(
    words: str, first: str, reader: Reader
) -> None:
    page = reader.open()

    assert titles(page, words)[0] == first


def test_every_procedure_is_among_the_first_results_for_its_names_and_purpose(
    handbook: Published, reader: Reader
) -> None:
    page = reader.open()
    missed = []

    for sop in load(handbook.root).handbook.sops_in_use:
        for words in (sop.title, *sop.entry.aliases, sop.id, sop.purpose.text):
            first = titles(page, words)[:3]
            if sop.title not in first:
                missed.append(f"{words}: {first}")

    assert missed == []


def test_names_of_tools_and_roles_find_their_pages_or_procedures(
    handbook: Published, reader: Reader
) -> None:
    page = reader.open()
    book = load(handbook.root).handbook
    expected: dict[str, set[str]] = {}
    for sop in book.sops_in_use:
        cited = [book.find("roles", sop.owner), *(book.find("tools", tool) for tool in sop.tools)]
        for title in (entry.title for entry in cited if entry):
            expected.setdefault(title, set()).add(sop.title)

    found = {name: titles(page, name)[:5] for name in expected}

    missed = {
        name: first for name, first in found.items() if not {name, *expected[name]} & {*first}
    }
    assert missed == {}


def test_a_question_about_an_owner_shows_and_links_to_the_owner(visitor: Reader) -> None:
    page = visitor.open()

    first = found(page, "Who owns the shift handover?", visitor.address)[0]

    assert (first.title, first.address) == ("Shift handover", "procedures/shift-handover/")
    assert "Owner: Night warden" in first.text
    expect(options(page).nth(1)).to_have_text(re.compile("Owner: Night warden"))
    expect(options(page).nth(1)).to_have_attribute("href", f"{visitor.address}roles/night-warden/")


@pytest.mark.parametrize(
    "words",
    [
        "site down",
        "site is down",
        "system down",
        "server down",
        "website down",
        "is the platform down?",
        "Slack is down",
        "everything is down",
        "the site doesn't load",
    ],
)
def test_words_for_an_outage_find_what_to_do_and_whom_to_call(words: str, reader: Reader) -> None:
    page = reader.open()

    assert titles(page, words)[:2] == ["Incident response", "Who do I call"]


def test_a_metric_that_is_down_is_not_treated_as_an_outage(reader: Reader) -> None:
    page = reader.open()

    assert titles(page, "NPS is down")[0] == "NPS"


def test_each_result_shows_its_kind_area_owner_and_status(visitor: Reader) -> None:
    page = visitor.open()

    text = found(page, "shift handover")[0].text

    for fact in ("Procedure", "Operations", "Owner: Night warden", "Current"):
        assert fact in text


def test_a_retired_procedure_is_the_last_result_and_says_so(visitor: Reader) -> None:
    page = visitor.open()

    only = found(page, "paternoster")
    last = found(page, "lift")[-1]

    assert [result.title for result in only] == ["Use of the old lift"]
    assert "Retired" in only[0].text
    assert (last.title, "Retired" in last.text) == ("Use of the old lift", True)


def test_show_more_adds_results_and_keeps_those_shown(reader: Reader) -> None:
    page = reader.open()
    first = titles(page, "customer")

    box(page).get_by_role("button", name="Show more").click()
    expect(results(page)).to_have_count(2 * len(first))

    again = results(page).locator(".hb-found__title").all_inner_texts()
    # The last two are not in force, and are still last.
    assert again[: len(first) - 2] == first[:-2]
    expect(field(page)).to_be_focused()


def test_a_search_without_results_suggests_what_to_do(visitor: Reader) -> None:
    page = visitor.open("roles/")

    ask(page, "xylophone zither")

    expect(box(page).get_by_role("status")).to_have_text("No results.")
    expect(options(page)).to_have_count(0)
    links = {
        name: box(page).get_by_role("link", name=name).evaluate("(link) => link.href")
        for name in ("request a procedure", "all procedures")
    }
    assert "?title=Wanted:+xylophone%20zither&" in links["request a procedure"]
    assert links["all procedures"] == f"{visitor.address}procedures/"


@pytest.mark.parametrize("symbols", ["%", "€", "#", "?!"])
def test_symbols_alone_give_no_results(symbols: str, visitor: Reader) -> None:
    page = visitor.open("roles/")

    ask(page, symbols)
    page.keyboard.press("Enter")

    expect(box(page).get_by_role("status")).to_have_text("No results.")
    expect(box(page).get_by_role("link", name="all procedures")).to_be_visible()
    expect(page).to_have_url(f"{visitor.address}roles/")


def test_whitespace_alone_starts_no_search(visitor: Reader) -> None:
    page = visitor.open("roles/")

    ask(page, "xylophone zither")
    ask(page, "  ")

    expect(box(page)).not_to_contain_text("No results.")
    expect(box(page).get_by_role("link", name="all procedures")).to_be_hidden()


def test_a_name_of_single_characters_is_the_only_result(reader: Reader) -> None:
    page = reader.open()

    assert titles(page, "1:1") == ["1:1s"]


def test_a_word_ranks_above_longer_words_that_start_with_it(reader: Reader) -> None:
    page = reader.open()

    first = titles(page, "sla")

    assert first.index("SLA compliance") < first.index("Ticket management") < first.index("Slack")


def test_procedures_rank_above_other_pages_with_the_same_name(reader: Reader) -> None:
    page = reader.open()

    first = [result.address for result in found(page, "onboarding", reader.address)]

    assert set(first[:2]) == {"procedures/customer-onboarding/", "procedures/onboarding-playbook/"}


def test_a_word_two_edits_away_with_a_different_start_is_not_suggested(reader: Reader) -> None:
    page = reader.open()

    ask(page, "cantion")

    expect(box(page).get_by_role("status")).to_have_text("No results.")


def test_entries_of_registers_are_found_by_title_and_alias(visitor: Reader) -> None:
    page = visitor.open()

    assert titles(page, "Nightwatch")[0] == "Night warden"
    assert "Ledger" in titles(page, "Ledger")
    assert titles(page, "Huddle")[0] == "Gate talk"
    assert "Handover time" in titles(page, "Handover time")


def test_no_result_is_a_broken_link(site: Published) -> None:
    broken = [
        f"{target}: {fault}"
        for document in indexed_documents(site)
        for target in document.targets
        if (fault := site.fault(site.pages[""].absolute(target)))
    ]

    assert broken == []


def test_results_contain_no_unrendered_markup(site: Published) -> None:
    unrendered = [
        document.words
        for document in indexed_documents(site)
        # The guide shows how Markdown is written.
        if not document.targets[0].startswith("guide/")
        and re.search(r"[\ue000-\uf8ff]|\{\{|\*\*|\]\(", document.words)
    ]

    assert unrendered == []
