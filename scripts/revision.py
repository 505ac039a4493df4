"""The handbook as it was at a revision that git knows."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from os import fsdecode
from pathlib import Path

from handbook import similarity
from handbook.git import Git, GitFault, NoGit, NoRepository
from handbook.history.commits import touched_in
from handbook.history.months import unpack
from scripts.refusal import Refusal

_FOLDERS = ("data", "sops")


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
    """Return the commit that a branch, a tag or an abbreviation means; raises Refusal.

    Of one that has gone another way since, it is where both parted: what came there is none of
    the changes here.
    """
    name = _commit(root, revision)
    try:
        parted = Git(root).text("merge-base", name, "HEAD").strip()
        return name if parted == Git(root).text("rev-parse", "HEAD").strip() else parted
    except GitFault:
        # They have nothing in common, or a shallow clone does not know it.
        return name


def _commit(root: Path, revision: str) -> str:
    if revision.startswith("-"):
        raise Refusal(f"{revision!r} is no revision; name a branch, a tag or a commit")
    try:
        found = _git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    except Refusal as fault:
        # Where there is no repository to ask, this says so.
        if not _git(root, "rev-list", "--all", "--max-count=1"):
            cure = "nothing is committed yet; commit first, past a hook with '--no-verify'"
        elif _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true":
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
    git = Git(root)
    options = ("--raw", "-z", "--no-abbrev", "--find-renames", "--diff-filter=RD", "--relative")
    found: dict[str, str] = {}
    gone: dict[str, str] = {}
    for one in touched_in(fsdecode(_git(root, "diff", *options, commit(root, revision), "--"))):
        if one.path != one.path_before:
            found[one.path_before] = one.path
        elif one.before is not None:
            gone[one.path] = one.before
    listed = _git(root, "ls-files", "-z", "--others", "--exclude-standard", "--", *_FOLDERS)
    # Git also lists links that lead nowhere, and folders that are repositories of their own.
    untold = [path for path in fsdecode(listed).split("\0") if path and (root / path).is_file()]
    if not gone or not untold:
        return found
    with refusing():
        before = git.blobs(gone.values())
    old = {path: before.get(name, b"") for path, name in gone.items()}
    return {**found, **similarity.renamed(old, {one: (root / one).read_bytes() for one in untold})}


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
    except NoRepository as fault:
        raise Refusal(
            f"{fault}, which alone knows what it was before; 'git clone' brings one with its "
            "history, 'git init' begins one"
        ) from fault
    except GitFault as fault:
        raise Refusal(str(fault)) from fault
