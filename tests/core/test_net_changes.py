"""Of changes that follow one another only what is different in the end is told."""

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
def test_what_followed_is_one_and_what_was_undone_is_none(
    steps: list[list[Change]], left: list[Change]
) -> None:
    assert net(steps) == left


@pytest.mark.parametrize(
    "steps",
    [
        # One went, and another came.
        [[_alias("x", None)], [_alias(None, "y")]],
        # At once, so neither follows the other.
        [[_alias("x", "y"), _alias("y", "z")]],
        [[_alias("x", None), _alias(None, "x")]],
        # Nobody sees how the texts go on.
        [[_owner("A", "B…")], [_owner("B…", "C")]],
        [[_owner("A…", "B")], [_owner("B", "A…")]],
    ],
)
def test_what_does_not_follow_is_told_apart(steps: list[list[Change]]) -> None:
    assert net(steps) == [change for step in steps for change in step]


def test_of_two_that_are_alike_each_goes_on_once() -> None:
    steps = [[_alias(None, "x"), _alias(None, "x")], [_alias("x", "y"), _alias("x", None)]]

    assert net(steps) == [_alias(None, "y")]
