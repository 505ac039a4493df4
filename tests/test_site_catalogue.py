"""The catalogue of pages is known before any page is made: MkDocs needs all of them first."""

from handbook.load import load
from handbook.pages.catalogue import plans
from handbook.pages.edition import Edition
from tests.support.handbooks import REPOSITORY, TODAY


def test_each_page_has_the_address_and_title_of_its_plan() -> None:
    handbook = load(REPOSITORY).handbook
    edition = Edition(handbook=handbook, today=TODAY, edit=lambda path: path)

    planned = list(plans(edition))

    found = [plan.make() for plan in planned]
    assert [(page.address, page.source, page.title) for page in found] == [
        (plan.address, plan.source, plan.title) for plan in planned
    ]
    assert {page.address.partition("/")[0] for page in found} > {"procedures", "roles", "tools"}
