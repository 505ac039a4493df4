"""Reviews are announced, due and overdue on the right day, and valid for what was reviewed."""

from datetime import date
from pathlib import Path

import pytest

from tests.support.checks import SUPPLIES, at, codes, coverage_of
from tests.support.handbooks import BASE, found, procedure, review, write_handbook

# Reviews: due on 1 January 2027, announced 28 days before.


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 12, 3), []),
        (date(2026, 12, 4), ["review-due-soon"]),
        (date(2027, 1, 1), ["review-due-soon"]),
        (date(2027, 1, 2), ["overdue-review"]),
    ],
)
def test_a_review_is_announced_then_due_then_overdue(
    reviewed: Path, today: date, expected: list[str]
) -> None:
    assert codes(reviewed, today) == expected


def test_a_review_is_due_today(reviewed: Path) -> None:
    messages = found(reviewed, "review-due-soon", date(2027, 1, 1))

    assert messages == [
        (
            f"{SUPPLIES}:5:9: sop 'Ordering supplies' is due for review on 1 January 2027, today; "
            "ask 'COO' to review it"
        )
    ]


def test_three_months_after_the_end_of_november_is_the_end_of_february(reviewed: Path) -> None:
    review(reviewed, "supplies", "2026-11-30")

    assert found(reviewed, "overdue-review", date(2027, 2, 28)) == []
    assert found(reviewed, "overdue-review", date(2027, 3, 1)) == [
        (
            f"{SUPPLIES}:5:9: sop 'Ordering supplies' was due for review on 28 February 2027, "
            "1 day ago; ask 'COO' to review it"
        )
    ]


def test_the_newest_review_counts_wherever_it_is_in_the_file(reviewed: Path) -> None:
    review(reviewed, "supplies", "2026-11-20", "2026-05-01")

    assert codes(reviewed) == []


def test_of_two_reviews_on_one_day_the_later_in_the_file_counts(reviewed: Path) -> None:
    file = reviewed / "data/reviews/supplies.yaml"
    review(reviewed, "supplies", "2026-11-20", "2026-11-20")
    text = file.read_text(encoding="utf-8")
    digest = text.partition("fingerprint: ")[2].splitlines()[0]

    file.write_text(text.replace(digest, "0" * 16, 1), encoding="utf-8")
    first_is_stale = codes(reviewed)
    file.write_text("0000000000000000".join(text.rsplit(digest, 1)), encoding="utf-8")
    second_is_stale = codes(reviewed)

    assert first_is_stale == []
    assert second_is_stale == ["changed-since-review"]


@pytest.mark.parametrize("status", ["draft", "retired"])
def test_only_procedures_in_force_need_a_review(tmp_path: Path, status: str) -> None:
    text = procedure(more=f"status: {status}\n")
    write_handbook(tmp_path, {SUPPLIES: text})

    assert {"never-reviewed", "overdue-review"}.isdisjoint(codes(tmp_path))
    assert coverage_of(tmp_path, "never-reviewed") == 0


def test_a_procedure_without_reviews_is_only_reported_as_never_reviewed(tmp_path: Path) -> None:
    write_handbook(tmp_path, {SUPPLIES: procedure()})

    asked = ("never-reviewed", "overdue-review", "changed-since-review")
    assert [coverage_of(tmp_path, code) for code in asked] == [1, 0, 0]


def test_a_review_made_today_is_not_in_the_future(reviewed: Path) -> None:
    review(reviewed, "supplies", "2026-11-21")

    assert found(reviewed, "future-review", at(days=0)) == []
    assert len(found(reviewed, "future-review", at(days=-1))) == 1


def test_whitespace_and_the_spelling_of_a_name_are_not_changes(reviewed: Path) -> None:
    text = (reviewed / SUPPLIES).read_text(encoding="utf-8")
    text = text.replace("owner: COO", "owner: coo").replace("Keep the office", "Keep  the\noffice")
    write_handbook(reviewed, {SUPPLIES: text}, base=False)

    assert found(reviewed, "changed-since-review") == []


def test_a_different_word_is_a_change(reviewed: Path) -> None:
    text = (reviewed / SUPPLIES).read_text(encoding="utf-8").replace("office", "kitchen")
    write_handbook(reviewed, {SUPPLIES: text}, base=False)

    assert codes(reviewed) == ["changed-since-review"]


def test_a_new_holder_makes_no_review_suspect(reviewed: Path) -> None:
    roles = BASE["data/roles.yaml"].replace("Ada", "Grace")
    write_handbook(reviewed, {"data/roles.yaml": roles}, base=False)

    assert codes(reviewed) == []


def test_a_renamed_role_with_its_old_title_as_an_alias_makes_no_review_suspect(
    reviewed: Path,
) -> None:
    roles = BASE["data/roles.yaml"].replace("title: COO", "title: Head\n  aliases: [COO]")
    write_handbook(reviewed, {"data/roles.yaml": roles}, base=False)

    assert codes(reviewed) == []


def test_a_renamed_role_makes_a_review_suspect(reviewed: Path) -> None:
    roles = BASE["data/roles.yaml"].replace("title: COO", "title: Head")
    text = (reviewed / SUPPLIES).read_text(encoding="utf-8").replace("COO", "Head")
    write_handbook(reviewed, {"data/roles.yaml": roles, SUPPLIES: text}, base=False)

    assert found(reviewed, "suspect-review") == [
        (
            f"{SUPPLIES}:2:8: sop 'Ordering supplies' was reviewed on 1 October 2026, but since "
            "then role 'Head' has changed; ask 'Head' whether it is still correct"
        )
    ]


def test_an_unreadable_register_counts_as_unchanged(
    reviewed: Path,
) -> None:
    write_handbook(reviewed, {"data/roles.yaml": "coo: [\n"}, base=False)

    assert codes(reviewed) == ["yaml-syntax"]
    assert coverage_of(reviewed, "changed-since-review") == 0
    assert coverage_of(reviewed, "overdue-review") == 1


@pytest.mark.parametrize(
    ("changed", "expected"), [("2026-10-01", 0), ("2026-10-02", 1), ("2026-10", 0), ("2026-11", 1)]
)
def test_a_month_counts_as_its_first_day_against_a_review(
    reviewed: Path, changed: str, expected: int
) -> None:
    rows = f"\n## Changes\n\n| Date | Change |\n| --- | --- |\n| {changed} | Count first |\n"
    text = procedure(process="supplies", after=rows)
    write_handbook(reviewed, {SUPPLIES: text}, base=False)

    assert len(found(reviewed, "review-before-change")) == expected


def test_a_change_after_the_review_of_another_text_is_consistent(reviewed: Path) -> None:
    rows = "\n## Changes\n\n| Date | Change |\n| --- | --- |\n| 2026-10-02 | Count |\n"
    text = procedure(process="supplies", after=rows).replace("office", "kitchen")
    write_handbook(reviewed, {SUPPLIES: text}, base=False)

    assert codes(reviewed) == ["changed-since-review"]


def test_changes_are_reported_despite_an_unreadable_register(tmp_path: Path) -> None:
    pen = "pen:\n  title: Pen\n  purpose: Writes\n  category: Finance\n"
    write_handbook(tmp_path, {SUPPLIES: procedure(more="tools: [Pen]\n"), "data/tools.yaml": pen})
    review(tmp_path, "supplies", "2026-11-01")

    roles = BASE["data/roles.yaml"].replace("title: COO", "title: COO\n  description: Decides.")
    write_handbook(tmp_path, {"data/roles.yaml": roles, "data/tools.yaml": "pen: [\n"}, base=False)

    (message,) = found(tmp_path, "suspect-review")
    assert message.endswith(
        "since then role 'COO' has changed; ask 'COO' whether it is still correct"
    )
    assert found(tmp_path, "changed-since-review") == []
    assert coverage_of(tmp_path, "suspect-review") == 1
