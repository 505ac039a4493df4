"""The columns of a table stay where they are while its rows come in."""

import pytest

from tests.site.reader import PHONE, WIDE, Reader

pytestmark = pytest.mark.browser

_COLUMNS = """() => [...document.querySelectorAll("main table:first-of-type thead th")]
  .map((cell) => Math.round(cell.getBoundingClientRect().left))"""
# What a slow line has brought so far.
_BEGUN = """() => {
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
def test_the_columns_stand_where_they_will_stand(address: str, reader: Reader) -> None:
    page = reader.open(address, width=WIDE)
    whole = page.evaluate(_COLUMNS)

    page.evaluate(_BEGUN)

    assert len(whole) > 1
    assert page.evaluate(_COLUMNS) == whole


def test_the_columns_take_no_room_on_a_phone(reader: Reader) -> None:
    page = reader.open("registers/communications/", width=PHONE)

    assert page.locator("colgroup").first.bounding_box() is None
