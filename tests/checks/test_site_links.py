"""Links from the pages in docs/ to headings of generated pages."""

import shutil
from pathlib import Path

import pytest

from handbook.load import SCHEMAS
from handbook.pages.catalogue import indexes
from handbook.pages.page import anchors
from tests.support.checks import SUPPLIES
from tests.support.commands import run
from tests.support.handbooks import REPOSITORY, RISKS, found, procedure, risks, write_handbook
from tests.support.pages import pages
from tests.support.pdfs import edition

_POST_MORTEM = "data/post-mortems/burst-pipe.md"


def _front(*hrefs: str) -> str:
    lines = "".join(f"- [there]({href})\n" for href in hrefs)
    return f"---\ntitle: Home\n---\n\n# Home\n\n{lines}"


@pytest.mark.parametrize(
    ("href", "fault"),
    [
        (
            "procedures/supplies.md#count-the-stok",
            (
                "an unknown heading in 'sops/operations/supplies.md': "
                "'count-the-stok'; did you mean 'count-the-stock'?"
            ),
        ),
        (
            "procedures/supplies.md#agenda",
            "an unknown heading in 'sops/operations/supplies.md': 'agenda'",
        ),
        (
            "registers/processes.md#suplies",
            ("an unknown entry in 'processes': 'suplies'; did you mean 'supplies'?"),
        ),
    ],
)
def test_an_unknown_heading_of_a_generated_page_is_reported(
    tmp_path: Path, href: str, fault: str
) -> None:
    text = procedure(steps="### Count the stock\n\n1. Count\n")
    processes = "supplies:\n  title: Supplies\n  owner: coo\n  area: operations\n"
    files = {SUPPLIES: text, "data/processes.yaml": processes, "docs/index.md": _front(href)}
    write_handbook(tmp_path, files)

    assert found(tmp_path, "broken-link") == [
        f"docs/index.md:7:3: link {href!r} points to {fault}",
    ]


@pytest.mark.parametrize(
    ("text", "anchor"),
    [("no front matter\n", "steps-that-nobody-can-read"), (procedure(), "page--title")],
)
def test_an_anchor_that_only_the_page_has_is_not_reported(
    tmp_path: Path, text: str, anchor: str
) -> None:
    home = _front(f"procedures/supplies.md#{anchor}", "roles/coo.md#procedures")
    write_handbook(tmp_path, {SUPPLIES: text, "docs/index.md": home})

    assert found(tmp_path, "broken-link") == []


@pytest.mark.parametrize("page", [b"\xff", b">" * 1000 + b" x\n"], ids=["bytes", "too deep"])
def test_a_link_to_an_unreadable_page_is_not_broken(page: bytes, tmp_path: Path) -> None:
    write_handbook(tmp_path, {"docs/index.md": _front("guide.md", "guide.md#how")})
    (tmp_path / "docs/guide.md").write_bytes(page)

    assert found(tmp_path, "broken-link") == []


@pytest.mark.parametrize("kind", ["reviews", "usage", "values"])
def test_a_link_to_a_register_without_a_page_is_reported(tmp_path: Path, kind: str) -> None:
    write_handbook(tmp_path, {"docs/index.md": _front(f"registers/{kind}.md")})

    (message,) = found(tmp_path, "broken-link")

    assert message.startswith(
        f"docs/index.md:7:3: link 'registers/{kind}.md' points to a page that does not "
        f"exist: 'docs/registers/{kind}.md'"
    )


def test_a_generated_list_is_linked_by_its_mkdocs_name(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / SCHEMAS, tmp_path / SCHEMAS)
    home = _front("risks.md", "risks/fire.md", "risks/index.md", "changes.md", "roles.md")
    files = {RISKS: risks({}, page="risks"), "data/risks.yaml": "fire: {title: Fire}\n"}
    write_handbook(tmp_path, {**files, "docs/index.md": home})

    assert found(tmp_path, "broken-link") == [
        (
            "docs/index.md:9:3: link 'risks/index.md' points to a generated page that is called "
            "'risks.md'"
        ),
        (
            "docs/index.md:11:3: link 'roles.md' points to a page that does not exist: "
            "'docs/roles.md'"
        ),
    ]


def test_the_lists_that_may_be_linked_to_are_the_generated_ones(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "data", tmp_path / "data")
    shutil.copytree(REPOSITORY / "sops", tmp_path / "sops")
    write_handbook(tmp_path, {}, base=False)
    hrefs = [f"{page.address.rstrip('/')}.md" for page in indexes(edition(tmp_path))]

    write_handbook(tmp_path, {"docs/index.md": _front(*hrefs)}, base=False)

    assert len(hrefs) > 5
    message = found(tmp_path, "broken-link")
    assert [line for line in message if line.startswith("docs/")] == []


def test_every_anchor_of_a_generated_page_may_be_linked_to(tmp_path: Path) -> None:
    for folder in ("data", "sops"):
        shutil.copytree(REPOSITORY / folder, tmp_path / folder)
    post_mortem = REPOSITORY / "tests/examples/overdue-action" / _POST_MORTEM
    files = {_POST_MORTEM: post_mortem.read_text(encoding="utf-8")}
    write_handbook(tmp_path, files, base=False)
    hrefs = [
        f"{page.address.rstrip('/')}.md#{anchor}"
        for page in pages(edition(tmp_path))
        for anchor in sorted(anchors(page.html))
        if page.address.count("/") == 2
    ]

    write_handbook(tmp_path, {"docs/index.md": _front(*hrefs)}, base=False)

    assert len(hrefs) > 1_000
    message = found(tmp_path, "broken-link")
    assert [line for line in message if line.startswith("docs/")] == []


def test_empty_and_misspelt_links_are_reported_as_elsewhere(
    tmp_path: Path,
) -> None:
    pages = {
        "docs/index.md": "# Home\n",
        "docs/a/keys.md": "# Keys\n",
        "docs/a/page.md": "# A\n\n[x]() [y](keys.html) [z](/docs/index.md)\n",
    }
    write_handbook(tmp_path, pages)

    assert found(tmp_path, "broken-link") == [
        "docs/a/page.md:3:1: link '' has no target; add one, or remove the brackets",
        (
            "docs/a/page.md:3:7: link 'keys.html' points to a file that does not exist: "
            "'docs/a/keys.html'; did you mean 'keys.md'?"
        ),
        (
            "docs/a/page.md:3:22: link '/docs/index.md' is an absolute path; "
            "write it relative to this file: '../index.md'"
        ),
    ]


@pytest.mark.parametrize(
    ("named", "fault"),
    [
        ("c#.md", ""),
        ("a%20b.md", ""),
        ("https://example.com/a%20b?c#d", ""),
        ("a b.md", "points to a page that does not exist: 'docs/a b.md'"),
        (
            "keys.md#lost",
            "points to a heading, but the navigation can only list pages; write 'keys.md'",
        ),
        ("/keys.md", "is not the path of a page; write 'keys.md'"),
        ("docs/keys.md", "is not the path of a page; write 'keys.md'"),
        ("keys", "is not the path of a page; write 'keys.md'"),
        ("keys.html", "is not the path of a page; write 'keys.md'"),
        ("processes", "is not the path of a page; write 'processes/index.md'"),
        ("nothing", "points to a file that does not exist: 'docs/nothing'"),
        (
            "keyz#.md",
            ("points to a page that does not exist: 'docs/keyz#.md'; did you mean 'keys#.md'?"),
        ),
    ],
)
def test_the_navigation_names_paths_of_pages(named: str, fault: str, tmp_path: Path) -> None:
    names = ("index", "keys", "keys#", "c#", "a%20b", "processes/index")
    files = {f"docs/{name}.md": "# A page\n" for name in names}
    write_handbook(tmp_path, {**files, "mkdocs.yml": f"nav:\n  - A page: {named}\n"})

    message = f"mkdocs.yml:2:13: link {named!r} {fault}"
    assert found(tmp_path, "broken-link") == [message] * bool(fault)


def test_a_wrong_page_in_the_navigation_is_fixed_as_a_path(tmp_path: Path) -> None:
    files = {"docs/index.md": "# Home\n", "docs/größe#.md": "# Size\n"}
    write_handbook(tmp_path, {**files, "mkdocs.yml": "nav: [index.md, größee#.md]\n"})

    run(tmp_path, "fix", "--write")

    assert (tmp_path / "mkdocs.yml").read_text() == "nav: [index.md, größe#.md]\n"


def test_headings_below_front_matter_closed_by_dots_are_known(tmp_path: Path) -> None:
    page = "---\ntitle: Keys\n...\n\n## Lost\n\n[here](#lost) [there](#keys)\n"
    write_handbook(tmp_path, {"docs/keys.md": page})

    assert found(tmp_path, "broken-link") == [
        "docs/keys.md:7:15: link '#keys' points to an unknown heading in 'docs/keys.md': 'keys'"
    ]
