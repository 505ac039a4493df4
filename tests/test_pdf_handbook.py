"""The whole handbook as a PDF: everything is printed, and every page number is correct."""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator

import pytest

from handbook.book import Handbook
from handbook.load import load
from handbook.pdf.document import Document
from handbook.pdf.printable import PrintOptions, of_area
from handbook.pdf.typeset import typeset
from handbook.source.document import Prose
from tests.support.handbooks import REPOSITORY
from tests.support.pdfs import PrintedPdf, edition, everything, without_breaks

URL = "https://handbook.example.com/"


@pytest.fixture(scope="module")
def document() -> Document:
    return everything(REPOSITORY, URL)


@pytest.fixture(scope="module")
def sheets(document: Document) -> PrintedPdf:
    made = typeset(document)
    assert made.accessible
    return PrintedPdf(made.pdf)


@pytest.fixture(scope="module")
def handbook() -> Handbook:
    return load(REPOSITORY).handbook


def test_pages_have_the_requested_size_and_are_numbered_from_the_cover(sheets: PrintedPdf) -> None:
    sizes = {(round(page.mediabox.width), round(page.mediabox.height))
             for page in sheets.reader.pages}  # fmt: skip

    assert sizes == {(595, 842)}
    number = len(sheets.pages)
    assert sheets.reader.page_labels == [str(page) for page in range(1, number + 1)]
    for page, text in enumerate(sheets.pages[1:], start=2):
        assert f"page {page} of {number}" in text


def test_every_page_except_the_cover_shows_its_edition(sheets: PrintedPdf) -> None:
    for text in sheets.pages[1:]:
        assert "SkyMirror operations handbook, 21 November 2026" in text
        assert "Uncontrolled when printed" in text


def test_metadata_give_title_author_and_date(sheets: PrintedPdf) -> None:
    metadata = sheets.reader.metadata

    assert metadata is not None
    assert metadata.title == "SkyMirror operations handbook"
    assert metadata.author == "SkyMirror"
    assert (metadata.get("/CreationDate"), metadata.get("/ModDate")) == ("D:20261121000000Z",) * 2
    assert sheets.root["/Lang"] == "en"


def test_it_is_accessible_to_screen_readers(sheets: PrintedPdf) -> None:
    claim = sheets.root["/Metadata"].get_data().decode()

    assert re.search(r"pdfuaid:part(?:=\"|>)1", claim)
    assert sheets.root["/MarkInfo"]["/Marked"]
    assert sheets.root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_page_numbers_in_the_contents_match_the_headings(
    sheets: PrintedPdf,
) -> None:
    listed = list(_contents(sheets))

    assert len(listed) > 80
    for title, page in listed:
        assert without_breaks(title) in without_breaks(sheets.bodies[page - 1]), (title, page)
    assert [page for _, page in listed] == sorted(page for _, page in listed)


def _contents(sheets: PrintedPdf) -> Iterator[tuple[str, int]]:
    first = next(page for page, text in enumerate(sheets.pages) if "Contents" in text)
    end = min(mark.page for mark in sheets.marks if mark.title == "Procedures") - 1
    for body in sheets.bodies[first:end]:
        for line in body.splitlines():
            found = re.fullmatch(r"(.+?)\s*\.[.\s]*(\d+)\s*", line)
            if found:
                yield found[1], int(found[2])


def test_contents_link_to_the_pages_they_name(sheets: PrintedPdf) -> None:
    named = [page for _, page in _contents(sheets)]
    first = min(mark.page for mark in sheets.marks if mark.title == "Procedures")
    linked = [link.to for link in sheets.links if link.page < first and isinstance(link.to, int)]

    assert set(named) == set(linked)


def test_every_bookmark_links_to_a_page_with_its_text(sheets: PrintedPdf) -> None:
    assert len(sheets.marks) > 150
    for mark in sheets.marks:
        assert without_breaks(mark.title) in without_breaks(sheets.pages[mark.page - 1]), mark


def test_every_procedure_is_bookmarked_below_its_area(
    sheets: PrintedPdf, handbook: Handbook
) -> None:
    areas = {area.id: area.title for area in handbook.entries("areas")}
    found: dict[str, str] = {}
    area = ""
    for mark in sheets.marks:
        if mark.depth == 2:
            area = mark.title
        elif mark.depth == 3:
            found.setdefault(mark.title, area)

    for sop in handbook.sops_in_use:
        assert found[sop.title] == areas[sop.area]


def test_a_procedure_begins_on_a_new_page(sheets: PrintedPdf, handbook: Handbook) -> None:
    pages = {mark.title: mark.page for mark in sheets.marks if mark.depth == 3}

    for sop in handbook.sops_in_use:
        top = sheets.pages[pages[sop.title] - 1].splitlines()[0]
        assert top.startswith(sop.title)
        assert not sop.version or f"Version {sop.version}" in top


def test_no_page_ends_with_the_title_of_a_register(sheets: PrintedPdf, handbook: Handbook) -> None:
    bodies = [without_breaks(body) for body in sheets.bodies]

    for kind in handbook.kinds.values():
        if not kind.single:
            end = without_breaks(f"{kind.title}{kind.description}")
            assert not any(body.endswith(end) for body in bodies), kind.name


def test_every_word_of_every_procedure_is_printed(sheets: PrintedPdf, handbook: Handbook) -> None:
    for sop in handbook.sops_in_use:
        for text in _texts(sop.entry.document.prose.values()):
            assert without_breaks(text) in sheets.words, (sop.id, text)


def _texts(proses: Iterable[Prose]) -> Iterator[str]:
    """Yield the lines of texts as printed, which may capitalise the first word."""
    for prose in proses:
        yield from (line[1:] for line in prose.text.splitlines())


def test_all_reference_data_is_printed(sheets: PrintedPdf, handbook: Handbook) -> None:
    apart = {"coverage", "discrepancies", "reviews", "settings", "sources", "values"}
    for name in handbook.kinds:
        for entry in handbook.entries(name) if name not in apart else ():
            if entry.status != "retired":
                assert without_breaks(entry.title) in sheets.words, (name, entry.id)


def test_no_link_is_broken_and_external_links_show_their_address(sheets: PrintedPdf) -> None:
    outside = {link.to for link in sheets.links if isinstance(link.to, str)}

    assert len(sheets.links) > 400
    for address in outside:
        assert address.startswith(("https://", "http://", "mailto:"))
        # The address of the site is on the cover.
        if not address.startswith(URL):
            assert without_breaks(address.partition(":")[2].strip("/")) in sheets.words
    assert without_breaks(URL) in without_breaks(sheets.pages[0])


def test_page_numbers_in_the_index_of_roles_are_links(sheets: PrintedPdf) -> None:
    first = next(mark.page for mark in sheets.marks if mark.title == "Index of roles")
    named = {int(number) for body in sheets.bodies[first - 1 :]
            for number in re.findall(r"\b\d+\b", body)}  # fmt: skip
    linked = {link.to for link in sheets.links if link.page >= first}

    assert named
    assert named <= linked


def test_the_same_handbook_and_day_give_the_same_bytes() -> None:
    code = (
        "import hashlib; from tests.support.pdfs import everything, typeset;"
        "from tests.support.handbooks import REPOSITORY;"
        "print(hashlib.sha256(typeset(everything(REPOSITORY)).pdf).hexdigest())"
    )

    def run(seed: str) -> str:
        environment = {"PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": seed}
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=REPOSITORY,
            env=environment,
            capture_output=True,
            check=True,
            encoding="utf-8",
        )
        return done.stdout

    assert run("1") == run("2")


def test_an_area_has_only_a_cover_contents_and_its_procedures() -> None:
    shown = edition(REPOSITORY)
    entry = shown.handbook.find("areas", "engineering")
    assert entry is not None

    sheets = PrintedPdf(typeset(of_area(shown, entry, PrintOptions("Letter", "1a2b3c4d"))).pdf)

    assert [mark.title for mark in sheets.marks if mark.depth == 1] == ["Engineering"]
    assert "Incident response" in [mark.title for mark in sheets.marks if mark.depth == 2]
    assert "Ticket management" not in sheets.words
    assert "1a2b3c4d" in sheets.pages[0]
    assert {round(page.mediabox.height) for page in sheets.reader.pages} == {792}
