"""The browser splits and folds words as the index does, so any word of a text finds it."""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from unicodedata import category

import pytest
from playwright.sync_api import Browser, Page

from handbook.search.document import Document, Validity
from handbook.search.index import index
from handbook.search.packs import order
from handbook.search.words import LONGEST, fold, name, words
from macros.bundles import worker
from tests.support.handbooks import REPOSITORY
from tests.support.searches import documents

pytestmark = pytest.mark.browser

_MODULES = REPOSITORY / "macros/assets/search"
_FOUND = REPOSITORY / "macros/assets/results"
_LOAD = """async (text) => {
  window.module = await import(`data:text/javascript;charset=utf-8,${encodeURIComponent(text)}`);
}"""
# Typical text and hard cases: composed and combining accents, symbols, other scripts.
_TEXTS = (
    "Customer's e-mail: don't forward it — ever (99.9%)",
    "Ärger, NAÏVE, Straße, Łódź, Ørsted, æther, İstanbul, ﬁnd, ²x, ½",
    "cafe\u0301 re\u0301sume\u0301",
    "ΛΌΓΟΣ λόγος Привет мир ёлка 日本語 한국어",
    "snake_case __proto__ a--b -c- d-",
    "#team-operations @home C++ €50K «quoted» “said” …",
    "a state-of-the-art hand-over, Überprüfung-der-alten-Schlüssel",
)


def _module(browser: Browser, file: str, folder: Path = _MODULES) -> Page:
    page = browser.new_page()
    page.evaluate(_LOAD, Path(folder / file).read_text(encoding="utf-8"))
    return page


def _browser_words(page: Page, text: str) -> list[str]:
    """Return the words the browser finds, compounds both in parts and as one word."""
    found: list[str] = []
    for word in page.evaluate("(text) => window.module.words(text)", text):
        parts = word.split("-")
        found += [*parts, "".join(parts)] if len(parts) > 1 else parts
    return [word[:LONGEST] for word in found]


@pytest.mark.parametrize("text", _TEXTS)
def test_browser_and_index_split_the_same_words_and_names(text: str, browser: Browser) -> None:
    page = _module(browser, "words.js")

    found, named = (
        set(_browser_words(page, text)),
        page.evaluate("(text) => window.module.name(text)", text),
    )

    page.close()
    assert found <= set(words(text))
    assert set(fold(text).replace("-", " ").split()) <= found
    assert named == name(text)


def test_browser_and_index_fold_every_character_alike(browser: Browser) -> None:
    page = _module(browser, "words.js")
    # Unassigned characters are left out: the browser's version of Unicode may differ.
    known = [
        f"a{chr(code)}b"
        for code in range(1, 0x3000)
        if category(chr(code)) not in {"Cs", "Cn", "Co", "Cf"}
    ]

    found = page.evaluate("(texts) => texts.map((text) => window.module.name(text))", known)

    page.close()
    assert [text for text, one in zip(known, found, strict=True) if one != name(text)] == []


@pytest.mark.parametrize(
    "forms",
    [
        ["escalate", "escalates", "escalated", "escalating", "escalation", "escalations"],
        ["policy", "policies"],
        ["cancel", "cancels", "cancelled", "cancelling"],
        ["approve", "approved", "approval", "approvals"],
        ["process", "processes"],
        ["onboard", "onboards", "onboarding"],
        ["renew", "renewal", "renewing"],
        ["hire", "hires", "hired", "hiring"],
        ["use", "uses", "used", "using"],
        ["copy", "copies", "copied", "copying"],
        ["deliver", "delivers", "delivery", "deliveries"],
        ["plan", "plans", "planned", "planning"],
    ],
)
def test_forms_of_one_word_have_the_same_stem(forms: list[str], browser: Browser) -> None:
    page = _module(browser, "words.js")

    stems = {page.evaluate("(word) => window.module.stem(word)", form) for form in forms}

    page.close()
    assert len(stems) == 1


@pytest.mark.parametrize("words", [["site", "sit"], ["party", "part"], ["note", "not"]])
def test_short_words_that_differ_in_their_last_letter_have_different_stems(
    words: list[str], browser: Browser
) -> None:
    page = _module(browser, "words.js")

    stems = {page.evaluate("(word) => window.module.stem(word)", word) for word in words}

    page.close()
    assert len(stems) == len(words)


@pytest.mark.parametrize(
    ("query", "subject", "owner"),
    [
        ("who owns the shift handover", "shift handover", True),
        ("who is responsible for hiring", "hiring", True),
        ("owner of the gate book", "gate book", True),
        ("what do i do when a customer complains", "customer complains", False),
        ("how do i record a review", "record a review", False),
        ("what does mrr mean", "mrr", False),
        ("how fast must we answer a p1", "answer a p1", False),
        ("whoever", "whoever", False),
        ("who do i call", "", False),
    ],
)
def test_the_subject_of_a_question_is_extracted(
    query: str, subject: str, owner: bool, browser: Browser
) -> None:
    page = _module(browser, "intents.js")

    found = page.evaluate("(query) => window.module.intentOf(query)", query)

    page.close()
    assert (found["subject"], found["owner"]) == (subject, owner)


@pytest.mark.parametrize(
    ("query", "subject"),
    [
        ("site down", "site"),
        ("the site is down", "site"),
        ("is the whole platform down", "whole platform"),
        ("what do i do when the server is down", "server"),
        ("who do i call when checkout does not load", "checkout"),
        ("why is the app not working", "app"),
        ("the database has just crashed", "database"),
        ("down", ""),
    ],
)
def test_questions_about_an_outage_are_recognised(
    query: str, subject: str, browser: Browser
) -> None:
    page = _module(browser, "intents.js")

    found = page.evaluate("(query) => window.module.intentOf(query)", query)

    page.close()
    assert (found["subject"], found["answers"][:2]) == (subject, ["outage", "who do i call"])


@pytest.mark.parametrize(
    "query",
    ["when do we sit down", "write down", "where is it written down", "download", "outages"],
)
def test_other_words_are_not_treated_as_an_outage(query: str, browser: Browser) -> None:
    page = _module(browser, "intents.js")

    found = page.evaluate("(query) => window.module.intentOf(query)", query)

    page.close()
    assert found["answers"] == []


def test_a_search_is_rehearsed_from_query_to_results(browser: Browser) -> None:
    page = _module(browser, "list.js", _FOUND)
    page.evaluate(re.sub(r"^serve\(.*$", "window.warmUp = warmUp;", worker(), flags=re.MULTILINE))

    found = page.evaluate(
        """async () => (await window.warmUp())
          .map((rows) => rows.flatMap((row) => window.module.options(row, (address) => address)))
          .map((options) => options.map((option) => option.textContent))"""
    )

    page.close()
    assert len(found) > 2
    assert "Owner: Keeper " in found[0]
    assert "Keys Lost a key " in found[0]


_FIND = """async ([texts, queries]) => {
  const files = new IndexFiles(async (path) => texts[path.split("/").at(-1)]);
  const found = [];
  for (const query of queries)
    for await (const { results } of findAnswers(files, query))
      found.push(results.map(({ address }) => address));
  return found;
}"""


def _found(browser: Browser, known: Iterable[Document], *queries: str) -> list[list[str]]:
    """Return the addresses found for each query in an index of these documents."""
    page = _module(browser, "words.js")
    page.evaluate(
        re.sub(
            r"^serve\(.*$",
            "Object.assign(window, { IndexFiles, findAnswers });",
            worker(),
            flags=re.MULTILINE,
        )
    )
    found: list[list[str]] = page.evaluate(_FIND, [dict(index(sorted(known, key=order))), queries])
    page.close()
    return found


def _named(title: str) -> Document:
    return replace(next(documents(1)), title=title, names=(), address=title)


def test_a_repeated_word_finds_its_compound(browser: Browser) -> None:
    known = [_named("The TomTom in the van"), *documents(4)]

    found = _found(browser, known, "tomtom", "tom tom", "the tom tom")

    assert found == [["The TomTom in the van"]] * 3


def test_an_umlaut_matches_its_two_letter_spelling_and_vice_versa(
    browser: Browser,
) -> None:
    known = [_named("Büro"), _named("Buero"), _named("Größe für Überdruß"), *documents(4)]
    umlaut, others = {"Büro", "Buero"}, {"Größe für Überdruß"}

    found = _found(
        browser, known, "büro", "bu\u0308ro", "buero", "Groesse", "fuer", "ueberdr", "uberdruss"
    )

    assert [{*one} for one in found] == [umlaut, umlaut, umlaut, others, others, others, others]


def test_two_vowels_are_not_folded_to_an_umlaut(browser: Browser) -> None:
    known = [_named("Neuer"), _named("Neur"), _named("Due"), _named("Du"), *documents(4)]

    assert _found(browser, known, "neuer", "the due ") == [["Neuer"], ["Due"]]


def test_a_draft_is_first_for_a_prefix_of_its_title_unless_one_in_force_matches(
    browser: Browser,
) -> None:
    draft = replace(_named("Taking on a vendor"), force=Validity.DRAFT)
    in_force = replace(_named("Vendors"), about="Who is taking on a vendor, and who pays it.")

    without_match = _found(browser, [draft, in_force], "vend", "taking on a vend")
    with_match = _found(
        browser, [draft, in_force, _named("Taking on a vendor again")], "taking on a vend"
    )

    assert without_match == [["Vendors", "Taking on a vendor"], ["Taking on a vendor", "Vendors"]]
    assert with_match[0][0] == "Taking on a vendor again"
