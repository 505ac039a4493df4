"""All pages of an edition as they are, for tests that look at some of them."""

from collections.abc import Iterator

from handbook.pages.catalogue import plans
from handbook.pages.edition import Edition
from handbook.pages.page import Page


def pages(edition: Edition) -> Iterator[Page]:
    return (plan.make() for plan in plans(edition))
