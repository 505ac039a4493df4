"""What pages may call: each public method is a macro, a pure view of the handbook and the day."""

from collections.abc import Callable

from handbook.names import suggestion
from handbook.pages import calendar, contents, home, lists, people
from handbook.pages.catalogue import FORMED
from handbook.pages.checklist import checklists
from handbook.pages.edition import View
from handbook.pages.register import register_body
from handbook.pages.report import report
from handbook.pages.service import compact, door
from handbook.records import Entry
from handbook.reports.coverage import completeness, inventory, rules
from handbook.reports.freshness import freshness
from handbook.reports.ownership import ownership
from handbook.reports.table import Table
from macros.site import Site

_EMPTY = "There is nothing to report."


class Calls:
    """The macros of one build; `url` tells the address of the page that is being rendered."""

    def __init__(self, site: Site, url: Callable[[], str]) -> None:
        self._site = site
        self._url = url

    @classmethod
    def names(cls) -> list[str]:
        """Return the names of all macros, so that front matter can be kept from hiding them."""
        return [name for name in vars(cls) if not name.startswith("_") and name != "names"]

    def search(self) -> str:
        """Return the field that opens the search."""
        return self._leave(home.search(self._view()))

    def doors(self) -> str:
        """Return the four ways into the handbook."""
        return self._leave(home.doors(self._view()))

    def state(self) -> str:
        """Return how many procedures are in which state."""
        return self._leave(contents.state(self._view()))

    def changes(self, most: int = 5) -> str:
        """Return the newest changes to procedures."""
        return self._leave(home.changes(self._view(), most))

    def contents(self) -> str:
        """Return every procedure, and every process that lacks one, area by area."""
        return self._leave(contents.contents(self._view()))

    def roles(self) -> str:
        """Return every role, by area."""
        return self._leave(people.roles(self._view()))

    def organisation(self) -> str:
        """Return who reports to whom."""
        return self._leave(people.tree(self._view()))

    def meetings(self) -> str:
        """Return the meeting calendar."""
        return self._leave(calendar.calendar(self._view()))

    def templates(self) -> str:
        """Return the document templates."""
        return self._leave(lists.templates(self._view()))

    def checklists(self) -> str:
        """Return the checklists, by occasion."""
        return self._leave(checklists(self._view()))

    def who_do_i_call(self) -> str:
        """Return the way to the page that says whom to call in which case."""
        return self._leave(door(self._view()))

    def compact(self, kind: str, *names: str) -> str:
        """Return a register as a table of some properties: compact("severities", "response")."""
        if kind not in self._site.handbook.registers:
            known = list(self._site.handbook.registers)
            raise LookupError(f"no register is called {kind!r}{suggestion(kind, known)}")
        return self._leave(compact(self._view(), kind, names))

    def registers(self) -> str:
        """Return every register with how much stands in it."""
        return self._leave(lists.registers(self._view(), FORMED))

    def register(self, kind: str) -> str:
        """Return the entries of one register, by the name of its kind: register("tools")."""
        found = self._site.handbook.registers.get(kind)
        if found is None:
            known = list(self._site.handbook.registers)
            raise LookupError(f"no register is called {kind!r}{suggestion(kind, known)}")
        return self._leave(register_body(self._view(), found.kind, found))

    def report(self, name: str) -> str:
        """Return a report: ownership, freshness, inventory, completeness or rules."""
        return self._leave(report(self._view(), self._table(name), _EMPTY))

    def plan(self, entry_id: str) -> str:
        """Return a programme from the register of plans."""
        return self._leave(lists.plan(self._view(), self._entry("plans", entry_id)))

    def checks(self) -> str:
        """Return every check, with how much each finds today."""
        return self._leave(lists.checks(self._view(), self._site.checks))

    def link(self, kind: str, entry_id: str, text: str | None = None) -> str:
        """Return a link to an entry: link("roles", "coo")."""
        return self._leave(self._view().link(self._entry(kind, entry_id), text))

    def _view(self) -> View:
        url = self._url()
        return self._site.edition.view("" if url in {".", "./"} else url)

    def _leave(self, html: str) -> str:
        return self._site.parts.leave(html)

    def _entry(self, kind: str, entry_id: str) -> Entry:
        entry = self._site.handbook.find(kind, entry_id)
        if entry is None:
            known = [found.id for found in self._site.handbook.entries(kind)]
            raise LookupError(f"{kind} has no entry {entry_id!r}{suggestion(entry_id, known)}")
        return entry

    def _table(self, name: str) -> Table:
        handbook, today = self._site.handbook, self._site.today
        makers: dict[str, Callable[[], Table]] = {
            "ownership": lambda: ownership(handbook, today),
            "freshness": lambda: freshness(handbook, today),
            "inventory": lambda: inventory(handbook, today),
            "completeness": lambda: completeness(handbook),
            "rules": lambda: rules(self._site.report.coverage),
        }
        if name not in makers:
            raise LookupError(f"no report is called {name!r}{suggestion(name, list(makers))}")
        return makers[name]()
