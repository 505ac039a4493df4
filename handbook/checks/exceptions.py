"""Exceptions: known faults with an owner are accepted until an agreed date."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from handbook.book import Handbook
from handbook.checks.finding import subject
from handbook.diagnostics import Diagnostic, Severity
from handbook.names import suggestion
from handbook.records import Entry
from handbook.times import format_date

KIND = "exceptions"
UNUSED = "unused-exception"
EXPIRED = "expired-exception"


class Split(NamedTuple):
    """The diagnostics that remain, and those covered by an exception."""

    remaining: tuple[Diagnostic, ...]
    excepted: tuple[Diagnostic, ...]


def split(
    handbook: Handbook, found: Iterable[Diagnostic], looked: Mapping[str, bool], today: date
) -> Split:
    """Return diagnostics split by the exceptions in data/exceptions.yaml.

    `looked` maps each code to whether its check could run. An expired exception no longer covers
    anything. An exception that has expired, is unused or whose question has been decided is
    reported as a diagnostic itself.
    """
    remaining: list[Diagnostic] = []
    excepted: list[Diagnostic] = []
    used: set[str] = set()
    exceptions = list(handbook.entries(KIND))
    unread = list(_unread(handbook))
    for diagnostic in found:
        matching = [entry for entry in exceptions if _covers(handbook, entry.data, diagnostic)]
        used.update(entry.id for entry in matching)
        covered = any(_until(entry) >= today for entry in matching)
        covered = covered or any(_covers(handbook, data, diagnostic) for data in unread)
        (excepted if covered else remaining).append(diagnostic)
    if handbook.unread:
        # The fault an exception covers may be in a file that could not be read.
        looked = dict.fromkeys(looked, False)
    outdated = [
        diagnostic
        for entry in exceptions
        for diagnostic in _outdated(handbook, entry, used, looked, today)
    ]
    return Split((*remaining, *outdated), tuple(excepted))


def _unread(handbook: Handbook) -> Iterator[Mapping[str, Any]]:
    """Yield the raw data of each exception if their file has an error.

    That error is reported; everything the other exceptions cover would only bury it.
    """
    if KIND not in handbook.unread:
        return
    document = handbook.documents.get(handbook.kinds[KIND].files)
    written = document.data if document else None
    if isinstance(written, Mapping):
        yield from (data for data in written.values() if isinstance(data, Mapping))


def _until(exception: Entry) -> date:
    return date.fromisoformat(str(exception.data["until"]))


def _covers(handbook: Handbook, exception: Mapping[str, Any], found: Diagnostic) -> bool:
    """Return whether an exception covers a diagnostic: its code, its message and its entry."""
    if found.code != exception.get("code"):
        return False
    if str(exception.get("says", "")) not in found.message:
        return False
    entry = handbook.entry_at(found.place)
    return entry is not None and f"{entry.kind}/{entry.id}" == exception.get("about")


def _outdated(
    handbook: Handbook,
    entry: Entry,
    used: Collection[str],
    looked: Mapping[str, bool],
    today: date,
) -> Iterator[Diagnostic]:
    """Yield a diagnostic if an exception is unused, has expired or its question is decided."""
    code, until = str(entry.data["code"]), _until(entry)
    if entry.id not in used and looked.get(code, True):
        cure = "the problem is no longer found there; remove it"
        if code not in looked:
            cure = f"no check is called {code!r}{suggestion(code, list(looked))}"
        message = f"exception {entry.title!r} covers nothing: {cure}"
        yield Diagnostic(entry.place("code"), Severity.WARNING, UNUSED, message)
    elif until < today:
        message = (
            f"exception {entry.title!r} expired on {format_date(until)}; fix what it covered, "
            "or agree a new date"
        )
        yield Diagnostic(entry.place("until"), Severity.WARNING, EXPIRED, message)
    elif question := _decided(handbook, entry):
        message = (
            f"exception {entry.title!r} waits for {subject(handbook, question)}, which is decided; "
            "fix what it covers, or give a new reason"
        )
        yield Diagnostic(entry.place("discrepancy"), Severity.WARNING, EXPIRED, message)


def _decided(handbook: Handbook, exception: Entry) -> Entry | None:
    """Return the question behind an exception, if it has been decided."""
    found = handbook.find("discrepancies", str(exception.data.get("discrepancy", "")))
    return found if found and found.data.get("state") == "decided" else None
