"""The result for a part is applied to the whole only if that is certain."""

from collections.abc import Sequence

import pytest

from handbook.checks.check import Coverage, Report
from handbook.diagnostics import Diagnostic, Place, error
from handbook.incremental.checked import Checked, Sizes
from handbook.incremental.difference import updated, with_faults
from handbook.incremental.part import Unknown
from tests.support.handbooks import TODAY

PATH = "sops/a.md"


def _fault(path: str, line: int = 1) -> Diagnostic:
    return error(Place(path, line, 1), "gone", "it is gone")


HERE, BELOW, THERE = _fault(PATH), _fault(PATH, 2), _fault("sops/b.md")


def _whole(
    *found: Diagnostic, files: Sequence[str] = (PATH, "sops/b.md"), looked_at: int | None = 4
) -> Checked:
    counted = (Coverage("gone", looked_at, len(found)),)
    return Checked(TODAY, found, (), counted, tuple(files), Sizes(2, 1, 0))


def _part(*found: Diagnostic, looked_at: int | None = 1) -> Report:
    return Report(found, (), (Coverage("gone", looked_at, len(found)),))


def test_new_and_resolved_diagnostics_are_applied_to_the_rest() -> None:
    found = updated(_whole(HERE, THERE), {PATH}, _part(HERE), _part(BELOW, looked_at=2))

    assert found.found == (BELOW, THERE)
    assert found.coverage == (Coverage("gone", 5, 2),)


def test_findings_of_a_check_that_cannot_run_are_dropped() -> None:
    found = updated(_whole(HERE, THERE), {PATH}, _part(HERE), _part(looked_at=None))

    assert found.found == ()
    assert found.coverage == (Coverage("gone", None, 0),)


@pytest.mark.parametrize(
    ("whole", "before", "now"),
    [
        # The part has other diagnostics for the file than the whole.
        (_whole(HERE), _part(), _part()),
        (_whole(), _part(HERE), _part(HERE)),
        (_whole(HERE), _part(HERE, HERE), _part(HERE)),
        # The resolved diagnostic was not in the whole.
        (_whole(), _part(THERE), _part()),
        # The new diagnostic is in a file that was not checked.
        (_whole(files=[PATH]), _part(), _part(THERE)),
        # One of the two could not run, or neither could until now.
        (_whole(), _part(looked_at=None), _part()),
        (_whole(looked_at=None), _part(looked_at=None), _part()),
    ],
)
def test_an_uncertain_difference_is_unknown(whole: Checked, before: Report, now: Report) -> None:
    with pytest.raises(Unknown):
        updated(whole, {PATH}, before, now)


def test_a_file_that_is_no_longer_a_document_is_listed_while_it_has_a_diagnostic() -> None:
    whole = _whole(THERE, files=[PATH, "sops/b.md", "sops/c.md"])

    found = with_faults(whole, [HERE], {PATH}, Sizes(1, 1, 0), Sizes(3, 1, 1))

    assert found.found == (HERE, THERE)
    assert found.files == (PATH, "sops/b.md")
    assert found.sizes == Sizes(4, 1, 1)
