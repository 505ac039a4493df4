"""The result for a whole handbook, derived from a part before and after a change."""

from bisect import insort
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from handbook.checks.check import Coverage, Report
from handbook.diagnostics import Diagnostic
from handbook.incremental.checked import Checked, Sizes
from handbook.incremental.part import Unknown


def updated(last: Checked, paths: Collection[str], before: Report, now: Report) -> Checked:
    """Return the last result updated with the difference between two checks of a part.

    Raises Unknown if the part is too small, that is, if it does not have the same diagnostics for
    the changed documents as the whole. The findings of a check that can no longer run are dropped.
    """
    coverage = tuple(map(_coverage, last.coverage, before.coverage, now.coverage))
    stopped = {line.code for line in coverage if line.looked_at is None}
    found = _updated(last.found, before.diagnostics, now.diagnostics, paths, stopped)
    excepted = _updated(last.excepted, before.excepted, now.excepted, paths, stopped)
    if not {one.place.path for one in (*found, *excepted)} <= set(last.files):
        raise Unknown
    return last._replace(found=found, excepted=excepted, coverage=coverage)


def with_faults(
    last: Checked,
    faults: Iterable[Diagnostic],
    documents: Collection[str],
    before: Sizes,
    now: Sizes,
) -> Checked:
    """Return a result with faults from reading added and its files and sizes updated.

    `documents` are the paths of all documents and pages, `before` and `now` the sizes of the part.
    """
    found = tuple(sorted((*last.found, *faults)))
    named = {one.place.path for one in found}
    sizes = (all_ - old + new for all_, old, new in zip(last.sizes, before, now, strict=True))
    return last._replace(
        found=found,
        files=tuple(path for path in last.files if path in documents or path in named),
        sizes=Sizes(*sizes),
    )


def _updated(
    last: Sequence[Diagnostic],
    before: Sequence[Diagnostic],
    now: Sequence[Diagnostic],
    paths: Collection[str],
    stopped: Collection[str],
) -> tuple[Diagnostic, ...]:
    """Return the last diagnostics without the resolved ones and with the new ones."""
    at_paths = [[one for one in all_ if one.place.path in paths] for all_ in (last, before)]
    if Counter(at_paths[0]) != Counter(at_paths[1]):
        raise Unknown
    found = [one for one in last if one.code not in stopped]
    counts = [Counter(one for one in all_ if one.code not in stopped) for all_ in (before, now)]
    for one in (counts[0] - counts[1]).elements():
        if one not in found:
            raise Unknown
        found.remove(one)
    for one in (counts[1] - counts[0]).elements():
        insort(found, one)
    return tuple(found)


def _coverage(last: Coverage, before: Coverage, now: Coverage) -> Coverage:
    """Return the coverage of a check after a part of the handbook changed."""
    if (last.looked_at is None) is not (before.looked_at is None):
        raise Unknown
    if now.looked_at is None:
        return now
    if last.looked_at is None or before.looked_at is None:
        raise Unknown
    looked_at = last.looked_at + now.looked_at - before.looked_at
    return last._replace(looked_at=looked_at, found=last.found + now.found - before.found)
