"""Editors offer what the handbook holds."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import zip_longest

from handbook.book import Handbook
from handbook.checks.finding import Finding
from handbook.diagnostics import Place
from handbook.editors import settings
from handbook.editors.files import FOLDER, files, leftover, written

# More than so many are told in one line.
_FEW = 3
_CURE = "run 'handbook editors --write'"


def wanted(handbook: Handbook) -> Mapping[str, str]:
    """Return the files that editors should read, by path; none where none were ever written."""
    there = (handbook.root / FOLDER).is_dir()
    return handbook.once(("files for editors",), lambda: files(handbook)) if there else {}


def outdated_editor_files(handbook: Handbook, today: date) -> Iterator[Finding]:
    """What editors offer while typing is not what the handbook holds now."""
    found = list(_outdated(handbook))
    if len(found) > _FEW:
        # One cause, one cure: a schema of a register shows in many.
        message = f"{len(found)} files for editors are not as the handbook is now; {_CURE}"
        yield found[0][0], message
    else:
        yield from found
    if wanted(handbook) and settings.PATH not in wanted(handbook):
        message = f"{settings.PATH} cannot be read; save it as text in UTF-8, then {_CURE}"
        yield Place(settings.PATH, 1, 1), message


def _outdated(handbook: Handbook) -> Iterator[tuple[Place, str]]:
    """Yield each file that has to be written or deleted."""
    for path, text in wanted(handbook).items():
        now = written(handbook, path)
        if now is None:
            yield Place(path, 1, 1), f"{path} is missing or is no text; {_CURE}"
            continue
        pairs = enumerate(zip_longest(now.splitlines(), text.splitlines()), start=1)
        line = next((number for number, (line, other) in pairs if line != other), None)
        if line is not None:
            message = f"{path} does not offer what the handbook holds now; {_CURE}"
            yield Place(path, line, 1), message
    for path in leftover(handbook, wanted(handbook)) if wanted(handbook) else ():
        yield Place(path, 1, 1), f"nothing is written as {path} any more; {_CURE}"
