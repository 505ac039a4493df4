"""What is new, mended or old between two looks at a handbook."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from handbook.diagnostics import Diagnostic, Severity
from handbook.formats.fingerprints import fingerprinted
from handbook.formats.outcome import Outcome, Since


class Difference(NamedTuple):
    """The diagnostics of two looks: those only now, those only then, those both times."""

    new: tuple[Diagnostic, ...]
    mended: tuple[Diagnostic, ...]
    old: tuple[Diagnostic, ...]


class _Line(NamedTuple):
    """A fault by the line that it is about."""

    path: str
    code: str
    text: str


class Look(NamedTuple):
    """What was found, and the lines of a file by its path, as they were then."""

    outcome: Outcome
    source: Callable[[str], Sequence[str]]


def difference(then: Look, now: Look, moved: Mapping[str, str]) -> Difference:
    """Return what changed; `moved` are the paths of files that have another name now.

    Lines added above a fault, and another name of its file, do not make it a new one; nor do
    other words for it, as when it names another owner, while the line that it is about stays.
    """
    before = {
        fingerprint: found
        for found, fingerprint in fingerprinted(
            _at(found, moved) for found in then.outcome.diagnostics
        )
    }
    after = {fingerprint: found for found, fingerprint in fingerprinted(now.outcome.diagnostics)}
    gone = {name: found for name, found in before.items() if name not in after}
    came = {name: found for name, found in after.items() if name not in before}
    paths = {new: old for old, new in moved.items()}
    waiting: dict[_Line | None, list[str]] = {}
    for name, found in gone.items():
        waiting.setdefault(_line(found, then, paths), []).append(name)
    reworded: dict[str, str] = {}
    for name, found in came.items():
        line = _line(found, now, {})
        if line is not None and waiting.get(line):
            reworded[name] = waiting[line].pop(0)
    known = set(reworded.values())
    return Difference(
        tuple(found for name, found in came.items() if name not in reworded),
        tuple(found for name, found in gone.items() if name not in known),
        tuple(found for name, found in after.items() if name in before or name in reworded),
    )


def against(then: Look, now: Look, moved: Mapping[str, str], name: str) -> Outcome:
    """Return a look with only what is new in it; `name` is what the other one is called."""
    found = difference(then, now, moved)
    mended = tuple(_known_mended(found.mended, now.outcome))
    since = Since(name, mended, len(found.old))
    return now.outcome._replace(diagnostics=found.new, since=since)


def _known_mended(gone: Sequence[Diagnostic], now: Outcome) -> Iterator[Diagnostic]:
    """Yield the faults that are no more; not those that nobody could see now.

    A check cannot look where a file that it needs has errors, and nothing is looked for in such a
    file: it is what has errors that no check finds.
    """
    checks = {looked.code for looked in now.coverage}
    blind = {looked.code for looked in now.coverage if looked.looked_at is None}
    unread = {
        found.place.path
        for found in now.diagnostics
        if found.severity == Severity.ERROR and found.code not in checks
    }
    for found in gone:
        if found.code not in blind and found.place.path not in unread:
            yield found


def _line(found: Diagnostic, look: Look, paths: Mapping[str, str]) -> _Line | None:
    """Return what a fault is about, None if there is nothing on its line.

    `paths` are where files were that have another name now.
    """
    path, number = found.place.path, found.place.line
    lines = look.source(paths.get(path, path))
    text = lines[number - 1].strip() if number <= len(lines) else ""
    return _Line(path, found.code, text) if text else None


def _at(found: Diagnostic, moved: Mapping[str, str]) -> Diagnostic:
    path = moved.get(found.place.path, found.place.path)
    return found._replace(place=found.place._replace(path=path))
