"""Every document matches its published schema exactly."""

import json
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from handbook.api.documents import documents, dumps, schema
from handbook.book import Handbook
from handbook.export import compact
from handbook.history.events import History
from handbook.load import load
from handbook.measures import State
from handbook.pages.contents import state
from handbook.pages.edition import Edition
from handbook.status import Status
from tests.support.handbooks import REPOSITORY, TODAY, procedure, review, write_handbook
from tests.support.history import repository

PATH = "sops/operations/ordering.md"


def _closed(node: Any) -> Any:
    """Return a schema that allows only the keys it names, so that undocumented keys are found."""
    if isinstance(node, list):
        return [_closed(one) for one in node]
    if not isinstance(node, Mapping):
        return node
    closed = {key: _closed(value) for key, value in node.items()}
    if closed.get("type") == "object" and "properties" in closed:
        closed["additionalProperties"] = False
    return closed


def _faults(document: Any, name: str) -> list[str]:
    shape = _closed(json.loads(schema()))
    shape["$ref"] = f"#/$defs/{name}"
    validator = Draft202012Validator(shape)
    return [f"{list(fault.path)}: {fault.message}" for fault in validator.iter_errors(document)]


def _name(path: str) -> str:
    return {"index.json": "index"}.get(path, "procedure" if path.startswith("proc") else "register")


@pytest.fixture(scope="module")
def repository_handbook() -> Handbook:
    return load(REPOSITORY).handbook


def _read(handbook: Handbook, history: History | None = None) -> dict[str, Any]:
    """Return the documents as a program reads them."""
    found = documents(handbook, history or History(), TODAY, "")
    return {path: json.loads(b"".join(dumps(document))) for path, document in found}


def test_the_schema_is_valid() -> None:
    Draft202012Validator.check_schema(json.loads(schema()))


def test_every_part_of_the_schema_is_used() -> None:
    text = schema()

    unused = [
        name for name in json.loads(text)["$defs"]
        if text.count(f'"#/$defs/{name}"') == 0 and name not in {"index", "register", "procedure"}
    ]  # fmt: skip

    assert unused == []


def test_the_enumerations_of_the_schema_match_the_handbook() -> None:
    defined = json.loads(schema())["$defs"]

    assert defined["status"]["enum"] == [status.value for status in Status]
    assert defined["word"]["enum"] == list(dict.fromkeys(status.word for status in Status))
    assert defined["measure"]["properties"]["state"]["enum"] == [state.value for state in State]


def test_the_whole_handbook_matches_its_schema(repository_handbook: Handbook) -> None:
    whole = json.loads(b"".join(compact(repository_handbook, TODAY)))

    assert _faults(whole, "handbook") == []


def test_every_small_document_matches_its_schema(repository_handbook: Handbook) -> None:
    found = _read(repository_handbook)

    assert len(found) > 40
    assert {
        path: faults
        for path, document in found.items()
        if (faults := _faults(document, _name(path)))
    } == {}


def test_small_documents_agree_with_the_whole(repository_handbook: Handbook) -> None:
    whole = json.loads(b"".join(compact(repository_handbook, TODAY)))
    found = _read(repository_handbook)

    for kind, register in whole["registers"].items():
        assert found[f"registers/{kind}.json"]["entries"] == register["entries"]
    for kind, computed in (
        ("sops", "procedures"),
        ("metrics", "metrics"),
        ("processes", "processes"),
    ):
        assert found[f"registers/{kind}.json"]["computed"] == whole[computed]
    for name, standing in whole["procedures"].items():
        assert found[f"procedures/{name}.json"]["standing"] == standing


def test_the_figures_of_the_first_page_follow_from_its_statuses(
    repository_handbook: Handbook,
) -> None:
    found = _read(repository_handbook)
    edition = Edition(handbook=repository_handbook, today=TODAY, edit=lambda _: None)

    listed = found["index.json"]["procedures"].values()
    processes = found["registers/processes.json"]["computed"].values()
    counts = Counter(one["word"] for one in listed)
    counts.update(one["word"] for one in processes if not one["procedures"])

    tiles = re.findall(
        r'__figure">(\d+)</span> <span[^>]*>.*?([A-Z][a-z ]+)<', state(edition.view(""))
    )
    assert counts == {word: int(figure) for figure, word in tiles if figure != "0"}
    assert {one["word"] for one in listed if one["status"] == "never reviewed"} == {"Needs update"}
    assert {tuple(one["reasons"]) for one in listed if one["word"] == "Unlisted"} == {
        ("unlisted", "never reviewed")
    }


def test_the_index_lists_every_document(repository_handbook: Handbook) -> None:
    found = _read(repository_handbook)
    index = found.pop("index.json")

    named = [one["file"] for part in ("registers", "procedures") for one in index[part].values()]

    assert sorted(named) == sorted(found)


def test_a_procedure_includes_its_context(tmp_path: Path) -> None:
    text = procedure(after="\n## Notes\n\nAsk *first*.\n")
    book = repository(tmp_path, {PATH: text}, "2026-10-01")
    review(tmp_path, "ordering", "2026-10-01")
    book.commit_all("2026-10-01")
    name = book.commit({PATH: text.replace("Count the stock", "Count")}, "2026-11-03")

    document = _read(load(tmp_path).handbook, book.history())["procedures/ordering.json"]

    assert "changed" in document["standing"]["reasons"]
    assert document["uses"] == ["roles/coo"]
    assert document["sections"] == [{"title": "Notes", "anchor": "notes", "text": "Ask *first*."}]
    assert document["changes"] == [
        {
            "day": "2026-11-03",
            "how": "changed",
            "text": ["Step removed: Count the stock", "Step added: Count"],
            "commit": name,
        },
        {
            "day": "2026-10-01",
            "how": "added",
            "text": [],
            "commit": document["changes"][1]["commit"],
        },
    ]
    assert _faults(document, "procedure") == []


def test_an_empty_handbook_has_an_api_too(tmp_path: Path) -> None:
    write_handbook(tmp_path, {}, base=False)

    found = _read(load(tmp_path).handbook)

    assert found["index.json"]["procedures"] == {}
    assert {
        path: faults
        for path, document in found.items()
        if (faults := _faults(document, _name(path)))
    } == {}


def test_documents_are_compact_and_reproducible() -> None:
    assert b"".join(dumps({"b": [1, 2], "a": "é"})) == '{"a":"é","b":[1,2]}\n'.encode()
