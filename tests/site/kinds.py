"""The kinds of pages on a site; tests of all pages use the longest page of each kind."""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from tests.site.published import Published

# "*" matches the name of one entry, "|" separates alternatives. A page that matches none fails
# a test: add its kind here.
KINDS = {
    "home": "",
    "contents": "procedures/",
    "further page of a list": "procedures/page/*/|areas/*/page/*/|reports/*/page/*/",
    "changes": "changes/",
    "interface": "api/",
    "procedure": "procedures/*/",
    "area": "areas/*/",
    "roles": "roles/",
    "role": "roles/*/",
    "meetings": "meetings/",
    "meeting": "meetings/*/",
    "templates": "templates/",
    "template": "templates/*/",
    # Written in docs/ with the same components.
    "section": "|".join(
        f"{section}/"
        for section in (
            *("checklists", "coverage", "customers", "dashboards", "delivery", "discrepancies"),
            *("improvement", "metrics", "people", "plans", "post-mortems", "scorecards", "support"),
            *("tools", "vendors", "workflows"),
        )
    ),
    "checklist": "checklists/*/",
    "coverage of a document": "coverage/*/",
    "customers page": "customers/*/",
    "dashboard": "dashboards/*/",
    "discrepancy": "discrepancies/*/",
    "metric": "metrics/*/",
    "people page": "people/*/",
    "plan": "plans/*/",
    "post-mortem": "post-mortems/*/",
    "scorecard": "scorecards/*/",
    "support page": "support/*/",
    "tool": "tools/*/",
    "vendor": "vendors/*/",
    "workflow": "workflows/*/",
    "runs": "runs/",
    "registers": "registers/",
    "register": "registers/*/",
    "reports": "reports/",
    "report": "reports/*/",
    "guide": "guide/",
    "guide page": "guide/*/",
    "checks": "checks/",
    "check": "checks/*/",
    "not found": "404.html",
}
# How many pages to test of the kinds whose pages differ.
_SAMPLE_SIZES = {"register": 2, "report": 9, "section": 6}


def of_kind(site: Published, kind: str) -> list[str]:
    """Return the addresses of all pages of a kind, the longest page first."""
    pattern = KINDS[kind]
    found = [
        address
        for address in site.pages
        if any(_matches(address, one) for one in pattern.split("|"))
    ]
    return sorted(found, key=lambda address: (-site.size(address), address))


def _matches(address: str, pattern: str) -> bool:
    return fnmatchcase(address, pattern) and address.count("/") == pattern.count("/")


def samples(site: Published, kind: str) -> list[str]:
    """Return the pages that represent a kind; none if the handbook has no such page."""
    found = of_kind(site, kind)
    return found[: _SAMPLE_SIZES.get(kind, 1)]


def without_kind(site: Published) -> Iterator[str]:
    """Yield the pages that belong to no kind."""
    known = {address for kind in KINDS for address in of_kind(site, kind)}
    yield from (address for address in site.pages if address not in known)
