"""The files of the search index are in a folder named after their content."""

import json
from dataclasses import replace
from pathlib import Path

from markupsafe import Markup

from handbook.load import load
from handbook.search.document import Document, Validity
from handbook.search.index import index
from handbook.search.packs import order
from macros.search_index import Documents, store
from tests.support.handbooks import REPOSITORY
from tests.support.searches import documents


def _stored(count: int, folder: Path) -> tuple[str, dict[str, str]]:
    """Return the folder name in the manifest, and all texts in that folder by path."""
    store(index(documents(count)), folder)
    files = {
        file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8")
        for file in folder.rglob("*")
        if file.is_file()
    }
    return json.loads(files["index.json"])["version"], files


def test_every_file_is_where_the_manifest_says(tmp_path: Path) -> None:
    made = dict(index(documents(5)))

    version, files = _stored(5, tmp_path)

    expected = {name if name == "index.json" else f"{version}/{name}" for name in made}
    assert {*files} == expected
    assert files[f"{version}/p0.json"] == made["p0.json"]


def test_an_unchanged_index_is_not_rewritten(tmp_path: Path) -> None:
    first = _stored(5, tmp_path)

    assert _stored(5, tmp_path) == first


def test_a_new_index_is_next_to_the_one_a_browser_may_still_use(tmp_path: Path) -> None:
    before, _ = _stored(5, tmp_path)
    after, files = _stored(6, tmp_path)

    assert before != after
    assert {name.partition("/")[0] for name in files} == {before, after, "index.json"}


def test_stored_documents_are_returned_unchanged_and_in_order() -> None:
    given = [
        *(replace(one, force=force) for force in reversed(Validity) for one in documents(3)),
        Document(address="a/", title=Markup("A"), kind="page", noun="page"),
    ]
    kept = Documents()

    kept.add(given[:4])
    kept.add(given[4:])

    assert list(kept.in_order()) == sorted(given, key=order)


def test_a_hundred_searches_of_this_handbook_have_expected_results() -> None:
    assert len(list(load(REPOSITORY).handbook.entries("searches"))) >= 100
