"""A procedure of which no entry can be made is told apart, as a look at all would tell it."""

import pytest

from tests.incremental.looker import STOCK, SUPPLIES, Looker
from tests.support.handbooks import procedure, review

_FAULTS = [
    ("---\ntitle", "title"),
    ("title: ", "titel: "),
    ("title: ", "title: ["),
    ("## Steps", "## Stepps"),
    ("review: every 3 months", "review: now and then"),
    ("owner: COO", "owner: 3"),
]


@pytest.fixture
def looker(looker: Looker) -> Looker:
    """Somebody who looked at a handbook without an error, in which every exception is used."""
    looker.edit(STOCK, "Write it", "TBD it")
    looker.look()
    assert looker.whole == 0
    return looker


@pytest.mark.parametrize(("before", "now"), _FAULTS)
@pytest.mark.parametrize("path", [SUPPLIES, STOCK])
def test_a_fault_is_told_apart(path: str, before: str, now: str, looker: Looker) -> None:
    first, found, back = looker.there_and_back(path, before, now)

    assert looker.whole == 0
    assert found.sizes.procedures == first.sizes.procedures - 1
    assert back == first


def test_two_faults_and_other_words_are_told_together(looker: Looker) -> None:
    looker.edit(SUPPLIES, "title: ", "titel: ")
    looker.edit(STOCK, "title: ", "titel: ")

    assert looker.look().sizes.procedures == 0

    looker.edit(STOCK, "titel: ", "title: ")
    looker.edit(STOCK, "TBD it", "TBD [it](../../data/roles.yaml#clerk)")

    assert looker.look().sizes.procedures == 1
    assert looker.whole == 0


def test_a_process_that_another_one_describes_is_documented(looker: Looker) -> None:
    again = procedure("More stock", process="stock")
    (looker.root / "sops/operations/more.md").write_text(again, encoding="utf-8")
    looker.look()
    assert looker.whole == 1
    looker.edit(STOCK, "title: ", "titel: ")

    assert looker.look().sizes.not_documented == 0
    assert looker.whole == 1


def test_what_was_reviewed_on_a_neighbour_is_not_suspect_for_it(looker: Looker) -> None:
    # Its review is of a procedure that names the one with the fault.
    more = procedure("More", after="## Related\n\n- [Supplies](supplies.md)\n")
    (looker.root / "sops/operations/more.md").write_text(more, encoding="utf-8")
    review(looker.root, "more", "2026-11-01")
    looker.edit(SUPPLIES, "Send it", "Bring it")
    assert "suspect-review" in looker.codes("sops/operations/more.md")
    looker.whole = 0
    looker.edit(STOCK, "title: ", "titel: ")

    assert "suspect-review" not in looker.codes("sops/operations/more.md")
    assert looker.whole == 0


def test_a_file_that_a_blind_check_named_is_not_counted(looker: Looker) -> None:
    looker.edit(
        "data/settings.yaml",
        "dueSoonDays",
        "codeOwners: {team: '@a/{role}', rest: coo}\ndueSoonDays",
    )
    (looker.root / "CODEOWNERS").write_text("* @a/nobody\n", encoding="utf-8")
    assert "CODEOWNERS" in looker.look().files
    whole = looker.whole
    looker.edit(STOCK, "title: ", "titel: ")

    assert "CODEOWNERS" not in looker.look().files
    assert looker.whole == whole


_NOT_APART = [
    ("data/tools.yaml", "title: Ledger", "titel: Ledger"),
    ("data/reviews/stock.yaml", "reviews:", "review:"),
    # Its steps are linked to.
    (STOCK, "### Look", "### Watch\n\n**When:** now and then"),
]


@pytest.mark.parametrize(("path", "before", "now"), _NOT_APART)
def test_a_fault_that_others_hang_on_has_all_looked_at(
    path: str, before: str, now: str, looker: Looker
) -> None:
    looker.edit(path, before, now)
    looker.look()

    assert looker.whole == 1


@pytest.mark.parametrize(
    ("path", "before", "now"),
    [
        (SUPPLIES, "Send it", "Send [it](nowhere.md)"),
        (STOCK, "TBD it", "Write it"),
    ],
)
def test_beside_an_error_or_an_unused_exception_all_is_looked_at(
    path: str, before: str, now: str, looker: Looker
) -> None:
    looker.edit(path, before, now)
    looker.look()
    assert looker.whole == 0
    looker.edit(SUPPLIES, "title: ", "titel: ")
    looker.look()

    assert looker.whole == 1
