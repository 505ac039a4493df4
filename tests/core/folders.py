"""Load a folder as a handbook and format its diagnostics."""

from pathlib import Path

from handbook.load import Loaded, load
from tests.support.handbooks import write_handbook


def faults(loaded: Loaded) -> list[str]:
    """Return every diagnostic of a loaded handbook, in order."""
    return [f"{fault.place}: {fault.message} [{fault.code}]" for fault in loaded.faults]


def messages(root: Path, files: dict[str, str] | None = None) -> list[str]:
    """Write files over a minimal handbook and return the diagnostics of loading it."""
    return faults(load(write_handbook(root, files or {})))
