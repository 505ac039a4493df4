"""`handbook fix` updates references to renamed things."""

from pathlib import Path

import pytest

from tests.support.commands import run, said
from tests.support.fixing import OTHER, ROLES, SOP, remarks_of_fix, step_of, text_of
from tests.support.handbooks import BASE, procedure, review, write_handbook
from tests.support.history import Repository, repository


@pytest.fixture
def book(tmp_path: Path) -> Repository:
    text = procedure(more="related: [ordering]\n", after="\nSee [it](ordering.md#steps).\n")
    return repository(tmp_path, {SOP: procedure(), OTHER: text.replace("Ordering", "Closing")})


@pytest.mark.parametrize("how", ["committed", "staged", "only moved"])
def test_references_to_a_renamed_procedure_are_updated(how: str, book: Repository) -> None:
    (book.root / SOP).rename(book.root / "sops/operations/stores.md")
    if how == "staged":
        book.git("add", "--all")
    elif how == "committed":
        book.commit_all("2026-11-02")

    assert remarks_of_fix(book.root) == "fixed 1 file\n"

    assert "related: [stores]\n" in text_of(book.root, OTHER)
    assert "See [it](stores.md#steps)." in text_of(book.root, OTHER)


def test_a_new_file_is_no_renamed_one(book: Repository) -> None:
    (book.root / SOP).rename(book.root / "sops/operations/stores.md")
    new = (
        "meetings:\n  title: Meeting rooms\n  category: Finance\n  purpose: Meeting\n  owner: coo\n"
    )
    write_handbook(book.root, {"data/tools.yaml": new}, base=False)

    assert remarks_of_fix(book.root) == "fixed 1 file\n"

    assert "related: [stores]\n" in text_of(book.root, OTHER)
    assert text_of(book.root, "data/tools.yaml") == new


def test_references_in_pages_to_a_renamed_procedure_are_updated(
    book: Repository,
) -> None:
    page = (
        "# Home\n\n| {{ link('sops', \"ordering\") }} |\n| --- |\n"
        "| {{ link(kind='sops', entry_id='ordering') }} |\n\n"
        "[It](../procedures/ordering.md#steps) and `ordering` and {{ link('roles', 'coo') }}.\n"
    )
    write_handbook(
        book.root,
        {"docs/guide/index.md": page, "mkdocs.yml": "plugins: [macros]\n"},
        base=False,
    )
    book.commit_all("2026-11-02")
    (book.root / SOP).rename(book.root / "sops/operations/stores.md")

    assert remarks_of_fix(book.root) == "fixed 2 files\n"

    now = page.replace('"ordering"', '"stores"').replace("'ordering'", "'stores'")
    assert text_of(book.root, "docs/guide/index.md") == now.replace(
        "ures/ordering.md", "ures/stores.md"
    )
    assert "[unknown-reference]" not in said(run(book.root, "check"))[1]


def test_links_to_a_moved_page_are_updated(book: Repository) -> None:
    pages = {"docs/index.md": "[How](guide/how.md)\n", "docs/guide/how.md": "# How\n\nSo it is.\n"}
    site = "nav:\n  - index.md\n  - How: guide/how.md\n"
    write_handbook(book.root, {**pages, "mkdocs.yml": site}, base=False)
    book.commit_all("2026-11-02")
    (book.root / "docs/guide/how.md").rename(book.root / "docs/guide/so 1.md")

    assert remarks_of_fix(book.root) == "fixed 2 files\n"

    assert text_of(book.root, "docs/index.md") == "[How](guide/so%201.md)\n"
    assert text_of(book.root, "mkdocs.yml") == site.replace("how.md", "so 1.md")


def test_links_in_a_moved_procedure_keep_their_targets(book: Repository) -> None:
    (book.root / "sops/finance").mkdir()
    (book.root / OTHER).rename(book.root / "sops/finance/closing.md")

    remarks_of_fix(book.root)

    assert "See [it](../operations/ordering.md#steps)." in text_of(
        book.root, "sops/finance/closing.md"
    )


def test_references_to_a_renamed_role_are_updated(book: Repository) -> None:
    book.commit({"data/roles.yaml": ROLES, SOP: procedure(steps=step_of("Office manager"))})
    text = procedure(
        owner="office-manager",
        more="audience: [roles/office-manager]\n",
        after="\nAsk [us](../../data/roles.yaml#office-manager).\n",
    )
    book.commit({OTHER: text.replace("Ordering", "Closing")})
    roles = ROLES.replace("office-manager", "host")
    book.commit({"data/roles.yaml": roles}, "2026-11-04")
    write_handbook(
        book.root, {"data/roles.yaml": roles.replace("Office manager", "Host")}, base=False
    )

    remarks_of_fix(book.root)

    assert "**Owner:** Host\n" in text_of(book.root)
    assert "owner: host\n" in text_of(book.root, OTHER)
    assert "audience: [roles/host]\n" in text_of(book.root, OTHER)
    assert "(../../data/roles.yaml#host)" in text_of(book.root, OTHER)


MANAGER = "office-manager:\n  title: Office manager\n  holders: [Bo Example]\n  area: operations\n"


HOST = "host:\n  title: Host\n"


@pytest.mark.parametrize(
    "host",
    [
        MANAGER.replace("office-manager", "host").replace("Office manager", "Host"),
        f"{HOST}  aliases: [Office Manager]\n  holders: [Cy Example]\n",
    ],
    ids=["all else is the same", "its title is an alias"],
)
@pytest.mark.parametrize("committed", [True, False])
def test_references_to_a_role_with_a_new_id_and_title_are_updated(
    host: str, committed: bool, book: Repository
) -> None:
    roles = BASE["data/roles.yaml"]
    book.commit({"data/roles.yaml": roles + MANAGER, SOP: procedure(owner="office-manager")})
    if committed:
        book.commit({"data/roles.yaml": roles + host}, "2026-11-04")
    else:
        write_handbook(book.root, {"data/roles.yaml": roles + host}, base=False)

    remarks_of_fix(book.root)

    assert "owner: host\n" in text_of(book.root)
    message = said(run(book.root, "diff", "HEAD~1" if committed else "HEAD"))[1]
    assert "role **Host**, changed (data/roles.yaml); its id was office-manager" in message


def test_a_review_treats_renamed_and_changed_citations_as_changed(book: Repository) -> None:
    roles = BASE["data/roles.yaml"]
    book.commit({"data/roles.yaml": roles + MANAGER, SOP: procedure(owner="office-manager")})
    review(book.root, Path(SOP).stem, "2026-11-02")
    host = MANAGER.replace("office-manager", "host").replace("Office manager", "Host")
    book.commit({"data/roles.yaml": roles + host}, "2026-11-04")

    remarks_of_fix(book.root)

    messages = [one for one in said(run(book.root, "check"))[1].splitlines() if "suspect" in one]
    assert [one.partition(", but since then ")[2].partition(";")[0] for one in messages] == [
        "role 'Host' has changed"
    ]


@pytest.mark.parametrize(
    "others",
    [
        "",
        f"{HOST}  holders: [Bo Example]\n",
        MANAGER.replace("ffice", "ther") + MANAGER.replace("ffice", "ne"),
    ],
    ids=["none", "another one", "two that are alike"],
)
def test_a_possibly_different_role_is_not_a_rename(others: str, book: Repository) -> None:
    roles = BASE["data/roles.yaml"]
    book.commit({"data/roles.yaml": roles + MANAGER, SOP: procedure(owner="office-manager")})
    book.commit({"data/roles.yaml": roles + others}, "2026-11-04")

    run(book.root, "fix", "--write")

    assert "owner: office-manager\n" in text_of(book.root)


def test_a_role_in_the_same_area_as_a_removed_one_is_not_a_rename(book: Repository) -> None:
    roles = BASE["data/roles.yaml"]
    place = "  area: operations\n  reportsTo: Chief Operating Officer\n"
    coo = roles.replace("title: COO", "title: Chief Operating Officer")
    buyer = f"buyer:\n  title: Buyer\n{place}"
    book.commit({"data/roles.yaml": coo + buyer, SOP: procedure(owner="buyer")})
    book.commit({"data/roles.yaml": f"{coo}{HOST}{place}"}, "2026-11-04")

    run(book.root, "fix", "--write")

    assert "owner: buyer\n" in text_of(book.root)
    assert "role **Buyer**, removed (data/roles.yaml)" in said(run(book.root, "diff", "HEAD~1"))[1]


@pytest.mark.parametrize("strange", ["link", "repository"])
def test_listed_paths_that_are_not_files_are_ignored(strange: str, book: Repository) -> None:
    (book.root / SOP).rename(book.root / "sops/operations/stores.md")
    folder = book.root / "docs"
    folder.mkdir(exist_ok=True)
    if strange == "link":
        (folder / "nowhere.md").symlink_to("nothing.md")
    else:
        book.git("init", "--quiet", "docs/other")
        book.git("-C", "docs/other", "commit", "--quiet", "--allow-empty", "--message", "x")

    remarks_of_fix(book.root)

    assert "related: [stores]" in text_of(book.root, OTHER)


def test_a_removed_procedure_is_left_to_people(book: Repository) -> None:
    book.commit({SOP: None}, "2026-11-02")
    before = text_of(book.root, OTHER)

    code, out, remarked = said(run(book.root, "fix", "--write"))

    assert (code, out) == (1, "")
    assert "2 errors left to fix by hand" in remarked
    assert text_of(book.root, OTHER) == before


def test_without_git_renames_are_unknown(tmp_path: Path) -> None:
    root = write_handbook(tmp_path, {SOP: procedure(more="related: [warehouse]\n")})

    code, _, remarked = said(run(root, "fix"))

    assert code == 1
    assert "cannot look for renames: the handbook is not in a git repository" in remarked
