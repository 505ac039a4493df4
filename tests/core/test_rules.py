"""The fast validator never accepts what the exact one rejects."""

import copy
import random
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from handbook.load import load
from handbook.rules import Rules
from handbook.values import FORMATS
from tests.site.attack.handbook import kinds
from tests.support.handbooks import REPOSITORY

# Wrong values that people and generators write.
_WRONG: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, 10**400, float("nan"), "", " ", "x" * 300, "\ud800", "2026-13-40",
    "roles\n", [], [None], ["a", "A "], {}, {"title": ""}, {"unknown": "x"},
)  # fmt: skip


@cache
def _data() -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    handbook = load(REPOSITORY).handbook
    for document in handbook.documents.values():
        for name, kind in kinds().items():
            if document.path == kind.files or (
                name in handbook.registers
                and any(entry.document is document for entry in handbook.entries(name))
            ):
                found.setdefault(name, []).append(document.data)
    return found


def _routes(value: Any, route: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield route
    parts: Any = value.items() if isinstance(value, dict) else ()
    if isinstance(value, list):
        parts = enumerate(value)
    for key, inner in parts:
        yield from _routes(inner, (*route, key))


def _mutated(value: Any, chance: random.Random) -> Any:
    """Return a copy with one value replaced, removed, duplicated or added."""
    route = chance.choice(list(_routes(value)))
    if not route:
        return chance.choice(_WRONG)
    changed = copy.deepcopy(value)
    parent = changed
    for part in route[:-1]:
        parent = parent[part]
    match chance.randrange(4):
        case 0:
            del parent[route[-1]]
        case 1 if isinstance(parent, list):
            parent.append(copy.deepcopy(parent[route[-1]]))
        case 2 if isinstance(parent, dict):
            parent[chance.choice(("unknown", "", "title", "Not an id"))] = chance.choice(_WRONG)
        case _:
            parent[route[-1]] = chance.choice(_WRONG)
    return changed


@pytest.mark.parametrize("name", sorted(kinds()))
def test_both_validators_agree_on_any_mutation(name: str) -> None:
    rules = Rules(kinds()[name].schema)
    chance = random.Random(name)  # noqa: S311 - the same changes in every run
    for value in _data().get(name, []):
        assert rules.accept(value)
        for _ in range(60):
            changed = _mutated(value, chance)

            assert rules.accept(changed) <= (next(rules.exact.iter_errors(changed), None) is None)


def test_valid_data_is_validated_once() -> None:
    rules = Rules({"type": "object", "properties": {"a": {"type": "string", "format": "date"}}})

    assert rules.accept({"a": "2026-11-21"})
    assert list(rules.faults({"a": "2026-11-21"})) == []
    assert "exact" not in vars(rules)


def test_both_validators_know_every_format() -> None:
    for name in FORMATS:
        rules = Rules({"type": "string", "format": name})

        assert not rules.accept("nonsense \t")
        assert next(rules.exact.iter_errors("nonsense \t"), None) is not None


def test_text_that_json_cannot_represent_needs_the_exact_validator() -> None:
    rules = Rules({"type": "string"})

    assert not rules.accept("\ud800")
    assert list(rules.faults("\ud800")) == []
