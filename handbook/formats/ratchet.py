"""What is new, mended or old between two looks at a handbook."""

from collections.abc import Mapping
from typing import NamedTuple

from handbook.diagnostics import Diagnostic
from handbook.formats.fingerprints import fingerprinted
from handbook.formats.outcome import Outcome, Since


class Difference(NamedTuple):
    """The diagnostics of two looks: those only now, those only then, those both times."""

    new: tuple[Diagnostic, ...]
    mended: tuple[Diagnostic, ...]
    old: tuple[Diagnostic, ...]


def difference(then: Outcome, now: Outcome, moved: Mapping[str, str]) -> Difference:
    """Return what changed; `moved` are the paths of files that have another name now.

    Lines added above a fault, and another name of its file, do not make it a new one.
    """
    before = {
        fingerprint: found
        for found, fingerprint in fingerprinted(_at(found, moved) for found in then.diagnostics)
    }
    after = {fingerprint: found for found, fingerprint in fingerprinted(now.diagnostics)}
    return Difference(
        tuple(found for fingerprint, found in after.items() if fingerprint not in before),
        tuple(found for fingerprint, found in before.items() if fingerprint not in after),
        tuple(found for fingerprint, found in after.items() if fingerprint in before),
    )


def against(then: Outcome, now: Outcome, moved: Mapping[str, str], name: str) -> Outcome:
    """Return a look with only what is new in it; `name` is what the other one is called."""
    found = difference(then, now, moved)
    since = Since(name, found.mended, len(found.old))
    return now._replace(diagnostics=found.new, since=since)


def _at(found: Diagnostic, moved: Mapping[str, str]) -> Diagnostic:
    path = moved.get(found.place.path, found.place.path)
    return found._replace(place=found.place._replace(path=path))
