"""Registers are printed with everything their entries say."""

import json
from pathlib import Path

from tests.support.handbooks import write_handbook
from tests.support.pdfs import everything, printed, without_breaks

RULES = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "rules.json",
    "title": "House rules",
    "description": "What everyone keeps to.",
    "entry": "house rule",
    "files": "data/rules/*.md",
    "type": "object",
    "properties": {
        "title": {"$ref": "common.json#/$defs/title"},
        "status": {"$ref": "common.json#/$defs/status"},
    },
    "required": ["title"],
    "additionalProperties": False,
}


def test_a_draft_in_a_table_is_marked(tmp_path: Path) -> None:
    tools = "{0}: {{title: {0}, category: Finance, purpose: Counts, status: {1}}}\n"
    text = tools.format("abacus", "draft") + tools.format("till", "active")
    write_handbook(tmp_path, {"data/tools.yaml": text})

    sheets, _ = printed(everything(tmp_path))

    assert "abacusDraft" in sheets.words
    assert "tillDraft" not in sheets.words


def test_the_sections_of_a_document_are_printed(tmp_path: Path) -> None:
    write_handbook(tmp_path, {})
    files = {
        "data/schemas/rules.json": json.dumps(RULES),
        "data/rules/quiet.md": "---\ntitle: Quiet\n---\n\n## At night\n\nNobody **shouts**.\n",
    }
    write_handbook(tmp_path, files, base=False)

    sheets, _ = printed(everything(tmp_path))

    assert without_breaks("At night Nobody shouts.") in sheets.words


def test_a_draft_printed_with_its_sections_is_marked(tmp_path: Path) -> None:
    write_handbook(tmp_path, {})
    files = {
        "data/schemas/rules.json": json.dumps(RULES),
        "data/rules/quiet.md": "---\ntitle: Quiet\nstatus: draft\n---\n\n## At night\n\nHush.\n",
        "data/rules/tidy.md": "---\ntitle: Tidy\n---\n\n## At noon\n\nSweep.\n",
    }
    write_handbook(tmp_path, files, base=False)

    sheets, _ = printed(everything(tmp_path))

    assert "QuietDraftAtnight" in sheets.words
    assert "TidyAtnoon" in sheets.words


def test_a_link_to_a_heading_stays_in_its_document(tmp_path: Path) -> None:
    lines = "".join(f"{number}. A reason\n" for number in range(1, 80))
    text = f"## Why\n\n### Reasons\n\n{lines}\nSee [all](#reasons).\n"
    write_handbook(tmp_path, {})
    files = {f"data/rules/{name}.md": f"---\ntitle: {name}\n---\n\n{text}" for name in ("a", "b")}
    rules = {"data/schemas/rules.json": json.dumps(RULES)}
    write_handbook(tmp_path, {**rules, **files}, base=False)

    sheets, made = printed(everything(tmp_path))

    first, second = (n for n, body in enumerate(sheets.pages, 1) if "\nReasons\n" in body)
    assert [link.to for link in sheets.links if link.page > first] == [first, second]
    assert made.accessible
