"""Where the pages of the published site are, as far as the environment says."""

import os
from collections.abc import Callable

from handbook.addresses import SITE_CURE, site_root
from handbook.book import Handbook
from handbook.records import Entry
from scripts.refusal import Refusal

SITE = "HANDBOOK_URL"


def site_of() -> str:
    """Return the address of the site's root, with a "/" at its end, "" if it is not set.

    Raises Refusal if it can be no such address.
    """
    said = os.environ.get(SITE, "").strip()
    site = site_root(said) if said else ""
    if site is None:
        raise Refusal(f"{SITE} is not the address of a site: {said!r}; {SITE_CURE}")
    return site


def address_of(handbook: Handbook) -> Callable[[Entry], str]:
    """Return what gives the address of an entry's page, "" if the site's address is not set."""
    site = site_of()
    return lambda entry: f"{site}{handbook.address(entry)}" if site else ""
