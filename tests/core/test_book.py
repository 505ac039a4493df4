"""All registers of a handbook: lookup by id or name, references and back-links, typed records."""

# ruff: noqa: E501 - texts are written as in files

from datetime import date
from pathlib import Path

import pytest

from handbook.book import Handbook
from handbook.load import load
from handbook.records import Entry, Review
from handbook.times import Duration, Interval, When
from handbook.values import Target
from tests.support.handbooks import procedure, write_handbook

FILES = {
    "data/roles.yaml": """\
coo:
  title: COO
  aliases: [Chief Operating Officer]
  area: Operations
  headCount: 1
  holders: [Ada Example]
clerk:
  title: Clerk
  reportsTo: Chief Operating Officer
  vacant: true
""",
    "data/processes.yaml": """\
ordering:
  title: Ordering
  owner: COO
  area: operations
paying:
  title: Paying
  owner: COO
  area: operations
  keptAt: https://example.com/paying
old:
  title: Old ways
  owner: COO
  area: operations
  status: retired
""",
    "data/groups.yaml": """\
office:
  title: Office
""",
    "data/metrics.yaml": """\
errors:
  title: Errors
  category: Quality
  target: < 1%
  owner: Operations
mood:
  title: Mood
  category: Quality
""",
    "sops/operations/ordering.md": """\
---
title: Ordering supplies
process: ordering
owner: Chief Operating Officer
backup: Clerk
review: every 3 months
version: "1.1"
effective: 2026-01-05
tools: [Nothing known]
---

Keep the *office* stocked.

## Steps

### Count (day 1-2)

**Owner:** clerk · **Timeline:** 2 hours

1. Note what *runs* out
   - paper
   - blue <ink>

   > [!NOTE]
   > Look twice.

**Outputs:** list, total

### Order

- Send it

## Metrics

- Errors

## Related

- [Sync](../../data/meetings/sync.md)
- https://example.com/manual
- Paying

## Changes

| Date | Change |
|---|---|
| 2026-01-05 | Reworded |
| 2025-12 | Written |
""",
    "sops/operations/retired.md": procedure("Old ordering", process="ordering", more="status: retired\n"),
    "data/meetings/sync.md": """\
---
title: Sync
cadence: weekly
day: monday
time: 09:30
duration: 1 hour
attendees: [Office, Clerk]
---

Stay in step.

## Agenda

### Welcome (5 min)

- Wins

### Rest
""",
    "data/reviews/ordering.yaml": """\
procedure: Ordering supplies
reviews:
- date: '2026-01-05'
  reviewer: Clerk
  outcome: unchanged
  checked: Read it
  version: '1.1'
  fingerprint: 0123456789abcdef
  cites:
    roles/coo: fedcba9876543210
""",
}  # fmt: skip


@pytest.fixture(scope="module")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    loaded = load(write_handbook(tmp_path_factory.mktemp("handbook"), FILES))
    assert loaded.faults == ()
    return loaded.handbook


def entry(handbook: Handbook, kind: str, entry_id: str) -> Entry:
    found = handbook.find(kind, entry_id)
    assert found is not None
    return found


def test_names_in_data_are_resolved_to_ids(handbook: Handbook) -> None:
    data = entry(handbook, "sops", "ordering").data

    assert (data["process"], data["owner"], data["backup"]) == ("ordering", "coo", "clerk")
    assert data["steps"][0]["owner"] == "clerk"
    assert data["metrics"] == [{"metric": "errors"}]


def test_a_reference_to_several_kinds_becomes_kind_and_id(handbook: Handbook) -> None:
    assert entry(handbook, "meetings", "sync").data["attendees"] == ["groups/office", "roles/clerk"]
    assert entry(handbook, "sops", "ordering").data["related"] == [
        "meetings/sync",
        "https://example.com/manual",
        "processes/paying",
    ]


def test_an_unknown_name_is_kept_as_written(handbook: Handbook) -> None:
    sop = entry(handbook, "sops", "ordering")

    assert sop.data["tools"] == ["Nothing known"]
    assert [
        (str(found.place), found.name, found.kinds)
        for found in handbook.uses(sop)
        if found.target is None
    ] == [("sops/operations/ordering.md:9:9", "Nothing known", ("tools",))]


def test_a_web_address_is_not_a_reference_to_a_document(handbook: Handbook) -> None:
    names = [found.name for found in handbook.uses(entry(handbook, "sops", "ordering"))]

    assert names == [
        "ordering",
        "Chief Operating Officer",
        "Clerk",
        "Nothing known",
        "clerk",
        "Errors",
        "../../data/meetings/sync.md",
        "Paying",
    ]


def test_a_web_address_is_an_unknown_role(tmp_path: Path) -> None:
    text = procedure(owner="https://example.com/coo")

    handbook = load(write_handbook(tmp_path, {"sops/operations/ordering.md": text})).handbook

    assert [found.name for found in handbook.references if found.target is None] == [
        "https://example.com/coo"
    ]


def test_every_reference_has_a_back_link(handbook: Handbook) -> None:
    used = handbook.used_by(entry(handbook, "roles", "clerk"))

    assert [(found.source.kind, found.source.id, found.route) for found in used] == [
        ("meetings", "sync", ("attendees", 1)),
        ("reviews", "ordering", ("reviews", 0, "reviewer")),
        ("sops", "ordering", ("backup",)),
        ("sops", "ordering", ("steps", 0, "owner")),
    ]
    assert handbook.used_by(entry(handbook, "roles", "clerk")) == used


def test_an_unreferenced_entry_has_no_back_links(handbook: Handbook) -> None:
    assert handbook.used_by(entry(handbook, "metrics", "mood")) == ()
    assert handbook.uses(entry(handbook, "metrics", "mood")) == ()


def test_an_entry_is_found_by_a_resolved_reference(handbook: Handbook) -> None:
    coo = entry(handbook, "roles", "coo")

    assert handbook.at("roles", "coo") is coo
    assert handbook.at(("roles", "areas"), "roles/coo") is coo
    assert handbook.at("roles", "nobody") is None
    assert handbook.at(("roles", "areas"), "nobody") is None
    assert handbook.at("nothing", "coo") is None
    assert handbook.find("nothing", "coo") is None
    assert list(handbook.entries("nothing")) == []


def test_an_entry_has_an_address_on_the_site(handbook: Handbook) -> None:
    assert handbook.address(entry(handbook, "sops", "ordering")) == "procedures/ordering/"
    assert handbook.address(entry(handbook, "metrics", "mood")) == "metrics/mood/"


def test_settings_are_not_a_register(handbook: Handbook) -> None:
    assert "settings" not in handbook.registers
    assert "settings" not in handbook.kinds
    assert handbook.settings["dueSoonDays"] == 28


def test_registers_keep_file_order(handbook: Handbook) -> None:
    register = handbook.registers["roles"]

    assert [found.id for found in register] == ["coo", "clerk"]
    assert len(register) == 2


def test_an_entry_knows_its_names_and_places(handbook: Handbook) -> None:
    coo = entry(handbook, "roles", "coo")

    assert (coo.title, coo.aliases, coo.status) == ("COO", ("Chief Operating Officer",), "active")
    assert str(coo.key()) == "data/roles.yaml:1:1"
    assert str(coo.place()) == "data/roles.yaml:2:3"
    assert str(coo.key("holders")) == "data/roles.yaml:6:3"
    assert str(coo.place("holders", 0)) == "data/roles.yaml:6:13"
    assert str(coo.place("reportsTo")) == "data/roles.yaml:2:3"
    assert coo.prose("title") is None


def test_a_procedure_is_a_record(handbook: Handbook) -> None:
    sop = handbook.sops["ordering"]
    count, order = sop.steps

    assert (sop.area, sop.process, sop.owner, sop.backup) == (
        "operations",
        "ordering",
        "coo",
        "clerk",
    )
    assert sop.review == Interval(3, "month", "every 3 months")
    assert (sop.version, sop.effective, sop.status) == ("1.1", date(2026, 1, 5), "active")
    assert sop.changed == (date(2026, 1, 5), date(2025, 12, 1))
    assert sop.purpose.html == "Keep the <em>office</em> stocked."
    assert (count.number, count.title, count.anchor) == (1, "Count", "count")
    assert count.when == When("day", 1, 2, "day 1-2")
    assert count.duration == Duration(2, 2, "hour", "2 hours")
    assert (count.owner, count.tools) == ("clerk", ())
    (action,) = count.actions
    assert action.text.html == "Note what <em>runs</em> out"
    assert [detail.html for detail in action.details] == ["paper", "blue &lt;ink&gt;"]
    assert action.notes is not None
    assert action.notes.text == "Look twice."
    assert [output.text for output in count.outputs] == ["list", "total"]
    assert (order.number, order.when, order.owner, order.outputs) == (2, None, None, ())
    assert str(sop.place("steps", 1, "title")) == "sops/operations/ordering.md:29:1"


def test_a_purpose_in_the_front_matter_is_text_without_markup(tmp_path: Path) -> None:
    text = procedure(more="purpose: Keep *it* <b>\n").replace("Keep the office stocked.\n", "")

    sop = load(write_handbook(tmp_path, {"sops/operations/a.md": text})).handbook.sops["a"]

    assert sop.purpose.html == "Keep *it* &lt;b&gt;"
    assert str(sop.place("purpose")) == "sops/operations/a.md:6:10"


def test_other_kinds_with_behaviour_are_records(handbook: Handbook) -> None:
    clerk, meeting = handbook.roles["clerk"], handbook.meetings["sync"]
    welcome, rest = meeting.agenda

    assert (clerk.reports_to, clerk.vacant, clerk.holders, clerk.head_count) == (
        "coo",
        True,
        (),
        None,
    )
    assert handbook.roles["coo"].area == "operations"
    assert (meeting.cadence, meeting.day, meeting.start) == ("weekly", "monday", 570)
    assert meeting.attendees == ("groups/office", "roles/clerk")
    assert (welcome.title, welcome.minutes, [point.text for point in welcome.points]) == (
        "Welcome",
        5,
        ["Wins"],
    )
    assert (rest.title, rest.minutes, rest.points, rest.notes) == ("Rest", None, (), None)
    assert handbook.metrics["errors"].target == Target("<", 1, "%", "< 1%")
    assert handbook.metrics["mood"].target is None
    assert handbook.processes["paying"].kept_at == "https://example.com/paying"


def test_reviews_are_grouped_by_procedure_id(handbook: Handbook) -> None:
    (review,) = handbook.reviews["ordering"]

    assert review == Review(
        entry=entry(handbook, "reviews", "ordering"),
        index=0,
        date=date(2026, 1, 5),
        reviewer="clerk",
        outcome="unchanged",
        checked="Read it",
        version="1.1",
        fingerprint="0123456789abcdef",
        cites={"roles/coo": "fedcba9876543210"},
    )
    assert str(review.place("date")) == "data/reviews/ordering.yaml:3:9"


def test_reviews_of_a_procedure_in_two_files_are_combined(tmp_path: Path) -> None:
    files = {
        "sops/operations/ordering.md": procedure(),
        "data/reviews/ordering.yaml": FILES["data/reviews/ordering.yaml"],
        "data/reviews/other.yaml": FILES["data/reviews/ordering.yaml"].replace("-01-05", "-02-05"),
    }

    handbook = load(write_handbook(tmp_path, files)).handbook

    assert [review.date.month for review in handbook.reviews["ordering"]] == [1, 2]


def test_a_review_of_an_unknown_procedure_is_kept_under_its_name(tmp_path: Path) -> None:
    handbook = load(
        write_handbook(tmp_path, {"data/reviews/x.yaml": FILES["data/reviews/ordering.yaml"]})
    ).handbook

    assert list(handbook.reviews) == ["Ordering supplies"]


def test_retired_entries_are_not_in_use(handbook: Handbook) -> None:
    assert [sop.id for sop in handbook.sops_in_use] == ["ordering"]
    assert [process.id for process in handbook.processes_in_use] == ["ordering", "paying"]
    assert [sop.id for sop in handbook.sops_of(handbook.processes["ordering"])] == ["ordering"]
    assert handbook.sops_of(handbook.processes["paying"]) == ()
    assert [entry.id for entry in handbook.active_entries("processes")] == ["ordering", "paying"]
    assert handbook.active_entries("vehicles") == []


def test_the_first_of_two_files_with_the_same_id_is_used(tmp_path: Path) -> None:
    files = {"sops/a/x.md": procedure("One"), "sops/b/x.md": procedure("Two")}

    handbook = load(write_handbook(tmp_path, files)).handbook

    assert handbook.sops["x"].title == "One"
    assert handbook.names.find(["sops"], "x", "") is handbook.sops["x"].entry
    assert [(one.text, two.text) for one, two in handbook.names.clashes] == [("x", "x")]


def test_an_entry_is_settled_if_all_its_references_are_readable(tmp_path: Path) -> None:
    files = {"sops/operations/ordering.md": procedure(more="tools: [Slack]\n")}
    known = load(write_handbook(tmp_path / "a", files)).handbook
    unknown = load(write_handbook(tmp_path / "b", {**files, "data/tools.yaml": "["})).handbook

    assert known.is_resolved(known.sops["ordering"].entry)
    assert not unknown.is_resolved(unknown.sops["ordering"].entry)
    assert unknown.is_resolved(unknown.roles["coo"].entry)
