"""The problems of a handbook that are new since an earlier revision."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from handbook.formats import ratchet
from handbook.formats.outcome import Outcome
from handbook.incremental.checked import checked
from scripts.check import reader, told
from scripts.revision import checked_out, moved, named
from scripts.workspace import open_handbook


def new_since(root: Path, revision: str, now: Outcome, day: date, wanted: Sequence[str]) -> Outcome:
    """Return the part of an outcome that is new since a revision; raises Refusal."""
    with checked_out(root, revision) as folder:
        then = told(checked(open_handbook(folder), day), wanted)
        # Compare now: the checked-out files are deleted afterwards.
        before, after = ratchet.Look(then, reader(folder)), ratchet.Look(now, reader(root))
        return ratchet.against(before, after, moved(root, revision), named(root, revision))
