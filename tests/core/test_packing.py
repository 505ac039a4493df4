"""A packed document unpacks to what was read."""

import random
from pathlib import Path

import pytest
from msgspec import MsgspecError

from handbook.load import load
from handbook.source.document import Document
from handbook.source.packing import pack
from handbook.source.spool import Spool
from handbook.source.unpacking import Broken, unpack
from tests.core.kinds import KINDS, diagnostics, path_of, read
from tests.core.test_properties import MAKERS, seeds
from tests.support.documents import plain
from tests.support.handbooks import REPOSITORY


def _round_trip(document: Document) -> Document:
    packed = pack(document)
    assert packed is not None
    return unpack(packed, document.path, Spool())


def test_every_document_of_this_handbook_survives_packing() -> None:
    documents = load(REPOSITORY).handbook.documents

    assert len(documents) > 50
    for document in documents.values():
        assert plain(_round_trip(document)) == plain(document)


@pytest.mark.parametrize("kind", ["sops", "meetings", "templates", "roles", "values"])
def test_every_packed_document_unpacks(kind: str) -> None:
    chance = random.Random(f"2026 packed {kind}")  # noqa: S311 - the same inputs in every run
    known = seeds(kind)
    accepted = 0

    for _ in range(600):
        content = chance.choice(MAKERS)(chance, known)
        if diagnostics(KINDS[kind], content, path_of(kind)):
            continue
        document = read(kind, content.decode())
        accepted += 1
        assert plain(_round_trip(document)) == plain(document), content

    assert accepted > 5


def test_an_unknown_route_is_not_found() -> None:
    document = _round_trip(load(REPOSITORY).handbook.documents["data/roles.yaml"])

    assert document.values.get(("nobody",)) is None
    assert ("nobody",) not in document.values
    assert len(document.values) == len(list(document.values))
    with pytest.raises(KeyError):
        document.values["nobody",]


@pytest.mark.parametrize(
    "text",
    ["coo: {", f"coo:\n  title: COO\n  headCount: {'9' * 30}\n"],
    ids=["with a fault", "with a number that no other program could read"],
)
def test_an_unpackable_document_is_not_packed(text: str) -> None:
    assert pack(read("roles", text)) is None


def test_a_document_built_in_code_is_not_packed() -> None:
    assert pack(Document(path="a.md", id="a", data={}, values={}, keys={})) is None


@pytest.mark.parametrize("packed", [b"", b"\x93\x01", b"\xc0", bytes(200)])
def test_other_bytes_are_not_a_document(packed: bytes) -> None:
    assert Broken is MsgspecError
    with pytest.raises(Broken):
        unpack(packed, "a.md", Spool())


def test_a_packed_document_is_smaller_than_its_text_and_data_twice_over() -> None:
    for path in ("sops/customer-success/customer-onboarding.md", "data/roles.yaml"):
        packed = pack(load(REPOSITORY).handbook.documents[path])
        assert packed is not None
        assert len(packed) < 3 * (REPOSITORY / Path(path)).stat().st_size
