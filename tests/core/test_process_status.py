"""A process has the worst status of its procedures, and every procedure has a status."""

from datetime import date

import pytest

from handbook.book import Handbook
from handbook.load import load
from handbook.status import Status, process_status, standings
from tests.support.handbooks import procedure, write_handbook

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def inventory(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    rows = {
        "kept": "keptAt: https://example.com",
        "none": "",
        "drafted": "",
        "both": "",
        "gone": "",
        "retired": "status: retired",
    }
    processes = "".join(
        f"{name}:\n  title: {name}\n  owner: coo\n  area: operations\n  {more}\n"
        for name, more in rows.items()
    )
    sops = {
        "a": ("drafted", "draft"),
        "b": ("both", "active"),
        "c": ("both", "draft"),
        "d": ("gone", "retired"),
        "e": ("kept", "active"),
        "f": ("retired", "active"),
    }
    files = {
        f"sops/operations/{name}.md": procedure(
            f"Title {name}", process=process, more=f"status: {status}\n"
        )
        for name, (process, status) in sops.items()
    }
    root = tmp_path_factory.mktemp("inventory")
    loaded = load(write_handbook(root, {**files, "data/processes.yaml": processes}))
    assert loaded.faults == ()
    return loaded.handbook


@pytest.mark.parametrize(
    ("process", "status"),
    [
        ("kept", Status.UNLISTED),
        ("none", Status.NOT_DOCUMENTED),
        ("drafted", Status.DRAFT),
        ("both", Status.DRAFT),
        ("gone", Status.NOT_DOCUMENTED),
        ("retired", Status.RETIRED),
    ],
)
def test_a_process_has_the_worst_status_of_its_procedures(
    inventory: Handbook, process: str, status: Status
) -> None:
    assert process_status(inventory, inventory.processes[process], TODAY) is status


def test_every_procedure_has_a_rank(inventory: Handbook) -> None:
    found = standings(inventory, TODAY)

    assert {name: result.status.value for name, result in found.items()} == {
        "a": "draft",
        "b": "never reviewed",
        "c": "draft",
        "d": "retired",
        "e": "never reviewed",
        "f": "never reviewed",
    }
