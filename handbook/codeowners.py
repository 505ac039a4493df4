"""CODEOWNERS: who reviews changes to a file, from owners, backups and RAPID roles.

GitHub and GitLab read the same file at the root of a repository; the last line that matches a path
applies. A role is a team on the forge, named as configured in the settings. A handbook in a folder
of a larger repository has the file in its own folder; its lines are inserted into the repository's
file between two marker lines that someone has added there.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from handbook.book import Handbook
from handbook.rapid import ASKED, INPUT, stakes
from handbook.records import Entry
from handbook.repository import folder_of

PATH = "CODEOWNERS"
# Where forges look for it, relative to the repository; GitHub uses the first that exists.
PLACES = (f".github/{PATH}", PATH, f"docs/{PATH}", f".gitlab/{PATH}")
_ABOUT = """\
# Who reviews each change: owners, backups and RAPID roles, as named in the handbook.
# Written by `handbook codeowners --write`; change the handbook, not this file.
"""
_ELSEWHERE = """\
# Forges read it at the root of the repository: put its lines there, below the general.
"""
# The folder recorded in the first line of a file.
_RECORDED = re.compile(rf"{re.escape(_ELSEWHERE)}/(.+/) @")


def codeowners(handbook: Handbook) -> str | None:
    """Return the expected content of the file; None if the settings name no teams."""
    settings = handbook.settings.get("codeOwners")
    if not settings:
        return None
    folder = _folder(handbook.root)
    lines = []
    for path, roles in sorted(_asked_for(handbook).items()):
        teams = dict.fromkeys(_team(handbook, settings, role) for role in roles)
        if teams:
            lines.append(f"/{_escaped(folder + path)} {' '.join(teams)}")
    rest = _team(handbook, settings, str(settings["rest"]))
    head = f"{_ELSEWHERE}/{_escaped(folder)} {rest}" if folder else f"* {rest}"
    return "\n".join([_ABOUT + head, *lines]) + "\n"


def markers(folder: str) -> tuple[str, str]:
    """Return the marker lines that enclose the handbook's lines in a larger repository's file."""
    return f"# handbook in {folder}", f"# end of handbook in {folder}"


def put_between(text: str, folder: str, owners: str) -> str | None:
    """Return a larger repository's file with the handbook's lines; None if it has no markers."""
    lines = text.splitlines()
    first, last = markers(folder)
    if lines.count(first) != 1 or lines.count(last) != 1 or lines.index(first) > lines.index(last):
        return None
    own = [line for line in owners.splitlines() if not line.startswith("#")]
    lines[lines.index(first) + 1 : lines.index(last)] = own
    end = "\r\n" if "\r\n" in text else "\n"
    return "".join(f"{line}{end}" for line in lines)


def repository_files(root: Path) -> dict[str, str]:
    """Return the existing CODEOWNERS files of a larger repository, in order of precedence.

    Each maps its path from the repository to its path from the handbook's folder.
    """
    folder = folder_of(root)
    up = "../" * (folder or "").count("/")
    found = {place: up + place for place in PLACES if up}
    return {
        place: path
        for place, path in found.items()
        if (root / path).is_file() and not (root / path).is_symlink()
    }


def _folder(root: Path) -> str:
    """Return the handbook's folder in its repository; without one, the folder its file records.

    A handbook that was copied out of its repository thus keeps the same file.
    """
    found = folder_of(root)
    if found is None:
        with suppress(OSError, UnicodeDecodeError):
            recorded = _RECORDED.search((root / PATH).read_text(encoding="utf-8"))
            found = recorded[1].replace("\\ ", " ") if recorded else None
    return found or ""


def _escaped(path: str) -> str:
    return path.replace(" ", "\\ ")


def _asked_for(handbook: Handbook) -> Mapping[str, Mapping[str, None]]:
    """Return the roles that review each file, in the order they are named in it."""
    found: dict[str, dict[str, None]] = {}
    for register in handbook.registers.values():
        for entry in register:
            roles = found.setdefault(entry.document.path, {})
            roles.update(dict.fromkeys(_asked(handbook, entry)))
    return found


def _asked(handbook: Handbook, entry: Entry) -> Iterator[str]:
    """Yield the roles that review a change to an entry, the decider first."""
    if entry.status == "retired":
        return
    stand_in = str(entry.data.get("backup", ""))
    for say in stakes(handbook, entry):
        if say.part in ASKED or (say.part == INPUT and say.role == stand_in):
            yield say.role


def _team(handbook: Handbook, settings: Mapping[str, Any], role: str) -> str:
    """Return the team of a role: its own team on the forge, or the pattern in the settings."""
    entry = handbook.find("roles", role)
    own = entry.data.get("team") if entry else None
    return str(own or settings["team"]).replace("{role}", role)
