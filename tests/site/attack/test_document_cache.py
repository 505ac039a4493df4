"""An attacking handbook is identical when it comes from the cache."""

from pathlib import Path

from handbook.cache import Cache
from handbook.document_cache import CachedReader
from handbook.load import load
from tests.site.attack.handbook import accepted_attacks, data_files, document_files
from tests.support.documents import read_facts
from tests.support.handbooks import write_handbook


def test_the_cache_returns_attacks_unchanged(tmp_path: Path) -> None:
    files = {**data_files(), **document_files(accepted_attacks())}
    root = write_handbook(tmp_path / "root", files, base=False)
    uncached = load(root)

    assert len(uncached.handbook.documents) > 100
    for _ in range(2):
        with Cache(tmp_path / "kept.sqlite") as cache:
            assert read_facts(load(root, reader=CachedReader(cache))) == read_facts(uncached)
