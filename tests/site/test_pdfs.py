"""A published site links to PDFs of its procedures, its areas and the whole handbook."""

import re
from collections.abc import Iterator
from pathlib import Path

from handbook.book import Handbook
from handbook.load import load
from tests.site.building import build, built, write_source
from tests.site.published import Link, Published
from tests.support.commands import PINNED
from tests.support.handbooks import procedure
from tests.support.pdfs import PrintedPdf

_FILES = {"sops/operations/supplies.md": procedure("Supplies")}


def _links(site: Published, address: str) -> list[str]:
    """Return the targets of the links to PDFs on a page, relative to the site's root."""
    page = site.pages[address]
    return [
        page.absolute(link.target).partition("/handbook.invalid/")[2]
        for link in page.links
        if _is_pdf(link)
    ]


def _is_pdf(link: Link) -> bool:
    return link.target.endswith(".pdf")


def _entries(site: Published, handbook: Handbook) -> Iterator[tuple[str, str, str]]:
    """Yield the address, id and title of everything that has its own PDF."""
    used = {sop.area for sop in handbook.sops_in_use}
    for sop in handbook.sops.values():
        yield handbook.address(sop.entry), sop.id, sop.title
    for area in handbook.entries("areas"):
        if area.id in used:
            yield handbook.address(area), area.id, area.title


def test_every_procedure_and_area_with_a_pdf_links_to_it(site: Published) -> None:
    handbook = load(site.root).handbook

    for address, entry_id, title in _entries(site, handbook):
        assert f"{address}{entry_id}.pdf" in _links(site, address)
        pdf = PrintedPdf((site.folder / address / f"{entry_id}.pdf").read_bytes())
        assert pdf.reader.metadata is not None
        assert str(pdf.reader.metadata.title).startswith(f"{title}, ")


def test_every_page_links_to_the_whole_handbook(site: Published) -> None:
    assert (site.folder / "handbook.pdf").is_file()
    for address in site.pages:
        if address != "404.html":
            assert "handbook.pdf" in _links(site, address), address
    assert _links(site, "procedures/").count("handbook.pdf") == 2


def test_every_pdf_is_linked_from_a_page(site: Published) -> None:
    files = {file.relative_to(site.folder).as_posix() for file in site.folder.rglob("*.pdf")}

    assert files == {link for address in site.pages for link in _links(site, address)}


def test_a_site_without_pdfs_has_no_links_to_any(tmp_path: Path) -> None:
    folder = built(write_source(tmp_path / "root", _FILES), tmp_path / "site")

    assert not list(folder.rglob("*.pdf"))
    assert not [file for file in folder.rglob("*.html") if ".pdf" in file.read_text("utf-8")]


def test_the_areas_setting_creates_no_pdfs_of_procedures(tmp_path: Path) -> None:
    root = write_source(tmp_path / "root", _FILES)
    folder = built(root, tmp_path / "site", {**PINNED, "HANDBOOK_PDF": "areas"})

    found = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*.pdf"))
    assert found == ["areas/operations/operations.pdf", "handbook.pdf"]
    text = (folder / "procedures/supplies/index.html").read_text("utf-8")
    assert re.findall(r'href="([^"]*\.pdf)"', text) == ["../../handbook.pdf"]


def test_the_same_handbook_and_day_give_the_same_pdfs(tmp_path: Path) -> None:
    root = write_source(tmp_path / "root", _FILES)

    def bytes_of(name: str) -> dict[str, bytes]:
        folder = built(root, tmp_path / name, {**PINNED, "HANDBOOK_PDF": "all"})
        return {file.name: file.read_bytes() for file in folder.rglob("*.pdf")}

    first = bytes_of("one")
    for file in (root / ".cache" / "pdf").iterdir():
        file.unlink()
    assert bytes_of("two") == first
    assert len(first) == 3


def test_an_invalid_choice_stops_the_build(tmp_path: Path) -> None:
    root = write_source(tmp_path / "root", _FILES)

    done = build(root, tmp_path / "site", {**PINNED, "HANDBOOK_PDF": "some"})

    assert done.returncode != 0
    assert "HANDBOOK_PDF is 'some'; choose one of all, areas, none, auto" in done.stdout
    assert not (tmp_path / "site").exists()
