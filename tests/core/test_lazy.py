"""Packing parts of a document's data is invisible to its readers."""

from typing import Any

import pytest

from handbook.source import lazy
from handbook.source.lazy import LazyData, join_data, split_data, whole
from handbook.source.spool import Spool

_LONG = [{"title": f"Step {number}", "owner": "coo", "tools": ["crm"]} for number in range(40)]
_DATA: dict[str, Any] = {
    "title": "Supplies",
    "steps": _LONG,
    "status": None,
    "tools": ["crm"],
    "more": {"notes": ["a" * 500]},
}


def _round_trip(data: Any) -> LazyData:
    found = join_data(split_data(data), Spool())
    assert isinstance(found, LazyData)
    return found


def test_values_and_their_order_are_kept() -> None:
    found = _round_trip(_DATA)

    same = dict(_DATA)
    assert found == same
    assert same == found
    same["status"] = "draft"
    assert found != same
    assert list(found) == list(_DATA)
    assert len(found) == len(_DATA)
    assert repr(found) == repr(_DATA)
    assert found.get("steps") == _LONG
    assert found.get("status", "active") is None
    assert "nothing" not in found
    assert found.get("nothing", 5) == 5
    with pytest.raises(KeyError):
        found["nothing"]


@pytest.mark.parametrize("data", [{}, {"title": "Short", "tools": ["crm"]}, ["a"] * 900, None])
def test_small_data_and_other_types_are_not_packed(data: Any) -> None:
    assert join_data(split_data(data), Spool()) is data


def test_the_whole_is_in_order_and_includes_written_values() -> None:
    found = _round_trip(_DATA)
    found.put(("title",), "Another")
    found.put(("steps", 0, "owner"), "cto")

    all_of_it = whole(found)

    assert type(all_of_it) is dict
    assert list(all_of_it) == list(_DATA)
    assert all_of_it == dict(found)
    assert (all_of_it["title"], all_of_it["steps"][0]["owner"]) == ("Another", "cto")
    assert whole({"a": 1}) == {"a": 1}


def test_written_values_survive_eviction_from_the_cache() -> None:
    found = _round_trip(_DATA)
    assert found["steps"][3]["owner"] == "coo"

    found.put(("steps", 3, "owner"), "chief")
    found.put(("tools", 0), "hubspot")
    others = [_round_trip(_DATA) for _ in range(2 * vars(lazy)["_MAX_CACHED"])]
    assert all(other["steps"][3]["owner"] == "coo" for other in others)

    assert found["steps"][3]["owner"] == "chief"
    assert found["steps"][4]["owner"] == "coo"
    assert found["tools"] == ["hubspot"]


def test_a_copy_does_not_see_later_writes() -> None:
    found = _round_trip(_DATA)
    copy = found.copied()

    found.put(("steps", 0, "owner"), "chief")
    found.put(("tools", 0), "hubspot")

    assert copy == _DATA
