"""The handbook at a git revision."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from os import fsdecode
from pathlib import Path

from handbook import similarity
from handbook.git import Git, GitFault, NoGit, NoRepository
from handbook.history.commits import parse_raw_diff
from handbook.history.months import unpack
from scripts.refusal import Refusal

_FOLDERS = ("data", "sops")


@contextmanager
def checked_out(root: Path, revision: str) -> Iterator[Path]:
    """Yield a temporary folder with the handbook's files at a revision.

    The repository is not modified. Raises Refusal.
    """
    name = commit(root, revision)
    with tempfile.TemporaryDirectory(prefix="handbook-") as folder:
        with git_errors_as_refusals():
            unpack(Git(root), name, Path(folder))
        yield Path(folder)


def commit(root: Path, revision: str) -> str:
    """Return the commit of a branch, a tag or an abbreviated hash; raises Refusal.

    For a diverged revision, return the merge base: its later commits are not changes made here.
    """
    name = _commit(root, revision)
    try:
        base = Git(root).text("merge-base", name, "HEAD").strip()
        return name if base == Git(root).text("rev-parse", "HEAD").strip() else base
    except GitFault:
        # No common ancestor, or it is missing from a shallow clone.
        return name


def _commit(root: Path, revision: str) -> str:
    if revision.startswith("-"):
        raise Refusal(f"{revision!r} is not a revision; name a branch, a tag or a commit")
    try:
        found = _git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    except Refusal as fault:
        # If there is no repository, this raises the right message.
        if not _git(root, "rev-list", "--all", "--max-count=1"):
            cure = "there are no commits yet; commit first, with '--no-verify' to skip hooks"
        elif _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true":
            cure = "this clone is shallow; run 'git fetch --unshallow'"
        else:
            cure = "try 'git fetch', or list the branches with 'git branch --all'"
        raise Refusal(f"no such revision: {revision!r}; {cure}") from fault
    return found.decode().strip()


def display_name(root: Path, revision: str) -> str:
    """Return a revision for display, with its commit: "main (9340bad)"; raises Refusal."""
    short = _git(root, "rev-parse", "--short", commit(root, revision)).decode().strip()
    return short if revision == short else f"{revision} ({short})"


def renamed_files(root: Path, revision: str) -> Mapping[str, str]:
    """Return the files renamed since a revision: old path to new.

    Untracked files are matched by their content. Raises Refusal.
    """
    git = Git(root)
    options = ("--raw", "-z", "--no-abbrev", "--find-renames", "--diff-filter=RD", "--relative")
    found: dict[str, str] = {}
    gone: dict[str, str] = {}
    for one in parse_raw_diff(fsdecode(_git(root, "diff", *options, commit(root, revision), "--"))):
        if one.path != one.path_before:
            found[one.path_before] = one.path
        elif one.before is not None:
            gone[one.path] = one.before
    listed = _git(root, "ls-files", "-z", "--others", "--exclude-standard", "--", *_FOLDERS)
    # git also lists broken symbolic links and nested repositories.
    untracked = [path for path in fsdecode(listed).split("\0") if path and (root / path).is_file()]
    if not gone or not untracked:
        return found
    with git_errors_as_refusals():
        before = git.blobs(gone.values())
    old = {path: before.get(name, b"") for path, name in gone.items()}
    return {
        **found,
        **similarity.renamed(old, {one: (root / one).read_bytes() for one in untracked}),
    }


def _git(root: Path, *arguments: str) -> bytes:
    with git_errors_as_refusals():
        return Git(root).read(*arguments)


@contextmanager
def git_errors_as_refusals() -> Iterator[None]:
    """Turn git errors into refusals."""
    try:
        yield
    except NoGit as fault:
        raise Refusal("git is not installed; it is needed to read earlier revisions") from fault
    except NoRepository as fault:
        raise Refusal(
            f"{fault}, so it has no history; get one with 'git clone', or start one with 'git init'"
        ) from fault
    except GitFault as fault:
        raise Refusal(str(fault)) from fault
