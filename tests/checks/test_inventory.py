"""Undocumented processes of the inventory."""

from pathlib import Path

from tests.support.checks import PROCESSES, SUPPLIES
from tests.support.handbooks import found, procedure, write_handbook


def test_the_file_of_a_retired_procedure_is_not_requested_again(
    tmp_path: Path,
) -> None:
    text = procedure(process="supplies", more="status: retired\n")
    write_handbook(tmp_path, {SUPPLIES: text, "data/processes.yaml": PROCESSES})

    assert found(tmp_path, "undocumented-process") == [
        (
            "data/processes.yaml:1:1: process 'Supplies' has no procedure in use: "
            "'Ordering supplies' is retired; "
            "ask its owner, 'COO', to retire it too, or write another"
        )
    ]
