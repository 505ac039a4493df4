"""Renames in the story are detected, and references are updated."""

from handbook.load import load
from handbook.pages.edition import Edition
from handbook.pages.moved_pages import Place, places
from tests.end_to_end.conftest import Copy
from tests.support.commands import run, said
from tests.support.handbooks import TODAY
from tests.support.history import Repository
from tests.support.story import BROKEN, ORDERING, PULL_REQUEST, TICKETS

STORES = "sops/operations/stores.md"


def test_the_former_address_of_ordering_redirects_to_it(main: Repository) -> None:
    edition = Edition(
        handbook=load(main.root).handbook,
        today=TODAY,
        edit=lambda _: None,
        history=main.history(),
    )

    assert places(edition) == {"procedures/stock/": Place("procedures/ordering/", "Keeping stock")}


def test_the_problem_of_the_pull_request_is_fixed_as_by_its_author(copy: Copy) -> None:
    broken = copy(BROKEN)

    code, _, remarked = said(run(broken.root, "fix", "--write"))

    assert (code, remarked) == (0, "fixed 2 files\n")
    assert broken.git("diff", "--stat", PULL_REQUEST, "--", ORDERING) == ""
    assert said(run(broken.root, "fix"))[:2] == (0, "")


def test_a_forgotten_rename_is_applied_everywhere(copy: Copy) -> None:
    repository = copy(PULL_REQUEST)
    text = (repository.root / TICKETS).read_text(encoding="utf-8")
    more = "\n## Related\n\n- [Keeping stock](../operations/stock.md)\n"
    (repository.root / TICKETS).write_text(text + more, encoding="utf-8")
    (repository.root / ORDERING).rename(repository.root / STORES)

    said(run(repository.root, "fix", "--write"))

    files = [file for name in ("data", "sops") for file in (repository.root / name).rglob("*.*")]
    texts = [file.read_text(encoding="utf-8") for file in files if file.suffix != ".json"]
    assert [text for text in texts if "ordering" in text] == []
    assert "[Keeping stock](../operations/stores.md)" in (repository.root / TICKETS).read_text(
        encoding="utf-8"
    )
    assert said(run(repository.root, "check", "--against", PULL_REQUEST))[0] == 0
