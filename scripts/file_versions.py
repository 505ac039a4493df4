"""What a file was at a time that git remembers."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from handbook.addresses import matches
from handbook.git import Git, GitFault


class Past(NamedTuple):
    """A text as it was, its path then, and the commit (short) and day it is known from."""

    commit: str
    day: str
    path: str
    text: str


class NoHistory(Exception):
    """Git cannot tell; the message is the reason, as the end of a sentence."""


def when_recorded(root: Path, record: str, holds: Callable[[str], bool], pattern: str) -> Past:
    """Return a document as it was when a record of it was committed.

    `record` is the path of the record's file, and `holds` tells whether a text of that file
    already has the record at its end; the document is the file that fits `pattern` and has
    the name that the record's file had then. Raises NoHistory.
    """
    commit, record = _recorded(root, record, holds)
    for path in _git(root, "ls-tree", "-r", "-z", "--name-only", commit, "--", ".").split("\0"):
        if matches(path, pattern) and Path(path).stem == Path(record).stem:
            text = _git(root, "show", f"{commit}:./{path}")
            day, short = _git(root, "log", "-1", "--format=%cs %h", commit).split()
            return Past(short, day, path, text)
    raise NoHistory("the procedure was not there yet when its last review was recorded")


def _recorded(root: Path, record: str, holds: Callable[[str], bool]) -> tuple[str, str]:
    """Return the first of the commits, back from now, in which the record is the last one.

    With it comes the path that the record's file had then.
    """
    found: tuple[str, str] | None = None
    for commit, path in _commits(root, record):
        if not holds(_git(root, "show", f"{commit}:./{path}")):
            break
        found = commit, path
    else:
        if found and _is_cut(root, found[0]):
            raise NoHistory("only a part of the history is here; run 'git fetch --unshallow'")
    if found is None:
        raise NoHistory("the last review is not committed")
    return found


def _is_cut(root: Path, commit: str) -> bool:
    """Return whether a commit is the oldest one that a shallow clone has."""
    return (
        Git(root).is_shallow()
        and len(_git(root, "rev-list", "--parents", "-n", "1", commit).split()) == 1
    )


def _commits(root: Path, path: str) -> Iterator[tuple[str, str]]:
    """Yield the commits that touched a file and left it there, newest first, and its path then."""
    options = ("--follow", "--relative", "--name-only", "--format=%x00%H", "--diff-filter=AMR")
    for told in _git(root, "log", *options, "--", path).split("\0")[1:]:
        commit, *paths = told.splitlines()
        yield from ((commit, then) for then in paths if then)


def _git(root: Path, *arguments: str) -> str:
    try:
        return Git(root).text(*arguments)
    except GitFault as fault:
        raise NoHistory(str(fault)) from fault
