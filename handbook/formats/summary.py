"""Diagnostics as Markdown, for a CI job summary or a comment on a pull request."""

from collections.abc import Sequence

from handbook.diagnostics import Diagnostic, Severity
from handbook.formats.characters import printable
from handbook.formats.outcome import Outcome, total
from handbook.markup import plain

_TITLES = {
    Severity.ERROR: ("Errors", "these block the merge"),
    Severity.WARNING: ("Warnings", "these do not block"),
}


def markdown(outcome: Outcome) -> str:
    """Return the totals, then all errors and warnings by file; all but the errors are folded."""
    parts = [f"### {plain(total(outcome))}\n"]
    for severity, (noun, effect) in _TITLES.items():
        found = [fault for fault in outcome.diagnostics if fault.severity == severity]
        if found:
            title = f"{noun} ({len(found)}): {effect}"
            parts.append(_section(title, found, folded=severity == Severity.WARNING))
    if outcome.since is not None and outcome.since.fixed:
        title = f"Fixed ({len(outcome.since.fixed)})"
        parts.append(_section(title, outcome.since.fixed, folded=True))
    if outcome.excepted:
        title = f"Suppressed by exceptions ({len(outcome.excepted)})"
        parts.append(_section(title, outcome.excepted, folded=True))
    return "\n".join(parts)


def _section(title: str, found: Sequence[Diagnostic], *, folded: bool) -> str:
    rows = "".join(f"{_row(fault)}\n" for fault in found)
    table = f"| Location | Problem | Rule |\n|---|---|---|\n{rows}"
    if not folded:
        return f"#### {title}\n\n{table}"
    return f"<details><summary>{title}</summary>\n\n{table}\n</details>\n"


def _row(fault: Diagnostic) -> str:
    place = fault.place
    where = plain(f"{printable(place.path)}:{place.line}:{place.column}")
    return f"| {where} | {plain(printable(fault.message))} | {plain(fault.code)} |"
