"""Places are stored as offsets, and are the same when recreated."""

import sys
from array import array
from pathlib import Path
from subprocess import run

import pytest

from handbook.diagnostics import Place
from handbook.source.document import LooseText, Words
from handbook.source.places import Places, Route, RouteMap, Routes, Spans
from handbook.source.text import Lines
from tests.support.handbooks import procedure, write_handbook

TEXT = "title: Tea  \n\nPour  it\nslowly.\n"
FOUND: dict[Route, tuple[int, int]] = {
    (): (0, 0),
    ("title",): (7, 12),
    ("steps", 0, "text"): (14, 30),
    ("steps", 0): (14, 31),
}


def _spans(text: str = TEXT) -> Spans:
    spans = Spans(Lines("a.md", text))
    spans.found.update(FOUND)
    return spans


def test_stored_offsets_recreate_the_places() -> None:
    spans = _spans()

    kept = Places(spans, Routes())

    assert kept == spans
    assert kept == {
        (): Place("a.md", 1, 1, 1),
        ("title",): Place("a.md", 1, 8, 3),
        ("steps", 0, "text"): Place("a.md", 3, 1, 8),
        ("steps", 0): Place("a.md", 3, 1, 8),
    }


def test_a_route_without_a_place_is_not_found() -> None:
    routes = Routes()
    kept = Places(_spans(), routes)
    routes[("owner",)]

    assert kept.get(("owner",)) is None
    assert ("backup",) not in kept
    assert ("backup",) not in routes
    with pytest.raises(KeyError):
        kept["steps", 1]


def test_documents_of_a_kind_share_routes() -> None:
    routes = Routes()
    first = Places(_spans(), routes)
    second = RouteMap({("steps", 0): "a", ("title",): "b", ("owner",): "c"}, routes)

    shared = {id(route) for route in first} & {id(route) for route in second}

    assert len(routes) == 5
    assert len(shared) == 2
    assert second == {("title",): "b", ("steps", 0): "a", ("owner",): "c"}


def test_words_have_their_start_place() -> None:
    words = Words(Lines("a.md", TEXT).ruler, ("Tea", "slowly."), array("I", [7, 23]))

    assert list(words) == [
        LooseText("Tea", Place("a.md", 1, 8, 3)),
        LooseText("slowly.", Place("a.md", 4, 1, 7)),
    ]
    assert len(words) == 2
    assert LooseText("Tea", Place("a.md", 1, 8, 3)) in words


def test_a_valid_handbook_is_read_without_loading_the_fault_reporters(tmp_path: Path) -> None:
    root = write_handbook(tmp_path, {"sops/operations/tea.md": procedure("Tea")})
    code = (
        "import sys; from pathlib import Path; from handbook.load import load\n"
        "print(load(Path(sys.argv[1])).faults, 'jsonschema' in sys.modules)"
    )

    done = run([sys.executable, "-c", code, root], capture_output=True, text=True, check=True)

    assert done.stdout == "() False\n"
