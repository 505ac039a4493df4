"""What hangs on entries that a change has nothing to do with is told as a look at all tells it."""

import json

import pytest

from tests.incremental.looker import FILES, STOCK, SUPPLIES, Looker
from tests.support.handbooks import procedure, review, write_handbook

_A, _C = "sops/operations/alpha.md", "sops/operations/cee.md"
_RELATED = "## Related\n\n- [Cee](cee.md)\n"


def _begin(looker: Looker, files: dict[str, str], edit: tuple[str, str, str] | None = None) -> None:
    """Write some files, and perhaps something else in one, and look at all of it."""
    write_handbook(looker.root, files, base=False)
    if edit:
        looker.edit(*edit)
    looker.look()
    looker.whole = 0


def _reviewed(looker: Looker, by: str = "coo") -> None:
    """Have a procedure whose review cites what it names no more."""
    cee = procedure("Cee", owner="COO")
    write_handbook(
        looker.root, {_A: procedure("Alpha", owner="Clerk", after=_RELATED), _C: cee}, base=False
    )
    review(looker.root, "alpha", "2026-11-01")
    looker.edit("data/reviews/alpha.yaml", "reviewer: clerk", f"reviewer: {by}")
    looker.edit(_A, _RELATED, "")


def test_a_later_review_in_another_file(looker: Looker) -> None:
    _reviewed(looker)
    reviews = looker.root / "data/reviews"
    (reviews / "alpha.yaml").rename(reviews / "former.yaml")
    review(looker.root, "alpha", "2026-11-10")
    _begin(looker, {})
    looker.edit(_C, "Note what runs out", "Note what is there")

    assert "suspect-review" not in looker.codes(_A)
    assert looker.whole == 0


def test_what_a_review_cites_and_its_procedure_names_no_more(looker: Looker) -> None:
    _reviewed(looker)
    _begin(looker, {})
    looker.edit(_A, "Note what runs out", "Note what is there")
    looker.look()

    assert looker.whole == 0


def test_a_group_that_others_name_too(looker: Looker) -> None:
    groups = {
        "data/groups.yaml": "all:\n  title: All\n",
        _A: procedure("Alpha", more="audience: [All]\n"),
    }
    _begin(looker, groups, (SUPPLIES, "tools: [Ledger]", "audience: [All]"))
    looker.edit(SUPPLIES, "audience: [All]\n", "")

    assert looker.codes("data/groups.yaml") == []


def test_a_name_that_means_something_else_when_a_procedure_is_gone(looker: Looker) -> None:
    looker.edit(STOCK, "Write it", "TBD it")
    _begin(looker, {}, (SUPPLIES, "- [Stock](stock.md)", "- stock"))
    looker.edit(STOCK, "title: ", "titel: ")
    looker.look()

    assert looker.whole == 1


def test_what_is_gone_for_good_is_gone_beside_a_fault(looker: Looker) -> None:
    looker.edit(STOCK, "Write it", "TBD it")
    _reviewed(looker)
    (looker.root / _C).unlink()
    looker.look()
    assert "suspect-review" in looker.codes(_A)
    looker.edit(SUPPLIES, "title: ", "titel: ")

    assert "suspect-review" not in looker.codes(_A)


def test_the_owner_of_what_was_reviewed_on_something_else(looker: Looker) -> None:
    _reviewed(looker)
    _begin(looker, {}, (_A, "owner: Clerk", "owner: Guard"))
    looker.edit(_C, "Note", "Write")

    assert "suspect-review" in looker.codes(_A)
    assert looker.whole == 0


def test_two_records_of_the_reviews_of_one_procedure(looker: Looker) -> None:
    _reviewed(looker, "clerk")
    first = (looker.root / "data/reviews/alpha.yaml").read_text("utf-8")
    review(looker.root, "alpha", "2026-11-10")
    later = (looker.root / "data/reviews/alpha.yaml").read_text("utf-8")
    _begin(looker, {"data/reviews/alpha.yaml": first, "data/reviews/zeta.yaml": later})
    looker.edit(_C, "Note", "Write")

    assert "suspect-review" not in looker.codes(_A)
    assert looker.whole == 0


def test_an_exception_about_what_no_name_may_mean(looker: Looker) -> None:
    other = (
        "odd:\n  title: Odd\n  code: future-review\n  about: reviews/supplies\n  owner: Guard\n"
        '  reason: It is known.\n  until: "2027-01-01"\n'
    )
    exceptions = FILES["data/exceptions.yaml"].replace("COO", "Guard")
    _begin(looker, {"data/exceptions.yaml": exceptions + other})
    looker.edit("data/reviews/supplies.yaml", "2026-11-01", "2027-11-01")

    assert "future-review" in [one.code for one in looker.look().excepted]
    assert looker.whole == 0


def test_the_second_of_two_procedures_of_one_id(looker: Looker) -> None:
    files = {
        "data/areas.yaml": "operations:\n  title: Operations\n  lead: guard\nzed:\n  title: Zed\n",
        "sops/operations/dup.md": procedure("First", owner="Guard", steps="### Do\n\n1. Go\n"),
        "sops/zed/dup.md": procedure(
            "Second", owner="Guard", after="## Related\n\n- [Cee](../operations/cee.md)\n"
        ),
        _C: procedure("Cee", owner="Guard", steps="### Go\n\n1. Go [there](../zed/dup.md)\n"),
    }
    _begin(looker, files)
    looker.edit(_C, "[there](../zed/dup.md)", "there")
    looker.look()

    assert looker.whole == 1


def test_a_procedure_with_scores_that_has_a_fault(looker: Looker) -> None:
    looker.edit(STOCK, "Write it", "TBD it")
    schema = json.loads((looker.root / "data/schemas/sops.json").read_text("utf-8"))
    schema["properties"]["scores"] = {"type": "object", "scoredBy": "risk"}
    _begin(looker, {"data/schemas/sops.json": json.dumps(schema)})
    looker.edit(SUPPLIES, "title: ", "titel: ")
    looker.look()

    assert looker.whole == 1


@pytest.mark.parametrize(
    ("before", "now", "whole"),
    [("1. All of it", "1. All that is new", 0), ("We talk.", "We sit.", 0), ("COO", "Clerk", 1)],
)
def test_a_meeting_is_known_elsewhere_by_what_stands_above_its_headings(
    before: str, now: str, whole: int, looker: Looker
) -> None:
    head = "---\ntitle: Sync\nowner: COO\ncadence: weekly\n---\n"
    text = f"{head}\nWe talk.\n\n## Agenda\n\n1. All of it\n"
    _begin(looker, {"data/meetings/sync.md": text})
    looker.edit("data/meetings/sync.md", before, now)
    looker.look()

    assert looker.whole == whole
