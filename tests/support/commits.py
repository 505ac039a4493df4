"""Git repositories with many dated commits, written quickly with `git fast-import`."""

import os
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tests.support.handbooks import REPOSITORY, review, write_handbook

_WHO = "Ada Example <ada@example.com>"
MAIN = "main"


@dataclass
class Commits:
    """Commits recorded one after the other and written by `write`.

    The files of the latest one are kept in the folder, so that a review can be recorded as by
    `handbook review`. The same commits produce the same repository, including all hashes.
    """

    root: Path
    files: dict[str, str] = field(default_factory=dict)
    _branch: str = MAIN
    _commands: list[bytes] = field(default_factory=list)
    _tips: dict[str, str] = field(default_factory=dict)
    _trees: dict[str, dict[str, str]] = field(default_factory=dict)

    def commit(
        self, day: str, message: str, files: Mapping[str, str | None], *, merges: str = ""
    ) -> None:
        """Commit files by path on a day; None removes a file."""
        number = f":{len(self._commands) + 1}"
        self._commands.append(b"".join(self._lines(number, day, message, files, merges)))
        self._tips[self._branch] = number
        self._put(files)

    def edit(self, day: str, message: str, path: str, *changes: tuple[str, str]) -> None:
        """Commit a file with replaced texts."""
        text = self.files[path]
        for old, new in changes:
            assert old in text, (path, old)
            text = text.replace(old, new)
        self.commit(day, message, {path: text})

    def move(self, day: str, message: str, *moves: tuple[str, str]) -> None:
        """Commit files under new paths, given as pairs of old and new."""
        gone: dict[str, str | None] = {old: None for old, _ in moves}
        self.commit(day, message, {**gone, **{new: self.files[old] for old, new in moves}})

    def review(self, day: str, sop: str, *days: str) -> None:
        """Commit reviews of the current procedure, dated on the given days or on that day."""
        review(self.root, sop, *(days or (day,)))
        path = f"data/reviews/{sop}.yaml"
        self.commit(day, f"Review {sop}", {path: (self.root / path).read_text(encoding="utf-8")})

    def branch(self, name: str) -> None:
        """Continue on a new branch, or switch back to an existing one."""
        self._trees[self._branch] = dict(self.files)
        if name in self._tips:
            there = self._trees[name]
            gone: dict[str, str | None] = {path: None for path in self.files if path not in there}
            self._put({**gone, **there})
        else:
            self._tips[name] = self._tips[self._branch]
        self._branch = name

    def write(self) -> None:
        """Write the repository and check out the branch of the latest commit."""
        git = ("git", "-C", str(self.root))
        how = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
        subprocess.run(
            [*git, "init", "--quiet", f"--initial-branch={self._branch}"], check=True, env=how
        )
        subprocess.run(
            [*git, "fast-import", "--quiet", "--date-format=raw"],
            check=True,
            env=how,
            input=b"".join(self._commands),
        )
        subprocess.run([*git, "reset", "--quiet"], check=True, env=how)

    def _put(self, files: Mapping[str, str | None]) -> None:
        for path, text in files.items():
            if text is None:
                del self.files[path]
                (self.root / path).unlink()
            else:
                self.files[path] = text
        kept = {path: text for path, text in files.items() if text is not None}
        write_handbook(self.root, kept, base=False)

    def _lines(
        self, number: str, day: str, message: str, files: Mapping[str, str | None], merges: str
    ) -> Iterator[bytes]:
        """Yield a commit in the format of `git fast-import`."""
        moment = int(datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC).timestamp())
        yield f"commit refs/heads/{self._branch}\nmark {number}\n".encode()
        yield f"committer {_WHO} {moment} +0000\n".encode()
        yield from _data(message)
        if self._branch in self._tips:
            yield f"from {self._tips[self._branch]}\n".encode()
        if merges:
            yield f"merge {self._tips[merges]}\n".encode()
        for path, text in files.items():
            if text is None:
                yield f"D {path}\n".encode()
            else:
                yield f"M 100644 inline {path}\n".encode()
                yield from _data(text)


def _data(text: str) -> Iterator[bytes]:
    data = text.encode()
    yield b"data %d\n%b\n" % (len(data), data)


def schemas() -> dict[str, str]:
    """Return this repository's schemas by path; every handbook needs its own."""
    folder = REPOSITORY / "data" / "schemas"
    return {
        f"data/schemas/{file.name}": file.read_text(encoding="utf-8")
        for file in sorted(folder.glob("*.json"))
    }
