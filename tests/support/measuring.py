"""What a process takes: time, processor, memory, with all that it starts."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


class Measured(NamedTuple):
    """What a process took: seconds of wall and of CPU, and the most memory, in MB.

    CPU is user and system of the whole tree; memory is that of the largest process in it.
    """

    wall: float
    cpu: float
    memory: float


def measured(arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Measured:
    """Return what a process took in a folder.

    Raises CalledProcessError, with what it said, if it did not end well.
    """
    start = time.perf_counter()
    with subprocess.Popen(
        arguments,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as child:
        # Read to its end first: a process whose errors nobody reads would wait for ever.
        said = child.stderr.read() if child.stderr else b""
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, list(arguments), stderr=said)
    return Measured(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
