"""Files that stand at the wrong path are moved to the one that the handbook asks for."""

from collections.abc import Iterable, Mapping

from handbook.book import Handbook
from handbook.diagnostics import Diagnostic

_CODE = "misplaced-review"


def misplaced(handbook: Handbook, found: Iterable[Diagnostic]) -> Mapping[str, str]:
    """Return where the files of reviews belong that some faults are about, by their path."""
    paths = {one.place.path for one in found if one.code == _CODE}
    return {
        entry.document.path: f"data/reviews/{entry.data['procedure']}.yaml"
        for entry in handbook.entries("reviews")
        if entry.document.path in paths
    }
