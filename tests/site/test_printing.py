"""Printed pages contain all of their content and none of their controls."""

from unicodedata import normalize

import pytest
from playwright.sync_api import Page, expect

from tests.site.reader import Reader
from tests.support.pdfs import PrintedPdf, without_breaks

pytestmark = pytest.mark.browser

HANDOVER = "procedures/shift-handover/"


def _printed_text(page: Page) -> str:
    """Return the printed text of a page, with ligatures as separate letters."""
    printed = "".join(PrintedPdf(page.pdf(prefer_css_page_size=True)).pages)
    return without_breaks(normalize("NFKC", printed))


def _sheets(reader: Reader, address: str) -> list[str]:
    """Return the text of each printed sheet of a page."""
    page = reader.open(address)
    return PrintedPdf(page.pdf(prefer_css_page_size=True)).pages


def test_collapsed_content_is_printed(visitor: Reader) -> None:
    page = visitor.open(HANDOVER)
    printed = _printed_text(page)

    for heading in page.get_by_role("heading", level=3).all_text_contents():
        assert without_breaks(heading) in printed
    assert "Thestepsasadiagram" in printed


def test_a_sheet_shows_its_date_and_number_and_no_controls(visitor: Reader) -> None:
    for address in (HANDOVER, "meetings/gate-talk/", "templates/gate-book/"):
        sheets = _sheets(visitor, address)

        assert sheets
        for number, text in enumerate(sheets, start=1):
            assert "As of 21 November 2026" in text, address
            assert f"{number} / {len(sheets)}" in text
            for control in ("Suggest an edit", "Subscribe", "Download", "More\n"):
                assert control not in text, (address, control)


def test_the_first_step_starts_on_the_first_sheet(visitor: Reader) -> None:
    first, *_ = _sheets(visitor, HANDOVER)

    assert "Walk the round" in first


def test_only_external_links_are_printed_with_their_address(
    visitor: Reader,
) -> None:
    page = visitor.open(HANDOVER)
    page.locator(".hb-prose a").first.evaluate("link => link.href = 'https://example.com/far'")

    printed = _printed_text(page)

    assert "(https://example.com/far)" in printed
    assert without_breaks(visitor.address) not in printed


def test_every_open_question_of_a_procedure_is_printed(reader: Reader) -> None:
    page = reader.open("procedures/customer-onboarding/")
    printed = _printed_text(page)
    remarks = page.locator(".hb-remarks p").all_text_contents()

    assert len(remarks) > 2
    assert [remark for remark in remarks if without_breaks(remark) not in printed] == []
    assert "openquestion" not in printed


def test_open_questions_about_entries_are_printed_in_lists(reader: Reader) -> None:
    page = reader.open("people/")
    printed = _printed_text(page)
    remarks = page.locator(".hb-remarked li").all_text_contents()

    assert remarks
    assert [remark for remark in remarks if without_breaks(remark) not in printed] == []


def test_a_diagram_is_on_the_same_sheet_as_its_caption(reader: Reader) -> None:
    sheets = _sheets(reader, "procedures/renewal-playbook/")

    sheet = next(text for text in sheets if "The steps as a diagram" in text)
    assert "1. Renewal alert" in sheet
    assert "9. Renewal processed" in sheet


def test_only_the_text_of_a_filled_in_form_is_printed(reader: Reader) -> None:
    page = reader.open("templates/leadership-sync/")
    expect(page.get_by_role("button", name="Fill it in")).to_be_visible()
    assert "Fillitin" not in _printed_text(page)

    page.get_by_role("button", name="Fill it in").click()
    expect(page.locator("#fill--result")).to_be_visible()

    printed = _printed_text(page)
    assert "Fillitin" in printed
    assert "Whatonlyyouknow" not in printed


def test_the_introduction_of_a_section_is_on_the_sheet_of_its_first_case(reader: Reader) -> None:
    sheets = _sheets(reader, "support/who-do-i-call/")

    first = next(text for text in sheets if "A customer has asked for help." in text)
    assert "Service down" in first


def test_a_tall_image_fits_on_one_sheet(visitor: Reader) -> None:
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
