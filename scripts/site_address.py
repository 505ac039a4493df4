"""The address of the published site, from the environment."""

import os
from collections.abc import Callable

from handbook.addresses import SITE_CURE, site_root
from handbook.book import Handbook
from handbook.records import Entry
from scripts.refusal import Refusal

SITE = "HANDBOOK_URL"


def site_of() -> str:
    """Return the address of the site's root, ending in "/"; "" if it is not set.

    Raises Refusal if the address is invalid.
    """
    value = os.environ.get(SITE, "").strip()
    site = site_root(value) if value else ""
    if site is None:
        raise Refusal(f"{SITE} is not the address of a site: {value!r}; {SITE_CURE}")
    return site


def address_of(handbook: Handbook) -> Callable[[Entry], str]:
    """Return a function from an entry to its page's address; "" if the site's is not set."""
    site = site_of()
    return lambda entry: f"{site}{handbook.address(entry)}" if site else ""
