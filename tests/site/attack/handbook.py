"""A handbook with an attack in every text that its schemas allow."""

import csv
import io
import json
import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from handbook.schema import Kind, read_kinds
from handbook.source.yaml import dump_yaml
from tests.site.attack.payloads import (
    ADDRESS,
    ANCHORS,
    COMMAND,
    EXPRESSION,
    LINKS,
    LONG,
    TITLES,
)
from tests.support.handbooks import REPOSITORY

ENTRIES = len(TITLES)
_SCHEMAS = "data/schemas"
_FORMATS = {
    "date": "2026-01-02",
    "month-or-date": "2026-01",
    "moment": "2026-01-02 09:30",
    "time": "09:30",
    "timezone": "Europe/Brussels",
    "interval": "every 3 months",
    "duration": "15 min",
    "deadline": "immediate",
    "hours": "09:00-18:00",
    "when": "ongoing",
    "target": "< 500 ms",
    "money": "€8 per user per month",
    "uri": ADDRESS,
    "email": '"<img/src=x/onerror=window.pwned=1>"@evil.example',
}
# The two items of an agenda add up to the duration of the meeting.
_DURATIONS = {"minutes": "15 min", "duration": "30 min"}
# A meeting starts on the weekday on which it is held; entries use the weekdays in turn.
_FIRST_MONDAY = date(2026, 1, 5)
# Placeholders in the texts below must be described.
_KEYS = {"placeholders": ("press", "1")}
# The two weights of a scorecard add up to 100, and its single band covers its scale.
_NUMBERS = {"weight": 50, "from": 0, "to": 1}
_SINGLE = {"bands"}
_ID = "^[a-z0-9]+(-[a-z0-9]+)*$"
# Each improvement must have a unique number.
_FIRST = "001"
_PATTERNS = {
    "^[A-Z]{3}$": "EUR",
    "^[0-9]+(\\.[0-9]+)*$": "1.0",
    "^[0-9]+$": _FIRST,
    "^[0-9a-f]{8,64}$": "deadbeef",
    "^[0-9]+(-[0-9]+)?(, [0-9]+(-[0-9]+)?)*$": "12-14, 20",
    "^1:[1-9][0-9]*$": "1:10",
    "^([a-z0-9-]+/)+$": "people/",
    "^[a-z]+(-[a-z]+)*$": "unused-entry",
    "^@[A-Za-z0-9][A-Za-z0-9/._-]*$": "@example/team",
    r"^@[A-Za-z0-9][A-Za-z0-9/._-]*\{role\}[A-Za-z0-9._-]*$": "@example/{role}",
    r"^[^\s@<>]+@[^\s@<>]+$": '"onmouseover=window.pwned=1"@evil.example',
    r"^[^\s@<>]*@[^\s@<>]+$": '{role}"onmouseover=window.pwned=1"@evil.example',
}
# Consistent across entries: all are active, and no severity maps to a ticket priority.
_FIXED = {"status": "active", "filedAs": None, "incidents": False}
# Each role reports to the next, and the last two to nobody.
_MANAGER, _FIRST_TOP_ROLE = "reportsTo", ENTRIES - 2
# Properties that no active entry has.
_ABSENT = frozenset({"replacedBy"})


@cache
def kinds() -> Mapping[str, Kind]:
    """Return every kind of this repository."""
    found, faults = read_kinds(REPOSITORY / _SCHEMAS, _SCHEMAS)
    assert list(faults) == []
    return found


def data_files(*, refused: bool = False) -> dict[str, str]:
    """Return files, by path, for every kind, made from its schema; every text is an attack.

    A Markdown document has everything in its front matter, where HTML is plain text. With
    `refused`, URLs also replace roles and tools, which the checks refuse.
    """
    files = {}
    for name, kind in kinds().items():
        if kind.single:
            files[kind.files] = dump_yaml(_Entry(kind, 0).value(kind.entry_schema))
            continue
        made = {
            f"{name}-{index}": _Entry(kind, index, refused=refused).value(kind.entry_schema)
            for index in range(ENTRIES)
        }
        if "*" not in kind.files:
            files[kind.files] = dump_yaml(made)
            continue
        for index, (entry_id, data) in enumerate(made.items()):
            if name == "reviews":
                entry_id = data["procedure"] = f"sops-{index}"  # noqa: PLW2901 - its file name
            path = kind.files.replace("*/", f"areas-{index}/").replace("*", entry_id)
            if path.endswith(".csv"):
                files[path] = _table(data, index)
                continue
            text = dump_yaml(data)
            files[path] = f"---\n{text}---\n" if path.endswith(".md") else text
    return files


def _table(data: Mapping[str, Any], index: int) -> str:
    """Return a CSV file; each row has its own date, as a metric has one value per day."""
    (rows,) = data.values()
    for number, row in enumerate(rows):
        row["date"] = f"2026-{index + 1:02}-{number + 1:02}"
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


class _Entry:
    """Values for one entry of a kind, each valid for its schema."""

    def __init__(self, kind: Kind, index: int, *, refused: bool = False) -> None:
        self._kind = kind
        self._index = index
        self._refused = refused
        self._texts = 0
        self._references = 0
        self._parts = 0

    def value(self, schema: Mapping[str, Any], name: str = "") -> Any:
        """Return a value that a schema accepts, an attack where possible."""
        if name in _FIXED and (name != "status" or "active" in schema.get("enum", ())):
            return _FIXED[name]
        if "enum" in schema:
            return schema["enum"][self._index % len(schema["enum"])]
        value_type = schema.get("type")
        if value_type == "object":
            properties = schema.get("properties", {})
            if name in _KEYS:
                properties = dict.fromkeys(_KEYS[name], schema["additionalProperties"])
            values = schema.get("additionalProperties")
            if name not in _KEYS and isinstance(values, Mapping) and values.get("type") == "object":
                return {f"{name}-{index}": self.value(values) for index in range(2)}
            return {
                key: self.value(subschema, key)
                for key, subschema in properties.items()
                if key not in _ABSENT and not (key == _MANAGER and self._index >= _FIRST_TOP_ROLE)
            }
        if value_type == "array":
            items = schema["items"]
            single = "refersTo" in items or "enum" in items or name in _SINGLE
            return [self.value(items, name) for _ in range(1 if single else 2)]
        return self._scalar(schema, name)

    def _scalar(self, schema: Mapping[str, Any], name: str) -> Any:
        match schema.get("type"):
            case "boolean":
                return self._index % 2 == 0
            case "number":
                return 1.5
            case "integer":
                return _NUMBERS.get(name, max(1, int(schema.get("minimum", 1))))
            case _:
                return self._text(schema, name)

    def _text(self, schema: Mapping[str, Any], name: str) -> str:
        if name == _MANAGER:
            return f"{self._kind.name}-{self._index + 1}"
        if "refersTo" in schema:
            return self._reference(schema["refersTo"])
        if self._kind.name == "meetings" and name in {"first", "last"}:
            years = timedelta(days=7 * 52 * (name == "last"))
            return (_FIRST_MONDAY + timedelta(days=self._index % 7) + years).isoformat()
        if "format" in schema:
            return _DURATIONS.get(name) or _FORMATS[schema["format"]]
        if schema.get("pattern") == _ID:
            return self._part(name)
        if "pattern" in schema:
            text = _PATTERNS[schema["pattern"]]
            return f"{self._index + 1:03}" if text == _FIRST else text
        # Every text is unique, as names and list items must be.
        self._texts += 1
        mark = f" {self._kind.name[:3]}{self._index}.{self._texts}"
        if "maxLength" in schema:
            return TITLES[self._index] + mark
        return f"{LINKS[self._texts % len(LINKS)]} {LONG}{mark}"

    def _part(self, name: str) -> str:
        """Return the id of a part of an entry; other properties refer to its first part."""
        self._parts += name == "id"
        return f"part-{self._parts if name == 'id' else 1}"

    def _reference(self, names: str | list[str]) -> str:
        """Return a different entry's id on each call, or the URL of an external document."""
        self._references += 1
        kind_names = [names] if isinstance(names, str) else names
        documents = any("*" in kinds()[name].files for name in kind_names)
        if self._index == ENTRIES - 1 and (documents or self._refused):
            return f"{ADDRESS}{self._references}"
        name = kind_names[self._index % len(kind_names)]
        return f"{name}-{(self._index + self._references) % (ENTRIES - 1)}"


class Prose(NamedTuple):
    """Attacks written in the text of a document, on one line and as blocks."""

    words: str
    blocks: str


def accepted_attacks() -> Prose:
    """Return attacks that the checks accept: as code, as entities, escaped by backslashes."""
    plain = LONG.replace("`", "")
    escaped = re.sub(r"([<\[\]\\&])", r"\\\1", plain)
    entities = plain.replace("&", "&amp;").replace("<", "&lt;").replace("[", "&#91;")
    code = f"`` {plain} ``"
    target = 'https://evil.example/"onmouseover="window.pwned=1"'
    links = f"[{escaped}](<{target}>) <{target}>"
    picture = '![" onload=window.pwned=1 x="](../../docs/assets/icon.svg)'
    blocks = "\n\n".join(
        (
            f'```"><img src=x onerror=window.pwned=1>\n{LONG}\n```',
            f"> [!NOTE]\n> {escaped}",
            _diagram(),
            f"| `{TITLES[3]}` | B |\n|---|---|\n| {code} | {entities} |",
            f"- [ ] {escaped}",
        )
    )
    return Prose(f"{escaped} {entities} {code} {links} {picture}", blocks)


def _diagram() -> str:
    """Return a diagram with an attack in every label."""
    text = LONG.replace('"', "'").replace("|", "/")
    lines = (
        f"accTitle: {TITLES[0]}",
        f'a["{text}"] -->|{text}| b["{TITLES[1].replace(chr(34), "")}"]',
        f'subgraph c ["{text}"]',
        'd -- "<img src=x onerror=window.pwned=1>" --> e',
        "end",
        'click a href "javascript:window.pwned=1"',
    )
    return "\n".join(("```mermaid", "flowchart TD", *lines, "```"))


def refused_attacks() -> Prose:
    """Return attacks that the checks refuse: HTML and executable links."""
    links = " ".join(f"[press](<{link}>)" for link in LINKS if "\t" not in link)
    pictures = " ".join(f"![press](<{link}>)" for link in LINKS if "\t" not in link)
    definitions = "\n".join(f"[n{index}]: <{link}>" for index, link in enumerate(LINKS))
    uses = " ".join(f"[press][n{index}]" for index in range(len(LINKS)))
    blocks = "\n\n".join((f"<div>\n{LONG}\n</div>", LONG, f"> {LONG}", uses, definitions))
    return Prose(f"{LONG} {links} {pictures}", blocks)


def document_files(prose: Prose) -> dict[str, str]:
    """Return procedures, meetings, checklists and templates, by path, as people write them."""
    files = {}
    for index, title in enumerate(TITLES[:2]):
        front = (
            f"title: {json.dumps(f'{title} t{index}')}\naliases: [{json.dumps(LONG + str(index))}]"
        )
        files[f"sops/areas-{index}/text-{index}.md"] = _procedure(front, index, prose)
        files[f"data/meetings/text-{index}.md"] = _meeting(front, prose)
        files[f"data/checklists/text-{index}.md"] = _checklist(front, prose)
        files[f"data/templates/text-{index}.md"] = (
            f"---\n{front}\npurpose: {json.dumps(LONG)}\nfor: document\n---\n\n"
            f"{prose.words}\n\n{_headings()}{prose.blocks}\n"
        )
    return files


def _headings() -> str:
    return "".join(f"## {anchor}\n\nA section.\n\n" for anchor in ANCHORS)


def _procedure(front: str, index: int, prose: Prose) -> str:
    words, blocks = prose
    indented = blocks.replace("\n", "\n   ")
    return f"""\
---
{front}
process: processes-{index}
owner: roles-1
review: every 3 months
---

{words}

**Success criteria:** {words}

{blocks}

## Scope

**Applies to:** {words}
**Triggers:** {words}
**Counted from:** {words}
**Outputs:** {words}

{_headings()}## Steps

### `` {TITLES[index]} ``

{words}

**Channel:** {words}

1. {words}
   - {words}

   {indented}

**Outputs:** {words}

### __config

1. {words}

## Exceptions

| Scenario | Handling |
|---|---|
| {words} | {words} |

## Metrics

| Metric | Target | Current |
|---|---|---|
| metrics-1 | {words} | {words} |

## Changes

| Version | Date | Change | Author |
|---|---|---|---|
| {words} | 2026-01 | {words} | {words} |
"""


def _meeting(front: str, prose: Prose) -> str:
    words, blocks = prose
    return f"""\
---
{front}
cadence: weekly
---

{words}

{blocks}

## Agenda

### `{TITLES[0]}`

{blocks}

- {words}

### __search (5 min)

{words}

{_headings()}"""


def _checklist(front: str, prose: Prose) -> str:
    words, blocks = prose
    return f"""\
---
{front}
occasion: people
---

{words}

{blocks}

{_headings()}## Checklist

- [ ] {words}

## Lists

### `{TITLES[0]}`

{blocks}

- [ ] {words}
"""


def docs_page(*, html: bool, more: str = "") -> str:
    """Return a page of docs/ that is not a template, with or without HTML."""
    front = f"title: {json.dumps(TITLES[0])}\ndescription: {json.dumps(LONG)}\n{more}"
    entities = LONG.replace("&", "&amp;").replace("<", "&lt;").replace("[", "&#91;")
    words, blocks = refused_attacks() if html else (entities, f"```\n{LONG}\n```\n\n{_diagram()}")
    return f"---\n{front}---\n\n# {EXPRESSION} {COMMAND}\n\n{words}\n\n{_headings()}{blocks}\n"


def hostile_register() -> dict[str, str]:
    """Return a register whose schema is also an attack: its titles, choices and properties."""
    name = '"><img src=x onerror=window.pwned=1>{{7*7}}'
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "odd.json",
        "title": TITLES[0],
        "description": LONG,
        "entry": TITLES[1],
        "type": "object",
        "propertyNames": {"$ref": "common.json#/$defs/id"},
        "additionalProperties": {
            "type": "object",
            "properties": {
                "title": {"$ref": "common.json#/$defs/title"},
                "choice": {"enum": [LONG, name], "title": name, "description": LONG},
                name: {"type": "string", "description": LONG},
            },
            "required": ["title", "choice"],
            "additionalProperties": False,
        },
    }
    entry = {"title": name, "choice": LONG, name: LONG}
    return {
        "data/schemas/odd.json": json.dumps(schema),
        "data/odd.yaml": dump_yaml({"odd-0": entry}),
    }
