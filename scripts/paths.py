"""Which part of the handbook is meant by the paths of a command line."""

from collections.abc import Sequence
from os import PathLike
from pathlib import Path

import click

from scripts.refusal import Refusal


class NamedPath(click.Path):
    """A path on a command line; an empty one, such as an unset variable leaves, names none."""

    def convert(
        self,
        value: str | PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str | bytes | PathLike[str]:
        """Return the path; fails if it is empty, which would else be the folder one is in."""
        if value == "":
            self.fail("it is empty; name a path, or leave it out", param, ctx)
        return super().convert(value, param, ctx)


def within(root: Path, path: Path) -> str:
    """Return a path as the handbook calls it: relative to the root, with slashes."""
    home = root.resolve()
    there = [base / path for base in (Path.cwd(), root) if (base / path).exists()]
    for file in there:
        if file.resolve().is_relative_to(home):
            return file.resolve().relative_to(home).as_posix()
    if there:
        raise Refusal(f"{str(path)!r} is outside the handbook in {str(root)!r}")
    raise Refusal(f"no such file or folder: {str(path)!r}")


def is_in(path: str, wanted: Sequence[str]) -> bool:
    """Return whether a path is one of those wanted, or in a folder that is."""
    return any(one in {".", path} or path.startswith(f"{one}/") for one in wanted)
