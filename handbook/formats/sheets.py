"""A run sheet as JSON, for the browser that stores the run."""

from collections.abc import Mapping
from typing import Any

from handbook.json_text import json_line
from handbook.pieces import Line, Piece
from handbook.schedule import StepTime
from handbook.sheets import Box, Part, Sheet

FORMAT = 1
FILE = "run.json"


def published(sheet: Sheet) -> bytes:
    """Return a sheet as one line of JSON."""
    return json_line(plain_sheet(sheet))


def plain_sheet(sheet: Sheet) -> dict[str, Any]:
    """Return a sheet as plain data without empty values."""
    return {
        "format": FORMAT,
        **_filled(
            {
                "address": sheet.address,
                "title": sheet.entry.title,
                "version": sheet.entry.data.get("version"),
                "fingerprint": sheet.fingerprint,
                "retired": sheet.entry.status == "retired",
                "owner": _piece(sheet.owner),
                "countedFrom": sheet.counted_from,
                "begins": sheet.begins,
            }
        ),
        "parts": [_part(part) for part in sheet.parts],
    }


def _part(part: Part) -> dict[str, Any]:
    return _filled(
        {
            "key": part.key,
            "title": part.title,
            "who": _piece(part.who),
            "with": [_piece(helper) for helper in part.helpers],
            "said": part.said,
            "when": _when(part.when),
            "takes": part.takes,
            "channel": _line(part.channel),
            "tools": [_piece(tool) for tool in part.tools],
            "notes": [_line(note) for note in part.notes],
            "boxes": [_box(box) for box in part.boxes],
            "outputs": [_line(output) for output in part.outputs],
        }
    )


def _when(found: StepTime | None) -> dict[str, Any] | None:
    when = found.when if found else None
    if found is None or when is None or when.end is None:
        return None
    return _filled(
        {
            "unit": when.unit,
            "start": None if when.start is None else int(when.start),
            "end": int(when.end),
            "origin": found.origin,
            "back": found.back,
        }
    )


def _box(box: Box) -> dict[str, Any]:
    return _filled(
        {
            "key": box.key,
            "text": _line(box.text),
            "details": [_box(detail) for detail in box.details],
            "notes": [_line(note) for note in box.notes],
        }
    )


def _line(line: Line) -> list[Any]:
    return [_piece(piece) for piece in line]


def _piece(piece: Piece | None) -> Any:
    """Return a piece as its text, or as its text and link."""
    if piece is None or piece.href is None:
        return piece and piece.text
    return [piece.text, piece.href]


def _filled(data: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value
        for name, value in data.items()
        # Keep 0, which is a valid day.
        if value is not None and value is not False and value not in ("", [])
    }
