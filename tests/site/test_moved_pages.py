"""Former addresses redirect with and without scripts, and removed pages are explained."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.site.building import built, write_source
from tests.site.published import read_page
from tests.site.reader import PHONE, Reader, violations
from tests.site.serving import serving
from tests.support.handbooks import procedure
from tests.support.history import Repository

pytestmark = pytest.mark.browser

_OLD = "sops/operations/ordering.md"
_REMOVED = "sops/operations/faxing.md"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("former")
    page = "# A page\n\nWhat it says.\n"
    files = {_OLD: procedure(), _REMOVED: procedure("Faxing"), "docs/robots.txt.md": page}
    root = write_source(folder / "root", files)
    book = Repository(root)
    book.git("init", "--quiet", "--initial-branch=main")
    book.commit_all("2026-11-01")
    (root / _OLD).rename(root / "sops/operations/supplies.md")
    (root / _REMOVED).unlink()
    (root / "docs/robots.txt.md").rename(root / "docs/Für alle.md")
    book.commit_all("2026-11-03")
    config = root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(f"{text}  - For all: Für alle.md\n", encoding="utf-8")
    return built(root, folder / "site")


@pytest.fixture
def visitor(browser: Browser, site: Path) -> Iterator[Reader]:
    with serving(site) as address:
        reader = Reader(browser, address)
        yield reader
        reader.close()
        assert reader.faults == []


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_former_address_redirects_to_the_current_one(scripts: bool, visitor: Reader) -> None:
    page = visitor.open("procedures/ordering/", java_script_enabled=scripts)

    expect(page).to_have_url(f"{visitor.address}procedures/supplies/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ordering supplies")


def test_a_redirect_keeps_the_anchor(visitor: Reader) -> None:
    page = visitor.open("procedures/ordering/#step-1")

    expect(page).to_have_url(f"{visitor.address}procedures/supplies/#step-1")


@pytest.mark.parametrize("width", [1280, PHONE])
def test_a_removed_page_is_explained_at_its_address(width: int, visitor: Reader) -> None:
    page = visitor.open("procedures/faxing/", width=width)

    expect(page.get_by_role("heading", level=1)).to_have_text("Faxing")
    expect(page.get_by_text("It was removed from the handbook on 3 November 2026.")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("main").get_by_role("link", name="See recent changes").click()
    expect(page).to_have_url(f"{visitor.address}changes/")


def test_removed_pages_are_not_listed(site: Path) -> None:
    for file in ("assets/addresses.json", "llms.txt"):
        assert "procedures/faxing/" not in (site / file).read_text(encoding="utf-8")
    removed = read_page((site / "procedures/faxing/index.html").read_text("utf-8"), "")
    assert removed.title.startswith("Faxing")


def test_a_page_with_spaces_and_umlauts_in_its_name_has_markdown(site: Path) -> None:
    markdown = (site / "Für alle/index.md").read_text(encoding="utf-8")

    assert "What it says." in markdown


def test_a_redirect_does_not_replace_a_file(site: Path) -> None:
    assert (site / "robots.txt").read_text(encoding="utf-8").startswith("User-agent: *")
