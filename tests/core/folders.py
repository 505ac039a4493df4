"""A folder read as a handbook, and what is told of it."""

from pathlib import Path

from handbook.load import Loaded, load
from tests.support.handbooks import write_handbook


def faults(loaded: Loaded) -> list[str]:
    """Return every fault of what was read, in order."""
    return [f"{fault.place}: {fault.message} [{fault.code}]" for fault in loaded.faults]


def said(root: Path, files: dict[str, str] | None = None) -> list[str]:
    """Write files over a minimal handbook, and return what is told of it."""
    return faults(load(write_handbook(root, files or {})))
