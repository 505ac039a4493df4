"""Parts of a document's data stay packed, and nobody who reads it can tell."""

from typing import Any

import pytest

from handbook.source import lazy
from handbook.source.lazy import LazyData, joined, parted, whole
from handbook.source.spool import Spool

_LONG = [{"title": f"Step {number}", "owner": "coo", "tools": ["crm"]} for number in range(40)]
_DATA: dict[str, Any] = {
    "title": "Supplies",
    "steps": _LONG,
    "status": None,
    "tools": ["crm"],
    "more": {"notes": ["a" * 500]},
}


def _again(data: Any) -> LazyData:
    found = joined(parted(data), Spool())
    assert isinstance(found, LazyData)
    return found


def test_it_says_what_the_data_said_in_its_order() -> None:
    found = _again(_DATA)

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
def test_what_is_small_or_no_object_stays_as_it_is(data: Any) -> None:
    assert joined(parted(data), Spool()) is data


def test_who_wants_the_whole_gets_it_in_order_with_what_was_written() -> None:
    found = _again(_DATA)
    found.put(("title",), "Another")
    found.put(("steps", 0, "owner"), "cto")

    all_of_it = whole(found)

    assert type(all_of_it) is dict
    assert list(all_of_it) == list(_DATA)
    assert all_of_it == dict(found)
    assert (all_of_it["title"], all_of_it["steps"][0]["owner"]) == ("Another", "cto")
    assert whole({"a": 1}) == {"a": 1}


def test_what_is_written_stays_written_when_others_were_asked() -> None:
    found = _again(_DATA)
    assert found["steps"][3]["owner"] == "coo"

    found.put(("steps", 3, "owner"), "chief")
    found.put(("tools", 0), "hubspot")
    others = [_again(_DATA) for _ in range(2 * vars(lazy)["_MAX_CACHED"])]
    assert all(other["steps"][3]["owner"] == "coo" for other in others)

    assert found["steps"][3]["owner"] == "chief"
    assert found["steps"][4]["owner"] == "coo"
    assert found["tools"] == ["hubspot"]


def test_a_copy_knows_nothing_of_what_is_written_later() -> None:
    found = _again(_DATA)
    copy = found.copied()

    found.put(("steps", 0, "owner"), "chief")
    found.put(("tools", 0), "hubspot")

    assert copy == _DATA
