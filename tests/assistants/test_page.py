"""A page's Markdown links to the Markdown of other pages and names its source."""

import subprocess
import sys
from datetime import date
from pathlib import Path
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.assistants import page as module
from handbook.assistants.convert import Writer
from handbook.assistants.page import Origin, Pages, PageSource, link
from handbook.cache import Cache
from handbook.digests import modules

ABOUT = Origin("Handbook", date(2026, 11, 21), "")
HERE = "procedures/order/"
NONE = Cache(None)


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("../../roles/coo/", "../../roles/coo/index.md"),
        ("../../roles/coo/#meetings", "../../roles/coo/index.md#meetings"),
        ("../../", "../../index.md"),
        ("..", "../index.md"),
        (".", "./index.md"),
        ("./", "./index.md"),
        ("../../procedures/?status=draft", "../../procedures/index.md"),
        ("../../assets/plan.png", "../../assets/plan.png"),
        ("https://example.com/a/", "https://example.com/a/"),
        ("mailto:ada@example.com", "mailto:ada@example.com"),
        ("#steps", None),
        ("", None),
    ],
)
def test_a_link_to_a_page_becomes_a_link_to_its_markdown(href: str, expected: str | None) -> None:
    assert link(href, HERE, "") == expected


def test_a_link_is_absolute_where_the_site_address_is_known() -> None:
    base = "https://example.com/hand/book/"

    assert link("../../roles/coo/", HERE, base) == f"{base}roles/coo/index.md"
    assert link("../../assets/a.png", HERE, base) == f"{base}assets/a.png"
    assert link("https://example.org/", HERE, base) == "https://example.org/"


@given(
    st.lists(st.sampled_from(["../", "./", "/", ".", "a", "b/", "#c", "?d"]), max_size=8).map(
        "".join
    ),
    st.sampled_from(["", "roles/", "roles/coo/", "a/b/c/"]),
)
def test_an_absolute_link_is_where_browsers_would_go(href: str, address: str) -> None:
    base = "https://example.com/hand/book/"
    near = link(href, address, "")

    expected = None if near is None else urljoin(f"{base}{address}", near)

    assert link(href, address, base) == expected


def test_a_page_starts_with_its_title_and_ends_with_its_source() -> None:
    page = PageSource(HERE, "Order & pay", "<p>Do it.</p>", "sops/finance/order.md")

    assert Pages(ABOUT, NONE).markdown(page) == (
        "# Order & pay\n\nDo it.\n\n---\n\nFrom the Handbook, as of 21 November 2026. "
        "Web page: `/procedures/order/`. Source: `sops/finance/order.md`.\n"
    )


def test_the_names_of_the_handbook_and_of_files_are_plain_text() -> None:
    page = PageSource(HERE, "A", "", "sops/`x`/<b>.md")

    text = Pages(ABOUT._replace(name="<script>*x*</script>"), NONE).markdown(page)

    assert "From the \\<script\\>\\*x\\*\\</script\\>, as of" in text
    assert "Source: ``sops/`x`/<b>.md``." in text


def test_an_existing_title_is_not_repeated() -> None:
    page = PageSource(HERE, "Order", "<h1>Order now</h1>", "")

    assert Pages(ABOUT._replace(base="https://example.com/"), NONE).markdown(page) == (
        "# Order now\n\n---\n\nFrom the Handbook, as of 21 November 2026. "
        "Web page: `https://example.com/procedures/order/`.\n"
    )


@pytest.mark.parametrize("base", ["", "https://example.com/"])
def test_a_page_from_the_cache_is_the_same(base: str, tmp_path: Path) -> None:
    about = ABOUT._replace(base=base)
    page = PageSource(
        HERE, "Order", '<p>Ask <a href="../pay/">those who pay</a>.</p>', "sops/order.md"
    )
    pages = [page, page._replace(address="sops/finance/order/"), page._replace(title="Pay")]
    expected = [Pages(about, NONE).markdown(one) for one in pages]

    for _ in range(2):
        with Cache(tmp_path / "kept.sqlite") as cache:
            assert [Pages(about, cache).markdown(one) for one in pages] == expected


def test_a_cached_page_is_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = PageSource(HERE, "Order", "<p>Do it.</p>", "sops/order.md")
    with Cache(tmp_path / "kept.sqlite") as cache:
        text = Pages(ABOUT, cache).markdown(page)
    monkeypatch.setattr(Writer, "markdown", None)

    with Cache(tmp_path / "kept.sqlite") as cache:
        assert Pages(ABOUT, cache).markdown(page) == text


def test_the_cache_key_covers_all_code_that_makes_a_page() -> None:
    code = (
        "import sys, handbook.assistants.page\n"
        "print(*(module.__file__ for name, module in sys.modules.items()"
        " if name.startswith('handbook.') and module.__file__), sep='\\n')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    known = {
        *modules(vars(module)["_CODE"]),
        *modules(["**/__init__.py", "cache.py", "digests.py"]),
    }

    assert {Path(line) for line in done.stdout.splitlines()} - known == set()
