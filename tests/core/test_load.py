"""A folder becomes a handbook, and everything that could not be read a diagnostic."""

# ruff: noqa: E501 - messages are asserted whole, each on its line

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config.defaults import MkDocsConfig

from handbook.load import SCHEMAS, Loaded, load
from handbook.source.site_keys import INHERIT, KEYS
from tests.core.playbook import PLAYBOOK
from tests.support.handbooks import REPOSITORY, RISKS, procedure, risks, write_handbook


def faults(loaded: Loaded) -> list[str]:
    return [f"{fault.place}: {fault.message} [{fault.code}]" for fault in loaded.faults]


def said(root: Path, files: dict[str, str] | None = None) -> list[str]:
    return faults(load(write_handbook(root, files or {})))


def test_this_repository_is_read_without_a_fault() -> None:
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


def test_a_folder_that_is_not_there_is_an_empty_handbook(tmp_path: Path) -> None:
    assert load(tmp_path / "nowhere").faults == ()


def test_progress_counts_the_files(tmp_path: Path) -> None:
    root = write_handbook(tmp_path, {"sops/operations/ordering.md": procedure()})
    steps: list[tuple[int, int]] = []

    load(root, progress=lambda done, total: steps.append((done, total)))

    assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)]


# --- what cannot be read leaves the rest alone


def test_a_file_with_a_fault_is_left_out_and_its_kind_marked_unread(tmp_path: Path) -> None:
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
        "sops/operations/broken.md:1:1: front matter is missing: start the file with '---', a line each for title, process, owner, review, '---' [missing-front-matter]",
    ]
    assert list(loaded.handbook.sops) == ["ordering"]
    assert loaded.handbook.unread == {"sops", "tools"}
    assert not loaded.handbook.read("sops", "roles")
    assert loaded.handbook.read("roles")


def test_all_faults_are_told_in_reading_order(tmp_path: Path) -> None:
    assert said(
        tmp_path,
        {
            "data/roles.yaml": "b: {}\na: {titel: x}\n",
            "data/areas.yaml": "operations: {title: Operations, titel: x}\n",
        },
    ) == [
        "data/areas.yaml:1:33: area 'operations' has an unknown key: 'titel'; did you mean 'title'? [unknown-key]",
        "data/roles.yaml:1:4: role 'b' lacks the key 'title' [missing-key]",
        "data/roles.yaml:2:4: role 'a' lacks the key 'title' [missing-key]",
        "data/roles.yaml:2:5: role 'a' has an unknown key: 'titel'; did you mean 'title'? [unknown-key]",
    ]


def test_missing_settings_are_told(tmp_path: Path) -> None:
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


# --- no file is dropped unsaid


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("data/rolls.yaml", "did you mean data/roles.yaml?"),
        ("data/postmortems/fire.md", "did you mean data/post-mortems/<id>.md?"),
        ("data/risks/fire.yaml", "risks stand in data/risks.yaml; put it there"),
        ("data/meetings.yaml", "meetings stand in data/meetings/<id>.md; put it there"),
        ("data/meetings/sales/a.md", "meetings stand in data/meetings/<id>.md; put it there"),
        ("data/meetings/a.docx", "move it out of data/"),
        ("data/risks.yml", "rename it to 'risks.yaml'"),
        (
            "data/roles.yml",
            "'roles.yaml' beside it is read: put there what it lacks, and remove this one",
        ),
        ("data/meetings/a.MD", "rename it to 'a.md'"),
        ("data/meetings/a.md.txt", "rename it to 'a.md'"),
        ("data/notes.txt", "add data/schemas/notes.json or move it"),
        ("data/logo.png", "add data/schemas/logo.json or move it"),
        ("sops/ordering.md", "a procedure is sops/<area>/<id>.md"),
        ("sops/a/b/c.md", "a procedure is sops/<area>/<id>.md"),
        ("sops/a/b.png", "a procedure is sops/<area>/<id>.md"),
        ("sops/a/b.txt", "rename it to 'b.md'"),
    ],
)
def test_a_file_that_no_schema_reads_is_told(tmp_path: Path, path: str, message: str) -> None:
    told = f"{path}:1:1: no schema reads this file; {message} [stray-file]"

    assert said(tmp_path, {path: "x"}) == [told]


@pytest.mark.parametrize(
    "path", ["data/.roles.yaml.swp", "sops/.git/x.md", "data/.DS_Store", "docs/x.md", "x.yaml"]
)
def test_a_hidden_file_or_one_elsewhere_is_no_stray(tmp_path: Path, path: str) -> None:
    assert said(tmp_path, {path: "x"}) == []


def test_a_hidden_file_is_not_read(tmp_path: Path) -> None:
    root = write_handbook(tmp_path, {"sops/operations/.draft.md": "x", "sops/.x/a.md": "x"})

    assert load(root).faults == ()


def test_no_procedure_is_called_as_the_page_of_all_of_them(tmp_path: Path) -> None:
    assert said(tmp_path, {"sops/operations/index.md": procedure()}) == [
        (
            "sops/operations/index.md:1:1: file name 'index' is that of the page of all procedures; "
            "choose another id [wrong-value]"
        )
    ]


@pytest.mark.parametrize("name", ["con", "aux", "com1", "lpt9"])
def test_no_file_is_called_as_a_device_of_windows(tmp_path: Path, name: str) -> None:
    path = f"sops/operations/{name}.md"

    assert said(tmp_path, {path: procedure()}) == [
        f"{path}:1:1: file name {name!r} is no name of a file on Windows; choose another id [wrong-value]"
    ]


@pytest.mark.parametrize("name", ["aux", "Con", "nul.old"])
def test_no_folder_is_called_as_a_device_of_windows(tmp_path: Path, name: str) -> None:
    path = f"sops/{name}/ordering.md"

    assert said(tmp_path, {path: procedure()}) == [
        f"{path}:1:1: folder name {name!r} is no name of a folder on Windows; rename it [wrong-value]"
    ]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Ordering", "ordering"),
        ("or der", "or-der"),
        ("ordering_2", "ordering-2"),
        ("teigführung-prüfen", "teigfuhrung-prufen"),
        ("a--b", "a-b"),
        ("-a", "a"),
        ("a.b", "a-b"),
    ],
)
def test_a_file_whose_name_is_no_id_is_told(tmp_path: Path, name: str, near: str) -> None:
    path = f"sops/operations/{name}.md"

    assert said(tmp_path, {path: procedure()}) == [
        (
            f"{path}:1:1: file name {name!r} is not an id; write small letters from a to z, "
            f"digits and hyphens, such as {near!r} [wrong-value]"
        )
    ]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\nb", "a\\nb"),
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("a\tb", "a\\tb"),
        ("a\u2028b", "a\\u2028b"),
    ],
)
def test_a_path_that_cannot_be_printed_is_told_in_a_form_that_can(
    tmp_path: Path, name: str, shown: str
) -> None:
    root = write_handbook(
        tmp_path, {f"sops/operations/{name}.md": procedure(), f"data/{name}.yaml": "x"}
    )

    loaded = load(root)

    assert faults(loaded) == [
        f"data/{shown}.yaml:1:1: no schema reads this file; add data/schemas/{shown}.json or move it [stray-file]",
        f"sops/operations/{shown}.md:1:1: the path holds a character that cannot be printed; rename it [unreadable-file]",
    ]
    assert loaded.handbook.unread == {"sops"}


def test_a_path_that_is_no_utf_8_is_told(tmp_path: Path) -> None:
    root = write_handbook(tmp_path, {})
    (root / "sops/operations").mkdir(parents=True)
    (root / "sops/operations" / "a\udcffb.md").write_text(procedure())

    assert faults(load(root)) == [
        "sops/operations/a\\udcffb.md:1:1: the path holds a character that cannot be printed; rename it [unreadable-file]"
    ]


def test_links_are_told_and_not_followed(tmp_path: Path) -> None:
    root = write_handbook(tmp_path, {"elsewhere/secret.md": procedure(), "elsewhere/x.yaml": "a"})
    (root / "sops/operations").mkdir(parents=True)
    (root / "sops/operations/link.md").symlink_to(root / "elsewhere/secret.md")
    (root / "sops/folder").symlink_to(root / "elsewhere")
    (root / "data/tools.yaml").symlink_to("nowhere.yaml")
    (root / "data/other").symlink_to(root / "elsewhere")

    loaded = load(root)

    assert faults(loaded) == [
        "data/other:1:1: this is a symbolic link, which nothing follows; put the files themselves here [stray-file]",
        "data/tools.yaml:1:1: 'tools.yaml' is a symbolic link; put the file itself here [unreadable-file]",
        "sops/folder/secret.md:1:1: 'folder' is a symbolic link; put the file itself here [unreadable-file]",
        "sops/operations/link.md:1:1: 'link.md' is a symbolic link; put the file itself here [unreadable-file]",
    ]
    assert not loaded.handbook.sops
    assert loaded.handbook.unread == {"sops", "tools"}


def test_a_folder_with_the_name_of_a_file_is_told(tmp_path: Path) -> None:
    root = write_handbook(tmp_path, {"data/tools.yaml/x.txt": "", "sops/operations/a.md/b.md": ""})

    assert faults(load(root)) == [
        "data/tools.yaml:1:1: is not a file; remove it or give it another name [unreadable-file]",
        "data/tools.yaml/x.txt:1:1: no schema reads this file; tools stand in data/tools.yaml; put it there [stray-file]",
        "sops/operations/a.md:1:1: is not a file; remove it or give it another name [unreadable-file]",
        "sops/operations/a.md/b.md:1:1: no schema reads this file; a procedure is sops/<area>/<id>.md [stray-file]",
    ]


# --- schemas that cannot be used


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


def test_a_folder_in_place_of_a_schema_is_told(tmp_path: Path) -> None:
    root = write_handbook(tmp_path, {})
    (root / SCHEMAS / "dangers.json").mkdir()

    assert faults(load(root)) == [
        "data/schemas/dangers.json:1:1: is not a file; remove it or give it another name [invalid-schema]"
    ]


# --- texts not written yet


def test_an_overlay_is_read_instead_of_files(tmp_path: Path) -> None:
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


def test_an_overlay_is_judged_as_files_are(tmp_path: Path) -> None:
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
        "data/risks.yaml:1:1: 'Fire' is not an id; write small letters from a to z, digits and hyphens, such as 'fire' [wrong-value]",
        "data/risks.yaml:2:3: risk 'Fire' lacks the key 'owner' [missing-key]",
        "data/risks.yaml:2:3: risk 'Fire' lacks the key 'title' [missing-key]",
        "data/risks.yaml:2:3: risk 'Fire' has an unknown key: 'titel'; did you mean 'title'? [unknown-key]",
        "data/risks.yaml:3:10: risk 'Fire': 'since' is 'tomorrow', which is not a date; write one, such as 2026-11-21 [wrong-value]",
    ]


@pytest.mark.parametrize("path", ["data/roles.yaml", "data/usage/2026.csv"])
def test_a_merge_that_nobody_has_decided_is_told_in_any_file(path: str, tmp_path: Path) -> None:
    text = "a: 1\n<<<<<<< HEAD\nb: 1\n||||||| base\n=======\nb: 2\nc: 3\n>>>>>>> other\n"

    assert said(tmp_path, {path: text}) == [
        (
            f"{path}:2:1: lines 2 to 8 are a merge that nobody has decided; "
            "keep one side without the marks, or indent an example of one [merge-conflict]"
        )
    ]


@pytest.mark.parametrize(
    "text",
    [
        "- <<<<<<< HEAD\n  =======\n  >>>>>>> other\n",
        "<<<<<<< HEAD\n=======\n",
        "=======\n<<<<<<< HEAD\n>>>>>>> other\n",
        # However many there are, each is looked for once.
        "<<<<<<< HEAD\n" * 40_000,
    ],
)
def test_marks_alone_are_no_merge(text: str, tmp_path: Path) -> None:
    path = "sops/operations/ordering.md"

    assert "merge-conflict" not in "".join(said(tmp_path, {path: f"{procedure()}\n{text}"}))


def test_a_folder_that_cannot_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = procedure("More", after="## Related\n\n- [Ordering](../operations/ordering.md)\n")
    root = write_handbook(
        tmp_path, {"sops/operations/ordering.md": procedure(), "sops/finance/more.md": more}
    )
    scan = os.scandir

    def refused(path: Any) -> Any:
        if Path(path) == root / "sops/operations":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    # Who runs the tests may be allowed to read everything.
    monkeypatch.setattr(os, "scandir", refused)
    loaded = load(root)

    assert [str(fault) for fault in loaded.faults] == [
        "sops/operations:1:1: error: this folder cannot be read: Permission denied [unreadable-file]"
    ]
    assert loaded.handbook.unread == {"sops"}


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("mkdocs.yml", "nav: [\nsite_name: x\n", "1:6: error: not YAML: this '[' is never closed"),
        ("mkdocs.yml", "site_name: Ours: theirs\n", "1:16: error: not YAML: a colon is not expect"),
        ("mkdocs.yml", "site_name: !ENV [NAME, x]\n", ""),
        ("mkdocs.yml", "# a\x07\n", "1:4: error: character U+0007"),
        ("mkdocs.yml", "- nav\n", "1:1: error: mkdocs.yml is a list, but must be keys and val"),
        ("mkdocs.yml", "nav:\nhooks: !ENV [A, []]\nextra: &a {b: c}\n", ""),
        ("mkdocs.yml", "nav: 5\n", "1:6: error: 'nav' must be a list [wrong-value]"),
        ("mkdocs.yml", "nav:\nhooks: []\nnav: []\n", "3:1: error: key 'nav' is already on line 1"),
        (
            "mkdocs.yml",
            "site_nmae: x\n",
            "1:1: error: mkdocs.yml has a key that MkDocs does not know: 'site_nmae'; did you mean 'site_name'? [unknown-key]",
        ),
        (
            "mkdocs.yml",
            "colour: x\n",
            "1:1: error: mkdocs.yml has a key that MkDocs does not know: 'colour'; what is yours stands in 'extra' [unknown-key]",
        ),
        ("house.yml", "nav:\n\t- index.md\n", "2:1: error: not YAML: a tab stands here; indent"),
        pytest.param(
            "mkdocs.yml",
            f"nav:\n  - {'[' * 200_000}{']' * 200_000}\n",
            "2:43: error: nested deeper than 40 levels [unsafe-yaml]",
            id="deep",
        ),
        ("mkdocs.yml", "nav: &all [runs.md, A: *all]\n", ""),
        ("mkdocs.yml", "nav: [a.md, 2024: a.md, B: !ENV [A, b]]\n", ""),
        (
            "mkdocs.yml",
            "nav:\n  - A:\n",
            "2:5: error: title 'A' of 'nav' has no page; name one, or",
        ),
        (
            "mkdocs.yml",
            "nav: [A: []]\n",
            "1:7: error: title 'A' of 'nav' has no page; name one, or",
        ),
        (
            "mkdocs.yml",
            "nav: [A: '']\n",
            "1:10: error: title 'A' of 'nav' is empty; name a page, or",
        ),
        (
            "mkdocs.yml",
            "nav:\n  -\n",
            "2:4: error: an item of 'nav' is empty; name a page, or remove",
        ),
        (
            "mkdocs.yml",
            "nav: [5]\n",
            "1:7: error: an item of 'nav' is '5', but must be a page, such as",
        ),
        (
            "mkdocs.yml",
            "nav: [[a]]\n",
            "1:7: error: an item of 'nav' is a list without a title; write",
        ),
        (
            "mkdocs.yml",
            "nav:\n  - A: a.md\n    B: b.md\n",
            "3:5: error: 'B' is an item of 'nav' of its own; write '- ' before it [wrong-value]",
        ),
        (
            "mkdocs.yml",
            "nav:\n  - A:\n      B: b.md\n",
            "3:7: error: below 'A' of 'nav' must be a list; write '- ' before each item",
        ),
        (
            "mkdocs.yml",
            "nav: [2026-01-01: a.md]\n",
            "1:7: error: title '2026-01-01' of 'nav' is no text to YAML; put it in quotes",
        ),
    ],
)
def test_a_configuration_of_the_site_that_mkdocs_would_refuse_is_told(
    name: str, text: str, fault: str, tmp_path: Path
) -> None:
    write_handbook(tmp_path, {"mkdocs.yml": "INHERIT: house.yml\n", name: text})

    found = [str(one) for one in load(tmp_path).faults]

    assert len(found) == bool(fault)
    assert [one.startswith(f"{name}:{fault}") for one in found] == [True] * bool(fault)


def test_the_keys_of_the_configuration_are_those_that_mkdocs_knows() -> None:
    # It has no other list; two of these it knows only to refuse them.
    known = {name for name, _ in MkDocsConfig._schema}  # noqa: SLF001
    known -= {"config_file_path", "google_analytics", "pages"}

    assert known | {INHERIT} == set(KEYS)


def test_what_is_wrong_in_the_body_does_not_hide_what_is_wrong_in_the_front_matter(
    tmp_path: Path,
) -> None:
    text = procedure(more="version: 1.10\ncolor: red\n").replace("owner: COO\n", "")

    found = said(tmp_path, {"sops/operations/supplies.md": text.replace("## Steps", "## Stps")})

    path = "sops/operations/supplies.md"
    assert [fault.partition("; ")[0] for fault in found] == [
        f"{path}:1:1: sop 'supplies' lacks the key 'owner' [missing-key]",
        f"{path}:5:10: sop 'supplies': 'version' is read as the number 1.1, but must be text",
        f"{path}:6:1: sop 'supplies' has an unknown key: 'color'",
        f"{path}:11:1: unknown section 'Stps'",
    ]


def test_what_a_misspelt_label_gives_is_not_lacking(tmp_path: Path) -> None:
    text = procedure().replace("owner: COO\n", "").replace("## Steps", "**Ownr:** COO\n\n## Steps")

    found = said(tmp_path, {"sops/operations/supplies.md": text})

    assert [fault.partition(": ")[2] for fault in found] == [
        "unknown label 'Ownr' in the start; did you mean 'Owner'? [unknown-label]"
    ]


@pytest.mark.parametrize("text", ["No front matter.\n", "---\ntitle: [\n---\n", "---\n- a\n---\n"])
def test_a_front_matter_that_cannot_be_read_lacks_nothing(text: str, tmp_path: Path) -> None:
    assert len(said(tmp_path, {"sops/operations/supplies.md": text})) == 1
