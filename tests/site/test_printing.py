"""What the browser prints of a page: all of it, whole, and nothing that only a screen can press."""

from unicodedata import normalize

import pytest
from playwright.sync_api import Page, expect

from tests.site.reader import Reader
from tests.support.pdfs import PrintedPdf, without_breaks

pytestmark = pytest.mark.browser

HANDOVER = "procedures/shift-handover/"


def _paper(page: Page) -> str:
    """Return all that is printed of a page, letters that are drawn as one told apart."""
    printed = "".join(PrintedPdf(page.pdf(prefer_css_page_size=True)).pages)
    return without_breaks(normalize("NFKC", printed))


def _printed(reader: Reader, address: str) -> list[str]:
    """Return the text of each sheet that a page is printed on."""
    page = reader.open(address)
    return PrintedPdf(page.pdf(prefer_css_page_size=True)).pages


def test_what_is_folded_on_a_screen_is_read_on_paper(visitor: Reader) -> None:
    page = visitor.open(HANDOVER)
    printed = _paper(page)

    for heading in page.get_by_role("heading", level=3).all_text_contents():
        assert without_breaks(heading) in printed
    assert "Thestepsasadiagram" in printed


def test_a_sheet_has_no_control_and_says_what_it_is_a_copy_of(visitor: Reader) -> None:
    for address in (HANDOVER, "meetings/gate-talk/", "templates/gate-book/"):
        sheets = _printed(visitor, address)

        assert sheets
        for number, text in enumerate(sheets, start=1):
            assert "As of 21 November 2026" in text, address
            assert f"{number} / {len(sheets)}" in text
            for control in ("Suggest an edit", "Subscribe", "Download", "More\n"):
                assert control not in text, (address, control)


def test_the_first_step_begins_on_the_first_sheet(visitor: Reader) -> None:
    first, *_ = _printed(visitor, HANDOVER)

    assert "Walk the round" in first


def test_a_link_in_a_text_says_where_it_leads_and_one_within_the_site_does_not(
    visitor: Reader,
) -> None:
    page = visitor.open(HANDOVER)
    page.locator(".hb-prose a").first.evaluate("link => link.href = 'https://example.com/far'")

    printed = _paper(page)

    assert "(https://example.com/far)" in printed
    assert without_breaks(visitor.address) not in printed


def test_all_that_the_sources_leave_open_is_read_on_paper(reader: Reader) -> None:
    page = reader.open("procedures/customer-onboarding/")
    printed = _paper(page)
    remarks = page.locator(".hb-remarks p").all_text_contents()

    assert len(remarks) > 2
    assert [remark for remark in remarks if without_breaks(remark) not in printed] == []
    assert "openquestion" not in printed


def test_what_is_open_about_an_entry_is_read_on_paper_where_it_is_counted(reader: Reader) -> None:
    page = reader.open("people/")
    printed = _paper(page)
    remarks = page.locator(".hb-remarked li").all_text_contents()

    assert remarks
    assert [remark for remark in remarks if without_breaks(remark) not in printed] == []


def test_a_drawing_stands_on_the_sheet_that_names_it(reader: Reader) -> None:
    sheets = _printed(reader, "procedures/renewal-playbook/")

    named = next(text for text in sheets if "The steps as a diagram" in text)
    assert "1. Renewal alert" in named
    assert "9. Renewal processed" in named


def test_of_a_form_that_is_filled_in_the_text_alone_is_printed(reader: Reader) -> None:
    page = reader.open("templates/leadership-sync/")
    expect(page.get_by_role("button", name="Fill it in")).to_be_visible()
    assert "Fillitin" not in _paper(page)

    page.get_by_role("button", name="Fill it in").click()
    expect(page.locator("#fill--result")).to_be_visible()

    printed = _paper(page)
    assert "Fillitin" in printed
    assert "Whatonlyyouknow" not in printed


def test_what_a_part_is_about_stands_on_the_sheet_of_its_first_case(reader: Reader) -> None:
    sheets = _printed(reader, "support/who-do-i-call/")

    first = next(text for text in sheets if "A customer has asked for help." in text)
    assert "Service down" in first


def test_a_tall_picture_fits_on_one_sheet(visitor: Reader) -> None:
    page = visitor.open(HANDOVER)
    page.evaluate(
        """() => {
          const svg = "<svg xmlns='http://www.w3.org/2000/svg' width='400' height='3000'/>";
          const picture = new Image(400, 3000);
          picture.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
          picture.id = "tall";
          document.querySelector(".hb-page").append(picture);
          return picture.decode();
        }"""
    )

    page.emulate_media(media="print")

    box = page.locator("#tall").bounding_box()
    assert box is not None
    assert box["height"] < 800
    assert round(box["height"] / box["width"], 1) == 7.5
