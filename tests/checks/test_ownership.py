"""No role owns too much, and no vacant role owns anything."""

from pathlib import Path

import pytest

from tests.support.handbooks import BASE, found, problems, procedure, write_handbook


def owning(*owners: str) -> str:
    return "\n".join(
        f"process-{number}:\n  title: Process {number}\n  owner: {owner}\n  area: operations\n"
        for number, owner in enumerate(owners)
    )


@pytest.mark.parametrize(("number", "expected"), [(3, 0), (4, 1)])
def test_a_role_may_own_as_many_as_the_settings_allow(
    tmp_path: Path, number: int, expected: int
) -> None:
    write_handbook(tmp_path, {"data/processes.yaml": owning(*["coo"] * number)})

    assert len(found(tmp_path, "overloaded-role")) == expected


def test_a_process_and_its_own_procedure_count_once(tmp_path: Path) -> None:
    files = {
        f"sops/operations/process-{number}.md": procedure(
            f"P {number}", process=f"process-{number}"
        )
        for number in range(3)
    }
    write_handbook(tmp_path, {"data/processes.yaml": owning("coo", "coo", "coo"), **files})

    assert found(tmp_path, "overloaded-role") == []


def test_without_a_limit_no_role_is_overloaded(tmp_path: Path) -> None:
    settings = BASE["data/settings.yaml"].replace("maxProceduresPerRole: 3\n", "")
    files = {"data/settings.yaml": settings, "data/processes.yaml": owning(*["coo"] * 9)}
    write_handbook(tmp_path, files)

    assert found(tmp_path, "overloaded-role") == []


def test_a_vacant_role_with_a_named_holder_is_reported(tmp_path: Path) -> None:
    roles = BASE["data/roles.yaml"] + "  vacant: true\n"
    write_handbook(tmp_path, {"data/roles.yaml": roles, "data/processes.yaml": owning("coo")})

    assert found(tmp_path, "owner-without-holder") == [
        (
            "data/roles.yaml:5:11: role 'COO' is vacant but owns process 'Process 0'; "
            "fill it, or name another owner"
        )
    ]


def test_a_role_that_owns_nothing_needs_no_holder(tmp_path: Path) -> None:
    write_handbook(tmp_path, {"data/roles.yaml": "coo:\n  title: COO\n  area: operations\n"})

    assert problems(tmp_path) == []
