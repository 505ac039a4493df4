"""A remark on years whose holidays nobody has recorded: in them every holiday looks worked on."""

from collections.abc import Iterable

from handbook.workdays import Workdays
from scripts.terminal import tell


def warn_unknown(days: Workdays, years: Iterable[int]) -> None:
    """Say of which of some years no holiday is known, if any."""
    unknown = [str(year) for year in sorted(set(years)) if not days.known(year)]
    if unknown:
        first = ", ".join(unknown[:-1])
        told = f"{first} and {unknown[-1]}" if first else unknown[-1]
        tell(f"no holidays of {told} are recorded in data/holidays.yaml; none are left out")
