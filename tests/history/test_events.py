"""The events of a commit: every difference a reader would see, and nothing else."""

# ruff: noqa: ISC004 - lines are asserted whole, each on its line

from pathlib import Path

import pytest

from handbook.changes.values import Change
from handbook.history.events import phrase
from tests.support.handbooks import procedure
from tests.support.history import Repository, event_lines, repository

PATH = "sops/operations/ordering.md"
ROLES = """\
coo:
  title: COO
  area: operations
  holders: [Ada Example]
clerk:
  title: Clerk
  aliases: [Office clerk]
  area: stores
warden:
  title: Warden
"""
AREAS = "operations:\n  title: Operations\n  lead: coo\nstores:\n  title: Stores\n"
TOOLS = "scale:\n  title: Scale\n  owner: Clerk\n"


def _steps(owner: str, act: str = "Note what runs out") -> str:
    return f"### Count the stock\n\n**Owner:** {owner}\n\n1. {act}\n"


@pytest.fixture
def book(tmp_path: Path) -> Repository:
    files = {
        PATH: procedure(steps=_steps("Clerk")),
        "data/roles.yaml": ROLES,
        "data/areas.yaml": AREAS,
        "data/tools.yaml": TOOLS,
    }
    return repository(tmp_path, files)


def _new(book: Repository) -> list[str]:
    """Return the events of all commits after the first."""
    return [
        line for line in event_lines(book.history().events) if not line.startswith("2026-10-01")
    ]


def test_a_new_step_owner_is_described_in_words(book: Repository) -> None:
    name = book.commit({PATH: procedure(steps=_steps("Warden"))}, "2026-11-03")

    event = book.history().events[0]

    assert event_lines((event,)) == [
        "2026-11-03 | sops/ordering | changed | "
        "Step 'Count the stock': owner changed from Clerk to Warden"
    ]
    assert (event.commit, event.title) == (name, "Ordering supplies")
    assert event.entry is not None
    assert event.entry.id == "ordering"
    assert event.roles == ("coo", "clerk", "warden")
    assert event.areas == ("operations",)


def test_list_names_become_singular(book: Repository) -> None:
    text = procedure(steps=_steps("Clerk"), more="aliases: [Shopping]\n")
    book.commit({PATH: text}, "2026-11-03")

    assert _new(book) == ["2026-11-03 | sops/ordering | changed | Alias added: Shopping"]


def test_additions_and_removals_are_described(book: Repository) -> None:
    more = "### Order\n\n1. Send the order\n\n## Exceptions\n\n| Scenario | Handling |\n|---|---|\n"
    book.commit(
        {PATH: procedure(steps=_steps("Clerk") + more + "| No stock | Call |\n")}, "2026-11-03"
    )
    book.commit({PATH: procedure(steps=_steps("Clerk"))}, "2026-11-04")

    assert _new(book) == [
        "2026-11-04 | sops/ordering | changed | Step removed: Order | Exception removed: No stock",
        "2026-11-03 | sops/ordering | changed | Step added: Order | Exception added: No stock",
    ]


def test_whitespace_and_role_aliases_are_not_changes(book: Repository) -> None:
    book.commit({PATH: procedure(steps=_steps("Office clerk"))}, "2026-11-03")
    book.commit({PATH: procedure(owner="coo", steps=_steps("clerk", "Note  what\n   runs out"))})
    book.commit({"data/tools.yaml": "# Tools\n\nscale: {owner: clerk, title: 'Scale'}\n"})

    assert _new(book) == []


def test_changed_sentences_are_quoted() -> None:
    change = Change(("definition",), "What nobody wrote.", "What is not written down")

    words = phrase(change)

    assert words == "Definition changed from “What nobody wrote.” to “What is not written down”"


def test_link_targets_are_not_changes_but_link_texts_are(book: Repository) -> None:
    text = "Note [what](../../data/{}.yaml) runs out"
    book.commit({PATH: procedure(steps=_steps("Clerk", text.format("roles")))}, "2026-11-03")
    book.commit({PATH: procedure(steps=_steps("Clerk", text.format("tools")))}, "2026-11-04")
    book.commit({PATH: procedure(steps=_steps("Clerk", "Note **all** that `runs` out"))})

    assert _new(book) == [
        "2026-11-01 | sops/ordering | changed | Step 'Count the stock': action "
        "'Note all that runs out': text changed from “Note what runs out” to "
        "“Note all that runs out”"
    ]


def test_rows_of_the_change_table_are_quoted_as_written(book: Repository) -> None:
    log = "\n## Changes\n\n| Version | Date | Change |\n|---|---|---|\n"
    rows = "| 1.0 | 2026-10 | First |\n"
    book.commit({PATH: procedure(steps=_steps("Clerk"), after=log + rows)}, "2026-11-03")
    rows = "| 1.1 | 2026-11 | The warden counts |\n" + rows
    book.commit({PATH: procedure(steps=_steps("Warden"), after=log + rows)}, "2026-11-04")
    book.commit({PATH: procedure(steps=_steps("Warden"))}, "2026-11-05")

    assert _new(book) == [
        "2026-11-04 | sops/ordering | changed | "
        "Step 'Count the stock': owner changed from Clerk to Warden | The warden counts",
        "2026-11-03 | sops/ordering | changed | First",
    ]


def test_entries_are_added_retired_and_removed(book: Repository) -> None:
    book.commit({"sops/stores/keys.md": procedure("Keys", owner="Warden")}, "2026-11-03")
    retired = procedure("Keys", owner="Warden", more="status: retired\n")
    book.commit({"sops/stores/keys.md": retired}, "2026-11-04")
    book.commit({"sops/stores/keys.md": None}, "2026-11-05")

    events = [event for event in book.history().events if event.id == "keys"]

    assert event_lines(tuple(events)) == [
        "2026-11-05 | sops/keys | removed",
        "2026-11-04 | sops/keys | retired | Status added: retired",
        "2026-11-03 | sops/keys | added",
    ]
    assert {(event.title, event.roles, event.areas) for event in events} == {
        ("Keys", ("warden",), ("stores",))
    }
    assert [event.entry for event in events] == [None, None, None]


def test_a_renamed_file_is_the_same_procedure(book: Repository) -> None:
    book.commit({PATH: procedure(steps=_steps("Warden"))}, "2026-11-02")
    book.git("mv", PATH, "sops/operations/supplies.md")
    book.commit_all("2026-11-03")

    history = book.history()

    assert event_lines(history.events)[:2] == [
        "2026-11-03 | sops/supplies | renamed, was ordering",
        "2026-11-02 | sops/ordering | changed | "
        "Step 'Count the stock': owner changed from Clerk to Warden",
    ]
    assert all(event.entry is history.events[0].entry for event in history.of("sops", "supplies"))
    assert len(history.of("sops", "supplies")) == 3
    assert history.of("sops", "ordering") == ()


def test_a_renamed_register_entry_is_the_same_entry(book: Repository) -> None:
    roles = ROLES.replace("warden:\n", "gate-warden:\n")
    book.commit({"data/roles.yaml": roles}, "2026-11-03")

    history = book.history()

    assert _new(book) == ["2026-11-03 | roles/gate-warden | renamed, was warden"]
    assert history.events[0].roles == ("gate-warden",)
    assert len(history.of("roles", "gate-warden")) == 2


def test_a_move_to_another_area_affects_both_areas(book: Repository) -> None:
    book.git("mv", PATH, "sops/stores-ordering.md")
    (book.root / "sops/stores").mkdir()
    book.git("mv", "sops/stores-ordering.md", "sops/stores/ordering.md")
    book.commit_all("2026-11-03")

    event = book.history().events[0]

    assert event_lines((event,)) == [
        "2026-11-03 | sops/ordering | changed | Area changed from Operations to Stores"
    ]
    assert event.areas == ("operations", "stores")


def test_a_renamed_role_changes_no_procedure(book: Repository) -> None:
    roles = ROLES.replace("title: Clerk", "title: Storekeeper")
    book.commit({"data/roles.yaml": roles, PATH: procedure(steps=_steps("Storekeeper"))})

    assert _new(book) == ["2026-11-01 | roles/clerk | changed | Title changed from Clerk to "
                          "Storekeeper"]  # fmt: skip


def test_a_link_to_a_renamed_procedure_is_not_a_change(book: Repository) -> None:
    def related(name: str) -> str:
        return procedure("Keys", after=f"\n## Related\n\n- [It](../operations/{name}.md)\n")

    book.commit({"sops/stores/keys.md": related("ordering")}, "2026-11-02")
    book.git("mv", PATH, "sops/operations/supplies.md")
    book.commit({"sops/stores/keys.md": related("supplies")}, "2026-11-03")

    assert _new(book) == [
        "2026-11-03 | sops/supplies | renamed, was ordering",
        "2026-11-02 | sops/keys | added",
    ]


def test_relative_and_qualified_names_of_a_renamed_procedure_are_not_changes(
    book: Repository,
) -> None:
    def naming(name: str) -> dict[str, str]:
        return {
            "sops/operations/keys.md": procedure(
                "Keys", after=f"\n## Related\n\n- [It]({name}.md)\n"
            ),
            "data/checklists/stock.md": (
                f"---\ntitle: Stock\noccasion: vendors\nusedWith: [sops/{name}]\n---\n\n"
                "All of it.\n\n## Checklist\n\n- [ ] Counted\n"
            ),
        }

    book.commit(naming("ordering"), "2026-11-02")
    book.git("mv", PATH, "sops/operations/supplies.md")
    book.commit(naming("supplies"), "2026-11-03")

    assert _new(book) == [
        "2026-11-03 | sops/supplies | renamed, was ordering",
        "2026-11-02 | sops/keys | added",
        "2026-11-02 | checklists/stock | added",
    ]


def test_a_procedure_may_link_to_a_page_that_is_no_entry(book: Repository) -> None:
    def related(act: str) -> str:
        after = "\n## Related\n\n- [Guide](../../docs/guide.md)\n"
        return procedure("Keys", steps=_steps("Clerk", act), after=after)

    guide = {"docs/guide.md": "# Guide\n"}
    book.commit({"sops/stores/keys.md": related("Hang up"), **guide}, "2026-11-02")
    book.commit({"sops/stores/keys.md": related("Hang them up")}, "2026-11-03")

    assert _new(book) == [
        "2026-11-03 | sops/keys | changed | "
        "Step 'Count the stock': action 'Hang them up': text changed "
        "from Hang up to Hang them up",
        "2026-11-02 | sops/keys | added",
    ]


def test_an_unreadable_version_is_merged_with_its_repair(
    book: Repository,
) -> None:
    book.commit({PATH: "---\ntitle: [\n---\n"}, "2026-11-02")
    book.commit({PATH: "no front matter"}, "2026-11-03")
    book.commit({PATH: procedure(steps=_steps("Warden"))}, "2026-11-04")

    assert _new(book) == [
        "2026-11-04 | sops/ordering | changed | "
        "Step 'Count the stock': owner changed from Clerk to Warden"
    ]
    assert book.history().gaps == ()


@pytest.mark.parametrize(
    "spoilt", [b"warden:\n  title: \xff\n", b"warden: Warden\n"], ids=["encoding", "scalar"]
)
def test_a_register_that_could_not_be_read_is_merged_with_its_repair(
    spoilt: bytes, book: Repository
) -> None:
    (book.root / "data/roles.yaml").write_bytes(spoilt)
    book.commit_all("2026-11-02")
    book.commit({"data/roles.yaml": ROLES.replace("Warden", "Guard")}, "2026-11-03")

    assert _new(book) == [
        "2026-11-03 | roles/warden | changed | Title changed from Warden to Guard"
    ]


def test_a_file_of_another_kind_is_removed_and_added(book: Repository) -> None:
    text = "---\ntitle: Sync\nowner: COO\n---\n\nWe talk.\n"
    book.commit({"data/meetings/sync.md": text}, "2026-11-03")
    book.commit({"data/meetings/sync.md": None, "data/checklists/sync.md": text}, "2026-11-04")

    assert _new(book) == [
        "2026-11-04 | checklists/sync | added",
        "2026-11-04 | meetings/sync | removed",
        "2026-11-03 | meetings/sync | added",
    ]


def test_entries_of_a_shared_file_are_reported_separately(book: Repository) -> None:
    more = TOOLS + "radio:\n  title: Radio\n"
    book.commit({"data/tools.yaml": more}, "2026-11-02")

    assert _new(book) == ["2026-11-02 | tools/radio | added"]


def test_a_change_of_an_area_affects_it(book: Repository) -> None:
    book.commit({"data/areas.yaml": AREAS.replace("Stores", "Depots")}, "2026-11-02")

    history = book.history()

    assert event_lines(history.for_area("stores")[:1]) == [
        "2026-11-02 | areas/stores | changed | Title changed from Stores to Depots"
    ]
    assert (history.for_area("nowhere"), history.for_role("nobody")) == ((), ())


def test_a_tool_affects_its_owner_s_area(book: Repository) -> None:
    book.commit({"data/tools.yaml": TOOLS.replace("Scale", "Scales")}, "2026-11-02")

    event = book.history().events[0]

    assert event.roles == ("clerk",)
    assert event.areas == ("stores",)
    assert book.history().for_role("clerk")[0] == event
    assert book.history().for_area("stores")[0] == event


def test_a_meeting_affects_its_attendees(book: Repository) -> None:
    meeting = "---\ntitle: Round\ncadence: weekly\nattendees: [operations]\n---\n\nMeet.\n"
    book.commit({"data/meetings/round.md": meeting}, "2026-11-02")

    event = book.history().events[0]

    assert event.roles == ("coo",)
    assert event.areas == ("operations",)


def test_reviews_and_figures_are_not_events(book: Repository) -> None:
    book.commit({"data/values/x.csv": "metric,date,value\n", "data/reviews/ordering.yaml": "a: 1"})
    for path in ("data/values/x.csv", "data/reviews/ordering.yaml"):
        (book.root / path).unlink()

    assert _new(book) == []


def test_the_key_of_an_event_is_permanent_and_unique(book: Repository) -> None:
    book.commit({PATH: procedure(steps=_steps("Warden"))}, "2026-11-02")
    before = book.history().events
    book.commit({PATH: procedure(steps=_steps("Clerk"))}, "2026-11-03")

    after = book.history().events

    assert [event.key for event in after[1:]] == [event.key for event in before]
    assert len({event.key for event in after}) == len(after)
    assert all(event.key.startswith("urn:uuid:") for event in after)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("Customer Success Lead", "COO", "from Customer Success Lead to COO"),
        ("COO or their backup", "COO", "from “COO or their backup” to “COO”"),
        ("x" * 90, "y", f"from {'x' * 90} to y"),
    ],
)
def test_values_longer_than_a_name_are_quoted(before: str, after: str, said: str) -> None:
    assert phrase(Change(("owner",), before, after)) == f"Owner changed {said}"


def test_long_texts_are_only_reported_as_reworded() -> None:
    change = Change(("owner",), "COO", "x" * 91)

    assert phrase(change) == "Owner reworded"
