"""The handbook as it was at a revision that git knows."""

import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from handbook.git import Git, GitFault, NoGit
from handbook.history.months import unpack
from scripts.refusal import Refusal

_FOLDERS = ("data", "sops")
# As git does: half the lines, and no search for ever where very much was moved.
_ALIKE = 0.5
_PAIRS = 10_000


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
    """Return the files that have another name than at a revision: old path to new.

    A file that git has not been told of yet is known by its lines. Raises Refusal.
    """
    since = commit(root, revision)
    options = ("--find-renames", "--diff-filter=RD", "--name-status", "-z", "--relative")
    parts = iter(_git(root, "diff", *options, since, "--", ".").decode().split("\0"))
    found: dict[str, str] = {}
    gone = []
    for letter in parts:
        if letter.startswith("R"):
            old, new = next(parts), next(parts)
            found[old] = new
        elif letter:
            gone.append(next(parts))
    return {**found, **_moved_untold(root, since, gone)}


def _moved_untold(root: Path, since: str, gone: Sequence[str]) -> Mapping[str, str]:
    listed = _git(root, "ls-files", "-z", "--others", "--exclude-standard", "--", *_FOLDERS)
    untold = [path for path in listed.decode().split("\0") if path]
    if len(gone) * len(untold) > _PAIRS:
        return {}
    texts = {path: Counter((root / path).read_bytes().splitlines()) for path in untold}
    found = {}
    for path in gone if texts else ():
        lines = Counter(_git(root, "show", f"{since}:./{path}").splitlines())
        alike = {new: _likeness(lines, texts[new]) for new in texts}
        nearest = max(alike, key=lambda new: alike[new], default=None)
        if nearest is not None and alike[nearest] >= _ALIKE:
            found[path] = nearest
            del texts[nearest]
    return found


def _likeness(one: Counter[bytes], other: Counter[bytes]) -> float:
    """Return which part of the lines two texts share, from 0 to 1."""
    return 2 * (one & other).total() / max(one.total() + other.total(), 1)


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
