"""Editor completion follows from the schemas and the registers."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.request import url2pathname

import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from handbook.addresses import matches
from handbook.editors import settings
from handbook.editors.completions import MAX_NAMES
from handbook.editors.files import FOLDER, files
from handbook.load import load
from handbook.source.text import Lines
from handbook.source.yaml import read_yaml
from tests.support.commands import run, said
from tests.support.handbooks import REPOSITORY, found, write_handbook

SPECIMEN = REPOSITORY / "tests" / "site" / "specimen"
OWN_WORDS = {
    "refersTo", "uses", "meaning", "ours", "entry", "files", "owned", "cited", "searched",
    "spokenOf", "page", "list", "scoredBy", "lead", "label", "heading", "as", "column", "tail",
    "prose", "overview", "body", "unique",
}  # fmt: skip
BLOCK = '"yaml.schemas": {\n    "a.json": "a.yaml"\n  }'
TOOLS = "slack:\n  title: Slack\n  category: Communication\n  purpose: Talk\n"
WRITTEN = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")


@pytest.fixture(scope="module")
def written() -> Mapping[str, str]:
    return files(load(REPOSITORY).handbook)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_handbook(tmp_path, {"data/tools.yaml": TOOLS})


def write(root: Path) -> Path:
    """Write the files of a handbook as the command does, and return its folder."""
    for path, text in files(load(root).handbook).items():
        write_handbook(root, {path: text}, base=False)
    return root


def schemas_of(root: Path) -> Iterator[tuple[str, Path]]:
    """Yield every file that an editor validates, with its schema, as VS Code finds them."""
    mapping = json.loads((root / settings.PATH).read_text(encoding="utf-8"))["yaml.schemas"]
    for file in sorted((root / "data").rglob("*.yaml")):
        path = file.relative_to(root).as_posix()
        found = [root / schema for schema, pattern in mapping.items() if matches(path, pattern)]
        assert len(found) == 1, path
        yield path, found[0]


def faults(root: Path, path: str, schema: Path) -> list[str]:
    """Return what an editor marks in a file."""
    text = (root / path).read_text(encoding="utf-8")
    # Missing files are skipped; an editor marks only existing ones.
    data = read_yaml(Lines(path, text)).data or {}
    return [fault.message for fault in validator(schema).iter_errors(data)]


def validator(schema: Path) -> Draft7Validator:
    content = {**json.loads(schema.read_text(encoding="utf-8")), "$id": schema.resolve().as_uri()}
    Draft7Validator.check_schema(content)
    return Draft7Validator(
        content,
        registry=Registry(retrieve=_read),  # type: ignore[call-arg]
        format_checker=Draft7Validator.FORMAT_CHECKER,
    )


def _read(uri: str) -> Resource[Any]:
    text = Path(url2pathname(uri.removeprefix("file:"))).read_text(encoding="utf-8")
    return DRAFT7.create_resource(json.loads(text))


def parts(schema: Any) -> Iterator[Mapping[str, Any]]:
    """Yield a schema and all schemas in it; names of properties are not keywords."""
    if isinstance(schema, list):
        for one in schema:
            yield from parts(one)
    elif isinstance(schema, dict):
        yield schema
        for key, value in schema.items():
            inner = list(value.values()) if key == "properties" else value
            yield from parts(inner) if key not in {"enum", "default", "const", "examples"} else ()


# --- The files of this repository -----------------------------------------------------------------


def test_the_files_of_this_repository_are_up_to_date() -> None:
    assert found(REPOSITORY, "outdated-editor-files") == []


def test_every_file_of_the_handbook_is_valid_by_its_editor_schema() -> None:
    marked = {path: faults(REPOSITORY, path, schema) for path, schema in schemas_of(REPOSITORY)}

    assert len(marked) > 100
    assert {path: message for path, message in marked.items() if message} == {}


def test_every_file_names_its_schema_for_editors_that_read_no_settings() -> None:
    for path, schema in schemas_of(REPOSITORY):
        named = WRITTEN.match((REPOSITORY / path).read_text(encoding="utf-8"))

        assert named, path
        assert (REPOSITORY / path).parent.joinpath(named[1]).resolve() == schema.resolve()


def test_the_handbook_of_another_company_is_valid_by_its_schemas_too(tmp_path: Path) -> None:
    for file in SPECIMEN.rglob("*"):
        if file.is_file():
            path = file.relative_to(SPECIMEN).as_posix()
            write_handbook(tmp_path, {path: file.read_text(encoding="utf-8")}, base=False)
    write(tmp_path)

    marked = {path: faults(tmp_path, path, schema) for path, schema in schemas_of(tmp_path)}

    assert marked
    assert {path: message for path, message in marked.items() if message} == {}


def test_a_schema_has_no_custom_keywords(written: Mapping[str, str]) -> None:
    for path, text in written.items():
        for part in parts(json.loads(text)) if path.startswith(FOLDER) else ():
            assert not OWN_WORDS & part.keys(), (path, part)
            assert part.get("format", "date") == "date"


def test_a_schema_needs_no_other_host(written: Mapping[str, str]) -> None:
    for path, text in written.items():
        for part in parts(json.loads(text)) if path.startswith(FOLDER) else ():
            if "$ref" in part:
                assert f"{FOLDER}/{part['$ref']}" in written


def test_a_line_stays_short_enough_to_be_read(written: Mapping[str, str]) -> None:
    for path, text in written.items():
        if not path.startswith(FOLDER):
            continue
        long = [line for line in text.splitlines() if len(line) > 120 and "description" not in line]

        assert all(line.strip().startswith('"') and "{" not in line for line in long), path


# --- What is offered ------------------------------------------------------------------------------


def test_a_property_that_names_an_entry_offers_ids_and_accepts_any_name(root: Path) -> None:
    schema = json.loads(files(load(root).handbook)[f"{FOLDER}/tools.json"])

    assert schema["additionalProperties"]["properties"]["admin"] == {
        "description": "The role that administers it. Role, by id, title or alias.",
        "anyOf": [{"$ref": "names/roles.json"}, {"type": "string"}],
    }


@pytest.mark.parametrize(
    "name", ["coo", "COO", " coo ", "Chief", "roles/coo", "../data/roles.yaml#coo"]
)
def test_an_editor_never_marks_what_the_check_may_accept(root: Path, name: str) -> None:
    write_handbook(root, {"data/tools.yaml": f'{TOOLS}  owner: "{name}"\n'}, base=False)

    assert [
        message
        for path, schema in schemas_of(write(root))
        for message in faults(root, path, schema)
    ] == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("  purpse: Talk", "Additional properties are not allowed ('purpse' was unexpected)"),
        ("  owner: [coo]", "['coo'] is not valid under any of the given schemas"),
        ("  status: gone", "'gone' is not one of ['active', 'draft', 'retired']"),
    ],
)
def test_certain_errors_are_marked(root: Path, line: str, message: str) -> None:
    write_handbook(root, {"data/tools.yaml": f"{TOOLS}{line}\n"}, base=False)

    assert faults(write(root), "data/tools.yaml", root / FOLDER / "tools.json") == [message]


def test_ids_are_listed_one_per_line_with_titles_and_aliases(root: Path) -> None:
    roles = (
        'coo:\n  title: COO\n  aliases: [Chief]\n  area: operations\n"b":\n  title: "\\"B\\" é"\n'
    )
    write_handbook(root, {"data/roles.yaml": roles}, base=False)

    assert files(load(root).handbook)[f"{FOLDER}/names/roles.json"] == (
        "{\n"
        '  "$schema": "http://json-schema.org/draft-07/schema#",\n'
        '  "$comment": "The ids of data/roles.yaml. Written by \'handbook editors --write\'.",\n'
        '  "enum": [\n    "b",\n    "coo"\n  ],\n'
        '  "enumDescriptions": [\n    "\\"B\\" é",\n    "COO, Chief"\n  ]\n'
        "}\n"
    )


def test_a_retired_entry_is_not_offered(root: Path) -> None:
    roles = "coo:\n  title: COO\n  area: operations\ncfo:\n  title: CFO\n  status: retired\n"
    write_handbook(root, {"data/roles.yaml": roles}, base=False)

    names = json.loads(files(load(root).handbook)[f"{FOLDER}/names/roles.json"])

    assert names["enum"] == ["coo"]


def test_too_many_ids_are_left_out_with_a_note(root: Path) -> None:
    roles = "".join(f"role-{n}:\n  title: Role {n}\n" for n in range(MAX_NAMES + 1))
    write_handbook(root, {"data/roles.yaml": f"coo:\n  title: COO\n{roles}"}, base=False)

    wanted = files(load(root).handbook)

    schema = json.loads(wanted[f"{FOLDER}/tools.json"])
    assert f"{FOLDER}/names/roles.json" not in wanted
    assert schema["additionalProperties"]["properties"]["admin"] == {
        "description": "The role that administers it. Role, by id, title or alias. "
        "There are too many to offer here: roles.",
        "type": "string",
    }


def test_a_custom_format_is_shown_by_example(written: Mapping[str, str]) -> None:
    metric = json.loads(written[f"{FOLDER}/metrics.json"])["additionalProperties"]["properties"]

    assert metric["target"] == {
        "type": "string",
        "description": "The target: comparator, number, unit. "
        "Written as >= 80%, < 500 ms, 4.5/5 or > €40K.",
        "examples": [">= 80%", "< 500 ms", "4.5/5", "> €40K"],
    }


# --- Settings, of which only one part is generated ------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, f"{{\n  {BLOCK}\n}}\n"),
        ("", f"{{\n  {BLOCK}\n}}\n"),
        ("{}\n", f"{{\n  {BLOCK}\n}}\n"),
        ('{\n  // ours\n  "a": 1\n}\n', f'{{\n  {BLOCK},\n  // ours\n  "a": 1\n}}\n'),
        (
            '{\n  "a": 1,\n  "yaml.schemas": {"old.json": ["x", "y"]},\n  "b": {"c": 2}, // d\n}\n',
            f'{{\n  "a": 1,\n  {BLOCK},\n  "b": {{"c": 2}}, // d\n}}\n',
        ),
        # A comment is not a setting, whatever it contains, and is preserved.
        ("// ours\n", f"// ours\n{{\n  {BLOCK}\n}}\n"),
        ("// {ours}\n{}\n", f"// {{ours}}\n{{\n  {BLOCK}\n}}\n"),
        ("{\n  // none\n}\n", f"{{\n  {BLOCK}\n  // none\n}}\n"),
        (
            '{\n  /* "yaml.schemas": {}, */ "a": "// \\" {"\n}\n',
            f'{{\n  {BLOCK},\n  /* "yaml.schemas": {{}}, */ "a": "// \\" {{"\n}}\n',
        ),
        ('{"yaml.schemas": {"a.json": "{a,b}.yaml"}}', f"{{{BLOCK}}}"),
    ],
)
def test_all_other_settings_are_preserved(before: str | None, after: str) -> None:
    once = settings.settings({"a.json": "a.yaml"}, before)

    assert once == after
    assert settings.settings({"a.json": "a.yaml"}, once) == once


# --- The command and the check --------------------------------------------------------------------


def test_the_command_shows_the_files_and_writes_them_once(root: Path) -> None:
    code, shown, message = said(run(root, "editors"))

    count = message.split()[0]
    assert code == 1
    assert "+++ b/.vscode/schemas/names/roles.json\n@@ -1 +1,11 @@\n+{\n" in shown
    assert message == f"{count} of {count} files would change; apply with --write\n"
    assert not (root / ".vscode").exists()
    assert said(run(root, "editors", "--write")) == (0, "", f"wrote {count} of {count} files\n")
    assert said(run(root, "editors", "--write")) == (0, "", f"{count} files are up to date\n")
    assert said(run(root, "editors"))[0] == 0
    assert found(root, "outdated-editor-files") == []


def test_outdated_files_are_found_and_fixed(root: Path) -> None:
    run(root, "editors", "--write")
    names = f"{FOLDER}/names/roles.json"
    write_handbook(
        root,
        {
            names: (root / names).read_text(encoding="utf-8").replace('"coo"', '"cfo"'),
            f"{FOLDER}/gone.json": "{}",
        },
        base=False,
    )
    (root / FOLDER / "tools.json").unlink()
    cure = "run 'handbook editors --write'"

    assert found(root, "outdated-editor-files") == [
        f"{FOLDER}/gone.json:1:1: {FOLDER}/gone.json is no longer needed; {cure}",
        f"{names}:5:1: {names} is out of date; {cure}",
        f"{FOLDER}/tools.json:1:1: {FOLDER}/tools.json is missing or not a text file; {cure}",
    ]
    count = len(files(load(root).handbook))
    assert said(run(root, "editors"))[2] == (
        f"2 of {count} files would change, 1 would be removed; apply with --write\n"
    )
    assert said(run(root, "editors", "--write"))[2] == f"wrote 2 of {count} files, removed 1\n"
    assert found(root, "outdated-editor-files") == []
    assert not (root / FOLDER / "gone.json").exists()


def test_many_outdated_files_are_reported_once(root: Path) -> None:
    run(root, "editors", "--write")
    for name in ("a", "b", "c", "d"):
        write_handbook(root, {f"{FOLDER}/{name}.json": "{}"}, base=False)

    message = "4 editor files are out of date; run 'handbook editors --write'"
    assert found(root, "outdated-editor-files") == [f"{FOLDER}/a.json:1:1: {message}"]


def test_removed_files_are_counted_separately(root: Path) -> None:
    run(root, "editors", "--write")
    write_handbook(root, {f"{FOLDER}/gone.json": "{}"}, base=False)
    count = len(files(load(root).handbook))

    assert said(run(root, "editors"))[0] == 1
    assert said(run(root, "editors", "--write"))[2] == f"wrote 0 of {count} files, removed 1\n"


def test_unreadable_settings_are_left_unchanged(root: Path) -> None:
    run(root, "editors", "--write")
    file = root / settings.PATH
    file.write_bytes("{}".encode("utf-16"))

    message = "cannot be read; save it as UTF-8 text, then run 'handbook editors --write'"
    assert found(root, "outdated-editor-files") == [
        f"{settings.PATH}:1:1: {settings.PATH} {message}"
    ]
    assert said(run(root, "editors", "--write"))[0] == 0
    assert file.read_bytes() == "{}".encode("utf-16")


@pytest.mark.parametrize("link", [".vscode", FOLDER])
def test_nothing_is_removed_through_a_symbolic_link(link: str, root: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere" / "schemas"
    elsewhere.mkdir(parents=True)
    (elsewhere / "kept.json").write_text("{}", encoding="utf-8")
    (root / link).parent.mkdir(exist_ok=True)
    (root / link).symlink_to(elsewhere if link == FOLDER else elsewhere.parent)

    run(root, "editors", "--write")

    assert (elsewhere / "kept.json").exists()


def test_a_handbook_without_editor_files_needs_none(root: Path) -> None:
    assert found(root, "outdated-editor-files") == []


def test_nothing_is_written_while_files_cannot_be_read(root: Path) -> None:
    write_handbook(root, {"data/tools.yaml": "slack: [\n"}, base=False)

    code, _, remarked = said(run(root, "editors", "--write"))

    assert code == 2
    assert remarked == (
        "1 file has errors and was skipped; 'handbook check' lists the errors\n"
        "handbook: nothing was written: completion would be incomplete without these files\n"
    )
    assert not (root / ".vscode").exists()
