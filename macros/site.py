"""The handbook as a site sees it: read, checked and ready to be shown, once a build."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from urllib.parse import quote
from zoneinfo import ZoneInfo

from handbook.book import Handbook
from handbook.checks.registry import RULES, Report, explanation, run
from handbook.diagnostics import Diagnostic, Severity
from handbook.load import load
from handbook.pages.check import CheckText
from handbook.pages.edition import Edition
from macros.clock import today, zone_of
from macros.explanations import html_of
from macros.parts import Parts


@dataclass(frozen=True, kw_only=True)
class Site:
    """What one build knows; `parts` holds the HTML that macros have left placeholders for."""

    handbook: Handbook
    edition: Edition
    diagnostics: tuple[Diagnostic, ...]
    report: Report
    zone: ZoneInfo
    parts: Parts = field(default_factory=Parts)

    @property
    def today(self) -> date:
        """Return the day the site is built for."""
        return self.edition.today

    @property
    def errors(self) -> list[Diagnostic]:
        """Return everything that is wrong whatever the date, in reading order."""
        return [found for found in self.diagnostics if found.severity is Severity.ERROR]

    @cached_property
    def checks(self) -> tuple[CheckText, ...]:
        """Return the page of every check as text, by code."""
        found = [diagnostic.code for diagnostic in self.diagnostics]
        return tuple(
            CheckText(
                code=rule.code,
                severity=rule.severity.value,
                rule=rule.sentence,
                body=html_of(explanation(rule.code) or ""),
                source=f"handbook/explanations/{rule.code}.md",
                found=found.count(rule.code),
            )
            for rule in sorted(RULES.values())
        )


@lru_cache(maxsize=1)
def open_site(root: Path, edit_uri_template: str) -> Site:
    """Return the site of the handbook in a folder; the hook and the macros share one.

    `edit_uri_template` has "{path}" where the path of a file belongs; empty if there is none.
    """
    loaded = load(root)
    handbook = loaded.handbook
    zone = zone_of(handbook.settings)
    day = today(zone)
    report = run(handbook, day)

    def edit(path: str) -> str | None:
        if not edit_uri_template:
            return None
        return edit_uri_template.replace("{path}", quote(path))

    return Site(
        handbook=handbook,
        edition=Edition(handbook=handbook, today=day, edit=edit),
        diagnostics=tuple(sorted([*loaded.faults, *report.diagnostics])),
        report=report,
        zone=zone,
    )
