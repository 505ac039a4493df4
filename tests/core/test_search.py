"""Every word in the search index finds its documents, and no index file grows with their number."""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import replace
from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.search.document import Chip, Document, Link, Part, Validity
from handbook.search.index import BEGINNING, SIZE, index, key_of_name, key_of_word
from handbook.search.packs import SIZE as PACK
from handbook.search.postings import FIRST, MORE
from handbook.search.words import LONGEST, name, words
from tests.support.searches import Index, documents, index_files, read

_TEXT = st.text(max_size=60) | st.sampled_from(
    ["e-mail", "Ärger -- naïve", "__proto__", "constructor", "\t|,:;", "日本語", "don't", "a-b-c"]
)
_PARTS = st.lists(st.builds(Part, anchor=_TEXT, title=_TEXT, text=_TEXT), max_size=3)
_DOCUMENTS = st.lists(
    st.builds(
        Document,
        address=_TEXT,
        title=_TEXT,
        kind=st.sampled_from(["sops", "roles"]),
        noun=st.sampled_from(["procedure", "role"]),
        names=st.lists(_TEXT, max_size=2).map(tuple),
        area=_TEXT,
        owner=st.none() | st.builds(Link, title=_TEXT, address=_TEXT),
        force=st.sampled_from(Validity),
        about=_TEXT,
        also=_TEXT,
        parts=_PARTS.map(tuple),
    ),
    max_size=6,
)


def _full_text(document: Document) -> str:
    """Return all text of a document."""
    owner = document.owner.title if document.owner else ""
    parts = [document.title, *document.names, document.area, owner, document.about, document.also]
    return " ".join([*parts, *(f"{part.title} {part.text}" for part in document.parts)])


@given(_DOCUMENTS)
def test_every_word_of_every_document_finds_it(given: list[Document]) -> None:
    made = read(iter(given))
    addresses = defaultdict(list)
    for key, rest in made.lines():
        for number, _ in made.numbers(rest):
            addresses[key].append(made.document(number)[0])

    missed = [
        (word, document)
        for document in given
        for word in words(_full_text(document))
        if document.address not in addresses[key_of_word(word)]
    ]

    assert missed == []


@given(_DOCUMENTS)
def test_every_name_finds_its_entry(given: list[Document]) -> None:
    made = read(iter(given))
    lines = dict(made.lines())

    missed = [
        text
        for document in given
        for text in (document.title, *document.names)
        if name(text)
        and document.address
        not in {
            made.document(number)[0] for number, _ in made.numbers(lines[key_of_name(name(text))])
        }
    ]

    assert missed == []


@given(_DOCUMENTS)
def test_lines_are_in_the_order_a_browser_searches(given: list[Document]) -> None:
    made = read(iter(given))

    keys = [key for key, _ in made.lines()]

    assert keys == sorted(keys, key=lambda key: key.encode("utf-16-be"))
    assert len(keys) == len(set(keys))


def test_a_key_is_in_the_last_file_that_starts_at_or_before_it() -> None:
    made = read(documents(400))
    starts = made.manifest["keys"]

    wrong = [
        key
        for number in range(len(starts))
        for key, _ in made.file(number)
        if bisect_right(starts, key) - 1 != number
    ]

    assert len(starts) > 5
    assert wrong == []


def test_the_same_documents_make_the_same_files() -> None:
    assert list(index(documents(50))) == list(index(documents(50)))


def test_files_of_different_versions_never_share_a_folder() -> None:
    before = read(documents(5)).manifest["version"]
    after = read(replace(one, about="Another.") for one in documents(5)).manifest["version"]

    assert before != after


@pytest.mark.parametrize("count", [200, 2_000])
def test_no_file_grows_with_the_number_of_documents(count: int) -> None:
    made = read(documents(count))

    assert max(made.sizes("t")) <= SIZE
    assert max(made.sizes("v")) <= SIZE
    assert max(made.sizes("p")) <= PACK + 10
    # At most seven characters per document.
    assert max(made.sizes("b"), default=0) <= 7 * MORE


def test_a_word_in_most_documents_continues_in_files_of_its_own() -> None:
    made = read(documents(2_000))
    lines = dict(made.lines())

    numbers = [number for number, _ in made.numbers(lines["order"])]
    levels = [level for _, level in made.numbers(lines["order"])]

    assert len(lines["order"].partition("|")[0]) < 7 * FIRST
    assert len(set(numbers)) == 2_000
    assert levels == sorted(levels, reverse=True)


def test_a_prefix_finds_the_most_relevant_documents() -> None:
    made = read(
        iter(
            [
                Document(address="b/", title="Box", kind="k", noun="thing", about="Barometer."),
                Document(address="a/", title="Barometer", kind="k", noun="thing"),
            ]
        )
    )
    lines = dict(made.lines())

    first = {
        start: [made.document(number)[0] for number, _ in made.numbers(lines[BEGINNING + start])]
        for start in ("ba", "bar", "bo")
    }
    assert first == {"ba": ["a/", "b/"], "bar": ["a/", "b/"], "bo": ["b/"]}
    assert BEGINNING + "baro" not in lines


def _found(made: Index, key: str) -> list[str]:
    """Return the addresses of the documents in a line."""
    return [made.document(number)[0] for number, _ in made.numbers(dict(made.lines())[key])]


def test_the_more_relevant_of_two_documents_is_first() -> None:
    made = read(
        [
            Document(address="a/", title="Box", kind="k", noun="n", about="Barometer."),
            Document(address="b/", title="Barometer", kind="k", noun="n", names=("Gauge", "Box")),
            Document(address="c/", title="Gauge", kind="k", noun="n"),
        ]
    )

    assert _found(made, key_of_word("barometer")) == ["b/", "a/"]
    # A title ranks before an alias.
    assert _found(made, key_of_name("gauge")) == ["c/", "b/"]
    assert _found(made, key_of_name("box")) == ["a/", "b/"]


@pytest.mark.parametrize("start", ["b", "bar", "ord"])
def test_a_prefix_of_many_documents_finds_24_of_them_once(start: str) -> None:
    found = _found(read(documents(60)), BEGINNING + start)

    assert len(found) == len(set(found)) == 24


def test_short_documents_of_one_file_have_numbers_of_their_own() -> None:
    addresses = [f"{number}/" for number in range(50)]

    made = read(Document(address=one, title="X", kind="k", noun="noun") for one in addresses)

    assert _found(made, key_of_word("noun")) == addresses


def test_all_results_for_one_or_two_letters_are_together() -> None:
    made = read(
        Document(address=title, title=title, kind="k", noun="thing")
        for title in ("P1", "P10", "Pa", "P")
    )

    keys = [key for key, _ in made.lines()]

    first = keys.index(BEGINNING + "p")
    assert keys[first : first + 5] == ["^p", "^p-", "^p.", "^p1", "^p1-"]


def test_owned_documents_are_listed_apart_from_unowned_ones() -> None:
    keeper = Link("Keeper", "roles/keeper/")
    made = read(
        Document(address=str(owner), title="X", kind="k", noun="n", owner=owner)
        for owner in (keeper, None)
    )

    owned = [group[5] for group in made.manifest["groups"]]
    slots = made.manifest["slots"]

    assert owned == [False, True]
    assert [made.document(number * slots)[4] for number in (0, 1)] == [
        [],
        ["Keeper", "roles/keeper/"],
    ]


def test_documents_in_force_precede_others() -> None:
    made = read(
        Document(address=str(force), title="X", kind="k", noun="n", force=force)
        for force in (Validity.RETIRED, Validity.ACTIVE, Validity.DRAFT)
    )

    forces = [group[3] for group in made.manifest["groups"]]

    assert forces == [Validity.ACTIVE, Validity.DRAFT, Validity.RETIRED]


def test_a_long_document_is_cut_for_display_but_searched_in_full() -> None:
    long = Part("a", "A", "word " * 5_000 + "barometer")
    made = read(iter([Document(address="a/", title="A", kind="k", noun="n", parts=(long,) * 90)]))

    assert max(made.sizes("p")) < 12_000
    assert "barometer" in dict(made.lines())


@pytest.mark.parametrize(
    ("extra", "shown"), [("", ("x" * 160, "y" * 300)), ("z", ("x" * 159 + "…", "y" * 299 + "…"))]
)
def test_stored_fields_are_cut_only_if_too_long(extra: str, shown: tuple[str, str]) -> None:
    title, about = "x" * 160 + extra, "y" * 300 + extra
    given = Document(
        address="a/",
        title=title,
        kind="k",
        noun="n",
        names=(title, *map(str, range(10))),
        area="Stores",
        chip=Chip("good", "Current"),
        about=about,
        parts=(Part("p", title, about), *(Part("q", "Q", "") for _ in range(60))),
    )

    stored = read([given]).document(0)

    names, parts = [shown[0], *map(str, range(9))], [["p", shown[0], about], *[["q", "Q", ""]] * 59]
    chip = ["good", "Current"]
    assert stored == ["a/", shown[0], names, "Stores", [], chip, shown[1], parts]


def test_spelling_suggestions_are_grouped_by_letter_and_sorted_by_frequency() -> None:
    titles = ("Bar", "Barometer", "Bartender", "Bartender", "P0")
    texts = index_files(
        (Document(address=f"{number}/", title=title, kind="k", noun="noun")
         for number, title in enumerate(titles)),
    )  # fmt: skip

    letters = Index(texts).manifest["letters"]

    assert letters == {"b": [0, 1], "n": [1, 1]}
    assert (texts["v0.txt"], texts["v1.txt"]) == ("bartender\nbarometer", "noun")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Customer's e-mail", ["customers", "e", "mail", "email"]),
        ("Ärger, NAÏVE; Straße", ["arger", "naive", "strasse"]),
        ("P0 - Critical: 99.9%", ["p0", "critical", "99", "9"]),
        ("snake_case __proto__", ["snake", "case", "proto"]),
        ("Λόγος ΛΌΓΟΣ", ["λογοσ", "λογοσ"]),
        ("state-of-the-art", ["state", "of", "the", "art"]),
        ("", []),
        ("-", []),
    ],
)
def test_words_are_separated_from_punctuation(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_very_long_word_is_cut() -> None:
    assert words(ascii_lowercase * 4) == [(ascii_lowercase * 4)[:LONGEST]]


@given(st.text())
def test_words_contain_nothing_that_would_break_a_line(text: str) -> None:
    assert all(word.isalnum() for word in words(text))
