"""The macros that pages may call: each public method renders the handbook for today's date."""

from collections.abc import Callable

from handbook.book import Register
from handbook.names import asked_for
from handbook.pages import (
    area_routine,
    calendar,
    contents,
    dashboard,
    home,
    integrations,
    lists,
    metric,
    people,
    recent_changes,
    tool,
    workflow,
)
from handbook.pages.catalogue import CUSTOM
from handbook.pages.checklist import checklists
from handbook.pages.discrepancy import by_decider
from handbook.pages.edition import View
from handbook.pages.improvement import improvement, scorecards
from handbook.pages.my_role import picker
from handbook.pages.plan import plan, plans
from handbook.pages.register import register_body
from handbook.pages.report import outcome, report
from handbook.pages.service import compact, who_to_call_link
from handbook.pages.trends import trends
from handbook.pages.vendor import vendors
from handbook.records import Entry
from macros import long_lists
from macros.icons import icon
from macros.site import Site

_EMPTY = "Nothing to report."
_EMPTY_OF = {"usage": "No runs or errors have been reported yet."}


class Macros:
    """The macros of one build; `url` returns the address of the page being rendered."""

    def __init__(self, site: Site, url: Callable[[], str]) -> None:
        self._site = site
        self._url = url

    @classmethod
    def names(cls) -> list[str]:
        """Return the names of all macros, which front matter must not hide."""
        return [name for name in vars(cls) if not name.startswith("_") and name != "names"]

    def search(self) -> str:
        """Return the search field."""
        return self._leave(home.search(self._view()))

    def doors(self) -> str:
        """Return the four entry points to the handbook."""
        return self._leave(home.doors(self._view(), icon))

    def mine(self) -> str:
        """Return the role picker and the panel that shows the chosen role."""
        return self._leave(picker(self._view()))

    def state(self) -> str:
        """Return the number of procedures in each state."""
        return self._leave(contents.state(self._view()))

    def changes(self, most: int = 5) -> str:
        """Return the latest changes to how work is done."""
        return self._leave(recent_changes.latest(self._view(), most))

    def recent_changes(self) -> str:
        """Return recent changes, day by day."""
        return self._leave(recent_changes.recent_changes(self._view()))

    def progress(self) -> str:
        """Return the programme's measures, month by month."""
        return self._leave(trends(self._view(), self._site.trends))

    def contents(self) -> str:
        """Return every procedure, and every process without one, by area."""
        return self._leave(contents.contents(self._view()))

    def roles(self) -> str:
        """Return every role, by area."""
        return self._leave(people.roles(self._view()))

    def organisation(self) -> str:
        """Return the reporting structure."""
        return self._leave(people.tree(self._view()))

    def meetings(self) -> str:
        """Return the meeting calendar."""
        return self._leave(calendar.calendar(self._view()))

    def metrics(self) -> str:
        """Return every metric with its target and current state."""
        return self._leave(metric.metrics(self._view()))

    def dashboards(self) -> str:
        """Return the list of dashboards and what each shows."""
        return self._leave(dashboard.doors(self._view()))

    def dashboard(self, entry_id: str) -> str:
        """Return the tiles and lines of one dashboard."""
        return self._leave(dashboard.body(self._view(), self._entry("dashboards", entry_id)))

    def templates(self) -> str:
        """Return the document templates."""
        return self._leave(lists.templates(self._view()))

    def checklists(self) -> str:
        """Return the checklists, by occasion."""
        return self._leave(checklists(self._view()))

    def who_do_i_call(self) -> str:
        """Return the link to the page that says who to call."""
        return self._leave(who_to_call_link(self._view()))

    def compact(self, kind: str, *names: str) -> str:
        """Return a register as a table of some properties: compact("severities", "response")."""
        self._register(kind)
        return self._leave(compact(self._view(), kind, names))

    def registers(self) -> str:
        """Return every register with its number of entries."""
        return self._leave(lists.registers(self._view(), CUSTOM))

    def tools(self) -> str:
        """Return every tool, by category."""
        return self._leave(tool.tools(self._view()))

    def day(self, area: str) -> str:
        """Return an area's working day: day("operations")."""
        return self._leave(area_routine.day(self._view(), area))

    def gatherings(self, area: str) -> str:
        """Return an area's meetings: gatherings("delivery")."""
        return self._leave(area_routine.area_meetings(self._view(), area))

    def measures(self, *metrics: str) -> str:
        """Return metrics with their targets: measures("on-budget", "defect-rate")."""
        return self._leave(area_routine.measures(self._view(), metrics))

    def register(self, kind: str, /, **only: str) -> str:
        """Return the entries of a register, by the name of its kind: register("processes").

        Keyword arguments select entries by property: register("training", stage="ongoing").
        """
        found = self._register(kind)
        return self._leave(register_body(self._view(), found.kind, found, only))

    def report(self, name: str) -> str:
        """Return a report: ownership, freshness, inventory, completeness, decisions or rules."""
        listing, note = long_lists.report(self._site, name)
        return self._leave(report(self._view(), listing, note, _EMPTY_OF.get(name, _EMPTY)))

    def outcome(self, name: str) -> str:
        """Return the summary of a report, in a sentence: outcome("freshness")."""
        return self._leave(outcome(long_lists.report(self._site, name)[1]))

    def plan(self, entry_id: str) -> str:
        """Return a programme from the register of plans."""
        return self._leave(plan(self._view(), self._entry("plans", entry_id)))

    def plans(self) -> str:
        """Return every plan with its aim and its source."""
        return self._leave(plans(self._view()))

    def discrepancies(self) -> str:
        """Return the discrepancies between sources, open ones by who decides, and decided ones."""
        return self._leave(by_decider(self._view()))

    def workflows(self) -> str:
        """Return every workflow with its diagram."""
        return self._leave(workflow.workflows(self._view()))

    def workflow(self, entry_id: str) -> str:
        """Return one workflow as a diagram and in words: workflow("customer-lifecycle")."""
        return self._leave(workflow.workflow(self._view(), self._entry("workflows", entry_id)))

    def integration_map(self) -> str:
        """Return the data flows between tools as a diagram and in words."""
        return self._leave(integrations.integration_map(self._view()))

    def improvement(self, part: str) -> str:
        """Return a part of the improvement page: cycle, log, post-mortems or audits."""
        return self._leave(improvement(self._view(), part))

    def vendors(self, part: str) -> str:
        """Return a part of the vendors page: contracts or tools."""
        return self._leave(vendors(self._view(), part))

    def scorecards(self) -> str:
        """Return every scorecard with what it rates."""
        return self._leave(scorecards(self._view()))

    def checks(self) -> str:
        """Return every check with its number of findings today."""
        return self._leave(lists.checks(self._view(), self._site.checks))

    def link(self, kind: str, entry_id: str, text: str | None = None) -> str:
        """Return a link to an entry: link("roles", "coo")."""
        return self._leave(self._view().link(self._entry(kind, entry_id), text))

    def _view(self) -> View:
        url = self._url()
        return self._site.edition.view("" if url in {".", "./"} else url)

    def _leave(self, html: str) -> str:
        return self._site.stash.store(html)

    def _entry(self, kind: str, entry_id: str) -> Entry:
        return self._view().entry(kind, entry_id)

    def _register(self, kind: str) -> Register:
        registers = self._site.handbook.registers
        return asked_for(registers, kind, f"unknown register: {kind!r}")
