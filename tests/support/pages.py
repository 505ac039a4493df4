"""Record pages and their edition, for tests that inspect some of them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from handbook.load import load
from handbook.pages.catalogue import plans
from handbook.pages.edition import Edition
from handbook.pages.page import Page
from tests.support.handbooks import TODAY


def edition(root: Path, today: date = TODAY) -> Edition:
    """Return the edition of a handbook on a day; each file's edit address is its path."""
    return Edition(handbook=load(root).handbook, today=today, edit=lambda path: f"edit:{path}")


def pages(edition: Edition) -> Iterator[Page]:
    """Yield all record pages."""
    return (plan.make() for plan in plans(edition))


def page(root: Path, address: str) -> Page:
    """Return the page at an address."""
    return {found.address: found for found in pages(edition(root))}[address]
