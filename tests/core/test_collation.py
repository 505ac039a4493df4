"""Titles are sorted in the order in which people look for them."""

from handbook.collation import alphabetical


def test_an_accented_letter_sorts_next_to_the_plain_one() -> None:
    titles = ["Zeit", "Öl", "Ärztin", "ort", "Łódź", "Straße", "Abholung", "École", "Lager", "Auto"]

    assert sorted(titles, key=alphabetical) == [
        "Abholung", "Ärztin", "Auto", "École", "Lager", "Łódź", "Öl", "ort", "Straße", "Zeit",
    ]  # fmt: skip


def test_accents_and_their_encoding_only_break_ties() -> None:
    titles = ["Bären", "Barock", "Ba\u0308r", "Bär", "bar"]

    found = sorted(titles, key=alphabetical)

    assert (found[0], found[3:]) == ("bar", ["Bären", "Barock"])


def test_case_is_ignored() -> None:
    assert alphabetical("ÖL") == alphabetical("öl")
    assert alphabetical("Straße")[0] == alphabetical("STRASSE")[0]
