"""What an editor shows for the files in data/, using the language server of VS Code."""

import json
import shutil
import subprocess
from collections.abc import Iterator

import pytest

from handbook.editors import settings
from tests.support.handbooks import REPOSITORY
from tests.support.language_server import Server

PROGRAM = "yaml-language-server@1.25.0"
TOOLS = (REPOSITORY / "data" / "tools.yaml").read_text(encoding="utf-8")
LINES = TOOLS.count("\n")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    npm = shutil.which("npm")
    assert npm, "npm is not installed; install Node.js 20 or later, which includes it"
    folder = tmp_path_factory.mktemp("server")
    install = ["install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", PROGRAM]
    subprocess.run([npm, *install], cwd=folder, check=True)
    program = folder / "node_modules/yaml-language-server/bin/yaml-language-server"
    with Server(program, REPOSITORY, {"yaml": _settings()}) as found:
        yield found


def _settings() -> dict[str, object]:
    """Return our settings as VS Code sends them to the server, with paths as URIs."""
    written = json.loads((REPOSITORY / settings.PATH).read_text(encoding="utf-8"))
    schemas = {
        (REPOSITORY / path).resolve().as_uri(): files
        for path, files in written["yaml.schemas"].items()
    }
    return {
        "validate": True,
        "hover": True,
        "completion": True,
        "schemas": schemas,
        "schemaStore": {"enable": written["yaml.schemaStore.enable"]},
    }


def test_nothing_is_marked_in_a_valid_file(server: Server) -> None:
    files = {
        file.relative_to(REPOSITORY).as_posix(): file.read_text(encoding="utf-8")
        for file in sorted((REPOSITORY / "data").rglob("*.yaml"))
    }

    marked = server.open(files)

    assert len(marked) > 100
    assert {path: message for path, message in marked.items() if message} == {}


def test_certain_errors_are_marked_at_their_place(server: Server) -> None:
    text = f"{TOOLS}zoom-rooms:\n  title: Zoom Rooms\n  category: Talk\n  purpse: Rooms\n"

    message = server.open({"data/tools-1.yaml": text})["data/tools-1.yaml"]

    assert sorted(one.partition(". Valid")[0] for one in message) == [
        f'{LINES + 1}:1: Missing property "purpose".',
        f"{LINES + 3}:13: Value is not accepted",
        f"{LINES + 4}:3: Property purpse is not allowed.",
    ]


def test_roles_are_offered_by_id_with_titles_and_aliases(server: Server) -> None:
    server.open({"data/tools-2.yaml": f"{TOOLS}rooms:\n  title: Rooms\n  admin: \n"})

    offered = server.offered("data/tools-2.yaml", LINES + 3, 10)

    assert offered["coo"] == "COO, Chief Operating Officer"
    assert offered["support-lead"].startswith("Support Lead")


def test_areas_are_suggested_in_a_list(server: Server) -> None:
    server.open({"data/tools-3.yaml": f"{TOOLS}rooms:\n  title: Rooms\n  stackOf:\n    - \n"})

    assert "it" in server.offered("data/tools-3.yaml", LINES + 4, 7)


def test_keys_are_offered_with_their_descriptions(server: Server) -> None:
    server.open({"data/tools-4.yaml": f"{TOOLS}rooms:\n  title: Rooms\n  \n"})

    offered = server.offered("data/tools-4.yaml", LINES + 3, 3)

    assert "What it is used for." in offered["purpose"]
    assert "title" not in offered


def test_hovering_over_a_key_shows_its_description(server: Server) -> None:
    server.open({"data/tools-5.yaml": f"{TOOLS}rooms:\n  title: Rooms\n  admin: coo\n"})

    message = server.hover("data/tools-5.yaml", LINES + 3, 4)

    assert "The role that administers it. Role, by id, title or alias." in message
    assert "* `coo`: COO, Chief Operating Officer" in message


def test_a_new_file_without_a_modeline_is_recognised_by_its_folder(server: Server) -> None:
    path = "data/discrepancies/new.yaml"

    message = server.open({path: "title: New\nsort: strange\n"})[path]

    assert any(one.startswith("2:7: Value is not accepted") for one in message)
