"""Where the pages of the published site are, as far as the environment says."""

import os
from collections.abc import Callable

from handbook.book import Handbook
from handbook.records import Entry

SITE = "HANDBOOK_URL"


def site_of() -> str:
    """Return the address of the site's root, with a "/" at its end, "" if it is not set."""
    site = os.environ.get(SITE, "").rstrip("/")
    return f"{site}/" if site.startswith(("https://", "http://")) else ""


def address_of(handbook: Handbook) -> Callable[[Entry], str]:
    """Return what gives the address of an entry's page, "" if the site's address is not set."""
    site = site_of()
    return lambda entry: f"{site}{handbook.address(entry)}" if site else ""
