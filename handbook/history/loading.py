"""Loading the history of a handbook, as far as it is available."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from handbook.book import Handbook
from handbook.collation import alphabetical
from handbook.git import Git, GitFault, NoGit
from handbook.history.commits import Commit, commits, uncommitted
from handbook.history.detection import Detector
from handbook.history.events import Event, History, Moved
from handbook.history.store import Store
from handbook.history.versions import Versions
from handbook.records import Sop

# The limits of the history in days, commits and events, whichever is reached first.
MAX_DAYS = 366
MAX_COMMITS = 5000
_MAX_EVENTS = 500
# The batch size for reading commits, so that little is read beyond the last event.
BATCH_SIZE = 100
_OLDER = "Older changes come from the procedures' own change tables."
_TABLES = "These changes come from the procedures' own change tables."


def load_history(
    handbook: Handbook, today: date, zone: ZoneInfo, git: Git, store: Store
) -> History:
    """Return the history up to a day.

    Without git, it consists of the procedures' own tables of changes.
    """
    detector = Detector(handbook)
    past = Versions(git, handbook.kinds, store, _MAX_EVENTS)
    since = today - timedelta(days=MAX_DAYS)
    try:
        is_shallow = git.is_shallow()
        listed = [
            commit
            for commit in commits(git, since, zone, MAX_COMMITS)
            # The state before the first commit of a shallow clone is unknown.
            if not (is_shallow and commit.is_first) and commit.moment.date() <= today
        ]
        found = list(islice(_events(detector, past, listed), _MAX_EVENTS))
        uncommitted_files = len(uncommitted(git))
    except NoGit:
        return _from_tables(handbook, today, zone, f"Git was not available. {_TABLES}")
    except GitFault:
        return _from_tables(
            handbook, today, zone, f"The git history of these files could not be read. {_TABLES}"
        )
    gaps = list(_gaps(past.unread, uncommitted_files))
    if is_shallow:
        first = min((event.day for event in found), default=None)
        found += events_from_tables(handbook, today, zone, first)
        gaps.append(f"Only the latest part of the git history was available. {_OLDER}")
    # Author dates need not be in commit order.
    found.sort(key=lambda event: event.day, reverse=True)
    return History(
        events=tuple(found),
        gaps=tuple(gaps),
        former=detector.former,
        titles=detector.titles,
        moved=moved_files(listed),
    )


def moved_files(listed: Iterable[Commit]) -> Mapping[str, Moved]:
    """Return the fate of moved and removed files, from commits listed newest first."""
    found: dict[str, Moved] = {}
    for commit in listed:
        for one in commit.touched:
            if one.before is None or (one.after is not None and one.path == one.path_before):
                continue
            day = commit.moment.date()
            now = Moved(one.path if one.after else None, day)
            # It may have been moved again since.
            found.setdefault(one.path_before, found.get(now.path or "", now))
    return found


def _events(detector: Detector, past: Versions, listed: list[Commit]) -> Iterator[Event]:
    for start in range(0, len(listed), BATCH_SIZE):
        some = listed[start : start + BATCH_SIZE]
        differences = past.differences(some)
        for commit in some:
            yield from detector.events(commit, differences[commit.name])


def _gaps(unread: int, uncommitted_files: int) -> Iterator[str]:
    if unread:
        many = "1 change" if unread == 1 else f"{unread} changes"
        yield f"{many} could not be read with the current schemas."
    if uncommitted_files:
        many = "1 file has" if uncommitted_files == 1 else f"{uncommitted_files} files have"
        yield f"{many} uncommitted changes, which are not shown here."


def _from_tables(handbook: Handbook, today: date, zone: ZoneInfo, gap: str) -> History:
    return History(events=tuple(events_from_tables(handbook, today, zone)), gaps=(gap,))


def events_from_tables(
    handbook: Handbook, today: date, zone: ZoneInfo, before: date | None = None
) -> list[Event]:
    """Return the rows of the procedures' own tables of changes up to a day, newest first.

    With `before`, only those from earlier days.
    """
    found = [
        Event(
            commit="",
            moment=datetime.combine(day, time(), zone),
            kind="sops",
            id=sop.id,
            title=sop.title,
            how="changed",
            entry=sop.entry,
            notes=(row["change"],),
            roles=tuple(dict.fromkeys(_roles(handbook, sop))),
            areas=(sop.area,) if handbook.find("areas", sop.area) else (),
            written=row["date"],
        )
        for sop in handbook.sops_in_use
        for day, row in zip(sop.changed, sop.entry.data.get("changes", ()), strict=True)
        if day <= today and (before is None or day < before)
    ]
    return sorted(found, key=lambda event: (-event.day.toordinal(), alphabetical(event.title)))[
        :_MAX_EVENTS
    ]


def _roles(handbook: Handbook, sop: Sop) -> Iterator[str]:
    steps = (name for step in sop.steps for name in (step.owner, *step.helpers))
    yield from (name for name in (sop.owner, sop.backup, *steps) if name and name in handbook.roles)
