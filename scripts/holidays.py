"""A warning about years without recorded holidays, whose holidays count as working days."""

from collections.abc import Iterable

from handbook.workdays import Workdays
from scripts.terminal import print_note


def warn_unknown(days: Workdays, years: Iterable[int]) -> None:
    """Warn about those of the years that have no recorded holidays."""
    unknown = [str(year) for year in sorted(set(years)) if not days.known(year)]
    if unknown:
        first = ", ".join(unknown[:-1])
        listed = f"{first} and {unknown[-1]}" if first else unknown[-1]
        print_note(f"data/holidays.yaml has no holidays for {listed}; none are skipped")
