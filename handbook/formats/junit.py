"""Diagnostics as a JUnit report, which every CI server shows: a suite a check, a case a fault."""

from collections.abc import Sequence
from html import escape

from handbook.diagnostics import Diagnostic, Severity
from handbook.formats.characters import printable
from handbook.formats.outcome import Outcome


def xml(outcome: Outcome) -> str:
    """Return the report as text.

    An error is a failed case and a warning a skipped one, for warnings block nothing; a check
    that found nothing is one case that passed.
    """
    found: dict[str, list[Diagnostic]] = {looked.code: [] for looked in outcome.coverage}
    for diagnostic in outcome.diagnostics:
        found.setdefault(diagnostic.code, []).append(diagnostic)
    suites = "".join(_suite(code, faults) for code, faults in sorted(found.items()))
    cases = sum(max(len(faults), 1) for faults in found.values())
    errors = outcome.count(Severity.ERROR)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="handbook check" tests="{cases}" failures="{errors}" errors="0">\n'
        f"{suites}</testsuites>\n"
    )


def _suite(code: str, faults: Sequence[Diagnostic]) -> str:
    errors = sum(fault.severity == Severity.ERROR for fault in faults)
    head = (
        f'  <testsuite name={_quoted(code)} tests="{max(len(faults), 1)}" failures="{errors}" '
        f'errors="0" skipped="{len(faults) - errors}">\n'
    )
    cases = "".join(_case(fault) for fault in faults) or _passed(code)
    return f"{head}{cases}  </testsuite>\n"


def _passed(code: str) -> str:
    return f'    <testcase classname={_quoted(code)} name="nothing found"/>\n'


def _case(fault: Diagnostic) -> str:
    name = _plain(f"{fault.place}: {fault.message}")
    message = _plain(fault.message)
    if fault.severity == Severity.ERROR:
        inside = f"<failure message={_quoted(message)}/>"
    else:
        # The schema that Jenkins publishes knows no attribute of it.
        inside = f"<skipped>{escape(message, quote=False)}</skipped>"
    return (
        f"    <testcase classname={_quoted(fault.code)} name={_quoted(name)}>\n"
        f"      {inside}\n"
        "    </testcase>\n"
    )


def _quoted(text: str) -> str:
    """Return a text as the value of an attribute, with its quotation marks."""
    # Imported only here: it brings what speaks with servers, 5 MB, and no other form needs it.
    from xml.sax.saxutils import quoteattr  # noqa: PLC0415

    return quoteattr(text)


def _plain(text: str) -> str:
    """Return a text without what XML cannot hold, however it is written."""
    return printable(text).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
