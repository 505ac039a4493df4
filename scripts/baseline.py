"""The problems of a handbook that are new since an earlier revision."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from handbook.formats import comparison
from handbook.formats.outcome import Outcome
from handbook.incremental.checked import checked
from scripts.check import line_reader, outcome_of
from scripts.revision import checked_out, display_name, renamed_files
from scripts.workspace import open_handbook


def new_since(root: Path, revision: str, now: Outcome, day: date, wanted: Sequence[str]) -> Outcome:
    """Return the part of an outcome that is new since a revision; raises Refusal."""
    with checked_out(root, revision) as folder:
        then = outcome_of(checked(open_handbook(folder), day), wanted)
        # Compare now: the checked-out files are deleted afterwards.
        before, after = (
            comparison.Snapshot(then, line_reader(folder)),
            comparison.Snapshot(now, line_reader(root)),
        )
        return comparison.new_since(
            before, after, renamed_files(root, revision), display_name(root, revision)
        )
