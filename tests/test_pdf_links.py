"""Links in a PDF go to the page of their target."""

from pathlib import Path

from tests.support.pdfs import one_procedure, printed


def test_a_link_within_a_procedure_goes_to_the_page_of_its_target(tmp_path: Path) -> None:
    first = "".join(f"1. Count shelf {number}\n" for number in range(70))
    steps = f"### Count\n\n{first}\n### Sum\n\n1. See the [count](#count) and the [sum](#sum)\n"

    sheets, _ = printed(one_procedure(tmp_path, steps=steps))

    assert [link.to for link in sheets.links if link.page == 2] == [1, 2]
