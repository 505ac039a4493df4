"""Whoever answers for a file is asked when it changes."""

from collections.abc import Iterator
from datetime import date
from itertools import zip_longest

from handbook.book import Handbook
from handbook.checks.finding import Finding
from handbook.codeowners import PATH, above, codeowners, put_between
from handbook.diagnostics import Place
from handbook.repository import folder_of

_CURE = "run 'handbook codeowners --write'"
_SETTINGS = "data/settings.yaml"


def lines(handbook: Handbook) -> list[str]:
    """Return the lines that CODEOWNERS should have; none if the settings name no teams."""
    return (codeowners(handbook) or "").splitlines()


def outdated_codeowners(handbook: Handbook, today: date) -> Iterator[Finding]:
    """CODEOWNERS does not name those who answer for the files now."""
    wanted = lines(handbook)
    if not wanted:
        return
    try:
        written = (handbook.root / PATH).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        place = handbook.documents[_SETTINGS].key("codeOwners")
        yield place, f"the settings name code owners, but there is no {PATH}; {_CURE}"
        return
    except (OSError, UnicodeDecodeError):
        yield Place(PATH, 1, 1), f"{PATH} cannot be read as text; {_CURE}"
        return
    for number, (line, now) in enumerate(zip_longest(written, wanted), start=1):
        if line != now:
            yield Place(PATH, number, 1), f"{PATH} does not say who answers now; {_CURE}"
            return
    yield from _above(handbook)


def _above(handbook: Handbook) -> Iterator[Finding]:
    """Yield that the file of a larger repository has other lines where the handbook's belong."""
    place, path = next(iter(above(handbook.root).items()), ("", ""))
    if not place:
        return
    try:
        there = (handbook.root / path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        # Which lines are its own cannot be told; the command says what is wrong.
        return
    put = put_between(there, folder_of(handbook.root) or "", codeowners(handbook) or "")
    if put is not None and put.splitlines() != there.splitlines():
        # A file above the handbook is no place in it.
        what = f"{place} of the repository does not have the lines of this file; {_CURE}"
        yield Place(PATH, 1, 1), what
