"""A handbook with an attack in every text that its schemas let anybody write."""

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
    LINKS,
    LONG,
    PRODUCT,
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
# An agenda has to take as long as its meeting.
_NAMED = {"minutes": "15 min", "duration": "30 min"}
# A meeting begins on the weekday on which it is held: entries name these in turn.
_FIRST_MONDAY = date(2026, 1, 5)
# What stands in brackets in the texts below has to be described.
_KEYS = {"placeholders": ("press", "1")}
# The weights of a scorecard add up, and its one band covers its scale.
_NUMBERS = {"weight": 50, "from": 0, "to": 1}
_SINGLE = {"bands"}
_ID = "^[a-z0-9]+(-[a-z0-9]+)*$"
# No two improvements may have the same number.
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
# What must fit together across entries, said to be so: in use, and on neither scale a match.
_FIXED = {"status": "active", "filedAs": None, "incidents": False}
# Each role reports to the next, and the highest ones to nobody.
_ABOVE, _HIGHEST = "reportsTo", ENTRIES - 2
# What nothing has that is in use.
_ABSENT = frozenset({"replacedBy"})


@cache
def kinds() -> Mapping[str, Kind]:
    """Return every kind of this repository."""
    found, faults = read_kinds(REPOSITORY / _SCHEMAS, _SCHEMAS)
    assert list(faults) == []
    return found


def written_as_data(*, refused: bool = False) -> dict[str, str]:
    """Return files, by path, for every kind, made from its schema; every text is an attack.

    What is a Markdown document has all of it in its front matter, where HTML is but text.
    With `refused` an address stands for a role or a tool too, which the checks do not let pass.
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
                entry_id = data["procedure"] = f"sops-{index}"  # noqa: PLW2901 - named after it
            path = kind.files.replace("*/", f"areas-{index}/").replace("*", entry_id)
            if path.endswith(".csv"):
                files[path] = _table(data, index)
                continue
            text = dump_yaml(data)
            files[path] = f"---\n{text}---\n" if path.endswith(".md") else text
    return files


def _table(data: Mapping[str, Any], index: int) -> str:
    """Return the lines of a CSV file; a day has one value of a metric, so each has its own."""
    (rows,) = data.values()
    for number, row in enumerate(rows):
        row["date"] = f"2026-{index + 1:02}-{number + 1:02}"
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


class _Entry:
    """Values for one entry of a kind, each as its schema asks for it."""

    def __init__(self, kind: Kind, index: int, *, refused: bool = False) -> None:
        self._kind = kind
        self._index = index
        self._refused = refused
        self._texts = 0
        self._references = 0
        self._parts = 0

    def value(self, schema: Mapping[str, Any], name: str = "") -> Any:
        """Return a value that a schema accepts, an attack if it may be one."""
        if name in _FIXED and (name != "status" or "active" in schema.get("enum", ())):
            return _FIXED[name]
        if "enum" in schema:
            return schema["enum"][self._index % len(schema["enum"])]
        wanted = schema.get("type")
        if wanted == "object":
            properties = schema.get("properties", {})
            if name in _KEYS:
                properties = dict.fromkeys(_KEYS[name], schema["additionalProperties"])
            named = schema.get("additionalProperties")
            if name not in _KEYS and isinstance(named, Mapping) and named.get("type") == "object":
                return {f"{name}-{index}": self.value(named) for index in range(2)}
            return {
                inner: self.value(found, inner)
                for inner, found in properties.items()
                if inner not in _ABSENT and not (inner == _ABOVE and self._index >= _HIGHEST)
            }
        if wanted == "array":
            items = schema["items"]
            alike = "refersTo" in items or "enum" in items or name in _SINGLE
            return [self.value(items, name) for _ in range(1 if alike else 2)]
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
        if name == _ABOVE:
            return f"{self._kind.name}-{self._index + 1}"
        if "refersTo" in schema:
            return self._reference(schema["refersTo"])
        if self._kind.name == "meetings" and name in {"first", "last"}:
            years = timedelta(days=7 * 52 * (name == "last"))
            return (_FIRST_MONDAY + timedelta(days=self._index % 7) + years).isoformat()
        if "format" in schema:
            return _NAMED.get(name) or _FORMATS[schema["format"]]
        if schema.get("pattern") == _ID:
            return self._part(name)
        if "pattern" in schema:
            text = _PATTERNS[schema["pattern"]]
            return f"{self._index + 1:03}" if text == _FIRST else text
        # No two texts are alike: names and items of lists have to differ.
        self._texts += 1
        mark = f" {self._kind.name[:3]}{self._index}.{self._texts}"
        if "maxLength" in schema:
            return TITLES[self._index] + mark
        return f"{LINKS[self._texts % len(LINKS)]} {LONG}{mark}"

    def _part(self, name: str) -> str:
        """Return the id of a part of an entry; other properties name its first part."""
        self._parts += name == "id"
        return f"part-{self._parts if name == 'id' else 1}"

    def _reference(self, names: str | list[str]) -> str:
        """Return an entry's id, each time another, or the address of a document elsewhere."""
        self._references += 1
        wanted = [names] if isinstance(names, str) else names
        documents = any("*" in kinds()[name].files for name in wanted)
        if self._index == ENTRIES - 1 and (documents or self._refused):
            return f"{ADDRESS}{self._references}"
        name = wanted[self._index % len(wanted)]
        return f"{name}-{(self._index + self._references) % (ENTRIES - 1)}"


class Prose(NamedTuple):
    """Attacks as they are written in the text of a document, on one line, and as blocks."""

    words: str
    blocks: str


def passing() -> Prose:
    """Return attacks that the checks let pass: as code, as entities, behind backslashes."""
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
    """Return a diagram whose every label is an attack."""
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


def raw() -> Prose:
    """Return attacks that the checks refuse: HTML, and links that run."""
    links = " ".join(f"[press](<{link}>)" for link in LINKS if "\t" not in link)
    pictures = " ".join(f"![press](<{link}>)" for link in LINKS if "\t" not in link)
    named = "\n".join(f"[n{index}]: <{link}>" for index, link in enumerate(LINKS))
    uses = " ".join(f"[press][n{index}]" for index in range(len(LINKS)))
    blocks = "\n\n".join((f"<div>\n{LONG}\n</div>", LONG, f"> {LONG}", uses, named))
    return Prose(f"{LONG} {links} {pictures}", blocks)


def written_as_text(prose: Prose) -> dict[str, str]:
    """Return procedures, meetings and templates, by path, written as people write them."""
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


def page_of_docs(*, html: bool, more: str = "") -> str:
    """Return a page of docs/ that is not a template, whatever it says; with or without HTML."""
    front = f"title: {json.dumps(TITLES[0])}\ndescription: {json.dumps(LONG)}\n{more}"
    entities = LONG.replace("&", "&amp;").replace("<", "&lt;").replace("[", "&#91;")
    words, blocks = raw() if html else (entities, f"```\n{LONG}\n```\n\n{_diagram()}")
    return f"---\n{front}---\n\n# {PRODUCT} {COMMAND}\n\n{words}\n\n{_headings()}{blocks}\n"


def odd_register() -> dict[str, str]:
    """Return a register whose schema is an attack too: its names, its choices, its properties."""
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
