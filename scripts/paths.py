"""Paths on the command line and the parts of the handbook they refer to."""

from collections.abc import Sequence
from os import PathLike
from pathlib import Path

import click

from scripts.refusal import Refusal


class NamedPath(click.Path):
    """A path on the command line; an empty one, such as an unset variable, is rejected."""

    def convert(
        self,
        value: str | PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str | bytes | PathLike[str]:
        """Return the path; fails if it is empty, which would mean the current folder."""
        if value == "":
            self.fail("the path is empty; give a path, or leave it out", param, ctx)
        return super().convert(value, param, ctx)


def within(root: Path, path: Path) -> str:
    """Return a path relative to the handbook's root, with slashes; raises Refusal if outside."""
    home = root.resolve()
    there = [base / path for base in (Path.cwd(), root) if (base / path).exists()]
    for file in there:
        if file.resolve().is_relative_to(home):
            return file.resolve().relative_to(home).as_posix()
    if there:
        raise Refusal(f"{str(path)!r} is outside the handbook in {str(root)!r}")
    raise Refusal(f"no such file or folder: {str(path)!r}")


def is_in(path: str, wanted: Sequence[str]) -> bool:
    """Return whether a path is one of the wanted paths or inside one of them."""
    return any(one in {".", path} or path.startswith(f"{one}/") for one in wanted)
