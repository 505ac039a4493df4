"""The reference graph answers the same however it is asked."""

from hypothesis import given
from hypothesis import strategies as st

from handbook.incremental.graph import PackedLists

_NUMBERS = st.integers(-1, 30)


@given(st.lists(st.lists(_NUMBERS, max_size=6), max_size=30), st.sets(_NUMBERS, max_size=20))
def test_every_list_that_contains_a_number_is_found(
    lists: list[list[int]], wanted: set[int]
) -> None:
    packed = PackedLists.of(lists)

    assert packed.indices_of(wanted) == {
        at for at, one in enumerate(lists) if not wanted.isdisjoint(one)
    }
