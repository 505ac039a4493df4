"""All rules of a handbook: the checks that are run and the faults found while reading."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from handbook.attendance import slots
from handbook.book import Handbook
from handbook.checks import (
    codeowners,
    decisions,
    diagrams,
    due_dates,
    duplicates,
    editors,
    follow_up,
    holidays,
    inventory,
    links,
    macro_calls,
    meetings,
    ownership,
    pages,
    past_dates,
    references,
    reviews,
    schemas,
    scorecards,
    service,
    steps,
    templates,
    values,
    vendors,
    workflows,
    writing,
)
from handbook.checks.check import ALL, Check, Coverage, Report
from handbook.checks.exceptions import split
from handbook.checks.faults import FAULTS, Rule
from handbook.diagnostics import Diagnostic, Severity
from handbook.discrepancies import undecided

_EXPLANATIONS = Path(__file__).parent.parent / "explanations"
_ERROR = Severity.ERROR
_WARNING = Severity.WARNING


CHECKS = (
    Check(function=references.unknown_reference, severity=_ERROR, examined=references.named),
    Check(function=references.duplicate_name, severity=_ERROR, examined=references.entries),
    Check(function=duplicates.duplicate_property, severity=_ERROR, examined=duplicates.compared),
    Check(function=references.retired_reference, severity=_ERROR, examined=references.uses),
    Check(function=references.one_way_relation, severity=_WARNING, examined=references.relations),
    Check(function=links.broken_link, severity=_ERROR, examined=links.numbered),
    Check(function=links.forbidden_scheme, severity=_ERROR, examined=links.numbered),
    Check(function=macro_calls.broken_macro, severity=_ERROR, examined=macro_calls.calls),
    Check(function=pages.unlisted_page, severity=_ERROR, examined=pages.wanted),
    Check(function=pages.unread_page, severity=_ERROR, examined=pages.written),
    Check(function=writing.raw_html, severity=_ERROR, examined=writing.markdown_documents),
    Check(
        function=writing.placeholder_text,
        severity=_ERROR,
        examined=reviews.in_force,
        kinds=("settings",),
    ),
    Check(function=writing.repeated_target, severity=_WARNING, examined=writing.metric_rows),
    Check(
        function=inventory.undocumented_process,
        severity=_WARNING,
        examined=lambda handbook: handbook.processes_in_use,
        kinds=("processes", "sops"),
    ),
    Check(
        function=inventory.unlisted_procedure,
        severity=_WARNING,
        examined=inventory.listable,
        kinds=("areas",),
    ),
    Check(
        function=inventory.procedure_without_process,
        severity=_WARNING,
        examined=lambda handbook: handbook.sops_in_use,
    ),
    Check(
        function=inventory.unused_entry,
        severity=_WARNING,
        examined=inventory.citable,
        kinds=ALL,
    ),
    Check(
        function=reviews.never_reviewed,
        severity=_WARNING,
        examined=reviews.in_force,
        kinds=("reviews",),
    ),
    Check(
        function=reviews.overdue_review,
        severity=_WARNING,
        examined=reviews.reviewed,
        kinds=("reviews",),
    ),
    Check(
        function=reviews.review_due_soon,
        severity=_WARNING,
        examined=reviews.reviewed,
        kinds=("reviews", "settings"),
    ),
    Check(
        function=reviews.unfinished_retirement,
        severity=_WARNING,
        examined=reviews.reviewed,
        kinds=("reviews",),
    ),
    Check(
        function=reviews.changed_since_review,
        severity=_WARNING,
        examined=reviews.comparable,
        kinds=("reviews",),
    ),
    Check(
        function=reviews.suspect_review,
        severity=_WARNING,
        examined=reviews.reviewed,
        kinds=("reviews",),
    ),
    Check(function=reviews.future_review, severity=_ERROR, examined=reviews.reviews),
    Check(
        function=reviews.review_before_change,
        severity=_ERROR,
        examined=reviews.comparable,
        kinds=("reviews",),
    ),
    Check(
        function=reviews.misplaced_review,
        severity=_ERROR,
        examined=lambda handbook: tuple(handbook.entries("reviews")),
    ),
    Check(
        function=ownership.owner_without_holder,
        severity=_WARNING,
        examined=ownership.owners,
        kinds=("roles", "processes", "sops"),
    ),
    Check(function=schemas.vague_schema, severity=_WARNING, examined=schemas.kinds),
    Check(function=ownership.unowned_entry, severity=_WARNING, examined=ownership.ownable),
    Check(function=ownership.self_backup, severity=_ERROR, examined=ownership.backed_up),
    Check(function=ownership.circular_reporting, severity=_ERROR, examined=ownership.reporting),
    Check(
        function=ownership.overloaded_role,
        severity=_WARNING,
        examined=ownership.owners,
        kinds=("roles", "processes", "sops", "settings"),
    ),
    Check(
        function=codeowners.outdated_codeowners,
        severity=_WARNING,
        examined=codeowners.lines,
        kinds=ALL,
    ),
    Check(
        function=editors.outdated_editor_files,
        severity=_WARNING,
        examined=editors.wanted,
        kinds=ALL,
    ),
    Check(function=meetings.agenda_minutes, severity=_ERROR, examined=meetings.timed_meetings),
    Check(
        function=meetings.meeting_dates,
        severity=_ERROR,
        examined=meetings.dated_meetings,
        kinds=("settings",),
    ),
    Check(
        function=meetings.meeting_clash,
        severity=_WARNING,
        examined=slots,
        kinds=("roles", "areas", "groups", "settings"),
    ),
    Check(function=decisions.overdue_discrepancy, severity=_WARNING, examined=undecided),
    Check(
        function=decisions.discrepancy_due_soon,
        severity=_WARNING,
        examined=undecided,
        kinds=("settings",),
    ),
    Check(function=templates.undeclared_placeholder, severity=_ERROR, examined=templates.templates),
    Check(function=templates.unused_placeholder, severity=_ERROR, examined=templates.templates),
    Check(function=steps.unread_time, severity=_WARNING, examined=steps.untimed_steps),
    Check(function=steps.step_times, severity=_ERROR, examined=steps.spans),
    Check(function=steps.step_duration, severity=_WARNING, examined=steps.timed_steps),
    Check(function=diagrams.broken_diagram, severity=_ERROR, examined=diagrams.diagrams),
    Check(function=workflows.undefined_state, severity=_ERROR, examined=workflows.transitions),
    Check(function=workflows.duplicate_state, severity=_ERROR, examined=workflows.states),
    Check(
        function=workflows.unreachable_state, severity=_WARNING, examined=workflows.connected_states
    ),
    Check(function=workflows.dead_end, severity=_WARNING, examined=workflows.connected_states),
    Check(function=scorecards.scorecard_weights, severity=_ERROR, examined=scorecards.scorecards),
    Check(function=scorecards.scorecard_bands, severity=_ERROR, examined=scorecards.banded),
    Check(
        function=scorecards.wrong_score,
        severity=_ERROR,
        examined=scorecards.scored,
        kinds=("scorecards",),
    ),
    Check(
        function=vendors.vendor_renewal,
        severity=_WARNING,
        examined=vendors.renewing,
        kinds=("settings",),
    ),
    Check(function=vendors.vendor_without_renewal, severity=_WARNING, examined=vendors.vendors),
    Check(function=vendors.vendor_never_reviewed, severity=_WARNING, examined=vendors.vendors),
    Check(function=vendors.vendor_review_due, severity=_WARNING, examined=vendors.vendors),
    Check(
        function=vendors.tool_without_vendor,
        severity=_WARNING,
        examined=vendors.paid_tools,
        kinds=("tools", "vendors"),
    ),
    Check(
        function=follow_up.late_post_mortem,
        severity=_WARNING,
        examined=follow_up.timed,
        kinds=("settings",),
    ),
    Check(
        function=follow_up.post_mortem_dates,
        severity=_ERROR,
        examined=lambda handbook: tuple(handbook.entries("post-mortems")),
    ),
    Check(function=past_dates.future_date, severity=_ERROR, examined=past_dates.past_days),
    Check(function=follow_up.overdue_action, severity=_WARNING, examined=follow_up.post_mortems),
    Check(function=due_dates.overdue_date, severity=_WARNING, examined=due_dates.dated),
    Check(function=holidays.missing_holidays, severity=_WARNING, examined=holidays.kept_once),
    Check(function=follow_up.overdue_audit, severity=_WARNING, examined=follow_up.dated_audits),
    Check(
        function=service.uneven_mapping,
        severity=_ERROR,
        examined=service.levels,
        kinds=("severities", "ticket-priorities"),
    ),
    Check(
        function=service.escalation_after_resolution,
        severity=_WARNING,
        examined=service.limited,
        kinds=("escalations", "ticket-priorities"),
    ),
    Check(
        function=values.duplicate_value,
        severity=_ERROR,
        examined=values.recorded_values,
        kinds=("metrics",),
    ),
    Check(function=values.future_value, severity=_ERROR, examined=values.recorded_values),
    Check(
        function=values.broken_formula,
        severity=_ERROR,
        examined=values.formulas,
        kinds=("metrics",),
    ),
    Check(
        function=values.contradicted_value,
        severity=_ERROR,
        examined=values.recorded_values,
        kinds=("metrics", "values"),
    ),
    Check(
        function=values.stale_values,
        severity=_WARNING,
        examined=lambda handbook: list(handbook.entries("values")),
        kinds=("metrics", "values"),
    ),
)

RULES: Mapping[str, Rule] = {
    rule.code: rule
    for rule in (*FAULTS, *(Rule(check.code, check.severity, check.rule) for check in CHECKS))
}


def run(handbook: Handbook, today: date) -> Report:
    """Return what every check finds in a handbook on a given day, and what it examined."""
    diagnostics: list[Diagnostic] = []
    coverage: list[Coverage] = []
    for check in CHECKS:
        if not check.can_run(handbook):
            coverage.append(Coverage(check.code, None, 0))
            continue
        found = [
            Diagnostic(place, check.severity, check.code, message, *fix)
            for place, message, *fix in check.function(handbook, today)
        ]
        diagnostics += found
        coverage.append(Coverage(check.code, len(check.examined(handbook)), len(found)))
    looked = {line.code: line.looked_at is not None for line in coverage}
    remaining, excepted = split(handbook, diagnostics, looked, today)
    return Report(tuple(sorted(remaining)), tuple(sorted(excepted)), tuple(coverage))


def explanation(code: str) -> str | None:
    """Return the explanation of a code as Markdown, or None if there is no such code."""
    if code not in RULES:
        return None
    return (_EXPLANATIONS / f"{code}.md").read_text(encoding="utf-8")
