"""`handbook diff` shows who needs retraining, and in which courses."""

import json
from pathlib import Path

import pytest

from tests.support.commands import run, said
from tests.support.handbooks import procedure
from tests.support.history import repository
from tests.support.reviewing import PATH, edit

_TRAINING = (
    "stock:\n  title: Keeping stock\n  stage: ongoing\n  content: [practice]\n"
    "  covers: [sops/supplies]\n"
    "order:\n  title: Processes\n  stage: ongoing\n  content: [all]\n  covers: [buying]\n"
    "old:\n  title: Old\n  stage: ongoing\n  content: [all]\n  covers: [sops/supplies]\n"
    "  status: retired\n"
)
_CASES = "| Scenario | Handling |\n|---|---|\n| The shelf is full | Wait |\n"
_TRAINED = {
    PATH: procedure(
        process="buying",
        more="audience: [roles/cfo]\n",
        steps="### Count\n\n**Owner:** CTO\n\n1. Note what runs out\n\n"
        "### Order\n\n**With:** CFO\n\n1. Send the order\n",
    ),
    "data/training.yaml": _TRAINING,
    "data/processes.yaml": "buying:\n  title: Buying\n  owner: coo\n  area: operations\n",
    "data/roles.yaml": "".join(
        f"{name}:\n  title: {name.upper()}\n  area: operations\n  holders: [Ada Example]\n"
        for name in ("coo", "cto", "cfo")
    ),
}


@pytest.mark.parametrize(
    ("change", "learners"),
    [
        (("1. Note what runs out", "1. Note what is there"), ["cto", "cfo"]),
        (("1. Send the order", "1. Write the order"), ["coo", "cfo"]),
        (("### Order\n", "### Order now\n"), ["coo", "cfo"]),
        (("\n### Order\n\n**With:** CFO\n\n1. Send the order\n", ""), ["coo", "cfo"]),
        (("## Steps\n", f"## Exceptions\n\n{_CASES}\n## Steps\n"), ["cto", "coo", "cfo"]),
        (("audience: [roles/cfo]", "audience: [roles/cto]"), None),
        (("owner: COO", "owner: CTO"), None),
        (("review: every 3 months", "review: every 2 months"), None),
    ],
)
def test_performers_of_changed_steps_need_retraining(
    change: tuple[str, str], learners: list[str] | None, tmp_path: Path
) -> None:
    repository(tmp_path, _TRAINED)
    edit(tmp_path, {PATH: change})

    _, out, _ = said(run(tmp_path, "diff", "main", "--format", "json"))

    assert json.loads(out)["changed"][0]["training"] == (
        learners
        and {
            "learners": [f"roles/{role}" for role in learners],
            "courses": ["training/stock", "training/order"],
        }
    )


def test_a_renamed_role_requires_no_retraining(tmp_path: Path) -> None:
    repository(tmp_path, _TRAINED)
    edit(tmp_path, {"data/roles.yaml": ("cto:\n  title: CTO\n", "chief:\n  title: CTO\n")})

    _, out, _ = said(run(tmp_path, "diff", "main", "--format", "json"))

    assert [one["training"] for one in json.loads(out)["changed"]] == [None]
