"""Diagnostics as a JUnit report, with a suite per check and a test case per problem."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from handbook.diagnostics import Diagnostic, Severity
from handbook.formats.characters import printable
from handbook.formats.outcome import Outcome


def xml(outcome: Outcome) -> str:
    """Return the report as text.

    An error is a failed case; a warning is a skipped one, as warnings do not block. A check
    without findings is one passed case.
    """
    found: dict[str, list[Diagnostic]] = {looked.code: [] for looked in outcome.coverage}
    for diagnostic in outcome.diagnostics:
        found.setdefault(diagnostic.code, []).append(diagnostic)
    cases = str(sum(max(len(faults), 1) for faults in found.values()))
    errors = str(outcome.count(Severity.ERROR))
    root = Element("testsuites", name="handbook check", tests=cases, failures=errors, errors="0")
    for code, faults in sorted(found.items()):
        _suite(root, code, faults)
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _suite(root: Element, code: str, faults: Sequence[Diagnostic]) -> None:
    errors = sum(fault.severity == Severity.ERROR for fault in faults)
    suite = SubElement(
        root, "testsuite", name=code, tests=str(max(len(faults), 1)), failures=str(errors),
        errors="0", skipped=str(len(faults) - errors),
    )  # fmt: skip
    for fault in faults:
        _case(suite, fault)
    if not faults:
        SubElement(suite, "testcase", classname=code, name="nothing found")


def _case(suite: Element, fault: Diagnostic) -> None:
    name = _plain(f"{fault.place}: {fault.message}")
    case = SubElement(suite, "testcase", classname=fault.code, name=name)
    message = _plain(fault.message)
    if fault.severity == Severity.ERROR:
        SubElement(case, "failure", message=message)
    else:
        # The schema published by Jenkins has no attributes for "skipped".
        SubElement(case, "skipped").text = message


def _plain(text: str) -> str:
    """Return a text without characters that XML does not allow even when escaped."""
    return printable(text).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
