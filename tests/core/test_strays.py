"""No file of a handbook is ignored silently: stray files, invalid names, links, folders."""

# ruff: noqa: E501 - messages are asserted whole, each on its line

from pathlib import Path

import pytest

from handbook.load import load
from tests.core.folders import faults, messages
from tests.support.handbooks import procedure, write_handbook


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("data/rolls.yaml", "did you mean data/roles.yaml?"),
        ("data/postmortems/fire.md", "did you mean data/post-mortems/<id>.md?"),
        ("data/risks/fire.yaml", "risks belong in data/risks.yaml; move it there"),
        ("data/meetings.yaml", "meetings belong in data/meetings/<id>.md; move it there"),
        ("data/meetings/sales/a.md", "meetings belong in data/meetings/<id>.md; move it there"),
        ("data/meetings/a.docx", "move it out of data/"),
        ("data/risks.yml", "rename it to 'risks.yaml'"),
        (
            "data/roles.yml",
            "'roles.yaml' next to it is read instead: move what is missing into it and delete this file",
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
def test_a_stray_file_is_reported(tmp_path: Path, path: str, message: str) -> None:
    expected = f"{path}:1:1: no schema reads this file; {message} [stray-file]"

    assert messages(tmp_path, {path: "x"}) == [expected]


def test_a_missing_settings_schema_should_be_restored(tmp_path: Path) -> None:
    write_handbook(tmp_path, {})
    (tmp_path / "data/schemas/settings.json").unlink()

    expected = [str(one) for one in load(tmp_path).faults]

    cure = "no schema reads this file; restore data/schemas/settings.json [stray-file]"
    assert expected == [f"data/settings.yaml:1:1: error: {cure}"]


@pytest.mark.parametrize(
    "path", ["data/.roles.yaml.swp", "sops/.git/x.md", "data/.DS_Store", "docs/x.md", "x.yaml"]
)
def test_hidden_files_and_files_elsewhere_are_not_stray(tmp_path: Path, path: str) -> None:
    assert messages(tmp_path, {path: "x"}) == []


def test_a_hidden_file_is_not_read(tmp_path: Path) -> None:
    root = write_handbook(tmp_path, {"sops/operations/.draft.md": "x", "sops/.x/a.md": "x"})

    assert load(root).faults == ()


def test_a_procedure_cannot_have_the_name_of_the_overview_page(tmp_path: Path) -> None:
    assert messages(tmp_path, {"sops/operations/index.md": procedure()}) == [
        (
            "sops/operations/index.md:1:1: file name 'index' is reserved for the page of all procedures; "
            "choose another id [wrong-value]"
        )
    ]


@pytest.mark.parametrize("name", ["con", "aux", "com1", "lpt9"])
def test_a_file_cannot_have_the_name_of_a_windows_device(tmp_path: Path, name: str) -> None:
    path = f"sops/operations/{name}.md"

    assert messages(tmp_path, {path: procedure()}) == [
        f"{path}:1:1: file name {name!r} is not allowed on Windows; choose another id [wrong-value]"
    ]


@pytest.mark.parametrize("name", ["aux", "Con", "nul.old"])
def test_a_folder_cannot_have_the_name_of_a_windows_device(tmp_path: Path, name: str) -> None:
    path = f"sops/{name}/ordering.md"

    assert messages(tmp_path, {path: procedure()}) == [
        f"{path}:1:1: folder name {name!r} is not allowed on Windows; rename it [wrong-value]"
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
def test_a_file_whose_name_is_not_an_id_is_reported(tmp_path: Path, name: str, near: str) -> None:
    path = f"sops/operations/{name}.md"

    assert messages(tmp_path, {path: procedure()}) == [
        (
            f"{path}:1:1: file name {name!r} is not an id; use lower-case letters a to z, "
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
def test_an_unprintable_path_is_reported_in_escaped_form(
    tmp_path: Path, name: str, shown: str
) -> None:
    root = write_handbook(
        tmp_path, {f"sops/operations/{name}.md": procedure(), f"data/{name}.yaml": "x"}
    )

    loaded = load(root)

    assert faults(loaded) == [
        f"data/{shown}.yaml:1:1: no schema reads this file; add data/schemas/{shown}.json or move it [stray-file]",
        f"sops/operations/{shown}.md:1:1: the path contains a character that cannot be printed; rename it [unreadable-file]",
    ]
    assert loaded.handbook.unread == {"sops"}


def test_a_path_that_is_not_utf_8_is_reported(tmp_path: Path) -> None:
    root = write_handbook(tmp_path, {})
    (root / "sops/operations").mkdir(parents=True)
    (root / "sops/operations" / "a\udcffb.md").write_text(procedure())

    assert faults(load(root)) == [
        "sops/operations/a\\udcffb.md:1:1: the path contains a character that cannot be printed; rename it [unreadable-file]"
    ]


def test_symbolic_links_are_reported_and_not_followed(tmp_path: Path) -> None:
    root = write_handbook(tmp_path, {"elsewhere/secret.md": procedure(), "elsewhere/x.yaml": "a"})
    (root / "sops/operations").mkdir(parents=True)
    (root / "sops/operations/link.md").symlink_to(root / "elsewhere/secret.md")
    (root / "sops/folder").symlink_to(root / "elsewhere")
    (root / "data/tools.yaml").symlink_to("nowhere.yaml")
    (root / "data/other").symlink_to(root / "elsewhere")

    loaded = load(root)

    assert faults(loaded) == [
        "data/other:1:1: this is a symbolic link, which is not followed; put the files themselves here [stray-file]",
        "data/tools.yaml:1:1: 'tools.yaml' is a symbolic link; put the file itself here [unreadable-file]",
        "sops/folder/secret.md:1:1: 'folder' is a symbolic link; put the file itself here [unreadable-file]",
        "sops/operations/link.md:1:1: 'link.md' is a symbolic link; put the file itself here [unreadable-file]",
    ]
    assert not loaded.handbook.sops
    assert loaded.handbook.unread == {"sops", "tools"}


def test_a_folder_with_the_name_of_a_file_is_reported(tmp_path: Path) -> None:
    root = write_handbook(tmp_path, {"data/tools.yaml/x.txt": "", "sops/operations/a.md/b.md": ""})

    assert faults(load(root)) == [
        "data/tools.yaml:1:1: is not a regular file; remove or rename it [unreadable-file]",
        "data/tools.yaml/x.txt:1:1: no schema reads this file; tools belong in data/tools.yaml; move it there [stray-file]",
        "sops/operations/a.md:1:1: is not a regular file; remove or rename it [unreadable-file]",
        "sops/operations/a.md/b.md:1:1: no schema reads this file; a procedure is sops/<area>/<id>.md [stray-file]",
    ]
