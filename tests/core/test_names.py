"""Every id, title and alias resolves to one entry, ignoring case and spacing."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.addresses import Home
from handbook.diagnostics import Place
from handbook.names import Names, fold, id_of, is_external, is_recognisable, names_of, suggestion
from handbook.records import Entry
from handbook.source.document import Document
from handbook.source.places import Route

HOMES = (
    Home("sops", "sops/*/*.md", "procedures"),
    Home("meetings", "data/meetings/*.md", "meetings"),
    Home("roles", "data/roles.yaml", "roles"),
)


def entry(kind: str, entry_id: str, path: str = "", **data: Any) -> Entry:
    path = path or f"data/{kind}.yaml"
    document = Document(path=path, id=entry_id, data=data, values={}, keys={})
    return Entry(kind=kind, id=entry_id, data=data, document=document)


COO = entry("roles", "coo", title="COO", aliases=["Chief Operating Officer", "coo"])
CSM = entry("roles", "csm", title="Customer Success Manager", aliases=["Onboarder"])
AREA = entry("areas", "operations", title="Operations", aliases=["Ops"])
SOP = entry("sops", "onboarding", "sops/cs/onboarding.md", title="Onboarding")
STANDUP = entry("meetings", "standup", "data/meetings/standup.md", title="Operations Standup")
ALL = (COO, CSM, AREA, SOP, STANDUP)
BASE = "sops/operations/ordering.md"


def find(kinds: str, written: str) -> str | None:
    found = Names(ALL, HOMES).find(kinds.split(), written, BASE)
    return f"{found.kind}/{found.id}" if found else None


@pytest.mark.parametrize(
    ("kinds", "written", "found"),
    [
        ("roles", "coo", "roles/coo"),
        ("roles", "COO", "roles/coo"),
        ("roles", "chief  operating\nOFFICER", "roles/coo"),
        ("roles", " customer success manager ", "roles/csm"),
        ("roles", "Onboarder", "roles/csm"),
        ("roles", "onboarding", None),
        ("roles", "roles/coo", "roles/coo"),
        ("roles", "areas/operations", None),
        ("roles areas", "Ops", "areas/operations"),
        ("roles areas", "areas/operations", "areas/operations"),
        ("roles areas", "areas/Operations", "areas/operations"),
        ("areas roles", "coo", "roles/coo"),
        ("sops", "../cs/onboarding.md", "sops/onboarding"),
        ("sops", "../cs/onboarding.md#steps", "sops/onboarding"),
        ("sops meetings", "../../data/meetings/standup.md", "meetings/standup"),
        ("sops", "../../data/meetings/standup.md", None),
        ("sops", "../other/onboarding.md", None),
        ("sops", "onboarding.md", None),
        ("sops", "//cs/onboarding.md", None),
        ("roles", "../../data/roles.yaml#coo", "roles/coo"),
        ("roles", "../../data/roles.yaml#nobody", None),
        ("roles", "../../data/roles.yaml", None),
        ("roles", "", None),
        ("roles", "/", None),
        ("nothing", "coo", None),
    ],
)
def test_a_name_is_found_by_id_title_alias_or_path(
    kinds: str, written: str, found: str | None
) -> None:
    assert find(kinds, written) == found


def test_the_first_kind_with_a_name_wins() -> None:
    process = entry("processes", "onboarding", title="Onboarding")
    names = Names([process, SOP], HOMES)

    assert names.find(["sops", "processes"], "Onboarding", BASE) is SOP
    assert names.find(["processes", "sops"], "Onboarding", BASE) is process


def test_accents_match_in_any_encoding() -> None:
    assert fold("Cafe\u0301") == fold("caf\u00e9")


def test_repeated_names_are_listed_once() -> None:
    assert [name.text for name in names_of(COO)] == ["coo", "Chief Operating Officer"]


def test_two_entries_with_the_same_name_clash() -> None:
    first = entry("roles", "a", title="Manager")
    second = entry("roles", "b", title="manager", aliases=["x", "MANAGER"])
    third = entry("areas", "c", title="Manager")

    names = Names([first, second, third], HOMES)

    assert [(one.text, one.entry.id, two.text, two.entry.id) for one, two in names.clashes] == [
        ("Manager", "a", "manager", "b")
    ]
    assert names.find(["roles"], "Manager", BASE) is first


def test_an_id_takes_precedence_over_an_earlier_title() -> None:
    first = entry("roles", "a", title="b")
    second = entry("roles", "b", title="c")

    names = Names([first, second], HOMES)

    assert names.find(["roles"], "b", BASE) is second
    assert [(one.entry.id, two.entry.id) for one, two in names.clashes] == [("b", "a")]


def test_two_files_with_the_same_id_clash_and_the_first_wins() -> None:
    first = entry("sops", "a", "sops/x/a.md", title="One")
    second = entry("sops", "a", "sops/y/a.md", title="Two")

    names = Names([first, second], HOMES)

    assert [(one.entry, two.entry, two.text) for one, two in names.clashes] == [
        (first, second, "a")
    ]
    assert names.find(["sops"], "a", BASE) is first


def test_a_name_records_its_place() -> None:
    keys: dict[Route, Place] = {("coo",): Place("data/roles.yaml", 1, 1, 3)}
    values: dict[Route, Place] = {
        ("coo",): Place("data/roles.yaml", 2, 3),
        ("coo", "title"): Place("data/roles.yaml", 2, 10, 3),
        ("coo", "aliases", 0): Place("data/roles.yaml", 3, 13, 5),
    }
    data = {"title": "Chief", "aliases": ["Chefin"]}
    document = Document(path="data/roles.yaml", id="", data={"coo": data}, values=values, keys=keys)
    found = Entry(kind="roles", id="coo", data=data, document=document, route=("coo",))

    assert [(name.text, name.place) for name in names_of(found)] == [
        ("coo", Place("data/roles.yaml", 1, 1, 3)),
        ("Chief", Place("data/roles.yaml", 2, 10, 3)),
        ("Chefin", Place("data/roles.yaml", 3, 13, 5)),
    ]


def test_known_names_are_those_of_the_requested_kinds() -> None:
    assert Names(ALL, HOMES).known(["areas", "meetings", "nothing"]) == [
        "operations",
        "Ops",
        "standup",
        "Operations Standup",
    ]


@pytest.mark.parametrize(
    ("asked", "cure"),
    [
        ("success", "; did you mean 'Customer Success Manager'?"),
        ("manager cust", "; did you mean 'Customer Success Manager'?"),
        ("chief", "; did you mean 'COO'?"),
        ("o", ""),
        ("manager of", ""),
        ("manager c", "; did you mean 'Customer Success Manager'?"),
        ("coos", "; did you mean 'coo'?"),
        ("success lead", ""),
        ("ustomer", ""),
        ("-", ""),
        ("", ""),
    ],
)
def test_part_of_a_name_suggests_the_few_that_contain_it(asked: str, cure: str) -> None:
    assert Names(ALL, HOMES).offered(["roles", "areas"], asked) == cure


def test_part_of_many_names_suggests_none() -> None:
    areas = ("Delivery", "Engineering", "Finance", "Marketing")
    leads = [entry("roles", area.lower(), title=f"{area} Lead") for area in areas]

    assert Names(leads, HOMES).offered(["roles"], "lead") == ""
    assert Names(leads[:3], HOMES).offered(["roles"], "lead") != ""


@pytest.mark.parametrize(
    ("name", "cure"),
    [
        ("sre-leed", "; did you mean 'sre-lead'?"),
        ("SRE-LEAD", "; did you mean 'sre-lead'?"),
        ("head of opertions", "; did you mean 'Head of Operations'?"),
        ("nothing like it", ""),
        ("", ""),
        ("x" * 100_000, ""),
    ],
)
def test_a_similar_name_is_suggested(name: str, cure: str) -> None:
    assert suggestion(name, ["sre-lead", "Head of Operations"]) == cure


@pytest.mark.parametrize(
    ("written", "external"),
    [
        ("https://x.example", True),
        ("HTTP://x.example", True),
        ("mailto:a@b.example", True),
        ("//x.example", False),
        ("httpsing", False),
        ("javascript:alert(1)", False),
    ],
)
def test_an_external_address_is_not_a_name(written: str, external: bool) -> None:
    assert is_external(written) is external


def test_paths_are_not_looked_up_on_disk(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text("")

    assert find("sops", str(tmp_path / "x.md")) is None


_LONG = "abcde " * 9


@pytest.mark.parametrize(
    ("title", "found"),
    [
        (f"{_LONG}abcdef", f"{_LONG}abcdef"),
        (f"{_LONG}abcdef g", f"{_LONG}abcdef"),
        (f"{_LONG}abcdefg", _LONG.strip()),
        (f"{_LONG}abcdefg h", _LONG.strip()),
        ("a" * 61, "a" * 60),
    ],
)
def test_an_id_has_at_most_sixty_characters_in_whole_words(title: str, found: str) -> None:
    assert id_of(title) == found.replace(" ", "-")


@pytest.mark.parametrize(
    ("title", "expected"),
    [("Plan — A & B", True), ("24/7", True), ("出張 A4", False), ("Übergabe", True)],
)
def test_symbols_do_not_make_a_title_unrecognisable(title: str, expected: bool) -> None:
    assert is_recognisable(title) is expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Customer onboarding", "customer-onboarding"),
        ("  Größe & Straße  ", "grosse-and-strasse"),
        ("Łódź – Ærø, naïve", "lodz-aero-naive"),
        ("Don't panic!", "dont-panic"),
        ("P0/P1 (24 h)", "p0-p1-24-h"),
        ("日本", ""),
        ("a" * 70, "a" * 60),
        (f"{'word ' * 20}", "-".join(["word"] * 12)),
    ],
)
def test_ids_are_derived_from_titles(title: str, expected: str) -> None:
    assert id_of(title) == expected


@given(st.text())
def test_an_id_is_unchanged(title: str) -> None:
    found = id_of(title)

    assert id_of(found) == found
    assert len(found) <= 60
    assert set(found) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
