"""Diagnostics that depend on distant entries are the same as in a full check."""

import json

import pytest

from tests.incremental.checker import FILES, STOCK, SUPPLIES, Checker
from tests.support.handbooks import procedure, review, write_handbook

_A, _C = "sops/operations/alpha.md", "sops/operations/cee.md"
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


def test_a_procedure_with_scores_that_has_a_fault(checker: Checker) -> None:
    checker.edit(STOCK, "Write it", "TBD it")
    schema = json.loads((checker.root / "data/schemas/sops.json").read_text("utf-8"))
    schema["properties"]["scores"] = {"type": "object", "scoredBy": "risk"}
    _begin(checker, {"data/schemas/sops.json": json.dumps(schema)})
    checker.edit(SUPPLIES, "title: ", "titel: ")
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
