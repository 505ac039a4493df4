"""Where the pages of the published site are, as far as the environment says."""

import os
from collections.abc import Callable

from handbook.book import Handbook
from handbook.records import Entry

SITE = "HANDBOOK_URL"


def address_of(handbook: Handbook) -> Callable[[Entry], str]:
    """Return what gives the address of an entry's page, "" if the site's address is not set."""
    site = os.environ.get(SITE, "").rstrip("/")
    if not site.startswith(("https://", "http://")):
        return lambda _: ""
    return lambda entry: f"{site}/{handbook.address(entry)}"
