"""Counts of function calls in a program, a measure of work independent of the machine.

    python -m tests.support.calls counts.json handbook check
    python -m tests.support.calls counts.json mkdocs build

The program runs in this process; only calls of our own functions and templates are written.
"""

import json
import re
import runpy
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import CodeType, FrameType

_MODULES = {"handbook": "scripts.main", "mkdocs": "mkdocs"}
_OURS = re.compile(r".*/((?:handbook|macros|scripts)/.*)")


def counted(program: str, arguments: Sequence[str]) -> dict[str, int]:
    """Return how often each of our functions is called, by location and name."""
    calls: Counter[CodeType] = Counter()

    # A trace function is called once per function that starts; a profile function, also for each
    # function of C, which are several times as many.
    def see(frame: FrameType, _event: str, _argument: object) -> None:
        calls[frame.f_code] += 1

    sys.argv = [program, *arguments]
    sys.settrace(see)
    try:
        runpy.run_module(_MODULES[program], run_name="__main__", alter_sys=True)
    except SystemExit as end:
        # Findings are not a failure.
        if end.code not in (None, 0, 1):
            raise
    finally:
        sys.settrace(None)
    found: Counter[str] = Counter()
    for code, number in calls.items():
        ours = _OURS.match(code.co_filename)
        if ours:
            found[f"{ours[1]}:{code.co_firstlineno} {code.co_qualname}"] += number
    return dict(found)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(counted(sys.argv[2], sys.argv[3:])), encoding="utf-8")
