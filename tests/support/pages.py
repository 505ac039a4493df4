"""Pages as they are, and the edition that they are of, for tests that look at some of them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from handbook.load import load
from handbook.pages.catalogue import plans
from handbook.pages.edition import Edition
from handbook.pages.page import Page
from tests.support.handbooks import TODAY


def edition(root: Path, today: date = TODAY) -> Edition:
    """Return the edition of a handbook on a day; where a file is changed is told by its path."""
    return Edition(handbook=load(root).handbook, today=today, edit=lambda path: f"edit:{path}")


def pages(edition: Edition) -> Iterator[Page]:
    """Yield all pages of records."""
    return (plan.make() for plan in plans(edition))


def page(root: Path, address: str) -> Page:
    """Return the page of a handbook that has an address."""
    return {found.address: found for found in pages(edition(root))}[address]
