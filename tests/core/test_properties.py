"""No bytes make loading raise an exception, and every diagnostic has a place in its file."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from handbook.diagnostics import Diagnostic
from handbook.load import load
from tests.core.kinds import KINDS, diagnostics, path_of, read
from tests.core.playbook import FRONT, PLAYBOOK
from tests.core.yaml_texts import routes
from tests.support.handbooks import REPOSITORY, procedure, write_handbook

ROUNDS = 2_500
# Tokens with a meaning in YAML and Markdown, and characters inserted by mistake.
SIGNS = [
    *"ab019 \n\n\t-:#*_`[](){}<>|&!?%@\\'\",.;=+~^/$·•–é語😀",
    *("\r", "\r\n", "\ufeff", "\x00", "\x1b", "\x85", "\u2028", "\ud7ff", "\U0010ffff"),
    *("---\n", "...\n", "- ", "1. ", "  ", "\n\n", "> ", "> [!NOTE]\n", "```\n", "    ", "- [x] "),
    *("| a | b |\n|---|---|\n", "| Date | Change |\n|-|-|\n", "<b>", "<!--", "-->"),
    *("[a](b)", "![", "]("),
    *("# ", "## Steps\n", "## Scope\n", "## Metrics\n", "## Related\n", "## Changes\n", "### A\n"),
    *("## Exceptions\n", "## Agenda\n", "## Overview\n", "#### Actions\n", "(day 1-2)", "(5 min)"),
    *("**Owner:** ", "**When:** ", "**Tools:**", "**Actions:**\n", "**Outputs:** "),
    *("**Purpose:** x\n", "**Triggers:** y\n"),
    *("title: ", "owner: ", "steps: ", "scope: x\n", "tools: 5\n", "metrics: [1]\n", "text: a\n"),
    *("agenda: {}\n", "purpose:\n", "aliases: [", "review: every 3 months\n", "status: draft\n"),
    *("<<: ", "&a ", "*a ", "!!x ", "null", "true", "1e999", "9" * 50, "010"),
    *("[" * 50, "{a: " * 50),
]  # fmt: skip
FRONTS = [
    "---\n---\n",
    "---\ntitle: x\n---\n",
    "---\ntitle: x\nsteps: 4\n---\n",
    "---\ntitle: x\nscope: y\nagenda: 5\n---\n",
    "---\ntitle: x\ntools: y\nrelated: {}\n---\n",
    "---\ntext: [x]\nmetrics: [1, a]\nchanges: x\n---\n",
    FRONT,
]


def seeds(kind: str) -> list[bytes]:
    """Return valid texts of a kind: those of this repository and of the tests."""
    own = {"sops": [PLAYBOOK, procedure()]}.get(kind, [])
    files = sorted(REPOSITORY.glob(KINDS[kind].files))
    return [text.encode() for text in own] + [file.read_bytes() for file in files]


def anything(chance: random.Random, _: list[bytes]) -> bytes:
    """Return random bytes."""
    return chance.randbytes(chance.randrange(80))


def signs(chance: random.Random, _: list[bytes]) -> bytes:
    """Return meaningful tokens in random order."""
    return "".join(chance.choices(SIGNS, k=chance.randrange(100))).encode()


def below_a_front_matter(chance: random.Random, _: list[bytes]) -> bytes:
    """Return tokens below a front matter, which may repeat keys of the body."""
    return chance.choice(FRONTS).encode() + signs(chance, [])


def changed(chance: random.Random, known: list[bytes]) -> bytes:
    """Return a valid text with some parts deleted, duplicated, moved, overwritten or corrupted."""
    content = chance.choice(known)
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(content) + 1)
        end = min(len(content), start + chance.choice([1, 1, 2, 3, 8, 30, 100]))
        before, piece, after = content[:start], content[start:end], content[end:]
        new = "".join(chance.choices(SIGNS, k=chance.randint(1, 8))).encode()
        where = chance.randrange(len(content) + 1)
        content = chance.choice(
            [
                before + after,
                before + piece * chance.choice([2, 2, 3, 6]) + after,
                before + new + piece + after,
                before + new + after,
                before + chance.randbytes(1) + after,
                content[:where] + piece + content[where:],
            ]
        )
    return content


MAKERS: list[Callable[[random.Random, list[bytes]], bytes]] = [
    anything,
    signs,
    below_a_front_matter,
    changed,
    changed,
    changed,
]


def outside(content: bytes, fault: Diagnostic) -> bool:
    """Return whether a diagnostic is not on one line, or has a place outside its text."""
    text = content.decode("utf-8", "replace").removeprefix("\ufeff")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    place = fault.place
    within = 1 <= place.line <= len(lines) and 1 <= place.column <= len(lines[place.line - 1]) + 1
    return not within or place.length < 1 or not fault.message.isprintable()


@pytest.mark.parametrize("kind", ["sops", "meetings", "templates", "roles"])
def test_any_bytes_are_at_most_reported(kind: str) -> None:
    chance = random.Random(f"2026 {kind}")  # noqa: S311 - the same inputs in every run
    known = seeds(kind)
    valid = 0

    for _ in range(ROUNDS):
        content = chance.choice(MAKERS)(chance, known)
        faults = diagnostics(KINDS[kind], content, path_of(kind))
        valid += not faults
        assert [fault for fault in faults if outside(content, fault)] == [], content

    # Neither all rejected nor all accepted, so both paths through the code were covered.
    assert ROUNDS / 50 < valid < ROUNDS / 2


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "*" not in KINDS[kind].files])
def test_any_change_to_a_register_is_at_most_reported(kind: str) -> None:
    chance = random.Random(f"2026 {kind}")  # noqa: S311 - the same inputs in every run
    known = seeds(kind)

    for _ in range(100):
        content = changed(chance, known)
        faults = diagnostics(KINDS[kind], content, path_of(kind))
        assert [fault for fault in faults if outside(content, fault)] == [], content


def test_accepted_data_is_linked_and_built_into_records(tmp_path: Path) -> None:
    chance = random.Random("2026 load")  # noqa: S311 - the same inputs in every run
    root = write_handbook(tmp_path, {})
    known = {kind: seeds(kind) for kind in ("sops", "meetings", "metrics", "processes", "roles")}
    paths = {kind: path_of(kind) for kind in known}

    for _ in range(100):
        overlay = {
            path: changed(chance, known[kind]).decode("utf-8", "replace")
            for kind, path in paths.items()
        }
        handbook = load(root, overlay=overlay).handbook
        for records in (handbook.sops, handbook.meetings, handbook.metrics, handbook.processes):
            assert all(record.title for record in records.values())


def test_every_value_of_this_repository_has_its_own_place() -> None:
    for path, document in load(REPOSITORY).handbook.documents.items():
        assert routes(document.data) <= set(document.values), path


@pytest.mark.parametrize("kind", ["sops", "meetings", "templates", "roles"])
def test_every_accepted_value_has_its_own_place(kind: str) -> None:
    chance = random.Random(f"2027 {kind}")  # noqa: S311 - the same inputs in every run
    known = seeds(kind)

    for _ in range(200):
        document = read(kind, changed(chance, known).decode("utf-8", "replace"))
        if not document.faults:
            assert routes(document.data) <= set(document.values)
