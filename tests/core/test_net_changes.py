"""Successive changes are merged into their net effect."""

import pytest

from handbook.changes.values import Change, net

OWNER = ("owner",)
ALIAS = ("alias",)


def _owner(before: str | None, after: str | None) -> Change:
    return Change(OWNER, before, after)


def _alias(before: str | None, after: str | None) -> Change:
    return Change(ALIAS, before, after)


@pytest.mark.parametrize(
    ("steps", "left"),
    [
        ([[_owner("A", "B")]], [_owner("A", "B")]),
        ([[_owner("A", "B")], [_owner("B", "C")]], [_owner("A", "C")]),
        ([[_owner("A", "B")], [_owner("B", "A")]], []),
        ([[_owner("A", "B")], [_owner("B", "A")], [_owner("A", "C")]], [_owner("A", "C")]),
        ([[_owner("A", "B")], [_alias("B", "A")]], [_owner("A", "B"), _alias("B", "A")]),
        ([[_alias(None, "x")], [_alias("x", None)]], []),
        ([[_alias("x", None)], [_alias(None, "x")]], []),
        ([[_alias(None, "x")], [_alias("x", "y")]], [_alias(None, "y")]),
        ([[_alias("x", "y")], [_alias("y", None)]], [_alias("x", None)]),
    ],
)
def test_successive_changes_are_merged_and_reverted_ones_dropped(
    steps: list[list[Change]], left: list[Change]
) -> None:
    assert net(steps) == left


@pytest.mark.parametrize(
    "steps",
    [
        # One was removed and another added.
        [[_alias("x", None)], [_alias(None, "y")]],
        # Both happened at once, so neither follows the other.
        [[_alias("x", "y"), _alias("y", "z")]],
        [[_alias("x", None), _alias(None, "x")]],
        # The texts are cut, so it is unknown whether they connect.
        [[_owner("A", "B…")], [_owner("B…", "C")]],
        [[_owner("A…", "B")], [_owner("B", "A…")]],
    ],
)
def test_unconnected_changes_are_kept_apart(steps: list[list[Change]]) -> None:
    assert net(steps) == [change for step in steps for change in step]


def test_each_of_two_identical_changes_is_continued_once() -> None:
    steps = [[_alias(None, "x"), _alias(None, "x")], [_alias("x", "y"), _alias("x", None)]]

    assert net(steps) == [_alias(None, "y")]
