"""What is found in the whole, told from what is found in a part before and after a change."""

from bisect import insort
from collections import Counter
from collections.abc import Collection, Sequence

from handbook.checks.registry import Coverage, Report
from handbook.diagnostics import Diagnostic
from handbook.incremental.checked import Checked
from handbook.incremental.part import Unknown


def told(last: Checked, paths: Collection[str], before: Report, now: Report) -> Checked:
    """Return what was found last with the difference between two looks at a part; raises Unknown.

    The part must be large enough: of what changed it has to tell what the whole told.
    """
    found = _moved(last.found, before.diagnostics, now.diagnostics, paths)
    excepted = _moved(last.excepted, before.excepted, now.excepted, paths)
    if not {one.place.path for one in (*found, *excepted)} <= set(last.files):
        raise Unknown
    coverage = tuple(map(_counted, last.coverage, before.coverage, now.coverage))
    return last._replace(found=found, excepted=excepted, coverage=coverage)


def _moved(
    last: Sequence[Diagnostic],
    before: Sequence[Diagnostic],
    now: Sequence[Diagnostic],
    paths: Collection[str],
) -> tuple[Diagnostic, ...]:
    """Return the last diagnostics without those that went, and with those that came."""
    at_paths = [[one for one in all_ if one.place.path in paths] for all_ in (last, before)]
    if Counter(at_paths[0]) != Counter(at_paths[1]):
        raise Unknown
    found = list(last)
    for one in (Counter(before) - Counter(now)).elements():
        if one not in found:
            raise Unknown
        found.remove(one)
    for one in (Counter(now) - Counter(before)).elements():
        insort(found, one)
    return tuple(found)


def _counted(last: Coverage, before: Coverage, now: Coverage) -> Coverage:
    """Return how much a check looked at, and found, after a part of it changed."""
    counts = last.looked_at, before.looked_at, now.looked_at
    if None in counts:
        if set(counts) != {None}:
            raise Unknown
        return last
    looked_at = sum(one or 0 for one in (counts[0], counts[2])) - (counts[1] or 0)
    return last._replace(looked_at=looked_at, found=last.found + now.found - before.found)
