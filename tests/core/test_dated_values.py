"""Values marked in a schema are found anywhere in the data of an entry."""

from typing import Any

import pytest

from handbook.dated_values import dated_values, has_mark

DAY = {"type": "string", "format": "date", "past": True}
SCHEMAS: dict[str, Any] = {
    "day": DAY,
    "days": {"type": "array", "items": DAY},
    "rows": {"type": "array", "items": {"type": "object", "properties": {"day": DAY}}},
    "rooms": {"type": "object", "additionalProperties": {"properties": {"day": DAY}}},
    "note": {"type": "string"},
}
SCHEMA = {"properties": SCHEMAS}


@pytest.mark.parametrize(
    ("data", "routes"),
    [
        ({"day": "a", "note": "b"}, [("day",)]),
        ({"days": ["a", "b"]}, [("days", 0), ("days", 1)]),
        ({"rows": [{"day": "a"}, {}]}, [("rows", 0, "day")]),
        ({"rooms": {"x": {"day": "a", "other": "b"}}}, [("rooms", "x", "day")]),
        ({"unknown": {"day": "a"}}, []),
    ],
)
def test_marked_values_are_yielded_with_their_routes(data: Any, routes: list[Any]) -> None:
    assert [one.route for one in dated_values(SCHEMA, data, "past")] == routes
    assert list(dated_values(SCHEMA, data, "due")) == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_reports_whether_it_marks_anything(name: str) -> None:
    assert has_mark({"properties": {name: SCHEMAS[name]}}, "past") is (name != "note")
