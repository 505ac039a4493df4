"""Texts in the cache are not read again, and the handbook is still the same."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import run
from types import ModuleType

import pytest

from handbook import document_cache
from handbook.addresses import home_of
from handbook.cache import OFF, Cache
from handbook.digests import modules
from handbook.document_cache import CachedReader, cached_reader
from handbook.history import store
from handbook.load import Loaded, load
from handbook.readers import MemoryReader, PlainReader
from handbook.source import lazy
from tests.support.documents import read_facts, reads
from tests.support.handbooks import REPOSITORY, procedure, write_handbook

_FILES = {
    "sops/operations/supplies.md": procedure(after="## Related\n\n- [Dust](dust.md)\n"),
    "sops/operations/dust.md": procedure("Dust", after="## Why\n\nIt **settles**.\n"),
    "data/processes.yaml": "dust:\n  title: Dust\n  owner: COO\n  area: operations\n",
}
_DUST = "sops/operations/dust.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a small handbook."""
    return write_handbook(tmp_path / "root", _FILES)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the paths of the texts that are read, in order."""
    return reads(monkeypatch)


@pytest.fixture
def again(tmp_path: Path) -> Callable[[Path], Loaded]:
    """Return a function that loads a handbook like another process with the same cache."""

    def read(root: Path) -> Loaded:
        with Cache(tmp_path / "kept.sqlite") as cache:
            return load(root, reader=CachedReader(cache))

    return read


def test_this_handbook_is_the_same_from_the_cache(again: Callable[[Path], Loaded]) -> None:
    anew = read_facts(load(REPOSITORY))

    assert read_facts(again(REPOSITORY)) == anew
    assert read_facts(again(REPOSITORY)) == anew


def test_the_references_in_a_document_are_collected_once(again: Callable[[Path], Loaded]) -> None:
    again(REPOSITORY)
    handbook = load(REPOSITORY).handbook
    seen = 0
    for path, document in again(REPOSITORY).handbook.documents.items():
        home = home_of(path, handbook.homes)
        if document.id and home and home.kind in handbook.kinds:
            written = PlainReader().read(
                handbook.kinds[home.kind],
                path,
                (REPOSITORY / path).read_text(encoding="utf-8"),
                handbook.homes,
            )[0]
            gathered = handbook.kinds[home.kind].mentions(written.data)
            assert document.mentions is not None
            assert list(document.mentions) == gathered
            seen += len(gathered)
    assert seen > 100


def test_large_values_stay_packed_until_needed(
    again: Callable[[Path], Loaded],
) -> None:
    unpacked = vars(lazy)["_unpacked"]
    unpacked.cache_clear()
    again(REPOSITORY)
    handbook = again(REPOSITORY).handbook
    assert unpacked.cache_info().misses == 0

    assert all(sop.steps for sop in handbook.sops.values())
    assert unpacked.cache_info().misses > len(handbook.sops) / 2


def test_nothing_is_read_twice(
    root: Path, again: Callable[[Path], Loaded], read: list[str]
) -> None:
    again(root)
    assert _DUST in read
    read.clear()

    again(root)

    assert read == []


def test_only_a_changed_text_is_read_again(
    root: Path, again: Callable[[Path], Loaded], read: list[str]
) -> None:
    again(root)
    read.clear()
    write_handbook(root, {_DUST: procedure("More dust")}, base=False)

    loaded = again(root)

    assert read == [_DUST]
    assert read_facts(loaded) == read_facts(load(root))


def test_a_text_restored_to_a_former_version_is_not_read_again(
    root: Path, again: Callable[[Path], Loaded], read: list[str]
) -> None:
    again(root)
    write_handbook(root, {_DUST: procedure("More dust")}, base=False)
    again(root)
    read.clear()
    write_handbook(root, {_DUST: _FILES[_DUST]}, base=False)

    again(root)

    assert read == []


def test_a_text_with_faults_is_reported_every_time(
    root: Path, again: Callable[[Path], Loaded], read: list[str]
) -> None:
    write_handbook(root, {_DUST: procedure("Dust", more="colour: red\n")}, base=False)
    first = again(root)
    read.clear()

    second = again(root)

    assert read == [_DUST]
    assert [str(fault) for fault in first.faults] == [str(fault) for fault in second.faults] != []


def test_the_same_text_at_another_path_is_another_document(
    root: Path, again: Callable[[Path], Loaded]
) -> None:
    again(root)
    (root / "sops/operations/dust.md").rename(root / "sops/operations/more-dust.md")

    loaded = again(root)

    assert read_facts(loaded) == read_facts(load(root))
    assert "more-dust" in loaded.handbook.sops


@pytest.mark.parametrize("schema", ["sops", "roles"])
def test_a_new_schema_is_used(
    schema: str, root: Path, again: Callable[[Path], Loaded], read: list[str]
) -> None:
    again(root)
    read.clear()
    file = root / f"data/schemas/{schema}.json"
    parts = json.loads(file.read_text(encoding="utf-8"))
    (parts if schema == "sops" else parts["additionalProperties"])["properties"]["colour"] = {
        "type": "string",
        "description": "Its colour.",
    }
    file.write_text(json.dumps(parts), encoding="utf-8")

    loaded = again(root)

    assert (
        read
        == {"sops": [_DUST, "sops/operations/supplies.md"], "roles": ["data/roles.yaml"]}[schema]
    )
    assert read_facts(loaded) == read_facts(load(root))


def test_a_schema_may_contain_values_specific_to_json(
    root: Path, again: Callable[[Path], Loaded]
) -> None:
    file = root / "data/schemas/sops.json"
    parts = json.loads(file.read_text(encoding="utf-8"))
    parts["properties"]["size"] = {
        "type": "integer",
        "maximum": 10**30,
        "description": "Half a pair: \ud83d",
    }
    file.write_text(json.dumps(parts), encoding="utf-8")

    assert read_facts(again(root)) == read_facts(again(root)) == read_facts(load(root))


def test_resolved_names_are_not_shared_between_handbooks(
    root: Path, tmp_path: Path, again: Callable[[Path], Loaded]
) -> None:
    again(root)
    other = write_handbook(tmp_path / "other", _FILES)
    roles = (other / "data/roles.yaml").read_text(encoding="utf-8")
    (other / "data/roles.yaml").write_text(roles.replace("coo:", "chief:"), encoding="utf-8")
    areas = (other / "data/areas.yaml").read_text(encoding="utf-8")
    (other / "data/areas.yaml").write_text(areas.replace("coo", "chief"), encoding="utf-8")

    loaded = again(other)

    assert loaded.handbook.sops["dust"].owner == "chief"
    assert read_facts(loaded) == read_facts(load(other))


def test_a_memory_reader_can_wrap_a_cached_one(root: Path, tmp_path: Path, read: list[str]) -> None:
    known = MemoryReader()
    for _ in range(2):
        with Cache(tmp_path / "kept.sqlite") as cache:
            loaded = load(root, reader=known.over(CachedReader(cache)))
        assert read_facts(loaded) == read_facts(load(root))
    read.clear()

    load(root, reader=known.over(PlainReader()))

    assert read == []


def test_the_environment_sets_another_folder_or_none(tmp_path: Path, root: Path) -> None:
    folder = tmp_path / "elsewhere"
    with cached_reader(str(folder)) as found:
        load(root, reader=found)
    with cached_reader(OFF) as none:
        assert isinstance(none, PlainReader)

    assert [file.name for file in folder.iterdir()] == ["kept.sqlite"]


@pytest.mark.parametrize(
    ("knows", "read"),
    [(document_cache, "handbook.load, handbook.readers"), (store, "handbook.history.versions")],
)
def test_all_code_used_for_reading_is_part_of_the_key(knows: ModuleType, read: str) -> None:
    code = (
        f"import sys, {read}\n"
        "print(*(module.__file__ for name, module in sys.modules.items()"
        " if name.startswith('handbook.') and module.__file__), sep='\\n')"
    )
    done = run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    readers = set(modules(vars(knows)["_READERS"]))
    loaded = {Path(line) for line in done.stdout.splitlines()}

    assert {file for file in loaded if file.name != "__init__.py"} - readers == set()
    assert any(file.name == "reading.py" for file in loaded)
