"""A site has the chosen PDFs, and unchanged ones are not typeset again."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from handbook.load import load
from handbook.pages.edition import WHOLE, Edition
from handbook.pdf.document import Document
from handbook.pdf.typeset import Printed
from macros import pdfs
from macros.pdfs import choice, kinds_printed, write_pdfs
from tests.support.handbooks import TODAY, procedure, write_handbook

ALL = frozenset({WHOLE, "areas", "sops"})


def _sops(number: int) -> dict[str, str]:
    return {
        f"sops/operations/sop-{one}.md": procedure(f"Procedure {one}")
        for one in range(1, number + 1)
    }


@pytest.mark.parametrize(
    ("wanted", "number", "printed"),
    [
        ("auto", 2, ALL),
        ("all", 2, ALL),
        ("areas", 2, {WHOLE, "areas"}),
        ("none", 2, set()),
        (True, 2, ALL),
        (1, 2, ALL),
        (False, 2, set()),
        ("auto", 201, set()),
        ("all", 201, ALL),
    ],
)
def test_the_pdfs_are_chosen_or_depend_on_the_number_of_procedures(
    tmp_path: Path, wanted: object, number: int, printed: Iterable[str]
) -> None:
    handbook = load(write_handbook(tmp_path, _sops(number))).handbook

    assert kinds_printed(handbook, choice(wanted, serving=False)) == printed


def test_an_empty_variable_is_ignored() -> None:
    assert choice(None, serving=False) == "auto"
    assert choice(None, serving=True) == "none"


def test_during_editing_only_requested_pdfs_are_printed() -> None:
    assert choice("auto", serving=True) == "none"
    assert choice("all", serving=True) == "all"


class _Press:
    """Counts the documents to typeset, without typesetting any."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.titles: list[str] = []
        monkeypatch.setattr(pdfs, "typeset", self.typeset)

    def typeset(self, document: Document) -> Printed:
        self.titles.append(document.title.partition(",")[0])
        return Printed(document.title.encode(), True, "")

    def taken(self) -> list[str]:
        taken, self.titles = self.titles, []
        return taken


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> _Press:
    return _Press(monkeypatch)


def _publish(root: Path, site: Path) -> list[str]:
    handbook = load(root).handbook
    edition = Edition(handbook=handbook, today=TODAY, edit=lambda _: None, printed=ALL)
    write_pdfs(edition, site, root / ".cache" / "pdf")
    return sorted(file.relative_to(site).as_posix() for file in site.rglob("*.pdf"))


def test_only_changed_documents_are_typeset_again(tmp_path: Path, press: _Press) -> None:
    root = write_handbook(tmp_path / "root", _sops(3))
    found = _publish(root, tmp_path / "site")
    assert found == [
        "areas/operations/operations.pdf",
        "handbook.pdf",
        *(f"procedures/sop-{one}/sop-{one}.pdf" for one in (1, 2, 3)),
    ]
    assert len(press.taken()) == 5

    assert _publish(root, tmp_path / "again") == found
    assert press.taken() == []

    changed = procedure("Procedure 2", steps="### Count\n\n1. Count twice\n")
    write_handbook(root, {"sops/operations/sop-2.md": changed}, base=False)
    assert _publish(root, tmp_path / "third") == found
    assert sorted(press.taken()) == ["Example handbook", "Operations", "Procedure 2"]


def test_the_cache_does_not_grow_without_limit(tmp_path: Path, press: _Press) -> None:
    root = write_handbook(tmp_path / "root", _sops(1))
    for number in range(12):
        changed = procedure("Procedure 1", steps=f"### Count\n\n1. Count {number} times\n")
        write_handbook(root, {"sops/operations/sop-1.md": changed}, base=False)
        _publish(root, tmp_path / "site")

    assert len(list((root / ".cache" / "pdf").iterdir())) == 3 + 4 * 3


def test_a_folder_that_is_not_writable_only_costs_time(tmp_path: Path, press: _Press) -> None:
    root = write_handbook(tmp_path / "root", {**_sops(1), ".cache": "a file"})

    assert len(_publish(root, tmp_path / "site")) == 3
    assert len(press.taken()) == 3
