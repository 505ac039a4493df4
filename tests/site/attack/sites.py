"""The sites of attacking handbooks, with and without checks."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from subprocess import PIPE, STDOUT
from subprocess import run as run_process

from handbook.cache import CACHE, OFF
from tests.site.attack.handbook import (
    Prose,
    data_files,
    docs_page,
    document_files,
    hostile_register,
)
from tests.site.attack.payloads import LONG, TITLES
from tests.site.building import environment, write_source
from tests.support.handbooks import procedure
from tests.support.history import Repository

_NAVIGATION = "  - guide/attack.md\n"
# Asks to render a page of docs/ as a template.
RENDER_MACROS = "render_macros: true\n"
# Folder names are text from the handbook too.
_FOLDER = '"><img src=x onerror=window.pwned=1>{{7*7}}'


def attack_files(prose: Prose, front_matter: str = "", *, refused: bool = False) -> dict[str, str]:
    """Return the files of an attacking handbook; with `refused`, add attacks that checks refuse."""
    return {
        **data_files(refused=refused),
        **document_files(prose),
        **hostile_register(),
        "docs/guide/attack.md": docs_page(html=False, more=front_matter),
        f"sops/{_FOLDER}/odd.md": procedure(owner="roles-1", process="null"),
    }


def with_long_list(files: Mapping[str, str]) -> dict[str, str]:
    """Return files with enough processes that scripts fetch the list of all procedures."""
    processes = "".join(
        f"long-{number}:\n"
        + "".join(
            f"  {name}: {json.dumps(text)}\n"
            for name, text in (
                ("title", f"{TITLES[number % len(TITLES)]} l{number}"),
                ("owner", f"roles-{number % 7}"),
                ("area", f"areas-{number % 7}"),
                (
                    "aliases" if number % 2 else "description",
                    [LONG + str(number)] if number % 2 else LONG,
                ),
                *([("keptAt", LONG)] if number % 3 else []),
            )
        )
        for number in range(120)
    )
    path = "data/processes.yaml"
    return {**files, path: files[path] + processes}


def write_attacked_source(root: Path, files: Mapping[str, str]) -> Path:
    """Write a small handbook that MkDocs can build, with an attacking page of docs/."""
    write_source(root, files)
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as configuration:
        configuration.write(_NAVIGATION)
    return root


# Committed without an attack first, so that the recent changes contain the attack.
_CHANGED = "sops/areas-0/text-0.md"


def with_history(root: Path) -> Path:
    """Commit the handbook to git, with an earlier version of one procedure."""
    repository = Repository(root)
    repository.git("init", "--quiet", "--initial-branch=main")
    attack = (root / _CHANGED).read_text(encoding="utf-8")
    for day, text in (
        ("2026-11-03", procedure(owner="roles-1", process="processes-0")),
        ("2026-11-18", attack),
    ):
        (root / _CHANGED).write_text(text, encoding="utf-8")
        repository.git("add", "data", "docs", "sops")
        repository.git("commit", "--quiet", "--message", "x", when=f"{day}T12:00:00Z")
    return root


# The build as if no check refused anything: only the pages defend themselves.
_UNCHECKED = """
import sys
from dataclasses import replace
from handbook import load
from handbook.checks import registry
from handbook.diagnostics import Severity
load.front_faults = lambda texts: ()
registry.CHECKS = tuple(replace(check, severity=Severity.WARNING) for check in registry.CHECKS)
from mkdocs.__main__ import cli
sys.exit(cli(["build", "--site-dir", sys.argv[1]]))
"""


def build_unchecked(root: Path, folder: Path) -> None:
    """Build the site of a handbook regardless of its errors."""
    result = run_process(
        [sys.executable, "-c", _UNCHECKED, str(folder)],
        cwd=root,
        # The cache contains the findings of real checks.
        env={**environment(), CACHE: OFF},
        stdout=PIPE,
        stderr=STDOUT,
        check=False,
        encoding="utf-8",
    )
    assert result.returncode == 0, result.stdout
