"""Git is asked about the repository that a folder belongs to: the one place that runs it."""

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from handbook.repository import folder_of

# What a person has set for reading must not change what a program is told.
_PLAIN = ("-c", "core.quotePath=false", "-c", "log.showSignature=false", "-c", "color.ui=false")
_FATAL = 128
_TRUST = "safe.directory"
# What says where a repository is; a folder that lies in one is in that and in no other.
_ELSEWHERE = frozenset({"GIT_DIR", "GIT_COMMON_DIR", "GIT_WORK_TREE", "GIT_PREFIX"})


class GitFault(Exception):
    """Git cannot answer; the message is its reason, as the end of a sentence."""


class NoGit(GitFault):
    """There is no git on this machine."""


class NoRepository(GitFault):
    """The folder is in no repository."""


@dataclass(frozen=True, slots=True)
class Git:
    """Answers about the repository that a folder belongs to; nothing in it is ever changed."""

    root: Path

    def read(self, *arguments: str, asked: bytes = b"") -> bytes:
        """Return what git prints when it is asked something on its input; raises GitFault."""
        command = ["git", *_PLAIN, "-C", str(self.root), *arguments]
        try:
            done = subprocess.run(
                command, capture_output=True, check=False, input=asked, env=self._surroundings()
            )
        except FileNotFoundError as fault:
            raise NoGit("git is not installed") from fault
        if done.returncode:
            # What git says of it is in the language of who runs it.
            if done.returncode == _FATAL and folder_of(self.root) is None:
                raise NoRepository("the handbook is in no git repository")
            reason, *more = done.stderr.decode(errors="replace").strip().split("\n")
            # Of a folder that belongs to somebody else git tells the cure, some lines below.
            cure = next((f"; '{line.strip()}' trusts it" for line in more if _TRUST in line), "")
            raise GitFault(f"git says: {reason.removeprefix('fatal: ') or 'no'}{cure}")
        return done.stdout

    def _surroundings(self) -> Mapping[str, str] | None:
        """Return the environment for git, None for that of this process.

        In a worktree git tells its hooks where the repository is, and programs that they start
        would take any folder they stand in for all of it.
        """
        if folder_of(self.root) is None:
            return None
        # Git would be given all of it anyway.
        known = os.environ.items()  # noqa: TID251
        return {name: value for name, value in known if name not in _ELSEWHERE}

    def text(self, *arguments: str) -> str:
        """Return what git prints as text with plain line ends; raises GitFault."""
        return self.read(*arguments).decode(errors="replace").replace("\r\n", "\n")

    def is_shallow(self) -> bool:
        """Return whether only the newest part of the history is here; raises GitFault."""
        return self.text("rev-parse", "--is-shallow-repository").strip() == "true"

    def blobs(self, names: Iterable[str]) -> Mapping[str, bytes]:
        """Return the contents of many files by the names git keeps them under; raises GitFault.

        A name that git does not have is left out.
        """
        wanted = "".join(f"{name}\n" for name in dict.fromkeys(names))
        if not wanted:
            return {}
        return dict(_batch(self.read("cat-file", "--batch", asked=wanted.encode())))


def _batch(answer: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of each file in what `git cat-file --batch` prints."""
    at = 0
    while at < len(answer):
        end = answer.index(b"\n", at)
        name, *told = answer[at:end].decode().split(" ")
        at = end + 1
        if told[-1].isdigit():
            size = int(told[-1])
            yield name, answer[at : at + size]
            at += size + 1
