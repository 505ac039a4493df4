"""Benchmark of the history and diff of a generated handbook with a generated history.

    python -m tests.history.benchmark_changes --procedures 1000 --commits 300

Each command runs in its own process. Wall and CPU time (user and system, with children) are in
seconds; memory is the peak of the process. "cold" starts with an empty cache.
"""

import random
import re
import shutil
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from scripts.generate_handbook import TODAY, generate
from tests.support.commands import command, surroundings
from tests.support.commits import Commits
from tests.support.measuring import measured

_MONTHS = 24
# The number of procedures changed per commit; every tenth commit also changes a target.
_AT_ONCE = 3
_METRICS = "data/metrics.yaml"
_RECALL = """
import sys
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo
from handbook.cache import Cache
from handbook.git import Git
from handbook.history.loading import load_history
from handbook.history.store import Store, code_digest
from handbook.load import load
root = Path(sys.argv[1])
today = date.fromisoformat(sys.argv[2])
with Cache(root / ".cache/kept.sqlite") as cache:
    store = Store(cache, code_digest(root))
    load_history(load(root).handbook, today, ZoneInfo("UTC"), Git(root), store)
"""


def repository(root: Path, procedures: int, commits: int) -> None:
    """Write an invented handbook and its commits, over the two years up to the invented today."""
    generate(root, procedures, 1)
    files = {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }
    story = Commits(root)
    first = TODAY - timedelta(days=_MONTHS * 30)
    story.commit(first.isoformat(), "Start", {**files, ".gitignore": ".cache/\n"})
    chance = random.Random(1)  # noqa: S311 - the same handbook every time
    sops = sorted(path for path in files if path.startswith("sops/"))
    for number in range(1, commits + 1):
        day = first + timedelta(days=number * _MONTHS * 30 // commits)
        story.commit(
            day.isoformat(), f"Change {number}", dict(_changes(story, number, sops, chance))
        )
    story.write()


def _changes(
    story: Commits, number: int, sops: list[str], chance: random.Random
) -> Iterator[tuple[str, str]]:
    for path in chance.sample(sops, min(_AT_ONCE, len(sops))):
        yield path, story.files[path].replace("\n1. ", f"\n1. Change {number}, then ", 1)
    if number % 10 == 0:
        yield _METRICS, re.sub(r"[0-9]+%", f"{number % 100}%", story.files[_METRICS], count=1)


def _questions(commits: int) -> Mapping[str, list[str]]:
    return {
        "diff of nothing": command(["diff", "HEAD"]),
        "diff of one commit": command(["diff", "HEAD~1"]),
        "diff of a half of them": command(["diff", f"HEAD~{commits // 2}"]),
        "diff of all": command(["diff", f"HEAD~{commits}"]),
        "diff of one commit, checked": command(["diff", "HEAD~1", "--check"]),
        "check against one commit ago": command(["check", "--against", "HEAD~1"]),
        "history of 12 months, cold": command(["history", "--months", "12"]),
        "history of 12 months again": command(["history", "--months", "12"]),
        "recent changes, cold": [sys.executable, "-c", _RECALL, ".", TODAY.isoformat()],
        "recent changes again": [sys.executable, "-c", _RECALL, ".", TODAY.isoformat()],
    }


@click.command()
@click.option("--procedures", type=click.IntRange(min=1), default=1000, show_default=True)
@click.option("--commits", type=click.IntRange(min=2), default=300, show_default=True)
def main(procedures: int, commits: int) -> None:
    """Write the repository, run the commands, and print their cost."""
    with TemporaryDirectory() as name:
        root = Path(name)
        start = time.process_time()
        repository(root, procedures, commits)
        took = time.process_time() - start
        click.echo(f"{procedures} procedures, {commits} commits (written in {took:.1f} s of CPU)")
        click.echo(f"{'':30} {'wall':>7} {'CPU':>7} {'memory':>9}")
        for title, arguments in _questions(commits).items():
            found = measured(arguments, root, surroundings())
            click.echo(f"{title:30} {found.wall:5.1f} s {found.cpu:5.1f} s {found.memory:6.0f} MB")
        shutil.rmtree(root / ".git")


if __name__ == "__main__":
    main()
