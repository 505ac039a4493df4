"""Queries to git about the repository of a folder; the only module that runs git."""

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from handbook.repository import folder_of

# Overrides user settings that would change the output.
_PLAIN = ("-c", "core.quotePath=false", "-c", "log.showSignature=false", "-c", "color.ui=false")
_FATAL = 128
_TRUST = "safe.directory"
# Variables that point git at another repository than the one that contains the folder.
_OVERRIDES = frozenset({"GIT_DIR", "GIT_COMMON_DIR", "GIT_WORK_TREE", "GIT_PREFIX"})


class GitFault(Exception):
    """Git failed; the message gives the reason, worded to end a sentence."""


class NoGit(GitFault):
    """Git is not installed."""


class NoRepository(GitFault):
    """The folder is not in a repository."""


@dataclass(frozen=True, slots=True)
class Git:
    """Read-only access to the repository of a folder."""

    root: Path

    def read(self, *arguments: str, asked: bytes = b"") -> bytes:
        """Return the output of a git command, with `asked` as its input; raises GitFault."""
        command = ["git", *_PLAIN, "-C", str(self.root), *arguments]
        try:
            done = subprocess.run(
                command, capture_output=True, check=False, input=asked, env=self._environment()
            )
        except FileNotFoundError as fault:
            raise NoGit("git is not installed") from fault
        if done.returncode:
            # Git's own message is localised.
            if done.returncode == _FATAL and folder_of(self.root) is None:
                raise NoRepository("the handbook is not in a git repository")
            reason, *more = done.stderr.decode(errors="replace").strip().split("\n")
            # For a folder owned by another user git prints the fix some lines below.
            cure = next(
                (f"; run '{line.strip()}' to trust it" for line in more if _TRUST in line), ""
            )
            raise GitFault(f"git says: {reason.removeprefix('fatal: ') or 'no'}{cure}")
        return done.stdout

    def _environment(self) -> Mapping[str, str] | None:
        """Return the environment for git, None for that of this process.

        In a worktree git sets variables for its hooks, and programs started by a hook would then
        treat any working directory as the root of the repository.
        """
        if folder_of(self.root) is None:
            return None
        # Git would inherit it anyway.
        known = os.environ.items()  # noqa: TID251
        return {name: value for name, value in known if name not in _OVERRIDES}

    def text(self, *arguments: str) -> str:
        """Return the output of a git command as text with "\\n" line endings; raises GitFault."""
        return self.read(*arguments).decode(errors="replace").replace("\r\n", "\n")

    def is_shallow(self) -> bool:
        """Return whether the repository is a shallow clone; raises GitFault."""
        return self.text("rev-parse", "--is-shallow-repository").strip() == "true"

    def blobs(self, names: Iterable[str]) -> Mapping[str, bytes]:
        """Return the contents of blobs by object name; raises GitFault.

        Unknown names are left out.
        """
        wanted = "".join(f"{name}\n" for name in dict.fromkeys(names))
        if not wanted:
            return {}
        return dict(_batch(self.read("cat-file", "--batch", asked=wanted.encode())))


def _batch(answer: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of each object in the output of `git cat-file --batch`."""
    at = 0
    while at < len(answer):
        end = answer.index(b"\n", at)
        name, *header = answer[at:end].decode().split(" ")
        at = end + 1
        if header[-1].isdigit():
            size = int(header[-1])
            yield name, answer[at : at + size]
            at += size + 1
