"""Hostile files are refused at a place, in time proportional to their size."""

# ruff: noqa: E501 - each message is asserted in full, on one line

import time
from pathlib import Path

import pytest

from handbook.load import load
from tests.core.playbook import FRONT, PLAYBOOK
from tests.support.handbooks import REPOSITORY, procedure, write_handbook

YAML = "data/tools.yaml"
SOP = "sops/operations/ordering.md"
STEPS = f"{FRONT}\nKeep it.\n\n## Steps\n\n### A\n\n- b\n\n"


def faults_of(root: Path, path: str, content: str | bytes) -> list[str]:
    """Return the faults of one file in an otherwise valid handbook."""
    write_handbook(root, {})
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return [f"{fault.place}: {fault.message} [{fault.code}]" for fault in load(root).faults]


LAUGHS = "".join(
    f"a{depth}: &a{depth} [{', '.join([f'*a{depth - 1}'] * 9) if depth else 'ha'}]\n"
    for depth in range(30)
)
ENTITIES = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]>\n\n&b;\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (LAUGHS, "1:5: anchor '&a0' is not allowed; quote it if it is text [unsafe-yaml]"),
        ("a: !!python/object/apply:os.system ['id']\n", "1:4: a tag ('!') is not allowed; quote it if it is text [unsafe-yaml]"),
        ("a: !!python/object/new:type {args: [x]}\n", "1:4: a tag ('!') is not allowed; quote it if it is text [unsafe-yaml]"),
        ("!!python/module:os {}\n", "1:1: a tag ('!') is not allowed; quote it if it is text [unsafe-yaml]"),
        ("%TAG ! tag:yaml.org,2002:python/\n---\na: !name:os.system x\n", "3:4: a tag ('!') is not allowed; quote it if it is text [unsafe-yaml]"),
        ("a: {x: 1}\nb:\n  <<: {title: B}\n", "3:3: merge key '<<' is not allowed; write the keys out [unsafe-yaml]"),
        ("a: 1\n---\nb: 2\n", "2:1: a second document starts here; a file may contain only one [unsafe-yaml]"),
        ("a: " + "[" * 300_000, "1:43: nested deeper than 40 levels [unsafe-yaml]"),
        ("a: " + '{"b": ' * 100_000, "1:238: nested deeper than 40 levels [unsafe-yaml]"),
        ("- " * 400_000, "1:81: nested deeper than 40 levels [unsafe-yaml]"),
        ("a: " + "9" * 5000, "1:4: this number is too long; quote it if it is text [unsafe-yaml]"),
        ("a: 1e999\n", "1:4: number 1e999 is too large; quote it if it is text [unsafe-yaml]"),
        ('a: "\\0"\n', "1:4: character U+0000 cannot be printed; remove it [unsafe-yaml]"),
        ("a: \x00\n", "1:4: character U+0000 cannot be printed; remove it [unreadable-file]"),
        ("a: \x1b]0;owned\x07\n", "1:4: character U+001B cannot be printed; remove it [unreadable-file]"),
        ("a: b\u2028c: d\n", "1:5: character U+2028 cannot be printed; remove it [unreadable-file]"),
        (b"a: \xff\xfe\n", "1:4: byte 0xff is not UTF-8; save the file as UTF-8 [unreadable-file]"),
        ("a: 1\n".encode("utf-16"), "1:1: byte 0xff is not UTF-8; save the file as UTF-8 [unreadable-file]"),
        ("a: 'b" + "x" * 999_990, "1:4: not YAML: this quote is never closed [yaml-syntax]"),
        ("a" * 1_000_001, "1:1: is larger than 1,000,000 bytes; split it [unreadable-file]"),
        ("a: 1\n" * 250_000, "1:1: is larger than 1,000,000 bytes; split it [unreadable-file]"),
    ],
)  # fmt: skip
def test_a_hostile_register_is_refused(tmp_path: Path, content: str | bytes, message: str) -> None:
    assert faults_of(tmp_path, YAML, content) == [f"{YAML}:{message}"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_byte_order_marks_and_line_ends_do_not_move_places(
    tmp_path: Path, mark: str, end: str
) -> None:
    text = f"{mark}slack:\n  title: Slack\n  titel: x\n  title: y\n"

    assert faults_of(tmp_path, YAML, text.replace("\n", end)) == [
        f"{YAML}:4:3: key 'title' is already on line 2 [duplicate-key]"
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_playbook_is_read_from_any_editor(tmp_path: Path, mark: str, end: str) -> None:
    assert faults_of(tmp_path, SOP, (mark + PLAYBOOK).replace("\n", end)) == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("---\n" + LAUGHS + "---\n", "2:5: anchor '&a0' is not allowed; quote it if it is text [unsafe-yaml]"),
        ("---\ntitle: !!python/name:os.system\n---\n", "2:8: a tag ('!') is not allowed; quote it if it is text [unsafe-yaml]"),
        ("---\ntitle: x\n", "1:1: front matter is not closed: put '---' on a line of its own after the keys [missing-front-matter]"),
        ("---\n" + "a: b\n" * 100_000, "1:1: front matter is not closed: put '---' on a line of its own after the keys [missing-front-matter]"),
        ("---\n" + "[" * 100_000 + "\n---\n", "2:41: nested deeper than 40 levels [unsafe-yaml]"),
        (STEPS + "> " * 100_000, "16:79: nested deeper than 40 levels [too-deep]"),
        (STEPS + "- " * 100_000 + "a", "16:39: nested deeper than 40 levels [too-deep]"),
        (STEPS + "*" * 100_000 + "a" + "*" * 100_000, "16:77: nested deeper than 40 levels [too-deep]"),
        (STEPS + "\x00", "16:1: character U+0000 cannot be printed; remove it [unreadable-file]"),
        (STEPS + "x" * 1_000_000, "1:1: is larger than 1,000,000 bytes; split it [unreadable-file]"),
    ],
)  # fmt: skip
def test_a_hostile_procedure_is_refused(tmp_path: Path, content: str, message: str) -> None:
    assert faults_of(tmp_path, SOP, content) == [f"{SOP}:{message}"]


@pytest.mark.parametrize(
    "text",
    [
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{% raw %}{{ config }}{% endraw %}",
        "<script>alert(1)</script>",
        "[a](javascript:alert(1))",
        "&#27;[31m",
        ENTITIES,
        "__proto__",
        "../../../etc/passwd",
        "\u202egnp.exe",
        "= 1 + 1",
    ],
)
def test_hostile_text_in_other_fields_is_plain_text(tmp_path: Path, text: str) -> None:
    root = write_handbook(tmp_path, {SOP: procedure(steps=f"### A\n\n- b\n\n{text}\n")})

    sop = load(root).handbook.sops["ordering"]
    notes = sop.steps[0].actions[0].notes

    assert notes is not None
    assert "<script" not in notes.html
    assert "javascript:" not in notes.html
    assert notes.text.replace("\n", "").isprintable() or "\u202e" in text


def test_a_title_is_never_markup(tmp_path: Path) -> None:
    title = "'\"><img src=x onerror=alert(1)>'"
    root = write_handbook(tmp_path, {SOP: procedure(title, steps="### <b>A</b>\n\n- c\n")})

    sop = load(root).handbook.sops["ordering"]

    # Plain text: the code that renders it as HTML escapes it.
    assert (sop.title, sop.steps[0].title) == ('"><img src=x onerror=alert(1)>', "<b>A</b>")
    assert sop.steps[0].anchor == "bab"


def test_a_python_attribute_is_an_ordinary_unknown_key(tmp_path: Path) -> None:
    assert faults_of(
        tmp_path, "data/roles.yaml", "coo: {title: COO, __class__: x, __init__: y}\n"
    ) == [
        "data/roles.yaml:1:19: role 'coo' has an unknown key: '__class__'; known here: title, aliases, status, description, area, reportsTo, responsibilities, kpis, headCount, holders, team, vacant [unknown-key]",
        "data/roles.yaml:1:33: role 'coo' has an unknown key: '__init__'; known here: title, aliases, status, description, area, reportsTo, responsibilities, kpis, headCount, holders, team, vacant [unknown-key]",
    ]


# --- time: a tenth of the size limit, in every shape that was ever slow

SIZE = 100_000
SHAPES = {
    "notes": (SOP, STEPS, "b\n\n"),
    "steps": (SOP, STEPS, "### A\n\n- b\n\n"),
    "same-headings": (SOP, STEPS, "## b\n\n"),
    "misspelt-headings": (SOP, STEPS, "## Stepz\n\n"),
    "items": (SOP, STEPS, "- b\n"),
    "details": (SOP, STEPS, "  - b\n"),
    "labels": (SOP, STEPS, "**Onwer:** b\n"),
    "labels-on-one-line": (SOP, f"{STEPS}**Owner:** b", " · **Owner:** b"),
    "commas": (SOP, f"{STEPS}**Outputs:** a", ", a"),
    "open-brackets-and-commas": (SOP, f"{STEPS}**Outputs:** a", "(,"),
    "rows": (SOP, f"{STEPS}## Changes\n\n| Date | Change |\n|---|---|\n", "| 2026-01 | b |\n"),
    "columns": (SOP, f"{STEPS}## Changes\n\n", "| Dat "),
    "spaces": (SOP, f"{STEPS}- a", " "),
    "spaces-in-a-heading": (SOP, f"{STEPS}### a", " "),
    "brackets-in-a-heading": (SOP, f"{STEPS}### a", "("),
    "digits-in-a-bracket": (SOP, f"{STEPS}### a (", "1 "),
    "comments": (SOP, STEPS, "<!-- b -->\n"),
    "open-comments": (SOP, STEPS, "<!-- b\n"),
    "wide-characters": (SOP, STEPS, "é😀 "),
    "links": (SOP, STEPS, "[b](c) "),
    "links-to-entries": (SOP, f"{STEPS}## Related\n\n", "- [b](../c/d.md)\n"),
    "long-title": (SOP, "---\ntitle: ", "x"),
    "long-interval": (SOP, "---\nreview: every ", "1 "),
    "target-of-spaces": ("data/metrics.yaml", "a: {title: A, target: '> ", " "),
    "address-of-letters": ("data/processes.yaml", "a: {title: A, keptAt: 'https://", "a"),
    "keys": ("data/roles.yaml", "coo: {title: A", ", k: 1"),
    "nothing-in-a-list": ("data/roles.yaml", "coo: {title: A, holders: [a", ", ~"),
}


@pytest.mark.parametrize("name", SHAPES)
def test_no_shape_of_file_takes_more_than_seconds(tmp_path: Path, name: str) -> None:
    path, start, unit = SHAPES[name]
    root = write_handbook(tmp_path, {path: start + unit * ((SIZE - len(start)) // len(unit))})
    begin = time.process_time()

    load(root)

    assert time.process_time() - begin < 15


@pytest.mark.parametrize("body", [f"## a{' ' * SIZE}b\n", "[^1]\n" * SIZE], ids=["spaces", "notes"])
def test_lookalike_markers_take_no_more_than_seconds(tmp_path: Path, body: str) -> None:
    root = write_handbook(tmp_path, {"docs/a.md": body, SOP: STEPS + body})
    begin = time.process_time()

    load(root)

    assert time.process_time() - begin < 15


def test_many_unknown_keys_take_no_more_than_seconds(tmp_path: Path) -> None:
    keys = "".join(f"  key{number}: 1\n" for number in range(5_000))
    root = write_handbook(tmp_path, {"data/roles.yaml": f"coo:\n  title: A\n{keys}"})
    begin = time.process_time()

    faults = load(root).faults

    assert len(faults) == 5_000
    assert time.process_time() - begin < 15


def test_reading_changes_no_file(tmp_path: Path) -> None:
    root = write_handbook(tmp_path, {SOP: PLAYBOOK, YAML: "["})
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}

    load(root)

    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_reading_twice_gives_the_same_result(tmp_path: Path) -> None:
    files = {SOP: procedure(owner="Nobody"), "data/roles.yaml": "coo: {titel: A}\n"}
    root = write_handbook(tmp_path, files)

    first, second = load(root), load(root)

    assert first.faults == second.faults
    assert repr(first.handbook.registers) == repr(second.handbook.registers)
    assert load(REPOSITORY).faults == load(REPOSITORY).faults
