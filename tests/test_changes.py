"""Differences between two versions of a handbook, who has a say, and who needs retraining."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from handbook.changes.entries import Changed, changed
from handbook.changes.report import markdown
from handbook.changes.values import Change, singular
from handbook.load import load
from tests.support.handbooks import BASE, TODAY, procedure, review, write_handbook

PATH = "sops/operations/supplies.md"
COUNT = "### Count\n\n**Owner:** CTO\n\n1. Note what runs out\n\n"
ORDER = "### Order\n\n1. Send the order\n\n"
FILES = {
    PATH: procedure(owner="CTO", steps=COUNT + ORDER),
    "data/roles.yaml": f"{BASE['data/roles.yaml']}cto: {{title: CTO}}\ncfo: {{title: CFO}}\n",
}


def _changed(root: Path, then: Mapping[str, str], now: Mapping[str, str]) -> Changed:
    """Return the one entry that differs after files were written."""
    before = load(write_handbook(root, {**FILES, **then})).handbook
    after = load(write_handbook(root, now, base=False)).handbook
    (found,) = changed(before, after, TODAY, {})
    return found


def test_reordered_steps_are_reported_and_need_retraining(tmp_path: Path) -> None:
    found = _changed(tmp_path, {}, {PATH: procedure(owner="CTO", steps=ORDER + COUNT)})

    assert found.changes == (Change(("steps",), "old order", "new order"),)
    assert found.retraining is not None
    assert [one.id for one in found.retraining.learners] == ["cto"]


def test_the_previous_decider_must_agree(tmp_path: Path) -> None:
    found = _changed(tmp_path, {}, {PATH: procedure(owner="CFO", steps=COUNT + ORDER)})

    assert [(say.part, say.why) for say in found.says if say.role == "cto"] == [
        ("performs", "has a part in step 'Count'"),
        ("agrees", "previous decider"),
    ]


def test_a_review_of_the_new_text_counts_as_reviewed_with_the_change(tmp_path: Path) -> None:
    before = load(write_handbook(tmp_path, FILES)).handbook
    write_handbook(tmp_path, {PATH: procedure(owner="CTO", steps=COUNT)}, base=False)
    review(tmp_path, "supplies", "2026-11-20")

    (found,) = changed(before, load(tmp_path).handbook, TODAY, {})

    assert found.review == "reviewed on 2026-11-20 with this change"


def test_a_link_to_a_moved_procedure_is_not_a_change(tmp_path: Path) -> None:
    moved = {PATH: "sops/operations/stock.md"}
    linking = "\n## Notes\n\nSee [it]({}.md) first.\n"

    def other(name: str) -> dict[str, str]:
        return {"sops/operations/other.md": procedure("Other", after=linking.format(name))}

    before = load(write_handbook(tmp_path, {**FILES, **other("supplies")})).handbook
    (tmp_path / PATH).rename(tmp_path / moved[PATH])
    after = load(write_handbook(tmp_path, other("stock"), base=False)).handbook

    assert [
        (one.entry.id, one.renamed, one.changes) for one in changed(before, after, TODAY, moved)
    ] == [("stock", "supplies", ())]


def test_training_without_learners_is_reported(tmp_path: Path) -> None:
    process = "buying:\n  title: Buying\n  owner: coo\n  area: operations\n"
    course = "shop:\n  title: Shopping\n  stage: ongoing\n  content: [all]\n  covers: [{}]\n"
    then = {"data/processes.yaml": process, "data/training.yaml": course.format("buying")}
    now = {"data/processes.yaml": f"{process}  description: Buys all.\n"}

    found = _changed(tmp_path, then, now)

    assert markdown([found], (), "main", {}).endswith(
        "#### Training to repeat\n\n- Buying: Shopping covers it\n"
    )


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("steps", "step"),
        ("policies", "policy"),
        ("addresses", "address"),
        ("aliases", "alias"),
        ("boxes", "box"),
        ("agenda", "agenda item"),
    ],
)
def test_list_names_become_singular(many: str, one: str) -> None:
    assert singular(many) == one
