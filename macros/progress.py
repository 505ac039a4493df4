"""The programme's measures by month: past months from git, the current month from the files."""

import os
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from handbook.book import Handbook
from handbook.cache import CACHE, user_cache
from handbook.document_cache import cached_reader
from handbook.git import Git, GitFault
from handbook.history.months import Plain, measure_months, month_ends, results_store
from handbook.load import load
from handbook.measures import Point
from handbook.pages.trends import Trend
from handbook.readers import MemoryReader
from handbook.reports.health import HEALTH_METRICS, Health, health

_MONTHS = 12


def progress(handbook: Handbook, today: date, zone: ZoneInfo) -> tuple[Trend, ...]:
    """Return the trend of each measure; without git, only today's value."""
    try:
        past = list(_past(handbook.root, today, zone))
    except GitFault:
        past = []
    found = [*past, (today, health(handbook, today))]
    return tuple(
        Trend(
            measure.title,
            measure.counts,
            measure.unit,
            [
                Point(day, value, f"{day:%Y-%m}")
                for day, then in found
                if (value := measure.of(then)) is not None
            ],
        )
        for measure in HEALTH_METRICS
    )


def _past(root: Path, today: date, zone: ZoneInfo) -> Iterator[tuple[date, Health]]:
    """Yield the measures at the end of each past month; raise GitFault."""
    git = Git(root)
    ends = month_ends(git, today, zone, _MONTHS)[:-1]
    asked = os.environ.get(CACHE)
    with cached_reader(asked) as known, user_cache(asked) as cache:
        measure = partial(_measure, MemoryReader().over(known))
        for end, plain in measure_months(git, ends, results_store(root, cache), measure):
            yield end.day, Health(**plain)


def _measure(unchanged: MemoryReader, folder: Path, day: date) -> Plain:
    return health(load(folder, reader=unchanged).handbook, day)._asdict()
