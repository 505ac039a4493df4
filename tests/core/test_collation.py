"""Titles stand in the order in which people look for them."""

from handbook.collation import alphabetical


def test_a_letter_with_an_accent_stands_beside_the_one_without() -> None:
    titles = ["Zeit", "Öl", "Ärztin", "ort", "Łódź", "Straße", "Abholung", "École", "Lager", "Auto"]

    assert sorted(titles, key=alphabetical) == [
        "Abholung", "Ärztin", "Auto", "École", "Lager", "Łódź", "Öl", "ort", "Straße", "Zeit",
    ]  # fmt: skip


def test_an_accent_and_how_it_is_encoded_count_only_where_all_else_is_the_same() -> None:
    titles = ["Bären", "Barock", "Ba\u0308r", "Bär", "bar"]

    found = sorted(titles, key=alphabetical)

    assert (found[0], found[3:]) == ("bar", ["Bären", "Barock"])


def test_case_does_not_count() -> None:
    assert alphabetical("ÖL") == alphabetical("öl")
    assert alphabetical("Straße")[0] == alphabetical("STRASSE")[0]
