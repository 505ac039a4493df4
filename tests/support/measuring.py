"""Measure a process with all its children: time, CPU and memory."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

# A child process inherits the memory peak of its parent, so a small wrapper measures it: it prints
# the exit status, the seconds of wall and of CPU, and kilobytes.
_START = """
import os, sys, time
start = time.perf_counter()
silent = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=silent)
_, status, used = os.wait4(child, 0)
wall = time.perf_counter() - start
print(os.waitstatus_to_exitcode(status), wall, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


class Cost(NamedTuple):
    """The cost of a process: seconds of wall and of CPU, and peak memory, in MB.

    CPU is user and system time of the whole process tree; memory is that of its largest process.
    """

    wall: float
    cpu: float
    memory: float


def measured(arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Return the cost of a process run in a folder.

    Raises CalledProcessError, with its output, if it fails.
    """
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _START, *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )
    code, wall, cpu, memory = map(float, done.stdout.split())
    if code:
        raise subprocess.CalledProcessError(int(code), list(arguments), stderr=done.stderr)
    return Cost(wall, cpu, memory / 1024)
