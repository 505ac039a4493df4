"""An unchanged file is not read again, and the handbook is still the same."""

import json
from pathlib import Path

import pytest

from handbook.load import load, settings_of
from handbook.readers import MemoryReader
from tests.support.documents import read_facts, reads
from tests.support.handbooks import BASE, procedure, write_handbook

_FILES = {
    "sops/operations/supplies.md": procedure(after="## Related\n\n- [Dust](dust.md)\n"),
    "sops/operations/dust.md": procedure("Dust"),
    "sops/operations/broken.md": procedure("Broken", more="colour: red\n"),
    "data/processes.yaml": "dust:\n  title: Dust\n  owner: COO\n  area: operations\n",
}


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the paths of the texts that are read, in order."""
    return reads(monkeypatch)


def test_two_loads_with_a_shared_reader_match_separate_ones(
    tmp_path: Path,
) -> None:
    root = write_handbook(tmp_path, _FILES)
    known = MemoryReader()
    before = read_facts(load(root)), read_facts(load(root, reader=known))
    roles = BASE["data/roles.yaml"].replace("coo:", "chief:").replace("COO", "Chief")
    write_handbook(root, {"data/roles.yaml": roles}, base=False)
    after = read_facts(load(root)), read_facts(load(root, reader=known))

    assert before[0] == before[1]
    assert after[0] == after[1]
    assert before != after


def test_a_second_load_does_not_change_the_first(tmp_path: Path) -> None:
    root = write_handbook(tmp_path, _FILES)
    known = MemoryReader()
    first = load(root, reader=known)
    before = repr(read_facts(first))
    (root / "data/roles.yaml").write_text("", encoding="utf-8")

    load(root, reader=known)

    assert repr(read_facts(first)) == before


def test_only_changed_files_are_read_again(tmp_path: Path, read: list[str]) -> None:
    root = write_handbook(tmp_path, _FILES)
    known = MemoryReader()
    load(root, reader=known)
    read.clear()
    write_handbook(root, {"sops/operations/dust.md": procedure("More dust")}, base=False)

    load(root, reader=known)

    assert read == ["sops/operations/dust.md"]


def test_a_new_schema_clears_the_cache(tmp_path: Path, read: list[str]) -> None:
    root = write_handbook(tmp_path, _FILES)
    known = MemoryReader()
    load(root, reader=known)
    whole = list(read)
    read.clear()
    file = root / "data/schemas/sops.json"
    schema = json.loads(file.read_text(encoding="utf-8"))
    schema["properties"]["colour"] = {"type": "string", "description": "Its colour."}
    file.write_text(json.dumps(schema), encoding="utf-8")

    loaded = load(root, reader=known)

    assert read == whole
    assert loaded.faults == ()


@pytest.mark.parametrize(
    ("text", "zone"),
    [(BASE["data/settings.yaml"], "Europe/Brussels"), ("company: [\n", None), (None, None)],
)
def test_settings_can_be_read_separately(
    text: str | None, zone: str | None, tmp_path: Path
) -> None:
    root = write_handbook(tmp_path, {"data/settings.yaml": text or ""})
    if text is None:
        (root / "data/settings.yaml").unlink()

    assert settings_of(root).get("timezone") == zone
