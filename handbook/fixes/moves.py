"""Files at the wrong path are moved to the expected one."""

from collections.abc import Iterable, Mapping

from handbook.book import Handbook
from handbook.diagnostics import Diagnostic

_CODE = "misplaced-review"


def misplaced(handbook: Handbook, found: Iterable[Diagnostic]) -> Mapping[str, str]:
    """Return the expected path of each misplaced file of reviews, by its current path."""
    paths = {one.place.path for one in found if one.code == _CODE}
    return {
        entry.document.path: f"data/reviews/{entry.data['procedure']}.yaml"
        for entry in handbook.entries("reviews")
        if entry.document.path in paths
    }
