"""The owners of a file are asked when it changes."""

from collections.abc import Iterator
from datetime import date
from itertools import zip_longest

from handbook.book import Handbook
from handbook.checks.finding import Finding
from handbook.codeowners import PATH, codeowners, put_between, repository_files
from handbook.diagnostics import Place
from handbook.repository import folder_of

_CURE = "run 'handbook codeowners --write'"
_SETTINGS = "data/settings.yaml"


def lines(handbook: Handbook) -> list[str]:
    """Return the expected lines of CODEOWNERS; none if the settings name no teams."""
    return (codeowners(handbook) or "").splitlines()


def outdated_codeowners(handbook: Handbook, today: date) -> Iterator[Finding]:
    """CODEOWNERS does not match the current owners of the files."""
    wanted = lines(handbook)
    if not wanted:
        return
    try:
        written = (handbook.root / PATH).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        place = handbook.documents[_SETTINGS].key("codeOwners")
        yield place, f"the settings name code owners, but {PATH} does not exist; {_CURE}"
        return
    except (OSError, UnicodeDecodeError):
        yield Place(PATH, 1, 1), f"{PATH} cannot be read as text; {_CURE}"
        return
    for number, (line, expected) in enumerate(zip_longest(written, wanted), start=1):
        if line != expected:
            yield Place(PATH, number, 1), f"{PATH} is out of date; {_CURE}"
            return
    yield from _outdated_above(handbook)


def _outdated_above(handbook: Handbook) -> Iterator[Finding]:
    """Yield a finding if the CODEOWNERS of the enclosing repository lacks the handbook's lines."""
    place, path = next(iter(repository_files(handbook.root).items()), ("", ""))
    if not place:
        return
    try:
        text = (handbook.root / path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        # Its own lines cannot be identified; the command reports what is wrong.
        return
    updated = put_between(text, folder_of(handbook.root) or "", codeowners(handbook) or "")
    if updated is not None and updated.splitlines() != text.splitlines():
        # A file above the handbook has no place inside it.
        message = f"{place} of the repository does not include the lines of this file; {_CURE}"
        yield Place(PATH, 1, 1), message
