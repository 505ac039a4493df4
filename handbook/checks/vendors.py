"""No contract renews unnoticed, and every paid tool has a vendor."""

from collections.abc import Iterator
from datetime import date

from handbook.amounts import counted
from handbook.book import Handbook
from handbook.checks.finding import Finding, joined, subject
from handbook.deadlines import notices, renewal, vendor_review
from handbook.diagnostics import Place
from handbook.records import Entry
from handbook.times import format_date


def vendors(handbook: Handbook) -> list[Entry]:
    """Return the vendors the company still buys from."""
    return handbook.active_entries("vendors")


def renewing(handbook: Handbook) -> list[Entry]:
    """Return the vendors with a renewal date, if the settings say when to remind."""
    return [entry for entry in vendors(handbook) if notices(handbook) and "renewal" in entry.data]


def paid_tools(handbook: Handbook) -> list[Entry]:
    """Return the paid tools in use; none if there is no register of vendors."""
    if not _file(handbook):
        return []
    return [tool for tool in handbook.active_entries("tools") if tool.data.get("cost")]


def vendor_renewal(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A vendor's contract is about to renew, or its renewal date has passed."""
    for vendor in renewing(handbook):
        found = renewal(handbook, vendor, today)
        if found is None or found.notice is None:
            continue
        name = subject(handbook, vendor)
        owner = _owner(handbook, vendor)
        if found.left < 0:
            late = counted(-found.left, "day")
            fault = f"was up for renewal on {format_date(found.day)}, {late} ago"
            cure = f"ask {owner} for the new date"
        else:
            when = f"in {counted(found.left, 'day')}" if found.left else "today"
            fault = (
                f"renews on {format_date(found.day)}, {when}, within the {found.notice}-day notice"
            )
            cure = f"ask {owner} whether to renew"
        yield vendor.place("renewal"), f"{name} {fault}; {cure}"


def vendor_without_renewal(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A vendor has no renewal date, so its contract may renew unnoticed."""
    for vendor in vendors(handbook):
        if "renewal" not in vendor.data:
            value = "" if "contractValue" in vendor.data else " and no contract value"
            cure = f"ask {_owner(handbook, vendor)} to check the contract"
            fault = f"has no renewal date{value}; {cure}"
            yield vendor.key(), f"{subject(handbook, vendor)} {fault}"


def vendor_never_reviewed(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A vendor has no review on record."""
    for vendor in vendors(handbook):
        if "reviewed" not in vendor.data:
            # Reported one by one, because each has its own owner.
            cure = f"ask {_owner(handbook, vendor)} to review it and add 'reviewed'"
            yield vendor.key(), f"{subject(handbook, vendor)} has no review on record; {cure}"


def vendor_review_due(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A vendor is due for its next review."""
    for vendor in vendors(handbook):
        due = vendor_review(vendor)
        if due is not None and due <= today:
            late = (today - due).days
            when = f"{counted(late, 'day')} ago" if late else "today"
            fault = f"{'was' if late else 'is'} due for review on {format_date(due)}, {when}"
            cure = f"ask {_owner(handbook, vendor)} to review it"
            yield vendor.place("reviewed"), f"{subject(handbook, vendor)} {fault}; {cure}"


def tool_without_vendor(handbook: Handbook, today: date) -> Iterator[Finding]:
    """The company pays for tools that no vendor record names."""
    tools = paid_tools(handbook)
    bought = {name for vendor in vendors(handbook) for name in vendor.data.get("tools", ())}
    loose = [tool.title for tool in tools if tool.id not in bought]
    if not loose:
        return
    share = f"{len(loose)} of {counted(len(tools), 'paid tool')}"
    if len(loose) == 1:
        lack, cure = "has no vendor record, so no one is warned before it renews", "add one"
    else:
        lack = "have no vendor record, so no one is warned before they renew"
        cure = "add them, the most critical first"
    message = f"{share} {lack}: {joined(loose)}; {cure}"
    yield Place(_file(handbook), 1, 1), message


def _file(handbook: Handbook) -> str:
    register = handbook.registers.get("vendors")
    path = register.kind.files if register is not None else ""
    return path if path in handbook.documents else ""


def _owner(handbook: Handbook, vendor: Entry) -> str:
    """Return whom to ask about a vendor: its owner, or the lead if the owner is an area."""
    owner = handbook.at(("roles", "areas"), vendor.data["owner"])
    if owner is None:
        return repr(vendor.data["owner"])
    lead = handbook.find("roles", str(owner.data.get("lead"))) if owner.kind == "areas" else None
    return repr((lead or owner).title)
