"""The loaded part of a table or a tree does not move when the rest arrives."""

import pytest
from playwright.sync_api import Route, expect

from tests.site.reader import PHONE, WIDE, Reader

pytestmark = pytest.mark.browser

_COLUMNS = """() => [...document.querySelectorAll("main table:first-of-type thead th")]
  .map((cell) => Math.round(cell.getBoundingClientRect().left))"""
# Leaves only the first row, as if the others had not arrived yet.
_ONLY_FIRST_ROW = """() => {
  const [first, ...others] = document.querySelectorAll("main table:first-of-type tbody tr:has(td)");
  for (const row of others) row.remove();
}"""


@pytest.mark.parametrize(
    "address",
    [
        "registers/communications/",
        "coverage/systems-playbook/",
        "reports/ownership/",
        "tools/",
    ],
)
def test_columns_do_not_move_while_rows_load(address: str, reader: Reader) -> None:
    page = reader.open(address, width=WIDE)
    complete = page.evaluate(_COLUMNS)

    page.evaluate(_ONLY_FIRST_ROW)

    assert len(complete) > 1
    assert page.evaluate(_COLUMNS) == complete


def test_column_widths_take_no_space_on_a_phone(reader: Reader) -> None:
    page = reader.open("registers/communications/", width=PHONE)

    assert page.locator("colgroup").first.bounding_box() is None


def test_a_tree_is_hidden_until_it_is_complete(reader: Reader) -> None:
    page = reader.open("404.html")
    shares = iter((0.5, 1.0))

    def respond(route: Route) -> None:
        html = route.fetch().text()
        start, end = html.index("hb-chart--row"), html.index("</nav>", html.index("hb-chart--row"))
        share = next(shares)
        route.fulfill(body=html if share == 1 else html[: start + int((end - start) * share)])

    page.route("**/plans/sop-programme/", respond)
    tree = page.locator(".hb-chart--row")
    reader.go(page, "plans/sop-programme/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(tree).to_be_attached()
    expect(tree).to_be_hidden()

    reader.go(page, "plans/sop-programme/")
    expect(tree).to_be_visible()
