"""Why PyYAML could not read a text, in our words and at the place where it is to be mended."""

import yaml

from handbook.diagnostics import Cure, Diagnostic, error
from handbook.source.text import Lines
from handbook.source.yaml_slips import plainly, slip
from handbook.source.yaml_spacing import missing_space

# What it says where words go on that were to be a key or an item of their own.
_GOES_ON = ("mapping values are not allowed", "could not find expected ':'")


def given_up(fault: yaml.MarkedYAMLError) -> int | None:
    """Return where libyaml gave up a text for its depth, None if that was for something else.

    It does so before it tells of what stands above, which is too deep already.
    """
    is_deep = "maximum nesting depth" in (fault.problem or "")
    return fault.problem_mark.index if is_deep and fault.problem_mark else None


def syntax(
    lines: Lines, fault: yaml.MarkedYAMLError, start: int = 0, end: int | None = None
) -> Diagnostic:
    """Return in plain words what is wrong, at the quote or bracket that was not closed.

    `start` and `end` are those of the stretch that was read.
    """
    text = lines.text[start:end]
    problem = fault.problem or ""
    unclosed = "unexpected" in problem or "expected ','" in problem
    mark = fault.context_mark if unclosed and fault.context_mark else fault.problem_mark
    mark = mark or fault.context_mark
    if mark and any(said in problem for said in _GOES_ON):
        span = missing_space(text, mark.index)
        if span:
            sign = text[slice(*span)]
            message = f"not YAML: write a space after {sign!r}"
            cure = Cure(f"{sign} ", sign)
            place = lines.place(start + span[0], start + span[1])
            return error(place, "yaml-syntax", message, cure)
    begun = (fault.context_mark or mark).index if mark else 0
    meant = slip(text, problem, mark.index, begun) if mark else None
    if meant:
        place = lines.place(start + meant.start, start + meant.end)
        return error(place, "yaml-syntax", f"not YAML: {meant.message}")
    place = lines.place(start + (mark.index if mark else 0))
    words = plainly(problem)
    if "cannot start any token" in problem and mark:
        sign = text[mark.index]
        words = (
            "a tab is not allowed here; indent with spaces"
            if sign == "\t"
            else f"a value cannot start with {sign!r}; put it in quotes"
        )
    return error(place, "yaml-syntax", f"not YAML: {words}")
