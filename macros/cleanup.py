"""Removes folders as it is told by who started it, and at that one's end all that is left of them.

It is run as a process of its own, by `macros.folders`.
"""

import os
import shutil
import sys
from collections.abc import Iterable

NOW = b"now "
AT_THE_END = b"end "


def sweep(lines: Iterable[bytes]) -> None:
    """Remove the folder that each line names, now or when there are no lines any more."""
    left: dict[bytes, None] = {}
    for line in lines:
        folder = line.rstrip(b"\n").removeprefix(NOW).removeprefix(AT_THE_END)
        # What is open somewhere can be removed at the end only.
        left[folder] = None
        if line.startswith(NOW):
            shutil.rmtree(os.fsdecode(folder), ignore_errors=True)
    for folder in left:
        shutil.rmtree(os.fsdecode(folder), ignore_errors=True)


if __name__ == "__main__":
    sweep(sys.stdin.buffer)
