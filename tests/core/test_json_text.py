"""Output is plain JSON, and the same whether it is written at once or in chunks."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from handbook.json_text import Items, Pairs, encoded, json_line, pieces, readable

_NAMES = st.text(max_size=5)
_WHOLE = st.none() | st.booleans() | st.integers() | st.text()


def _deep(leaves: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_NAMES, inner, max_size=4),
        max_leaves=12,
    )


# Our YAML has no infinite numbers.
_DATA = _deep(_WHOLE | st.floats(allow_nan=False, allow_infinity=False))


def _written(data: Any) -> bytes:
    return b"".join(pieces(data))


def _shown(data: Any) -> bytes:
    return b"".join(readable(data))


@given(_DATA)
def test_writing_and_parsing_round_trips(data: Any) -> None:
    assert json.loads(encoded(data)) == data
    assert json.loads(_written(data)) == data


@given(_deep(_WHOLE))
def test_output_matches_the_standard_library(data: Any) -> None:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)

    assert _written(data) == f"{text}\n".encode()


@given(_DATA)
def test_readable_output_matches_the_standard_library(data: Any) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)

    assert _shown(data) == f"{text}\n".encode()


@given(st.dictionaries(_NAMES, _DATA, max_size=4), st.lists(_DATA, max_size=4))
def test_chunked_output_matches_unchunked_output(found: dict[str, Any], items: list[Any]) -> None:
    large = {"b": Pairs(found, found.__getitem__), "a": {"of": Items(items)}, "c": 1}

    assert _written(large) == _written({"b": found, "a": {"of": items}, "c": 1})
    assert _shown(large) == _shown({"b": found, "a": {"of": items}, "c": 1})


@pytest.mark.parametrize("number", [0, 1, 199, 200, 201, 400])
def test_no_entry_is_lost_between_chunks(number: int) -> None:
    names = [f"n{each}" for each in range(number)]

    assert json.loads(_written(Pairs(names, str.upper))) == {name: name.upper() for name in names}
    assert json.loads(_written(Items(names))) == names
    for large in (Pairs(names, str.upper), {"a": {"b": Items(names)}}):
        assert _shown(large) == _shown(json.loads(_written(large)))


def test_keys_are_sorted_in_chunks_but_not_in_lines() -> None:
    assert _written({"b": {"d": 1, "c": 2}, "a": "é"}) == '{"a":"é","b":{"c":2,"d":1}}\n'.encode()
    assert json_line({"b": 1, "a": 2}) == b'{"b":1,"a":2}\n'


def test_a_number_of_any_size_is_written_in_full() -> None:
    assert encoded([2**80, -(2**64)]) == b"[1208925819614629174706176,-18446744073709551616]"


def test_safe_html_is_written_as_text() -> None:
    assert encoded([Markup("<b>")]) == b'["<b>"]'


def test_anything_but_plain_data_is_rejected() -> None:
    with pytest.raises(TypeError, match="object is not plain data"):
        encoded([object()])
    with pytest.raises(TypeError, match="Pairs is not plain data"):
        encoded({"a": Pairs([], str.upper)})
