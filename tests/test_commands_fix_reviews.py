"""`handbook fix` keeps reviews valid if only ids and paths of the reviewed content changed."""

import json
import zlib
from pathlib import Path

import pytest

from handbook import fingerprint
from tests.support.commands import run, said
from tests.support.fixing import OTHER, ROLES, SOP, remarks_of_fix, text_of
from tests.support.handbooks import BASE, procedure, review, write_handbook
from tests.support.history import Repository, repository

PAYING = "sops/operations/paying.md"


@pytest.fixture
def reviewed(tmp_path: Path) -> Repository:
    """Closing names ordering, its owner and a tool; paying names closing; all were reviewed."""
    text = procedure(more="related: [ordering]\n", after="\nSee [it](ordering.md#steps).\n")
    closing = text.replace("Ordering", "Closing")
    book = repository(tmp_path, {SOP: procedure(), OTHER: closing})
    text = procedure(owner="Office manager", after="\n## Related\n\n- [It](closing.md)\n")
    book.commit({"data/roles.yaml": ROLES, PAYING: text.replace("Ordering", "Paying")})
    for name in ("ordering", "closing", "paying"):
        review(book.root, name, "2026-11-02")
    book.commit_all("2026-11-03")
    return book


def _lost(book: Repository) -> list[str]:
    """Return the procedures whose review was valid before and no longer is."""
    answer = said(run(book.root, "check", "--against", "HEAD", "--format", "json"))[1]
    return sorted(
        Path(one["path"]).stem
        for one in json.loads(answer)["diagnostics"]
        if one["code"] in {"changed-since-review", "suspect-review"}
    )


def test_reviews_survive_a_new_procedure_id(reviewed: Repository) -> None:
    (reviewed.root / SOP).rename(reviewed.root / "sops/operations/stores.md")

    remarks_of_fix(reviewed.root)

    assert _lost(reviewed) == []
    assert "sops/stores: " in text_of(reviewed.root, "data/reviews/closing.yaml")
    assert "Reviews of other procedures" not in said(run(reviewed.root, "diff", "HEAD"))[1]


def test_reviews_survive_a_new_role_id(reviewed: Repository) -> None:
    roles = ROLES.replace("office-manager", "host")
    write_handbook(reviewed.root, {"data/roles.yaml": roles}, base=False)

    remarks_of_fix(reviewed.root)

    assert _lost(reviewed) == []
    assert "reviewer: host\n" in text_of(reviewed.root, "data/reviews/paying.yaml")
    assert "Reviews of other procedures" not in said(run(reviewed.root, "diff", "HEAD"))[1]


def test_reviews_survive_a_new_role_id_and_title(reviewed: Repository) -> None:
    roles = ROLES.replace(
        "office-manager:\n  title: Office manager\n",
        "host:\n  title: Host\n  aliases: [Office manager]\n",
    )
    write_handbook(reviewed.root, {"data/roles.yaml": roles}, base=False)

    remarks_of_fix(reviewed.root)

    assert _lost(reviewed) == []
    assert "roles/host: " in text_of(reviewed.root, "data/reviews/paying.yaml")


def test_reviews_survive_a_new_procedure_title(reviewed: Repository) -> None:
    text = text_of(reviewed.root).replace("title: Ordering supplies\n", "title: Stores\n")
    text = text.replace("title: Stores\n", "title: Stores\naliases: [Ordering supplies]\n")
    (reviewed.root / SOP).write_text(text, "utf-8")

    assert _lost(reviewed) == []
    assert "data/reviews/" not in said(run(reviewed.root, "fix"))[1]
    assert "Reviews of other procedures" not in said(run(reviewed.root, "diff", "HEAD"))[1]


@pytest.mark.parametrize("number", ["1{:015d}", "1{:012d}e12"], ids=["digits", "power of ten"])
def test_a_fingerprint_that_looks_like_a_number_is_quoted(
    number: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hashed(written: str) -> str:
        # One in eight hundred fingerprints looks like that.
        return (number if '"host"' in written else "a{:015d}").format(zlib.crc32(written.encode()))

    monkeypatch.setattr(fingerprint, "_hashed", hashed)
    reviewed: Repository = request.getfixturevalue("reviewed")
    roles = ROLES.replace("office-manager", "host")
    write_handbook(reviewed.root, {"data/roles.yaml": roles}, base=False)

    remarks_of_fix(reviewed.root)

    assert _lost(reviewed) == []
    assert "  fingerprint: '1" in text_of(reviewed.root, "data/reviews/paying.yaml")


@pytest.mark.parametrize("by_hand", [False, True], ids=["", "links fixed by hand"])
def test_reviews_survive_a_moved_procedure(by_hand: bool, reviewed: Repository) -> None:
    (reviewed.root / "sops/finance").mkdir()
    (reviewed.root / SOP).rename(reviewed.root / "sops/finance/ordering.md")
    if by_hand:
        text = text_of(reviewed.root, OTHER)
        right = text.replace("(ordering.md", "(../finance/ordering.md")
        (reviewed.root / OTHER).write_text(right, "utf-8")

    remarks_of_fix(reviewed.root)

    assert _lost(reviewed) == []
    assert "[it](../finance/ordering.md#steps)" in text_of(reviewed.root, OTHER)
    message = said(run(reviewed.root, "diff", "HEAD"))[1]
    assert "**Closing**" not in message
    assert "Reviews of other procedures" not in message


def test_reviews_survive_a_moved_and_renamed_procedure(reviewed: Repository) -> None:
    (reviewed.root / "sops/finance").mkdir()
    (reviewed.root / OTHER).rename(reviewed.root / "sops/finance/month-end.md")

    remarks_of_fix(reviewed.root)

    assert _lost(reviewed) == []
    assert "(../operations/ordering.md#steps)" in text_of(
        reviewed.root, "sops/finance/month-end.md"
    )


def test_reviews_survive_a_renamed_area_and_folder(
    reviewed: Repository,
) -> None:
    for path in ("data/areas.yaml", "data/roles.yaml"):
        text = text_of(reviewed.root, path)
        right = text.replace("operations:", "supply:").replace("area: operations", "area: supply")
        (reviewed.root / path).write_text(right, "utf-8")
    (reviewed.root / "sops/supply").mkdir()
    (reviewed.root / OTHER).rename(reviewed.root / "sops/supply/closing.md")

    remarks_of_fix(reviewed.root)

    assert _lost(reviewed) == []


def test_a_review_survives_if_an_area_is_cited_by_title(
    tmp_path: Path,
) -> None:
    areas, roles = BASE["data/areas.yaml"], BASE["data/roles.yaml"]
    by_title = {"data/roles.yaml": roles.replace("area: operations", "area: Operations")}
    assert by_title["data/roles.yaml"] != roles
    book = repository(tmp_path, {SOP: procedure(), **by_title})
    review(book.root, "ordering", "2026-11-02")
    book.commit_all("2026-11-03")
    renamed = {"data/areas.yaml": areas.replace("operations:", "supply:")}
    write_handbook(book.root, renamed, base=False)
    (book.root / "sops/operations").rename(book.root / "sops/supply")

    remarks_of_fix(book.root)

    assert _lost(book) == []


def test_a_review_is_invalidated_by_a_link_to_another_procedure(reviewed: Repository) -> None:
    (reviewed.root / "sops/finance").mkdir()
    (reviewed.root / SOP).rename(reviewed.root / "sops/finance/ordering.md")
    text = text_of(reviewed.root, OTHER).replace("(ordering.md", "(paying.md")
    (reviewed.root / OTHER).write_text(text, "utf-8")

    remarks_of_fix(reviewed.root)

    assert _lost(reviewed) == ["closing", "paying"]


def test_a_review_is_invalidated_by_more_than_a_new_id(reviewed: Repository) -> None:
    (reviewed.root / SOP).rename(reviewed.root / "sops/operations/stores.md")
    other = reviewed.root / OTHER
    other.write_text(other.read_text("utf-8").replace("Note what", "Count what"), "utf-8")

    remarks_of_fix(reviewed.root)

    assert _lost(reviewed) == ["closing", "paying"]
