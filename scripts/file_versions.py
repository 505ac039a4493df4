"""Earlier versions of a file, from git."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from handbook.addresses import matches
from handbook.git import Git, GitFault


class EarlierText(NamedTuple):
    """An earlier text and its path, with the short commit and the day it comes from."""

    commit: str
    day: str
    path: str
    text: str


class NoHistory(Exception):
    """The version is unknown; the message is the reason, worded to end a sentence."""


def text_when_recorded(
    root: Path, record: str, has_record: Callable[[str], bool], pattern: str
) -> EarlierText:
    """Return a document as it was when its record was committed.

    `record` is the path of the record's file; `has_record` returns whether a text of that file
    already ends with the record. The document is the file that matches `pattern` and has the
    same stem as the record's file at that commit. Raises NoHistory.
    """
    commit, record = _recorded(root, record, has_record)
    for path in _git(root, "ls-tree", "-r", "-z", "--name-only", commit, "--", ".").split("\0"):
        if matches(path, pattern) and Path(path).stem == Path(record).stem:
            text = _git(root, "show", f"{commit}:./{path}")
            day, short = _git(root, "log", "-1", "--format=%cs %h", commit).split()
            return EarlierText(short, day, path, text)
    raise NoHistory("the procedure did not exist when its last review was recorded")


def _recorded(root: Path, record: str, has_record: Callable[[str], bool]) -> tuple[str, str]:
    """Return the oldest commit since which the record has been the last one.

    Also returns the path of the record's file at that commit.
    """
    found: tuple[str, str] | None = None
    for commit, path in _commits(root, record):
        if not has_record(_git(root, "show", f"{commit}:./{path}")):
            break
        found = commit, path
    else:
        if found and _is_cut(root, found[0]):
            raise NoHistory("this clone is shallow; run 'git fetch --unshallow'")
    if found is None:
        raise NoHistory("the last review is not committed")
    return found


def _is_cut(root: Path, commit: str) -> bool:
    """Return whether a commit is the oldest one of a shallow clone."""
    return (
        Git(root).is_shallow()
        and len(_git(root, "rev-list", "--parents", "-n", "1", commit).split()) == 1
    )


def _commits(root: Path, path: str) -> Iterator[tuple[str, str]]:
    """Yield the commits that added or changed a file, newest first, with its path at the time."""
    options = ("--follow", "--relative", "--name-only", "--format=%x00%H", "--diff-filter=AMR")
    for entry in _git(root, "log", *options, "--", path).split("\0")[1:]:
        commit, *paths = entry.splitlines()
        yield from ((commit, then) for then in paths if then)


def _git(root: Path, *arguments: str) -> str:
    try:
        return Git(root).text(*arguments)
    except GitFault as fault:
        raise NoHistory(str(fault)) from fault
