"""Translate PyYAML's errors into our own words, at the place where they are to be fixed."""

import yaml

from handbook.diagnostics import Diagnostic, Fix, error
from handbook.source.text import Lines
from handbook.source.yaml_slips import explain, plain_message
from handbook.source.yaml_spacing import missing_space

# libyaml's messages for text that was meant as a separate key or item.
_RUN_ON = ("mapping values are not allowed", "could not find expected ':'")


def depth_error_offset(fault: yaml.MarkedYAMLError) -> int | None:
    """Return the offset at which libyaml gave up because of nesting depth, None otherwise.

    It does so before it reports what comes earlier, which is nested too deeply already.
    """
    is_deep = "maximum nesting depth" in (fault.problem or "")
    return fault.problem_mark.index if is_deep and fault.problem_mark else None


def syntax_error(
    lines: Lines, fault: yaml.MarkedYAMLError, start: int = 0, end: int | None = None
) -> Diagnostic:
    """Return the diagnostic in plain words, at the quote or bracket that was not closed.

    `start` and `end` bound the slice that was read.
    """
    text = lines.text[start:end]
    problem = fault.problem or ""
    unclosed = "unexpected" in problem or "expected ','" in problem
    mark = fault.context_mark if unclosed and fault.context_mark else fault.problem_mark
    mark = mark or fault.context_mark
    if mark and any(phrase in problem for phrase in _RUN_ON):
        span = missing_space(text, mark.index)
        if span:
            sign = text[slice(*span)]
            message = f"not YAML: write a space after {sign!r}"
            fix = Fix(f"{sign} ", sign)
            place = lines.place(start + span[0], start + span[1])
            return error(place, "yaml-syntax", message, fix)
    begun = (fault.context_mark or mark).index if mark else 0
    mistake = explain(text, problem, mark.index, begun) if mark else None
    if mistake:
        place = lines.place(start + mistake.start, start + mistake.end)
        return error(place, "yaml-syntax", f"not YAML: {mistake.message}")
    place = lines.place(start + (mark.index if mark else 0))
    words = plain_message(problem)
    if "cannot start any token" in problem and mark:
        sign = text[mark.index]
        words = (
            "a tab is not allowed here; indent with spaces"
            if sign == "\t"
            else f"a value cannot start with {sign!r}; put it in quotes"
        )
    return error(place, "yaml-syntax", f"not YAML: {words}")
