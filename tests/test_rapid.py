"""Who has a say is derived from the records, and CODEOWNERS from who has a say."""

from pathlib import Path

import pytest

from handbook.codeowners import codeowners
from handbook.load import load
from handbook.rapid import Stake, stakes
from tests.support.commands import run, said
from tests.support.handbooks import BASE, problems, procedure, write_handbook

PATH = "sops/operations/supplies.md"
ROLES = """\
coo:
  title: COO
  area: operations
  holders: [Ada Example]
buyer:
  title: Buyer
  team: "@grace-example"
  holders: [Grace Example]
cfo:
  title: CFO
  holders: [Alan Example]
"""
STEPS = "### Count the stock\n\n**Owner:** Buyer\n\n1. Note what runs out\n"
SETTINGS = BASE["data/settings.yaml"]
TEAMS = 'codeOwners:\n  team: "@example/{role}"\n  rest: COO\n'
HEAD = """\
# Who reviews each change: owners, backups and RAPID roles, as named in the handbook.
# Written by `handbook codeowners --write`; change the handbook, not this file.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a handbook with teams, and a procedure owned by the buyer."""
    return write_handbook(
        tmp_path,
        {
            "data/settings.yaml": SETTINGS + TEAMS,
            "data/roles.yaml": ROLES,
            PATH: procedure(owner="Buyer", more="backup: CFO\n", steps=STEPS),
        },
    )


def _says(root: Path) -> list[Stake]:
    handbook = load(root).handbook
    return list(stakes(handbook, handbook.sops["supplies"].entry))


def test_by_default_the_owner_decides_the_lead_agrees_and_the_backup_gives_input(
    root: Path,
) -> None:
    assert _says(root) == [
        ("buyer", "decides", "owns it"),
        ("coo", "agrees", "leads Operations"),
        ("cfo", "gives input", "stands in for the owner"),
        ("buyer", "performs", "has a part in step 'Count the stock'"),
    ]


def test_a_procedure_may_name_others(root: Path) -> None:
    more = "rapid:\n  decide: CFO\n  agree: [Buyer]\n  input: [COO]\n"
    write_handbook(root, {PATH: procedure(owner="Buyer", more=more)}, base=False)

    assert _says(root) == [
        ("cfo", "decides", "is named in it"),
        ("buyer", "agrees", "is named in it"),
        ("coo", "gives input", "is named in it"),
    ]


def test_an_empty_list_means_that_no_one_else_must_agree(root: Path) -> None:
    text = procedure(owner="Buyer", more="rapid: {agree: []}\n")
    write_handbook(root, {PATH: text}, base=False)

    assert _says(root) == [("buyer", "decides", "owns it")]


def test_the_lead_of_an_area_decides_about_what_the_area_owns(root: Path) -> None:
    metric = "uptime:\n  title: Uptime\n  category: Reliability\n  owner: areas/operations\n"
    write_handbook(root, {"data/metrics.yaml": metric}, base=False)
    handbook = load(root).handbook
    entry = handbook.find("metrics", "uptime")

    assert entry is not None
    assert list(stakes(handbook, entry)) == [("coo", "decides", "leads Operations, which owns it")]


def test_a_file_has_a_line_with_the_teams_of_those_who_decide_agree_or_stand_in(
    root: Path,
) -> None:
    assert codeowners(load(root).handbook) == (
        HEAD + f"* @example/coo\n/{PATH} @grace-example @example/coo @example/cfo\n"
    )


def test_a_retired_entry_has_no_reviewers(root: Path) -> None:
    text = procedure(owner="Buyer", more="status: retired\n")
    write_handbook(root, {PATH: text}, base=False)

    assert codeowners(load(root).handbook) == HEAD + "* @example/coo\n"


def test_without_teams_in_the_settings_there_is_no_file(
    root: Path,
) -> None:
    write_handbook(root, {"data/settings.yaml": SETTINGS}, base=False)

    assert codeowners(load(root).handbook) is None
    assert "outdated-codeowners" not in {problem.code for problem in problems(root)}
    assert said(run(root, "codeowners")) == (
        2,
        "",
        (
            "handbook: no teams in the settings; add 'codeOwners' to data/settings.yaml, "
            """such as codeOwners: {team: "@example/{role}", rest: COO}\n"""
        ),
    )


def test_an_unknown_role_in_the_settings_is_reported(root: Path) -> None:
    settings = SETTINGS + TEAMS.replace("rest: COO", "rest: CO")
    write_handbook(root, {"data/settings.yaml": settings}, base=False)

    found = [problem.message for problem in problems(root) if problem.code == "unknown-reference"]

    assert found == ["setting 'codeOwners' names an unknown role: 'CO'; did you mean 'coo'?"]


def test_the_command_prints_the_file_and_writes_it_once(root: Path) -> None:
    shown = said(run(root, "codeowners"))
    written = [said(run(root, "codeowners", "--write")) for _ in range(2)]

    assert shown == (0, codeowners(load(root).handbook), "")
    assert (root / "CODEOWNERS").read_text(encoding="utf-8") == shown[1]
    assert written == [(0, "", "wrote CODEOWNERS\n"), (0, "", "CODEOWNERS is up to date\n")]


def test_the_check_names_the_first_line_that_is_wrong(root: Path) -> None:
    run(root, "codeowners", "--write")
    file = root / "CODEOWNERS"
    file.write_text(file.read_text(encoding="utf-8").replace("cfo", "cto"), encoding="utf-8")

    found = [str(one) for one in problems(root) if one.code == "outdated-codeowners"]

    fault = "CODEOWNERS is out of date; run 'handbook codeowners --write'"
    assert found == [f"CODEOWNERS:4:1: warning: {fault} [outdated-codeowners]"]


def test_nothing_is_written_while_a_file_is_unreadable(root: Path) -> None:
    write_handbook(root, {"data/tools.yaml": "slack: [\n"}, base=False)

    code, _, remarked = said(run(root, "codeowners", "--write"))

    assert code == 2
    assert remarked.endswith(
        "CODEOWNERS was not written: it would lack the owners of these files\n"
    )
    assert not (root / "CODEOWNERS").exists()
