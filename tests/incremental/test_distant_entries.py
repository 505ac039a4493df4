"""Diagnostics that depend on distant entries are the same as in a full check."""

import json

import pytest

from handbook.codeowners import codeowners
from handbook.fingerprint import as_cited
from handbook.load import load
from tests.incremental.checker import FILES, STOCK, SUPPLIES, Checker
from tests.support.handbooks import procedure, review, write_handbook

_A, _C = "sops/operations/alpha.md", "sops/operations/cee.md"
_B, _D = "sops/operations/beta.md", "sops/operations/dee.md"
_RELATED = "## Related\n\n- [Cee](cee.md)\n"


def _begin(
    checker: Checker, files: dict[str, str], edit: tuple[str, str, str] | None = None
) -> None:
    """Write some files, edit one if asked, and check everything."""
    write_handbook(checker.root, files, base=False)
    if edit:
        checker.edit(*edit)
    checker.check()
    checker.full_checks = 0


def _reviewed(checker: Checker, by: str = "coo") -> None:
    """Write a procedure whose review cites something it no longer names."""
    cee = procedure("Cee", owner="COO")
    write_handbook(
        checker.root, {_A: procedure("Alpha", owner="Clerk", after=_RELATED), _C: cee}, base=False
    )
    review(checker.root, "alpha", "2026-11-01")
    checker.edit("data/reviews/alpha.yaml", "reviewer: clerk", f"reviewer: {by}")
    checker.edit(_A, _RELATED, "")


def test_a_later_review_in_another_file(checker: Checker) -> None:
    _reviewed(checker)
    reviews = checker.root / "data/reviews"
    (reviews / "alpha.yaml").rename(reviews / "former.yaml")
    review(checker.root, "alpha", "2026-11-10")
    _begin(checker, {})
    checker.edit(_C, "Note what runs out", "Note what is there")

    assert "suspect-review" not in checker.codes(_A)
    assert checker.full_checks == 0


def test_a_review_cites_something_its_procedure_no_longer_names(checker: Checker) -> None:
    _reviewed(checker)
    _begin(checker, {})
    checker.edit(_A, "Note what runs out", "Note what is there")
    checker.check()

    assert checker.full_checks == 0


def test_a_group_that_others_name_too(checker: Checker) -> None:
    groups = {
        "data/groups.yaml": "all:\n  title: All\n",
        _A: procedure("Alpha", more="audience: [All]\n"),
    }
    _begin(checker, groups, (SUPPLIES, "tools: [Ledger]", "audience: [All]"))
    checker.edit(SUPPLIES, "audience: [All]\n", "")

    assert checker.codes("data/groups.yaml") == []


def test_a_name_that_has_another_target_once_a_procedure_is_gone(checker: Checker) -> None:
    checker.edit(STOCK, "Write it", "TBD it")
    _begin(checker, {}, (SUPPLIES, "- [Stock](stock.md)", "- stock"))
    checker.edit(STOCK, "title: ", "titel: ")
    checker.check()

    assert checker.full_checks == 1


def test_a_name_like_a_path_that_has_another_target_once_a_procedure_is_gone(
    checker: Checker,
) -> None:
    checker.edit(STOCK, "Write it", "TBD it")
    checker.edit(STOCK, "owner: ", "aliases: [card.md]\nowner: ")
    checker.edit("data/tools.yaml", "title: Pen\n", "title: Pen\n  aliases: [card.md]\n")
    _begin(checker, {}, (SUPPLIES, "- [Stock](stock.md)", "- card.md"))
    checker.edit(STOCK, "title: ", "titel: ")

    assert "unknown-reference" not in checker.codes(SUPPLIES)


def test_a_missing_entry_stays_missing_next_to_a_fault(checker: Checker) -> None:
    checker.edit(STOCK, "Write it", "TBD it")
    _reviewed(checker)
    (checker.root / _C).unlink()
    checker.check()
    assert "suspect-review" in checker.codes(_A)
    checker.edit(SUPPLIES, "title: ", "titel: ")

    assert "suspect-review" not in checker.codes(_A)


def test_the_owner_of_a_procedure_reviewed_on_another(checker: Checker) -> None:
    _reviewed(checker)
    _begin(checker, {}, (_A, "owner: Clerk", "owner: Guard"))
    checker.edit(_C, "Note", "Write")

    assert "suspect-review" in checker.codes(_A)
    assert checker.full_checks == 0


def test_two_records_of_the_reviews_of_one_procedure(checker: Checker) -> None:
    _reviewed(checker, "clerk")
    first = (checker.root / "data/reviews/alpha.yaml").read_text("utf-8")
    review(checker.root, "alpha", "2026-11-10")
    later = (checker.root / "data/reviews/alpha.yaml").read_text("utf-8")
    _begin(checker, {"data/reviews/alpha.yaml": first, "data/reviews/zeta.yaml": later})
    checker.edit(_C, "Note", "Write")

    assert "suspect-review" not in checker.codes(_A)
    assert checker.full_checks == 0


def test_an_exception_about_an_entry_that_cannot_be_named(checker: Checker) -> None:
    other = (
        "odd:\n  title: Odd\n  code: future-review\n  about: reviews/supplies\n  owner: Guard\n"
        '  reason: It is known.\n  until: "2027-01-01"\n'
    )
    exceptions = FILES["data/exceptions.yaml"].replace("COO", "Guard")
    _begin(checker, {"data/exceptions.yaml": exceptions + other})
    checker.edit("data/reviews/supplies.yaml", "2026-11-01", "2027-11-01")

    assert "future-review" in [one.code for one in checker.check().excepted]
    assert checker.full_checks == 0


def test_the_second_of_two_procedures_with_one_id(checker: Checker) -> None:
    files = {
        "data/areas.yaml": "operations:\n  title: Operations\n  lead: guard\nzed:\n  title: Zed\n",
        "sops/operations/dup.md": procedure("First", owner="Guard", steps="### Do\n\n1. Go\n"),
        "sops/zed/dup.md": procedure(
            "Second", owner="Guard", after="## Related\n\n- [Cee](../operations/cee.md)\n"
        ),
        _C: procedure("Cee", owner="Guard", steps="### Go\n\n1. Go [there](../zed/dup.md)\n"),
    }
    _begin(checker, files)
    checker.edit(_C, "[there](../zed/dup.md)", "there")
    checker.check()

    assert checker.full_checks == 1


@pytest.mark.parametrize("now", ["titel: ", "scores: {cost: 1}\ntitle: "])
def test_a_procedure_with_scores_needs_a_full_check(now: str, checker: Checker) -> None:
    checker.edit(STOCK, "Write it", "TBD it")
    schema = json.loads((checker.root / "data/schemas/sops.json").read_text("utf-8"))
    schema["properties"]["scores"] = {"type": "object", "scoredBy": "risk"}
    _begin(checker, {"data/schemas/sops.json": json.dumps(schema)})
    checker.edit(SUPPLIES, "title: ", now)
    checker.check()

    assert checker.full_checks == 1


@pytest.mark.parametrize(
    ("before", "now", "whole"),
    [
        ("1. Go\n", "1. Go there\n", 0),
        ('version: "2"', 'version: "1"', 1),
        # The value of an invalid entry is no longer compared.
        ("title: ", "titel: ", 1),
    ],
)
def test_a_property_that_must_be_unique(
    before: str, now: str, whole: int, checker: Checker
) -> None:
    schema = json.loads((checker.root / "data/schemas/sops.json").read_text("utf-8"))
    schema["properties"]["version"]["unique"] = True
    numbered = {
        path: procedure(title, more=f'version: "{number}"\n', steps="### Go\n\n1. Go\n")
        for path, title, number in (
            (_A, "Alpha", 1),
            (_C, "Cee", 2),
            ("sops/operations/dee.md", "Dee", 2),
        )
    }
    _begin(checker, {"data/schemas/sops.json": json.dumps(schema), **numbered})
    checker.edit(_C, before, now)
    checker.check()

    assert checker.full_checks == whole


@pytest.mark.parametrize(
    ("before", "now", "whole"),
    [("1. All of it", "1. All that is new", 0), ("We talk.", "We sit.", 0), ("COO", "Clerk", 1)],
)
def test_the_interface_of_a_meeting_is_what_is_above_its_headings(
    before: str, now: str, whole: int, checker: Checker
) -> None:
    head = "---\ntitle: Sync\nowner: COO\ncadence: weekly\n---\n"
    text = f"{head}\nWe talk.\n\n## Agenda\n\n1. All of it\n"
    _begin(checker, {"data/meetings/sync.md": text})
    checker.edit("data/meetings/sync.md", before, now)
    checker.check()

    assert checker.full_checks == whole


def test_a_process_that_another_procedure_still_describes(checker: Checker) -> None:
    processes = FILES["data/processes.yaml"]
    spare = "spare:\n  title: Spare\n  owner: coo\n  area: operations\n"
    files = {"data/processes.yaml": processes + spare, _A: procedure("Alpha", process="stock")}
    _begin(checker, files)
    checker.edit(_A, "process: stock", "process: spare")

    assert "undocumented-process" not in checker.codes("data/processes.yaml")


@pytest.fixture
def with_owners(checker: Checker) -> Checker:
    """A helper that has checked a handbook with code owners."""
    owners = "codeOwners: {team: '@a/{role}', rest: coo}\ndueSoonDays"
    _begin(checker, {_A: procedure("Alpha")}, ("data/settings.yaml", "dueSoonDays", owners))
    expected = codeowners(load(checker.root).handbook)
    assert expected
    _begin(checker, {"CODEOWNERS": expected})
    return checker


@pytest.mark.parametrize("more", ["backup: Clerk", "rapid: {decide: Guard}"])
def test_who_reviews_a_procedure_is_among_the_code_owners(more: str, with_owners: Checker) -> None:
    with_owners.edit(SUPPLIES, "owner: COO", f"owner: COO\n{more}")

    assert with_owners.codes("CODEOWNERS") == ["outdated-codeowners"]


def test_a_handbook_that_is_now_in_a_larger_repository(with_owners: Checker) -> None:
    (with_owners.root.parent / ".git").mkdir()

    assert with_owners.codes("CODEOWNERS") == ["outdated-codeowners"]


_WITH_LINKS = {
    _A: procedure("Alpha", steps="### Do\n\n1. Go [there](cee.md#order)\n"),
    _B: procedure("Beta", steps="### Do\n\n1. Go [there](cee.md#count)\n"),
    _C: procedure("Cee", steps="### Count\n\n1. Go\n\n### Order\n\n1. Go\n"),
    _D: procedure("Dee", steps="### Do\n\n1. Go\n"),
}


@pytest.mark.parametrize("path", [_B, _D])
def test_links_to_headings_are_known_after_an_edit_elsewhere(path: str, checker: Checker) -> None:
    _begin(checker, _WITH_LINKS)
    checker.edit(path, "1. Go", "1. Run")
    checker.check()
    assert checker.full_checks == 0
    checker.edit(_C, "### Order", "### Pay")

    assert "broken-link" in checker.codes(_A)


def test_links_to_other_files_are_known_after_an_edit_elsewhere(checker: Checker) -> None:
    _begin(checker, _WITH_LINKS)
    checker.edit(_D, "1. Go", "1. Run")
    checker.check()
    assert checker.full_checks == 0
    (checker.root / "README.md").unlink()

    assert "broken-link" in checker.codes(SUPPLIES)


def test_a_link_to_a_procedure_that_is_not_related(checker: Checker) -> None:
    _begin(checker, _WITH_LINKS)

    for path in (_D, _A):
        checker.edit(path, "1. Go", "1. Go [and](cee.md#pay)")
        assert "broken-link" in checker.codes(path)
        checker.edit(path, "[and](cee.md#pay)", "and")
        assert "broken-link" not in checker.codes(path)
    assert checker.full_checks == 0


def test_a_link_to_a_role_that_nothing_names(checker: Checker) -> None:
    _begin(checker, _WITH_LINKS)
    checker.edit(_D, "1. Go", "1. Go to [them](../../data/roles.yaml#guard)")

    assert "broken-link" not in checker.codes(_D)
    assert checker.full_checks == 0


def test_a_role_that_is_newly_named_is_retired(checker: Checker) -> None:
    retired = "porter:\n  title: Porter\n  status: retired\n"
    _begin(checker, {**_WITH_LINKS, "data/roles.yaml": FILES["data/roles.yaml"] + retired})
    checker.edit(_D, "1. Go", "**Owner:** Porter\n\n1. Go")

    assert "retired-reference" in checker.codes(_D)
    assert checker.full_checks == 0


def test_a_review_newly_cites_an_entry_that_nothing_names(checker: Checker) -> None:
    # A process has the same id.
    guard = "guard:\n  title: Guarding\n  owner: coo\n  area: operations\n"
    _begin(checker, {"data/processes.yaml": FILES["data/processes.yaml"] + guard})
    handbook = load(checker.root).handbook
    mark = as_cited(handbook, handbook.roles["guard"].entry)
    path = "data/reviews/stock.yaml"
    checker.edit(path, "cites:\n", f"cites:\n    roles/guard: '{mark}'\n")

    assert checker.codes(STOCK) == []
    checker.edit(path, f"roles/guard: '{mark}'", f"roles/guard: '{mark[::-1]}'")
    assert checker.codes(STOCK) == ["suspect-review"]
    assert checker.full_checks == 0


def test_a_new_name_is_both_a_path_and_an_alias(checker: Checker) -> None:
    retired = procedure("Alpha", more="status: retired\naliases: [stock.md]\n")
    _begin(checker, {_A: retired, _C: procedure("Cee")})
    checker.edit(_C, "## Steps", "## Related\n\n- stock.md\n\n## Steps")

    assert "retired-reference" in checker.codes(_C)
