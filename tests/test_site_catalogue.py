"""What is known of each page before it is made: MkDocs asks for all of them before the first."""

from handbook.load import load
from handbook.pages.catalogue import plans
from handbook.pages.edition import Edition
from tests.support.handbooks import REPOSITORY, TODAY


def test_each_page_stands_where_its_plan_says_and_is_called_so() -> None:
    handbook = load(REPOSITORY).handbook
    edition = Edition(handbook=handbook, today=TODAY, edit=lambda path: path)

    planned = list(plans(edition))

    found = [plan.make() for plan in planned]
    assert [(page.address, page.source, page.title) for page in found] == [
        (plan.address, plan.source, plan.title) for plan in planned
    ]
    assert {page.address.partition("/")[0] for page in found} > {"procedures", "roles", "tools"}
