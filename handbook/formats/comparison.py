"""Comparison of two outcomes of a check: new, fixed and unchanged diagnostics."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from handbook.diagnostics import Diagnostic, Severity
from handbook.formats.fingerprints import fingerprinted
from handbook.formats.outcome import Comparison, Outcome


class Difference(NamedTuple):
    """The diagnostics of two outcomes: only in the later, only in the earlier, in both."""

    new: tuple[Diagnostic, ...]
    fixed: tuple[Diagnostic, ...]
    old: tuple[Diagnostic, ...]


class _Line(NamedTuple):
    """A diagnostic identified by its code and the text of its line."""

    path: str
    code: str
    text: str


class Snapshot(NamedTuple):
    """An outcome, and a function that returns the lines of a file at that time."""

    outcome: Outcome
    source: Callable[[str], Sequence[str]]


def difference(then: Snapshot, now: Snapshot, moved: Mapping[str, str]) -> Difference:
    """Return the difference between two outcomes; `moved` maps old paths of files to new ones.

    A diagnostic is not new if only its line number or the name of its file changed, or if its
    message changed, for example to name another owner, while its line did not.
    """
    before = {
        fingerprint: found
        for found, fingerprint in fingerprinted(
            _at(found, moved) for found in then.outcome.diagnostics
        )
    }
    after = {fingerprint: found for found, fingerprint in fingerprinted(now.outcome.diagnostics)}
    gone = {name: found for name, found in before.items() if name not in after}
    added = {name: found for name, found in after.items() if name not in before}
    paths = {new: old for old, new in moved.items()}
    unmatched: dict[_Line | None, list[str]] = {}
    for name, found in gone.items():
        unmatched.setdefault(_line(found, then, paths), []).append(name)
    reworded: dict[str, str] = {}
    for name, found in added.items():
        line = _line(found, now, {})
        if line is not None and unmatched.get(line):
            reworded[name] = unmatched[line].pop(0)
    known = set(reworded.values())
    return Difference(
        tuple(found for name, found in added.items() if name not in reworded),
        tuple(found for name, found in gone.items() if name not in known),
        tuple(found for name, found in after.items() if name in before or name in reworded),
    )


def new_since(then: Snapshot, now: Snapshot, moved: Mapping[str, str], name: str) -> Outcome:
    """Return the later outcome with its new diagnostics only; `name` is that of the earlier."""
    found = difference(then, now, moved)
    fixed = tuple(_verified_fixed(found.fixed, now.outcome))
    since = Comparison(name, fixed, len(found.old))
    return now.outcome._replace(diagnostics=found.new, since=since)


def _verified_fixed(gone: Sequence[Diagnostic], now: Outcome) -> Iterator[Diagnostic]:
    """Yield the missing diagnostics that were really fixed, not just hidden by other errors.

    A check cannot run if a file that it needs has errors, and unreadable files are not checked
    at all; their errors are those that no check reports.
    """
    checks = {check.code for check in now.coverage}
    not_run = {check.code for check in now.coverage if check.looked_at is None}
    unread = {
        found.place.path
        for found in now.diagnostics
        if found.severity == Severity.ERROR and found.code not in checks
    }
    for found in gone:
        if found.code not in not_run and found.place.path not in unread:
            yield found


def _line(found: Diagnostic, snapshot: Snapshot, paths: Mapping[str, str]) -> _Line | None:
    """Return the line of a diagnostic; None if it is empty.

    `paths` maps new paths of moved files to old ones.
    """
    path, number = found.place.path, found.place.line
    lines = snapshot.source(paths.get(path, path))
    text = lines[number - 1].strip() if number <= len(lines) else ""
    return _Line(path, found.code, text) if text else None


def _at(found: Diagnostic, moved: Mapping[str, str]) -> Diagnostic:
    path = moved.get(found.place.path, found.place.path)
    return found._replace(place=found.place._replace(path=path))
