"""The files that editors read are up to date."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import zip_longest

from handbook.book import Handbook
from handbook.checks.finding import Finding
from handbook.diagnostics import Place
from handbook.editors import settings
from handbook.editors.files import FOLDER, files, leftover, written

# More outdated files than this are reported in one line.
_MAX_LISTED = 3
_CURE = "run 'handbook editors --write'"


def wanted(handbook: Handbook) -> Mapping[str, str]:
    """Return the expected editor files by path; none if none were ever written."""
    exists = (handbook.root / FOLDER).is_dir()
    return handbook.cached(("files for editors",), lambda: files(handbook)) if exists else {}


def outdated_editor_files(handbook: Handbook, today: date) -> Iterator[Finding]:
    """Editor completion is out of date with the handbook."""
    found = list(_outdated(handbook))
    if len(found) > _MAX_LISTED:
        # One cause, one cure: the schema of a register appears in many files.
        message = f"{len(found)} editor files are out of date; {_CURE}"
        yield found[0][0], message
    else:
        yield from found
    if wanted(handbook) and settings.PATH not in wanted(handbook):
        message = f"{settings.PATH} cannot be read; save it as UTF-8 text, then {_CURE}"
        yield Place(settings.PATH, 1, 1), message


def _outdated(handbook: Handbook) -> Iterator[tuple[Place, str]]:
    """Yield each file that must be written or deleted."""
    for path, text in wanted(handbook).items():
        current = written(handbook, path)
        if current is None:
            yield Place(path, 1, 1), f"{path} is missing or not a text file; {_CURE}"
            continue
        pairs = enumerate(zip_longest(current.splitlines(), text.splitlines()), start=1)
        line = next((number for number, (line, other) in pairs if line != other), None)
        if line is not None:
            yield Place(path, line, 1), f"{path} is out of date; {_CURE}"
    for path in leftover(handbook, wanted(handbook)) if wanted(handbook) else ():
        yield Place(path, 1, 1), f"{path} is no longer needed; {_CURE}"
