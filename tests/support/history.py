"""Small handbooks with a history of dated commits."""

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from handbook.cache import Cache
from handbook.git import Git
from handbook.history.events import Event, History
from handbook.history.loading import load_history
from handbook.history.store import Store
from handbook.load import load
from tests.support.handbooks import TODAY, write_handbook

BRUSSELS = ZoneInfo("Europe/Brussels")
_AUTHOR = ("-c", "user.name=Ada Example", "-c", "user.email=ada@example.com")


@dataclass(frozen=True)
class Repository:
    """A handbook in a git repository."""

    root: Path

    def git(self, *arguments: str, when: str = "2026-11-01T12:00:00Z") -> str:
        """Return the stripped output of a git command."""
        dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
        done = subprocess.run(
            ["git", "-C", str(self.root), *_AUTHOR, *arguments],
            env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, **dates},
            capture_output=True,
            check=True,
            encoding="utf-8",
        )
        return done.stdout.strip()

    def commit(
        self, files: Mapping[str, str | None], when: str = "2026-11-01", message: str = "x"
    ) -> str:
        """Write files (None removes one), commit everything, and return the commit's hash."""
        for path, text in files.items():
            if text is None:
                (self.root / path).unlink()
        kept = {path: text for path, text in files.items() if text is not None}
        write_handbook(self.root, kept, base=False)
        return self.commit_all(when, message)

    def commit_all(self, when: str = "2026-11-01", message: str = "x") -> str:
        """Commit everything and return the commit's hash."""
        moment = when if "T" in when or when[0] == "@" else f"{when}T12:00:00Z"
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message, when=moment)
        return self.git("rev-parse", "HEAD")

    def history(self, today: date = TODAY) -> History:
        """Return the history of the handbook."""
        handbook = load(self.root).handbook
        return load_history(handbook, today, BRUSSELS, Git(self.root), Store(Cache(None), b""))


def repository(root: Path, files: Mapping[str, str], when: str = "2026-10-01") -> Repository:
    """Return a minimal handbook with some files, committed on a day."""
    write_handbook(root, files)
    made = Repository(root)
    made.git("init", "--quiet", "--initial-branch=main")
    made.commit_all(when, "Start")
    return made


def event_lines(events: tuple[Event, ...]) -> list[str]:
    """Return events as lines: day, entry, kind of change and every difference."""
    return [
        " | ".join(
            (
                event.day.isoformat(),
                f"{event.kind}/{event.id}",
                event.how if event.former_id is None else f"{event.how}, was {event.former_id}",
                *event.phrases,
                *event.notes,
            )
        )
        for event in events
    ]
