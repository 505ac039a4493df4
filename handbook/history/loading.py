"""The history of a handbook as far as it can be read where the site is built."""

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

# How far back it goes, at most: days, commits and events, whichever is first.
DAYS = 366
COMMITS = 5000
_EVENTS = 500
# Read at a time, so that nothing beyond the last event is read.
AT_ONCE = 100
_OLDER = "What is older comes from the procedures' own tables of changes."
_TABLES = "What follows comes from the procedures' own tables of changes."


def load_history(
    handbook: Handbook, today: date, zone: ZoneInfo, git: Git, store: Store
) -> History:
    """Return what happened up to a day, and what of it could not be read.

    Where git cannot tell, the procedures' own tables of changes do.
    """
    teller = Detector(handbook)
    past = Versions(git, handbook.kinds, store, _EVENTS)
    since = today - timedelta(days=DAYS)
    try:
        is_shallow = git.is_shallow()
        listed = [
            commit
            for commit in commits(git, since, zone, COMMITS)
            # Of the first commit in a shallow clone nobody knows what was there before.
            if not (is_shallow and commit.is_first) and commit.moment.date() <= today
        ]
        found = list(islice(_events(teller, past, listed), _EVENTS))
        waiting = len(uncommitted(git))
    except NoGit:
        return _from_tables(handbook, today, zone, f"There was no git to ask. {_TABLES}")
    except GitFault:
        return _from_tables(
            handbook, today, zone, f"Git could not tell the history of these files. {_TABLES}"
        )
    gaps = list(_gaps(past.unread, waiting))
    if is_shallow:
        first = min((event.day for event in found), default=None)
        found += tables(handbook, today, zone, first)
        gaps.append(f"Only the newest part of the history was there. {_OLDER}")
    # A commit may be younger than the one it follows: it was written elsewhere.
    found.sort(key=lambda event: event.day, reverse=True)
    return History(
        events=tuple(found),
        gaps=tuple(gaps),
        former=teller.former,
        titles=teller.titles,
        moved=moved_files(listed),
    )


def moved_files(listed: Iterable[Commit]) -> Mapping[str, Moved]:
    """Return what became of files that have left their place, from commits, newest first."""
    found: dict[str, Moved] = {}
    for commit in listed:
        for one in commit.touched:
            if one.before is None or (one.after is not None and one.path == one.path_before):
                continue
            day = commit.moment.date()
            now = Moved(one.path if one.after else None, day)
            # It may have moved on since.
            found.setdefault(one.path_before, found.get(now.path or "", now))
    return found


def _events(teller: Detector, past: Versions, listed: list[Commit]) -> Iterator[Event]:
    for start in range(0, len(listed), AT_ONCE):
        some = listed[start : start + AT_ONCE]
        differences = past.differences(some)
        for commit in some:
            yield from teller.events(commit, differences[commit.name])


def _gaps(unread: int, waiting: int) -> Iterator[str]:
    if unread:
        many = "1 change" if unread == 1 else f"{unread} changes"
        yield f"{many} could not be read as the handbook is read today."
    if waiting:
        many = "1 file has" if waiting == 1 else f"{waiting} files have"
        yield f"{many} changes that are not committed yet; they are not told here."


def _from_tables(handbook: Handbook, today: date, zone: ZoneInfo, gap: str) -> History:
    return History(events=tuple(tables(handbook, today, zone)), gaps=(gap,))


def tables(
    handbook: Handbook, today: date, zone: ZoneInfo, before: date | None = None
) -> list[Event]:
    """Return the rows of the procedures' own tables of changes up to a day, newest first.

    With `before`, only those of days before it.
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
        :_EVENTS
    ]


def _roles(handbook: Handbook, sop: Sop) -> Iterator[str]:
    steps = (name for step in sop.steps for name in (step.owner, *step.helpers))
    yield from (name for name in (sop.owner, sop.backup, *steps) if name and name in handbook.roles)
