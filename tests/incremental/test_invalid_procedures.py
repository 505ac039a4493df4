"""A procedure that is no longer valid is checked incrementally, with the same result."""

import pytest

from tests.incremental.checker import FILES, STOCK, SUPPLIES, Checker
from tests.support.handbooks import procedure, review, write_handbook

_FAULTS = [
    ("---\ntitle", "title"),
    ("title: ", "titel: "),
    ("title: ", "title: ["),
    ("## Steps", "## Stepps"),
    ("review: every 3 months", "review: now and then"),
    ("owner: COO", "owner: 3"),
]


@pytest.fixture
def checker(checker: Checker) -> Checker:
    """A helper that has checked a handbook without errors or unused exceptions."""
    checker.edit(STOCK, "Write it", "TBD it")
    checker.check()
    assert checker.full_checks == 0
    return checker


@pytest.mark.parametrize(("before", "now"), _FAULTS)
@pytest.mark.parametrize("path", [SUPPLIES, STOCK])
def test_a_fault_is_checked_incrementally(
    path: str, before: str, now: str, checker: Checker
) -> None:
    first, found, back = checker.there_and_back(path, before, now)

    assert checker.full_checks == 0
    assert found.sizes.procedures == first.sizes.procedures - 1
    assert back == first


def test_two_faults_and_a_text_change_are_checked_together(checker: Checker) -> None:
    checker.edit(SUPPLIES, "title: ", "titel: ")
    checker.edit(STOCK, "title: ", "titel: ")

    assert checker.check().sizes.procedures == 0

    checker.edit(STOCK, "titel: ", "title: ")
    checker.edit(STOCK, "TBD it", "TBD [it](../../data/roles.yaml#clerk)")

    assert checker.check().sizes.procedures == 1
    assert checker.full_checks == 0


def test_a_process_that_another_procedure_describes_is_documented(checker: Checker) -> None:
    again = procedure("More stock", process="stock")
    (checker.root / "sops/operations/more.md").write_text(again, encoding="utf-8")
    checker.check()
    assert checker.full_checks == 1
    checker.edit(STOCK, "title: ", "titel: ")

    assert checker.check().sizes.not_documented == 0
    assert checker.full_checks == 1


def test_a_fault_in_a_neighbour_makes_no_review_suspect(checker: Checker) -> None:
    # It cites a procedure that names the one with the fault.
    more = procedure("More", after="## Related\n\n- [Supplies](supplies.md)\n")
    (checker.root / "sops/operations/more.md").write_text(more, encoding="utf-8")
    review(checker.root, "more", "2026-11-01")
    checker.edit(SUPPLIES, "Send it", "Bring it")
    assert "suspect-review" in checker.codes("sops/operations/more.md")
    checker.full_checks = 0
    checker.edit(STOCK, "title: ", "titel: ")

    assert "suspect-review" not in checker.codes("sops/operations/more.md")
    assert checker.full_checks == 0


def test_a_file_named_only_by_a_check_that_cannot_run_is_not_counted(checker: Checker) -> None:
    checker.edit(
        "data/settings.yaml",
        "dueSoonDays",
        "codeOwners: {team: '@a/{role}', rest: coo}\ndueSoonDays",
    )
    (checker.root / "CODEOWNERS").write_text("* @a/nobody\n", encoding="utf-8")
    assert "CODEOWNERS" in checker.check().files
    whole = checker.full_checks
    checker.edit(STOCK, "title: ", "titel: ")

    assert "CODEOWNERS" not in checker.check().files
    assert checker.full_checks == whole


_NOT_APART = [
    ("data/tools.yaml", "title: Ledger", "titel: Ledger"),
    ("data/reviews/stock.yaml", "reviews:", "review:"),
    # Its steps are linked to.
    (STOCK, "### Look", "### Watch\n\n**When:** now and then"),
]


@pytest.mark.parametrize(("path", "before", "now"), _NOT_APART)
def test_a_fault_that_affects_others_needs_a_full_check(
    path: str, before: str, now: str, checker: Checker
) -> None:
    checker.edit(path, before, now)
    checker.check()

    assert checker.full_checks == 1


@pytest.mark.parametrize(
    ("path", "before", "now"),
    [
        (SUPPLIES, "Send it", "Send [it](nowhere.md)"),
        (STOCK, "TBD it", "Write it"),
    ],
)
def test_an_error_or_an_unused_exception_needs_a_full_check(
    path: str, before: str, now: str, checker: Checker
) -> None:
    checker.edit(path, before, now)
    checker.check()
    assert checker.full_checks == 0
    checker.edit(SUPPLIES, "title: ", "titel: ")
    checker.check()

    assert checker.full_checks == 1


_ABOUT_NAMES = {
    "unknown-reference": procedure("Zed", after="## Related\n\n- Ordering suplies\n"),
    "duplicate-name": procedure("Zed", more="aliases: [Ordering supplies]\n"),
}


@pytest.mark.parametrize(("code", "text"), _ABOUT_NAMES.items())
def test_an_error_about_the_name_of_an_unrelated_procedure_needs_a_full_check(
    code: str, text: str, checker: Checker
) -> None:
    path = "sops/operations/zed.md"
    (checker.root / path).write_text(text, encoding="utf-8")
    assert code in checker.codes(path)
    checker.full_checks = 0
    checker.edit(SUPPLIES, "title: ", "titel: ")
    checker.check()

    assert checker.full_checks == 1


def test_an_excepted_error_about_a_name_needs_a_full_check(checker: Checker) -> None:
    known = (
        "known:\n  title: Known\n  code: unknown-reference\n  about: sops/zed\n  owner: COO\n"
        '  reason: It is being asked.\n  until: "2027-01-01"\n'
    )
    names = "## Related\n\n- Ordering suplies\n- [Supplies](supplies.md)\n"
    files = {
        "data/exceptions.yaml": FILES["data/exceptions.yaml"] + known,
        "sops/operations/zed.md": procedure("Ordering spines", after=names),
        # Suggested for the unknown name once there is no better one.
        "sops/operations/distant.md": procedure("Ordering supples"),
    }
    write_handbook(checker.root, files, base=False)
    assert "unknown-reference" in [one.code for one in checker.check().excepted]
    checker.full_checks = 0
    checker.edit(SUPPLIES, "title: ", "titel: ")
    checker.check()

    assert checker.full_checks == 1


def test_a_fault_next_to_an_unreadable_register_needs_a_full_check(checker: Checker) -> None:
    (checker.root / "data/risks.yaml").write_text("flood:\n  titel: Flood\n", encoding="utf-8")
    checker.check()
    checker.full_checks = 0
    checker.edit(SUPPLIES, "title: ", "titel: ")
    checker.check()

    assert checker.full_checks == 1
