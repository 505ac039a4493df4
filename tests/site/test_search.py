"""Search: a procedure is found by all that people call it, and by what is written in it."""

import re

import pytest
from playwright.sync_api import expect

from handbook.load import load
from tests.site.indexes import packed
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
def test_a_procedure_is_among_the_first_that_are_found(words: str, visitor: Reader) -> None:
    page = visitor.open()

    # The COO has a part in it; four other things are the COO's own.
    assert "Shift handover" in titles(page, words)[:6]


@pytest.mark.parametrize("words", ["sh", "shift hand", "barom", "handing over", "barometers"])
def test_the_beginning_and_other_forms_of_a_word_are_enough(words: str, visitor: Reader) -> None:
    page = visitor.open()

    assert "Shift handover" in titles(page, words)[:5]


@pytest.mark.parametrize("words", ["barmoeter", "baromter", "barometter", "handovr", "hnadover"])
def test_a_typing_error_does_no_harm_and_is_told(words: str, visitor: Reader) -> None:
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
def test_a_page_is_found_first_by_another_name_of_it(
    words: str, first: str, reader: Reader
) -> None:
    page = reader.open()

    assert titles(page, words)[0] == first


@pytest.mark.parametrize("words", ["Büro", "café", "interview", "Acme"])
def test_another_word_that_is_only_like_it_is_not_found(words: str, reader: Reader) -> None:
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
    # What is found may be about something else.
    wanted = box(page).get_by_role("link", name="request a procedure")
    expect(wanted).to_be_in_viewport()
    ask(page, "onboarding")
    expect(wanted).to_be_hidden()


def test_a_question_with_an_unknown_word_does_not_lead_to_an_error_code(reader: Reader) -> None:
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
def test_one_word_that_is_typed_as_two_is_found(words: str, first: str, reader: Reader) -> None:
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
def test_a_short_word_at_the_end_may_become_a_longer_one(
    words: str, first: str, reader: Reader
) -> None:
    page = reader.open()

    assert titles(page, words)[0] == first


@pytest.mark.parametrize(
    "words",
    ["hubspot to", "slack to", "all hands a", "qbr a", "onboarding at", "one on one to"],
)
def test_what_is_found_first_stays_so_while_a_short_word_is_typed(
    words: str, reader: Reader
) -> None:
    page = reader.open()

    before = found(page, words.rsplit(maxsplit=1)[0])

    assert found(page, words)[0] == before[0]


def test_a_short_word_at_the_end_brings_nothing_in(reader: Reader) -> None:
    page = reader.open()

    before = titles(page, "opt")

    assert titles(page, "opt out")
    assert {*titles(page, "opt out")} <= {*before}


@pytest.mark.parametrize("words", ["follow up", "sign off", "check in", "back up"])
def test_a_short_word_at_the_end_hides_nothing(words: str, reader: Reader) -> None:
    page = reader.open()
    ask(page, f"{words.split(maxsplit=1)[0]} ")
    count = box(page).get_by_role("status").inner_text()

    ask(page, words)

    expect(box(page).get_by_role("status")).to_have_text(count)


def test_a_phrase_that_stands_in_a_heading_leads_to_its_page(reader: Reader) -> None:
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


def test_every_procedure_is_found_first_by_its_names_and_its_purpose(
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


def test_tools_and_roles_lead_to_their_pages_or_to_procedures(
    handbook: Published, reader: Reader
) -> None:
    page = reader.open()
    book = load(handbook.root).handbook
    wanted: dict[str, set[str]] = {}
    for sop in book.sops_in_use:
        cited = [book.find("roles", sop.owner), *(book.find("tools", tool) for tool in sop.tools)]
        for title in (entry.title for entry in cited if entry):
            wanted.setdefault(title, set()).add(sop.title)

    found = {name: titles(page, name)[:5] for name in wanted}

    missed = {name: first for name, first in found.items() if not {name, *wanted[name]} & {*first}}
    assert missed == {}


def test_who_owns_something_is_told_with_the_way_to_the_owner(visitor: Reader) -> None:
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
def test_an_outage_leads_to_what_to_do_and_whom_to_call(words: str, reader: Reader) -> None:
    page = reader.open()

    assert titles(page, words)[:2] == ["Incident response", "Who do I call"]


def test_a_figure_that_is_down_is_found_as_one(reader: Reader) -> None:
    page = reader.open()

    assert titles(page, "NPS is down")[0] == "NPS"


def test_each_result_tells_kind_area_owner_and_status(visitor: Reader) -> None:
    page = visitor.open()

    text = found(page, "shift handover")[0].text

    for fact in ("Procedure", "Operations", "Owner: Night warden", "Current"):
        assert fact in text


def test_what_is_retired_is_found_last_and_says_so(visitor: Reader) -> None:
    page = visitor.open()

    only = found(page, "paternoster")
    last = found(page, "lift")[-1]

    assert [result.title for result in only] == ["Use of the old lift"]
    assert "Retired" in only[0].text
    assert (last.title, "Retired" in last.text) == ("Use of the old lift", True)


def test_more_is_shown_when_asked_for_and_what_is_there_stays(reader: Reader) -> None:
    page = reader.open()
    first = titles(page, "customer")

    box(page).get_by_role("button", name="Show more").click()
    expect(results(page)).to_have_count(2 * len(first))

    again = results(page).locator(".hb-found__title").all_inner_texts()
    # The last places were those of what does not hold; it is still last.
    assert again[: len(first) - 2] == first[:-2]
    expect(field(page)).to_be_focused()


def test_where_nothing_is_found_the_reader_is_told_what_to_do(visitor: Reader) -> None:
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


@pytest.mark.parametrize("signs", ["%", "€", "#", "?!"])
def test_signs_alone_find_nothing_and_that_is_told(signs: str, visitor: Reader) -> None:
    page = visitor.open("roles/")

    ask(page, signs)
    page.keyboard.press("Enter")

    expect(box(page).get_by_role("status")).to_have_text("No results.")
    expect(box(page).get_by_role("link", name="all procedures")).to_be_visible()
    expect(page).to_have_url(f"{visitor.address}roles/")


def test_whitespace_alone_asks_for_nothing(visitor: Reader) -> None:
    page = visitor.open("roles/")

    ask(page, "xylophone zither")
    ask(page, "  ")

    expect(box(page)).not_to_contain_text("No results.")
    expect(box(page).get_by_role("link", name="all procedures")).to_be_hidden()


def test_a_name_of_single_letters_is_found_alone(reader: Reader) -> None:
    page = reader.open()

    assert titles(page, "1:1") == ["1:1s"]


def test_a_word_stands_above_longer_ones_that_begin_so(reader: Reader) -> None:
    page = reader.open()

    first = titles(page, "sla")

    assert first.index("SLA compliance") < first.index("Ticket management") < first.index("Slack")


def test_procedures_that_are_called_so_stand_above_what_else_is(reader: Reader) -> None:
    page = reader.open()

    first = [result.address for result in found(page, "onboarding", reader.address)]

    assert set(first[:2]) == {"procedures/customer-onboarding/", "procedures/onboarding-playbook/"}


def test_a_word_two_letters_away_with_another_beginning_is_not_suggested(reader: Reader) -> None:
    page = reader.open()

    ask(page, "cantion")

    expect(box(page).get_by_role("status")).to_have_text("No results.")


def test_entries_of_registers_are_found_by_title_and_alias(visitor: Reader) -> None:
    page = visitor.open()

    assert titles(page, "Nightwatch")[0] == "Night warden"
    assert "Ledger" in titles(page, "Ledger")
    assert titles(page, "Huddle")[0] == "Gate talk"
    assert "Handover time" in titles(page, "Handover time")


def test_every_result_leads_to_a_place_that_is_there(site: Published) -> None:
    broken = [
        f"{target}: {fault}"
        for document in packed(site)
        for target in document.targets
        if (fault := site.fault(site.pages[""].absolute(target)))
    ]

    assert broken == []


def test_results_read_like_the_pages_and_not_like_their_source(site: Published) -> None:
    odd = [
        document.words
        for document in packed(site)
        # The guide shows how Markdown is written.
        if not document.targets[0].startswith("guide/")
        and re.search(r"[\ue000-\uf8ff]|\{\{|\*\*|\]\(", document.words)
    ]

    assert odd == []
