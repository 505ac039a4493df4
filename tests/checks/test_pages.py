"""A page that is not in the navigation is reported if it would stop the build."""

from pathlib import Path

import pytest

from tests.support.handbooks import found, write_handbook

NAVIGATION = "nav: [index.md]\n"
WARN = "validation: {nav: {omitted_files: warn}}\n"


@pytest.mark.parametrize(
    ("site", "is_reported"),
    [
        (NAVIGATION + WARN, True),
        (NAVIGATION + "validation: {omitted_files: warn}\n", True),
        (NAVIGATION + WARN + "exclude_docs: '!/templates/'\n", True),
        (NAVIGATION + WARN + "exclude_docs: |\n  !/templates/\n  /keys.md\n", False),
        (NAVIGATION + WARN + "not_in_nav: /keys.md\n", False),
        (NAVIGATION + WARN + "draft_docs: /keys.md\n", False),
        (NAVIGATION + "validation: {nav: {omitted_files: info}}\n", False),
        (NAVIGATION, False),
        ("nav: [index.md, keys.md]\n" + WARN, False),
        ("nav: [index.md, {Keys: [./keys.md]}]\n" + WARN, False),
        (WARN, False),
        (NAVIGATION + WARN + "exclude_docs: |\n  # but these\n  !/templates/\n", True),
        (NAVIGATION + WARN + "not_in_nav:\n", True),
        ("nav: [index.md, 'keys%2Emd', 'keys.md#b']\n" + WARN, True),
    ],
)
def test_a_page_is_reported_if_it_would_stop_the_build(
    site: str, is_reported: bool, tmp_path: Path
) -> None:
    pages = {"docs/index.md": "# Home\n", "docs/keys.md": "# Keys\n", "mkdocs.yml": site}
    write_handbook(tmp_path, pages)

    message = (
        "docs/keys.md:1:1: this page is not in the navigation, so the site cannot be built; "
        "add 'keys.md' to 'nav' in mkdocs.yml"
    )
    assert found(tmp_path, "unlisted-page") == [message] * is_reported


def test_pages_that_mkdocs_excludes_are_not_reported(tmp_path: Path) -> None:
    out = ("templates/letter.md", ".draft/a.md", "office/README.md")
    pages = {f"docs/{path}": "# A page\n" for path in ("index.md", "office/index.md", *out)}
    site = "nav: [index.md, office/index.md]\n" + WARN
    write_handbook(tmp_path, {**pages, "mkdocs.yml": site})

    assert found(tmp_path, "unlisted-page") == []


@pytest.mark.parametrize(
    ("path", "cure"),
    [
        ("docs/keys.markdown", "'.markdown' is not checked; rename it to 'keys.md'"),
        ("docs/office/keys.Of.MD", "'.MD' is not checked; rename it to 'keys.Of.md'"),
        ("docs/keys.md", ""),
        ("docs/keys.txt", ""),
        ("docs/.office/keys.mkd", ""),
        ("data/.keys.mkd", ""),
    ],
)
def test_a_page_that_no_check_reads_is_reported(path: str, cure: str, tmp_path: Path) -> None:
    write_handbook(tmp_path, {path: "# Keys\n"})

    message = f"{path}:1:1: a page that ends in {cure}"
    assert found(tmp_path, "unread-page") == [message] * bool(cure)


@pytest.mark.parametrize(
    ("site", "is_reported"),
    [
        ("exclude_docs: '*.mkd'\n", False),
        ("exclude_docs: '!/templates/'\n", True),
        ("exclude_docs: |\n  /office/\n", False),
        ("not_in_nav: '*.mkd'\n", True),
        ("", True),
    ],
)
def test_an_excluded_page_need_not_be_read(site: str, is_reported: bool, tmp_path: Path) -> None:
    write_handbook(tmp_path, {"docs/office/keys.mkd": "# Keys\n", "mkdocs.yml": site})

    assert bool(found(tmp_path, "unread-page")) == is_reported
