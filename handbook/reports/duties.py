"""Assignment of every finding to the role responsible for the entry it is about."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from handbook.book import Handbook
from handbook.deadlines import vendor_review
from handbook.diagnostics import Diagnostic, Place
from handbook.rapid import DECIDES, stakes
from handbook.records import Entry
from handbook.times import read_date


@dataclass(frozen=True, kw_only=True, slots=True)
class Duty:
    """A finding to take care of, and the entry it is about, if any."""

    found: Diagnostic
    entry: Entry | None


OVERDUE = "Overdue"
DUE_SOON = "Due soon"
# The rules under each heading, in order of urgency.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    OVERDUE: (
        "overdue-review", "overdue-discrepancy", "overdue-action", "overdue-audit",
        "overdue-date", "late-post-mortem", "expired-exception",
    ),
    "To be retired": ("unfinished-retirement",),
    "To be reviewed": (
        "changed-since-review", "suspect-review", "never-reviewed", "vendor-never-reviewed",
    ),
    DUE_SOON: ("review-due-soon", "discrepancy-due-soon"),
    "Not documented": ("undocumented-process",),
    "Unlisted": ("unlisted-procedure", "procedure-without-process"),
    "Without an owner": ("unowned-entry", "owner-without-holder", "tool-without-vendor"),
}  # fmt: skip
OTHER = "Other"


def duties(handbook: Handbook, found: Iterable[Diagnostic]) -> Mapping[str, list[Duty]]:
    """Return the duties of each role by id, in the order of the roles.

    Unassigned findings go to the role that the settings name for the rest, otherwise to "".
    """
    listed: dict[str, list[Duty]] = {}
    for diagnostic in found:
        entry = _about(handbook, diagnostic)
        role = next(_responsible(handbook, entry, diagnostic.place), "") if entry else ""
        listed.setdefault(role or _rest(handbook), []).append(Duty(found=diagnostic, entry=entry))
    order = [*handbook.roles, ""]
    return {role: listed[role] for role in order if role in listed}


def by_heading(listed: Iterable[Duty], day: date) -> Mapping[str, list[list[Duty]]]:
    """Return duties by heading, the most urgent heading first.

    All duties of an entry are grouped under the heading of the most urgent one.
    """
    headings = {code: heading for heading, codes in HEADINGS.items() for code in codes}
    order = [*HEADINGS, OTHER]
    placed = [(_by_day(duty, day) or headings.get(duty.found.code, OTHER), duty) for duty in listed]
    placed.sort(key=lambda pair: order.index(pair[0]))
    known: dict[tuple[str, str], list[Duty]] = {}
    found: dict[str, list[list[Duty]]] = {}
    for heading, duty in placed:
        about = (duty.entry.kind, duty.entry.id) if duty.entry else None
        if about in known:
            known[about].append(duty)
            continue
        together = [duty]
        found.setdefault(heading, []).append(together)
        if about:
            known[about] = together
    return found


def _by_day(duty: Duty, day: date) -> str | None:
    """Return the heading of a duty whose rule applies both before and after its due date."""
    entry = duty.entry
    if entry is None:
        return None
    if duty.found.code == "vendor-review-due":
        due = vendor_review(entry)
    elif duty.found.code == "vendor-renewal":
        due = read_date(entry.data.get("renewal", ""))
    else:
        return None
    return OVERDUE if due and due < day else DUE_SOON


def _about(handbook: Handbook, found: Diagnostic) -> Entry | None:
    """Return the entry a finding is about; for reviews, that is the procedure."""
    entry = handbook.entry_at(found.place)
    if entry is not None and entry.kind == "reviews":
        return handbook.find("sops", str(entry.data["procedure"]))
    return entry


def _responsible(handbook: Handbook, entry: Entry, place: Place) -> Iterator[str]:
    """Yield the roles responsible for a place in an entry; for a role, the one it reports to.

    An action of a post-mortem belongs to its owner, whoever is responsible for the rest.
    """
    if entry.kind == "post-mortems":
        for index, action in enumerate(entry.data.get("actions", ())):
            if entry.place("actions", index, "due") == place and action["owner"] in handbook.roles:
                yield action["owner"]
    for say in stakes(handbook, entry):
        if say.part == DECIDES:
            yield say.role
    if entry.kind == "discrepancies":
        yield str(entry.data["decider"])
    if entry.kind == "roles":
        yield str(entry.data.get("reportsTo", ""))
    for name in ("area", "category"):
        area = handbook.find("areas", str(entry.data.get(name, "")))
        if area and area.data.get("lead"):
            yield str(area.data["lead"])


def _rest(handbook: Handbook) -> str:
    owners = handbook.settings.get("codeOwners", {})
    return str(owners.get("rest", ""))
