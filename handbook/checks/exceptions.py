"""What is found and known, owned and dated is let pass until its day; nothing else is."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from handbook.book import Handbook
from handbook.checks.finding import called
from handbook.diagnostics import Diagnostic, Severity
from handbook.names import suggestion
from handbook.records import Entry
from handbook.times import spoken

KIND = "exceptions"
UNUSED = "unused-exception"
EXPIRED = "expired-exception"


class SortedOut(NamedTuple):
    """The diagnostics that stand, and those that an exception lets pass."""

    standing: tuple[Diagnostic, ...]
    excepted: tuple[Diagnostic, ...]


def sort_out(
    handbook: Handbook, found: Iterable[Diagnostic], looked: Mapping[str, bool], today: date
) -> SortedOut:
    """Return diagnostics sorted out by the exceptions in data/exceptions.yaml.

    `looked` says of every code whether its check could look. An exception whose day has passed lets
    nothing pass any more; that, one whose question is decided, and one that lets nothing pass are
    diagnostics too.
    """
    standing: list[Diagnostic] = []
    excepted: list[Diagnostic] = []
    used: set[str] = set()
    exceptions = list(handbook.entries(KIND))
    unread = list(_unread(handbook))
    for diagnostic in found:
        fitting = [entry for entry in exceptions if _fits(handbook, entry.data, diagnostic)]
        used.update(entry.id for entry in fitting)
        live = any(_until(entry) >= today for entry in fitting)
        live = live or any(_fits(handbook, data, diagnostic) for data in unread)
        (excepted if live else standing).append(diagnostic)
    if handbook.unread:
        # What one lets pass may be found in a file that could not be read.
        looked = dict.fromkeys(looked, False)
    told = [one for entry in exceptions for one in _told(handbook, entry, used, looked, today)]
    return SortedOut((*standing, *told), tuple(excepted))


def _unread(handbook: Handbook) -> Iterator[Mapping[str, Any]]:
    """Yield what is written of each exception where their file has a slip.

    The slip is told, and all that the others let pass would only bury it.
    """
    if KIND not in handbook.unread:
        return
    document = handbook.documents.get(handbook.kinds[KIND].files)
    written = document.data if document else None
    if isinstance(written, Mapping):
        yield from (data for data in written.values() if isinstance(data, Mapping))


def _until(exception: Entry) -> date:
    return date.fromisoformat(str(exception.data["until"]))


def _fits(handbook: Handbook, exception: Mapping[str, Any], found: Diagnostic) -> bool:
    """Return whether an exception is about what was found: the rule, the words, the entry."""
    if found.code != exception.get("code"):
        return False
    if str(exception.get("says", "")) not in found.message:
        return False
    entry = handbook.entry_at(found.place)
    return entry is not None and f"{entry.kind}/{entry.id}" == exception.get("about")


def _told(
    handbook: Handbook,
    entry: Entry,
    used: Collection[str],
    looked: Mapping[str, bool],
    today: date,
) -> Iterator[Diagnostic]:
    code, until = str(entry.data["code"]), _until(entry)
    if entry.id not in used and looked.get(code, True):
        cure = "nothing of the kind is found there any more; remove it"
        if code not in looked:
            cure = f"no check is called {code!r}{suggestion(code, list(looked))}"
        message = f"exception {entry.title!r} lets nothing pass: {cure}"
        yield Diagnostic(entry.place("code"), Severity.WARNING, UNUSED, message)
    elif until < today:
        message = (
            f"exception {entry.title!r} ended on {spoken(until)}; mend what it let pass, "
            "or agree on another day"
        )
        yield Diagnostic(entry.place("until"), Severity.WARNING, EXPIRED, message)
    elif question := _decided(handbook, entry):
        message = (
            f"exception {entry.title!r} waits for {called(handbook, question)}, which is decided; "
            "mend what it lets pass, or say anew why it has to"
        )
        yield Diagnostic(entry.place("discrepancy"), Severity.WARNING, EXPIRED, message)


def _decided(handbook: Handbook, exception: Entry) -> Entry | None:
    """Return the question that an exception comes from, if it is open no more."""
    found = handbook.find("discrepancies", str(exception.data.get("discrepancy", "")))
    return found if found and found.data.get("state") == "decided" else None
