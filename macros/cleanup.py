"""A helper process that removes folders on request, and all the rest when its parent ends.

`macros.folders` starts it.
"""

import os
import shutil
import sys
from collections.abc import Iterable

NOW = b"now "
AT_THE_END = b"end "


def sweep(lines: Iterable[bytes]) -> None:
    """Remove the folder named on each line, either now or at the end of the input."""
    left: dict[bytes, None] = {}
    for line in lines:
        folder = line.rstrip(b"\n").removeprefix(NOW).removeprefix(AT_THE_END)
        # A folder with open files may be removable only at the end.
        left[folder] = None
        if line.startswith(NOW):
            shutil.rmtree(os.fsdecode(folder), ignore_errors=True)
    for folder in left:
        shutil.rmtree(os.fsdecode(folder), ignore_errors=True)


if __name__ == "__main__":
    sweep(sys.stdin.buffer)
