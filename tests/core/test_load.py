"""A folder is loaded as a handbook, with a diagnostic for everything that could not be read."""

# ruff: noqa: E501 - messages are asserted whole, each on its line

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from handbook.load import SCHEMAS, Loaded, load
from tests.core.folders import faults, messages
from tests.core.playbook import PLAYBOOK
from tests.support.handbooks import REPOSITORY, RISKS, procedure, risks, write_handbook


def test_this_repository_loads_without_faults() -> None:
    loaded = load(REPOSITORY)

    assert faults(loaded) == []
    assert loaded.handbook.unread == frozenset()
    assert all(reference.target for reference in loaded.handbook.references)


def test_every_value_of_this_repository_has_a_place_in_its_file() -> None:
    for path, document in load(REPOSITORY).handbook.documents.items():
        lines = (REPOSITORY / path).read_text(encoding="utf-8").split("\n")
        for place in (*document.values.values(), *document.keys.values()):
            assert place.path == path
            assert 1 <= place.column <= len(lines[place.line - 1]) + 1


def test_a_small_handbook_is_read(tmp_path: Path) -> None:
    root = write_handbook(tmp_path, {"sops/operations/ordering.md": procedure()})

    loaded = load(root)

    assert loaded.faults == ()
    assert [sop.title for sop in loaded.handbook.sops.values()] == ["Ordering supplies"]
    assert loaded.handbook.settings["company"] == "Example"
    assert loaded.handbook.root == root


def test_the_playbook_is_loaded_with_its_records(tmp_path: Path) -> None:
    root = write_handbook(tmp_path, {"sops/operations/customer-onboarding.md": PLAYBOOK})

    loaded = load(root)
    sop = loaded.handbook.sops["customer-onboarding"]

    assert loaded.faults == ()
    assert (sop.area, len(sop.steps), sop.steps[4].number) == ("operations", 5, 5)
    assert [len(step.actions) for step in sop.steps] == [4, 6, 6, 6, 6]
    assert [detail.text for detail in sop.steps[0].actions[2].details] == [
        "Introduce team",
        "Confirm success criteria",
        "Review timeline",
        "Assign customer champion",
    ]


def test_an_empty_folder_is_an_empty_handbook(tmp_path: Path) -> None:
    loaded = load(tmp_path)

    assert (loaded.faults, loaded.handbook.registers, loaded.handbook.settings) == ((), {}, {})


def test_a_missing_folder_is_an_empty_handbook(tmp_path: Path) -> None:
    assert load(tmp_path / "nowhere").faults == ()


def test_progress_counts_the_files(tmp_path: Path) -> None:
    root = write_handbook(tmp_path, {"sops/operations/ordering.md": procedure()})
    steps: list[tuple[int, int]] = []

    load(root, progress=lambda done, total: steps.append((done, total)))

    assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)]


# --- unreadable files do not affect the rest


def test_a_faulty_file_is_omitted_and_its_kind_marked_unread(tmp_path: Path) -> None:
    root = write_handbook(
        tmp_path,
        {
            "sops/operations/broken.md": "no front matter\n",
            "sops/operations/ordering.md": procedure(),
            "data/tools.yaml": "slack: [\n",
        },
    )

    loaded = load(root)

    assert faults(loaded) == [
        "data/tools.yaml:2:1: not YAML: a value is expected here; check the quotes and brackets [yaml-syntax]",
        "sops/operations/broken.md:1:1: front matter is missing: start the file with '---', one line each for title, process, owner, review, then '---' [missing-front-matter]",
    ]
    assert list(loaded.handbook.sops) == ["ordering"]
    assert loaded.handbook.unread == {"sops", "tools"}
    assert not loaded.handbook.read("sops", "roles")
    assert loaded.handbook.read("roles")


def test_all_faults_are_reported_in_reading_order(tmp_path: Path) -> None:
    assert messages(
        tmp_path,
        {
            "data/roles.yaml": "b: {}\na: {titel: x}\n",
            "data/areas.yaml": "operations: {title: Operations, titel: x}\n",
        },
    ) == [
        "data/areas.yaml:1:33: area 'operations' has an unknown key: 'titel'; did you mean 'title'? [unknown-key]",
        "data/roles.yaml:1:4: role 'b' is missing the key 'title' [missing-key]",
        "data/roles.yaml:2:4: role 'a' is missing the key 'title' [missing-key]",
        "data/roles.yaml:2:5: role 'a' has an unknown key: 'titel'; did you mean 'title'? [unknown-key]",
    ]


def test_missing_settings_are_reported(tmp_path: Path) -> None:
    root = write_handbook(tmp_path, {})
    (root / "data/settings.yaml").unlink()

    assert faults(load(root)) == [
        (
            "data/schemas/settings.json:1:1: data/settings.yaml is missing; "
            "write it, with company, title, currency, timezone, workingWeek, reviewInterval, dueSoonDays [missing-file]"
        )
    ]


@pytest.mark.parametrize("text", ["", "# nothing\n", "{}\n"])
def test_an_empty_register_is_an_empty_register(tmp_path: Path, text: str) -> None:
    loaded = load(write_handbook(tmp_path, {"data/tools.yaml": text}))

    assert loaded.faults == ()
    assert len(loaded.handbook.registers["tools"]) == 0


# --- unusable schemas


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"a": "\xff"}', b'{"type": "array"}'])
def test_a_broken_schema_is_the_only_fault_of_its_register(tmp_path: Path, content: bytes) -> None:
    root = write_handbook(tmp_path, {"data/tools.yaml": "slack: {title: Slack}\n"})
    (root / SCHEMAS / "tools.json").write_bytes(content)

    loaded = load(root)

    assert [(fault.place.path, fault.code) for fault in loaded.faults] == [
        ("data/schemas/tools.json", "invalid-schema")
    ]
    assert loaded.handbook.unread == {"tools"}
    assert "tools" not in loaded.handbook.registers
    assert not loaded.handbook.read("tools")


def test_a_folder_in_place_of_a_schema_is_reported(tmp_path: Path) -> None:
    root = write_handbook(tmp_path, {})
    (root / SCHEMAS / "dangers.json").mkdir()

    assert faults(load(root)) == [
        "data/schemas/dangers.json:1:1: is not a regular file; remove or rename it [invalid-schema]"
    ]


# --- unsaved texts


def test_an_overlay_replaces_files(tmp_path: Path) -> None:
    root = write_handbook(tmp_path, {"sops/operations/ordering.md": procedure()})
    new = {
        "sops/operations/ordering.md": procedure("Changed"),
        "sops/operations/paying.md": procedure("Paying"),
        "docs/other.md": "not read",
    }

    handbook = load(root, overlay=new).handbook

    assert {sop.id: sop.title for sop in handbook.sops.values()} == {
        "ordering": "Changed",
        "paying": "Paying",
    }
    assert load(root).handbook.sops["ordering"].title == "Ordering supplies"


def test_an_overlay_is_validated_like_files(tmp_path: Path) -> None:
    root = write_handbook(tmp_path, {})

    texts = {"tools": "a: \udc80", "areas": "a: b\x00", "metrics": "\uf0b7 a"}
    loaded = load(root, overlay={f"data/{name}.yaml": text for name, text in texts.items()})

    assert faults(loaded) == [
        "data/areas.yaml:1:5: character U+0000 cannot be printed; remove it [unreadable-file]",
        "data/metrics.yaml:1:1: character U+F0B7 cannot be printed; write '- ' if it is a bullet, or remove it [unreadable-file]",
        "data/tools.yaml:1:4: byte 0xed is not UTF-8; save the file as UTF-8 [unreadable-file]",
    ]


# --- a register needs no Python

RISK = {
    "owner": {"type": "string", "refersTo": "roles", "description": "Who watches it."},
    "causes": {
        "type": "array",
        "items": {"type": "string", "refersTo": ["risks", "areas"]},
        "description": "What it follows from.",
    },
    "since": {"type": "string", "format": "date", "description": "First seen."},
}
FIRE = """\
fire:
  title: Fire
  owner: Chief Operating Officer
  causes: [heat, Operations, nobody]
  since: 2026-11-21
heat:
  title: Heat
  owner: coo
"""


def with_risks(root: Path, text: str) -> Loaded:
    shutil.copytree(REPOSITORY / SCHEMAS, root / SCHEMAS)
    write_handbook(root, {RISKS: risks(RISK, ["title", "owner"])}, base=False)
    roles = "coo: {title: COO, aliases: [Chief Operating Officer]}\n"
    return load(write_handbook(root, {"data/risks.yaml": text, "data/roles.yaml": roles}))


def test_a_yaml_file_and_a_schema_make_a_register(tmp_path: Path) -> None:
    loaded = with_risks(tmp_path, FIRE)
    handbook = loaded.handbook
    fire, heat = handbook.registers["risks"]

    assert loaded.faults == ()
    assert fire.data == {
        "title": "Fire",
        "owner": "coo",
        "causes": ["risks/heat", "areas/operations", "nobody"],
        "since": "2026-11-21",
    }
    assert (fire.title, heat.title, handbook.address(fire)) == (
        "Fire",
        "Heat",
        "registers/risks/#fire",
    )
    assert [
        (reference.route, reference.name, reference.target and reference.target.id)
        for reference in handbook.uses(fire)
    ] == [
        (("owner",), "Chief Operating Officer", "coo"),
        (("causes", 0), "heat", "heat"),
        (("causes", 1), "Operations", "operations"),
        (("causes", 2), "nobody", None),
    ]
    coo = handbook.find("roles", "coo")
    assert coo is not None
    assert [(used.source.kind, used.source.id) for used in handbook.used_by(coo)] == [
        ("areas", "operations"),
        ("risks", "fire"),
        ("risks", "heat"),
    ]
    assert [(used.source.id, str(used.place)) for used in handbook.used_by(heat)] == [
        ("fire", "data/risks.yaml:4:12")
    ]


def test_a_new_register_is_validated_like_any_other(tmp_path: Path) -> None:
    loaded = with_risks(tmp_path, "Fire:\n  titel: Fire\n  since: tomorrow\n")

    assert faults(loaded) == [
        "data/risks.yaml:1:1: 'Fire' is not an id; use lower-case letters a to z, digits and hyphens, such as 'fire' [wrong-value]",
        "data/risks.yaml:2:3: risk 'Fire' is missing the key 'owner' [missing-key]",
        "data/risks.yaml:2:3: risk 'Fire' is missing the key 'title' [missing-key]",
        "data/risks.yaml:2:3: risk 'Fire' has an unknown key: 'titel'; did you mean 'title'? [unknown-key]",
        "data/risks.yaml:3:10: risk 'Fire': 'since' is 'tomorrow', which is not a date; write one, such as 2026-11-21 [wrong-value]",
    ]


@pytest.mark.parametrize("path", ["data/roles.yaml", "data/usage/2026.csv"])
def test_unresolved_merge_conflicts_are_reported_in_any_file(path: str, tmp_path: Path) -> None:
    text = "a: 1\n<<<<<<< HEAD\nb: 1\n||||||| base\n=======\nb: 2\nc: 3\n>>>>>>> other\n"

    assert messages(tmp_path, {path: text}) == [
        (
            f"{path}:2:1: lines 2 to 8 are an unresolved merge conflict; keep one "
            "side and remove the markers, or indent them in an example [merge-conflict]"
        )
    ]


@pytest.mark.parametrize(
    "text",
    [
        "- <<<<<<< HEAD\n  =======\n  >>>>>>> other\n",
        "<<<<<<< HEAD\n=======\n",
        "=======\n<<<<<<< HEAD\n>>>>>>> other\n",
        # Each is searched for only once.
        "<<<<<<< HEAD\n" * 40_000,
    ],
)
def test_isolated_markers_are_not_a_conflict(text: str, tmp_path: Path) -> None:
    path = "sops/operations/ordering.md"

    assert "merge-conflict" not in "".join(messages(tmp_path, {path: f"{procedure()}\n{text}"}))


def test_an_unreadable_folder_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    more = procedure("More", after="## Related\n\n- [Ordering](../operations/ordering.md)\n")
    root = write_handbook(
        tmp_path, {"sops/operations/ordering.md": procedure(), "sops/finance/more.md": more}
    )
    scan = os.scandir

    def refused(path: Any) -> Any:
        if Path(path) == root / "sops/operations":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    # The user who runs the tests may have permission to read everything.
    monkeypatch.setattr(os, "scandir", refused)
    loaded = load(root)

    assert [str(fault) for fault in loaded.faults] == [
        "sops/operations:1:1: error: this folder cannot be read: Permission denied [unreadable-file]"
    ]
    assert loaded.handbook.unread == {"sops"}


def test_faults_in_the_body_do_not_hide_faults_in_the_front_matter(
    tmp_path: Path,
) -> None:
    text = procedure(more="version: 1.10\ncolor: red\n").replace("owner: COO\n", "")

    found = messages(tmp_path, {"sops/operations/supplies.md": text.replace("## Steps", "## Stps")})

    path = "sops/operations/supplies.md"
    assert [fault.partition("; ")[0] for fault in found] == [
        f"{path}:1:1: sop 'supplies' is missing the key 'owner' [missing-key]",
        f"{path}:5:10: sop 'supplies': 'version' is read as the number 1.1, but must be text",
        f"{path}:6:1: sop 'supplies' has an unknown key: 'color'",
        f"{path}:11:1: unknown section 'Stps'",
    ]


def test_the_value_of_a_misspelt_label_is_not_missing(tmp_path: Path) -> None:
    text = procedure().replace("owner: COO\n", "").replace("## Steps", "**Ownr:** COO\n\n## Steps")

    found = messages(tmp_path, {"sops/operations/supplies.md": text})

    assert [fault.partition(": ")[2] for fault in found] == [
        "unknown label 'Ownr' in the introduction; did you mean 'Owner'? [unknown-label]"
    ]


@pytest.mark.parametrize("text", ["No front matter.\n", "---\ntitle: [\n---\n", "---\n- a\n---\n"])
def test_an_unreadable_front_matter_has_no_missing_keys(text: str, tmp_path: Path) -> None:
    assert len(messages(tmp_path, {"sops/operations/supplies.md": text})) == 1
