"""The handbook as it was at a revision that git knows."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from handbook.git import Git, GitFault, NoGit
from handbook.history.months import unpack
from scripts.refusal import Refusal


@contextmanager
def checked_out(root: Path, revision: str) -> Iterator[Path]:
    """Give a folder with the handbook's files as they were at a revision; it goes afterwards.

    Nothing in the repository is touched. Raises Refusal.
    """
    name = commit(root, revision)
    with tempfile.TemporaryDirectory(prefix="handbook-") as folder:
        with refusing():
            unpack(Git(root), name, Path(folder))
        yield Path(folder)


def commit(root: Path, revision: str) -> str:
    """Return the commit that a branch, a tag or an abbreviation means; raises Refusal."""
    if revision.startswith("-"):
        raise Refusal(f"{revision!r} is no revision; name a branch, a tag or a commit")
    try:
        found = _git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    except Refusal as fault:
        if _is_shallow(root):
            cure = "this clone has only a part of the history; run 'git fetch --unshallow'"
        else:
            cure = "'git fetch' may bring it, 'git branch --all' lists what there is"
        raise Refusal(f"no such revision: {revision!r}; {cure}") from fault
    return found.decode().strip()


def named(root: Path, revision: str) -> str:
    """Return a revision as people write it, with its commit: "main (9340bad)"; raises Refusal."""
    short = _git(root, "rev-parse", "--short", commit(root, revision)).decode().strip()
    return short if revision == short else f"{revision} ({short})"


def moved(root: Path, revision: str) -> Mapping[str, str]:
    """Return the files that have another name than at a revision: old path to new."""
    options = ("--find-renames", "--diff-filter=R", "--name-status", "-z", "--relative")
    parts = _git(root, "diff", *options, commit(root, revision), "--", ".").decode().split("\0")
    return dict(zip(parts[1::3], parts[2::3], strict=False))


def _is_shallow(root: Path) -> bool:
    try:
        return Git(root).is_shallow()
    except GitFault:
        return False


def _git(root: Path, *arguments: str) -> bytes:
    with refusing():
        return Git(root).read(*arguments)


@contextmanager
def refusing() -> Iterator[None]:
    """Turn what keeps git from answering into a refusal."""
    try:
        yield
    except NoGit as fault:
        raise Refusal(
            "git is not installed; it is needed to look at an earlier revision"
        ) from fault
    except GitFault as fault:
        raise Refusal(str(fault)) from fault
