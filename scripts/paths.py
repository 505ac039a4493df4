"""Which part of the handbook is meant by the paths of a command line."""

from collections.abc import Sequence
from pathlib import Path

from scripts.refusal import Refusal


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
