"""The status of a procedure is computed from its text, its reviews and the date."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from handbook.book import Handbook
from handbook.fingerprint import as_cited, citations, fingerprint
from handbook.inventory import listed
from handbook.load import load
from handbook.records import Entry
from handbook.source.yaml import dump_yaml
from handbook.status import (
    Standing,
    Status,
    last_review,
    standing_of,
)
from tests.support.handbooks import BASE, procedure, write_handbook

TODAY = date(2026, 11, 21)
FILES = {
    "data/roles.yaml": BASE["data/roles.yaml"] + "clerk: {title: Clerk, area: operations}\n",
    "data/processes.yaml": (
        "ordering: {title: Ordering, owner: COO, area: operations}\n"
        "paying: {title: Paying, owner: COO, area: operations}\n"
    ),
    "data/metrics.yaml": "errors: {title: Errors, category: Quality}\n",
    "sops/operations/ordering.md": procedure(process="ordering", after="## Metrics\n\n- Errors\n"),
}


def reviewed(root: Path, *days: str, files: dict[str, str] | None = None) -> Path:
    """Write a handbook with a procedure that was reviewed unchanged on some days."""
    write_handbook(root, {**FILES, **(files or {})})
    handbook = load(root).handbook
    sop = handbook.sops["ordering"].entry
    records = [
        {
            "date": day,
            "reviewer": "coo",
            "outcome": "unchanged",
            "checked": f"Review {number}",
            "fingerprint": fingerprint(handbook, sop),
            "cites": citations(handbook, sop),
        }
        for number, day in enumerate(days)
    ]
    text = dump_yaml({"procedure": "ordering", "reviews": records})
    return write_handbook(root, {"data/reviews/ordering.yaml": text}, base=False)


def change(root: Path, path: str, old: str, new: str) -> None:
    """Replace a text in a file; "" as the old text replaces the whole file."""
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new) if old else new, encoding="utf-8")


def found(root: Path, today: date = TODAY) -> Standing:
    handbook = load(root).handbook
    return standing_of(handbook, handbook.sops["ordering"], today)


def reasons(root: Path, today: date = TODAY) -> list[str]:
    result = found(root, today)
    assert result.status == result.reasons[0]
    return [reason.value for reason in result.reasons]


# --- each status


def test_a_procedure_unchanged_since_its_review_is_current(tmp_path: Path) -> None:
    result = found(reviewed(tmp_path, "2026-10-01"))

    assert result.status is Status.CURRENT
    assert result.reasons == (Status.CURRENT,)
    assert result.due == date(2027, 1, 1)
    assert result.suspects == ()
    assert result.review is not None
    assert result.review.date == date(2026, 10, 1)


def test_a_procedure_without_a_review_was_never_reviewed(tmp_path: Path) -> None:
    result = found(write_handbook(tmp_path, FILES))

    assert result == Standing(
        status=Status.NEVER_REVIEWED, reasons=(Status.NEVER_REVIEWED,), review=None, due=None
    )


def test_a_procedure_is_to_be_retired_if_its_last_review_says_so(tmp_path: Path) -> None:
    root = reviewed(tmp_path, "2026-10-01")
    path = "data/reviews/ordering.yaml"

    change(root, path, "outcome: unchanged", "outcome: retire")
    assert reasons(root) == ["to be retired"]
    assert found(root).due is None

    change(root, "sops/operations/ordering.md", "owner:", "status: retired\nowner:")
    assert reasons(root) == ["retired"]


def test_a_procedure_to_be_retired_needs_no_further_review(tmp_path: Path) -> None:
    root = reviewed(tmp_path, "2026-10-01")
    path = "data/reviews/ordering.yaml"
    change(root, path, "outcome: unchanged", "outcome: retire")

    change(root, "sops/operations/ordering.md", "Note what runs out", "Count what is left")
    change(root, "data/metrics.yaml", "category: Quality", "category: Sales")

    for day in (TODAY, date(2026, 12, 20), date(2028, 1, 1)):
        assert reasons(root, day) == ["to be retired"]
    assert found(root).suspects == ("metrics/errors",)


def test_a_procedure_edited_since_its_review_is_changed(tmp_path: Path) -> None:
    root = reviewed(tmp_path, "2026-10-01")

    change(root, "sops/operations/ordering.md", "Note what runs out", "Count what is left")

    assert reasons(root) == ["changed"]


def test_a_change_without_meaning_keeps_a_procedure_current(tmp_path: Path) -> None:
    root = reviewed(tmp_path, "2026-10-01")

    change(root, "sops/operations/ordering.md", "owner: COO", "version: '2.0'\nowner: coo")

    assert reasons(root) == ["current"]


def test_a_new_title_is_no_change_if_the_former_one_is_an_alias(tmp_path: Path) -> None:
    root = reviewed(tmp_path, "2026-10-01")
    path = "sops/operations/ordering.md"

    change(root, path, "title: Ordering supplies", "title: Stores")
    assert reasons(root) == ["changed"]

    change(root, path, "title: Stores", "title: Stores\naliases: [Stock, Ordering supplies]")
    assert reasons(root) == ["current"]


@pytest.mark.parametrize(
    ("path", "old", "new", "suspects"),
    [
        ("data/metrics.yaml", "category: Quality", "category: Sales", ("metrics/errors",)),
        ("data/metrics.yaml", "errors: {", "others: {unit: '%', ", ("metrics/errors",)),
        ("data/metrics.yaml", "errors:", "others:", ()),
        ("data/roles.yaml", "title: COO", "title: COO\n  kpis: [errors]", ("roles/coo",)),
        ("data/roles.yaml", "[Ada Example]", "[Bo Example]", ()),
        ("data/processes.yaml", "title: Ordering,", "title: Orders,", ("processes/ordering",)),
        ("data/processes.yaml", "title: Ordering,", "title: Orders, aliases: [Ordering],", ()),
        ("data/processes.yaml", "title: Paying,", "title: Pay,", ()),
    ],
)
def test_a_procedure_with_changed_or_missing_citations_is_suspect(
    tmp_path: Path, path: str, old: str, new: str, suspects: tuple[str, ...]
) -> None:
    root = reviewed(tmp_path, "2026-10-01")

    change(root, path, old, new)

    assert found(root).suspects == suspects
    assert (Status.SUSPECT in found(root).reasons) is bool(suspects)


def test_a_new_id_of_an_entry_cited_by_title_is_no_change(tmp_path: Path) -> None:
    tool = {"data/tools.yaml": "scale: {title: Scale, area: operations, owner: COO}\n"}
    order = procedure(process="ordering", more="tools: [Scale]\n")
    root = reviewed(tmp_path, "2026-10-01", files={**tool, "sops/operations/ordering.md": order})

    change(root, "data/roles.yaml", "coo:", "chief-operating-officer:")
    change(root, "data/tools.yaml", "scale:", "scales:")

    assert reasons(root) == ["current"]
    assert found(root).suspects == ()


@pytest.mark.parametrize("made", [fingerprint, as_cited])
def test_a_new_owner_of_a_cited_procedure_is_no_change(
    made: Callable[[Handbook, Entry], str], tmp_path: Path
) -> None:
    paying = {"sops/operations/paying.md": procedure("Paying bills", process="paying")}
    order = procedure(process="ordering", after="## Related\n\n- Paying bills\n")
    root = reviewed(tmp_path, "2026-10-01", files={**paying, "sops/operations/ordering.md": order})
    handbook = load(root).handbook
    mark = made(handbook, handbook.sops["paying"].entry)
    recorded = citations(handbook, handbook.sops["ordering"].entry)["sops/paying"]
    change(root, "data/reviews/ordering.yaml", recorded, mark)
    assert reasons(root) == ["current"]

    change(root, "sops/operations/paying.md", "owner: COO", "owner: Clerk")

    # An older record includes the owner in its digest.
    assert reasons(root) == ["current" if made is as_cited else "suspect"]
    change(root, "sops/operations/paying.md", "1. ", "1. First ")
    assert reasons(root) == ["suspect"]


def test_a_new_title_of_a_cited_procedure_is_no_change_if_the_former_is_an_alias(
    tmp_path: Path,
) -> None:
    paying = {"sops/operations/paying.md": procedure("Paying bills", process="paying")}
    order = procedure(process="ordering", after="## Related\n\n- Paying bills\n")
    root = reviewed(tmp_path, "2026-10-01", files={**paying, "sops/operations/ordering.md": order})
    renamed = "title: Settling bills\naliases: [Paying bills]"

    change(root, "sops/operations/paying.md", "title: Paying bills", renamed)
    change(root, "sops/operations/paying.md", "owner: COO", "owner: Clerk")

    assert reasons(root) == ["current"]


def test_suspects_are_listed_in_order_along_with_a_change(tmp_path: Path) -> None:
    root = reviewed(tmp_path, "2026-10-01")

    change(root, "data/metrics.yaml", "", "")
    change(root, "data/roles.yaml", "title: COO", "title: COO\n  description: Decides.")

    assert reasons(root) == ["changed", "suspect"]
    assert found(root).suspects == ("metrics/errors", "roles/coo")


def test_an_entry_no_longer_cited_is_still_suspect(tmp_path: Path) -> None:
    root = reviewed(tmp_path, "2026-10-01")

    change(root, "sops/operations/ordering.md", "## Metrics\n\n- Errors\n", "")
    change(root, "data/metrics.yaml", "category: Quality", "category: Sales")

    assert reasons(root) == ["changed", "suspect"]


@pytest.mark.parametrize(
    ("status", "expected"),
    [("draft", "draft"), ("retired", "retired"), ("active", "never reviewed")],
)
def test_drafts_and_retired_procedures_need_no_review(
    tmp_path: Path, status: str, expected: str
) -> None:
    text = procedure(process="ordering", more=f"status: {status}\n")

    root = write_handbook(tmp_path, {**FILES, "sops/operations/ordering.md": text})

    assert reasons(root) == [expected]


def test_a_retired_procedure_has_no_other_status(tmp_path: Path) -> None:
    root = reviewed(tmp_path, "2020-01-01")

    change(
        root, "sops/operations/ordering.md", "process: ordering", "process: null\nstatus: retired"
    )

    assert found(root) == Standing(
        status=Status.RETIRED, reasons=(Status.RETIRED,), review=None, due=None
    )


def test_draft_is_the_first_reason(tmp_path: Path) -> None:
    root = reviewed(tmp_path, "2020-01-01")

    change(root, "sops/operations/ordering.md", "process: ordering", "process: null\nstatus: draft")

    assert reasons(root) == ["draft", "unlisted", "changed", "overdue"]


# --- listed


@pytest.mark.parametrize(
    ("path", "process", "expected"),
    [
        ("sops/operations/ordering.md", "ordering", True),
        ("sops/operations/ordering.md", "null", False),
        ("sops/operations/ordering.md", "nothing-known", False),
        ("sops/elsewhere/ordering.md", "ordering", False),
    ],
)
def test_a_procedure_is_listed_if_in_inventory_and_contents(
    tmp_path: Path, path: str, process: str, expected: bool
) -> None:
    files = {key: text for key, text in FILES.items() if not key.startswith("sops/")}
    root = write_handbook(tmp_path, {**files, path: procedure(process=process)})
    handbook = load(root).handbook

    assert listed(handbook, handbook.sops["ordering"]) is expected
    assert reasons(root) == ["never reviewed"] if expected else ["unlisted", "never reviewed"]


@pytest.mark.parametrize("path", ["data/processes.yaml", "data/areas.yaml"])
def test_nothing_is_unlisted_if_the_inventory_is_unreadable(tmp_path: Path, path: str) -> None:
    root = reviewed(tmp_path, "2026-10-01")

    change(root, path, "", "[")

    assert reasons(root) == ["current"]


# --- dates


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 10, 1), "current"),
        (date(2026, 12, 3), "current"),
        (date(2026, 12, 4), "due soon"),
        (date(2026, 12, 31), "due soon"),
        (date(2027, 1, 1), "due soon"),
        (date(2027, 1, 2), "overdue"),
        (date(2037, 1, 1), "overdue"),
    ],
)
def test_the_warning_starts_28_days_before_the_date_and_includes_it(
    tmp_path: Path, today: date, expected: str
) -> None:
    assert reasons(reviewed(tmp_path, "2026-10-01"), today) == [expected]


@pytest.mark.parametrize(("days", "warned"), [(1, date(2026, 12, 31)), (365, date(2026, 1, 1))])
def test_the_warning_period_is_a_setting(tmp_path: Path, days: int, warned: date) -> None:
    root = reviewed(tmp_path, "2026-10-01")

    change(root, "data/settings.yaml", "dueSoonDays: 28", f"dueSoonDays: {days}")

    assert reasons(root, max(warned, date(2026, 10, 1))) == ["due soon"]
    assert reasons(root, date(2027, 1, 1)) == ["due soon"]


def test_without_settings_the_warning_period_is_28_days(tmp_path: Path) -> None:
    root = reviewed(tmp_path, "2026-10-01")

    (root / "data/settings.yaml").unlink()

    assert reasons(root, date(2026, 12, 3)) == ["current"]
    assert reasons(root, date(2026, 12, 4)) == ["due soon"]


@pytest.mark.parametrize(
    ("day", "interval", "due"),
    [
        ("2026-11-30", "every 3 months", date(2027, 2, 28)),
        ("2027-11-30", "every 3 months", date(2028, 2, 29)),
        ("2026-08-31", "every month", date(2026, 9, 30)),
        ("2024-02-29", "every year", date(2025, 2, 28)),
        ("2026-12-31", "every 2 weeks", date(2027, 1, 14)),
        ("2026-12-31", "every day", date(2027, 1, 1)),
    ],
)
def test_a_review_is_due_on_an_existing_day_of_the_month(
    tmp_path: Path, day: str, interval: str, due: date
) -> None:
    text = procedure(process="ordering").replace("every 3 months", interval)
    root = reviewed(tmp_path, day, files={"sops/operations/ordering.md": text})

    assert found(root, due).due == due
    assert reasons(root, due) == ["due soon"]
    assert reasons(root, due + timedelta(days=1)) == ["overdue"]


def test_a_review_on_the_last_possible_date_is_due_on_it(tmp_path: Path) -> None:
    assert found(reviewed(tmp_path, "9999-12-31"), date.max).due == date.max


# --- which review counts


def test_the_newest_review_counts_in_any_order(tmp_path: Path) -> None:
    root = reviewed(tmp_path, "2026-10-01", "2026-11-20", "2025-01-01")

    assert found(root).due == date(2027, 2, 20)


def test_the_later_of_two_reviews_on_one_day_counts(tmp_path: Path) -> None:
    root = reviewed(tmp_path, "2026-10-01", "2026-10-01")
    handbook = load(root).handbook

    review = last_review(handbook, handbook.sops["ordering"])

    assert review is not None
    assert review.checked == "Review 1"


def test_a_review_made_today_counts(tmp_path: Path) -> None:
    assert reasons(reviewed(tmp_path, "2026-11-21")) == ["current"]


def test_a_future_review_does_not_count(tmp_path: Path) -> None:
    root = reviewed(tmp_path, "2026-11-22", "2099-01-01")

    assert reasons(root) == ["never reviewed"]
    assert reasons(root, date(2026, 11, 22)) == ["current"]


def test_a_future_review_does_not_hide_a_past_one(tmp_path: Path) -> None:
    root = reviewed(tmp_path, "2020-01-01", "2099-01-01")

    assert reasons(root) == ["overdue"]
    assert found(root).due == date(2020, 4, 1)


def test_the_last_review_can_be_found_without_a_date(tmp_path: Path) -> None:
    handbook = load(reviewed(tmp_path, "2099-01-01")).handbook
    sop = handbook.sops["ordering"]

    assert last_review(handbook, sop) is not None
    assert last_review(handbook, sop, TODAY) is None


# --- unreadable files


@pytest.mark.parametrize("path", ["data/roles.yaml", "data/metrics.yaml", "data/areas.yaml"])
def test_an_unreadable_register_makes_nothing_changed_or_suspect(tmp_path: Path, path: str) -> None:
    root = reviewed(tmp_path, "2026-10-01")

    change(root, path, "", "[")

    assert reasons(root) == ["current"]


def test_an_entry_that_disappeared_with_its_register_is_suspect(tmp_path: Path) -> None:
    root = reviewed(tmp_path, "2026-10-01")
    change(root, "sops/operations/ordering.md", "## Metrics\n\n- Errors\n", "")

    (root / "data/metrics.yaml").unlink()

    assert found(root).suspects == ("metrics/errors",)


def test_the_statuses_shown_to_readers_are_few() -> None:
    assert {status.value: status.word for status in Status} == {
        "not documented": "Not documented",
        "unlisted": "Unlisted",
        "draft": "Draft",
        "never reviewed": "Needs update",
        "to be retired": "Needs update",
        "changed": "Needs update",
        "suspect": "Needs update",
        "overdue": "Needs update",
        "due soon": "Current",
        "current": "Current",
        "retired": "Retired",
    }
