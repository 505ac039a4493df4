"""A fingerprint changes with the meaning of an entry, and with nothing else."""

import hashlib
import json
from pathlib import Path

import pytest

from handbook.book import Handbook
from handbook.fingerprint import citations, fingerprint
from handbook.load import load
from tests.support.handbooks import write_handbook

SOP = """\
---
title: Ordering supplies
process: ordering
owner: COO
review: every 3 months
version: "1.0"
tools: [Slack]
---

Keep the office stocked.

## Background

Some *words* on it.

## Steps

### Count (day 1)

**Owner:** COO · **Tools:** Slack

1. Note what runs out
   - paper

   > [!NOTE]
   > Look twice.

2. Add it up

**Outputs:** list, total

### Order

1. Send it

## Metrics

- Errors

## Changes

| Date | Change |
|---|---|
| 2026-01-05 | Written |
"""
FILES = {
    "data/roles.yaml": """\
coo:
  title: COO
  aliases: [Chief Operating Officer]
  responsibilities: [stock]
  holders: [Ada]
clerk: {title: Clerk}
""",
    "data/processes.yaml": "ordering: {title: Ordering, owner: COO, area: operations}\n",
    "data/tools.yaml": (
        "slack: {title: Slack, aliases: [the chat], category: Communication,"
        " purpose: Talk, owner: coo, cost: variable}\n"
    ),
    "data/metrics.yaml": "errors: {title: Errors, category: Quality, target: < 1%}\n",
}
PATH = "sops/operations/ordering.md"


def handbook(root: Path, sop: str = SOP, **changes: tuple[str, str]) -> Handbook:
    """Return the handbook with a procedure, and with a text replaced in the files of some kinds."""
    files = {**FILES, PATH: sop}
    for kind, (old, new) in changes.items():
        path = f"data/{kind}.yaml"
        assert old in files[path]
        files[path] = files[path].replace(old, new)
    return load(write_handbook(root, files)).handbook


def digest(root: Path, sop: str = SOP, **changes: tuple[str, str]) -> str:
    found = handbook(root, sop, **changes)
    return fingerprint(found, found.sops["ordering"].entry)


# Texts with whitespace and characters that JSON escapes.
_ODD = (
    "a b",
    "a  b",
    " a",
    "a ",
    'say "yes" now',
    '"a"',
    'a "',
    "a\nb",
    "a\n b",
    "a\n",
    "\na",
    "a\tb",
    "a\\b",
    "a\\nb",
    'a\\" b',
    "a\u00a0b",
    "a\u2003b",
)


def test_a_fingerprint_is_sixteen_hexadecimal_digits(tmp_path: Path) -> None:
    found = digest(tmp_path)

    assert len(found) == 16
    assert int(found, 16) >= 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("owner: COO\n", "owner: coo\n"),
        ("owner: COO\n", "owner: chief operating OFFICER\n"),
        ("owner: COO\n", "owner: '  COO '\n"),
        ("tools: [Slack]", "tools: [the chat]"),
        ("process: ordering", "process: Ordering"),
        (
            "**Owner:** COO · **Tools:** Slack",
            "**Tools:** slack\n**Owner:** Chief Operating Officer",
        ),
        ("**Owner:** COO · **Tools:** Slack", "- **Owner:** COO\n- **Tools**: Slack"),
        ("- Errors", "- [errors](../../data/metrics.yaml#errors)"),
        ("- Errors", "| Metric | Target |\n|---|---|\n| Errors | < 5% |"),
        ('version: "1.0"', 'version: "2.0"'),
        ('version: "1.0"\n', ""),
        ("| 2026-01-05 | Written |", "| 2026-02-05 | Reworded |"),
        ("title: Ordering supplies", "aliases: [Restocking]\ntitle: Ordering supplies"),
        (
            "title: Ordering supplies\nprocess: ordering",
            "process: ordering\ntitle: Ordering supplies",
        ),
        ("Keep the office stocked.", "Keep the\noffice   stocked."),
        ("Some *words* on it.", "Some\n*words*\non it."),
        ("2. Add", "2.   Add"),
        ("1. Send it", "- Send it"),
        ("1. Send it", "1) Send it"),
        ("1. Send it", "- [ ] Send it"),
        ("### Count (day 1)", "### Step 1: Count (day 1)"),
        ("### Count (day 1)\n", "### Count\n\n**When:** day 1\n"),
        ("**Outputs:** list, total", "**Outputs:**\n\n- list\n- total"),
        ("## Steps", "## Process steps"),
        ("## Background", "<!-- to do -->\n\n## Background"),
        ("\n", "\r\n"),
    ],
)
def test_changes_without_meaning_do_not_change_it(tmp_path: Path, old: str, new: str) -> None:
    assert old in SOP

    assert digest(tmp_path / "a", SOP.replace(old, new)) == digest(tmp_path / "b")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("owner: COO\n", "owner: Clerk\n"),
        ("owner: COO\n", "owner: Nobody known\n"),
        ("review: every 3 months", "review: every 6 months"),
        ("tools: [Slack]", "tools: []"),
        ("title: Ordering supplies", "title: Ordering"),
        ("title: Ordering supplies", "title: Ordering supplies\nstatus: draft"),
        ("title: Ordering supplies", "title: Ordering supplies\nbackup: Clerk"),
        ("Keep the office stocked.", "Keep the office tidy."),
        ("Some *words* on it.", "Other *words* on it."),
        ("## Background", "## History"),
        ("## Background\n\nSome *words* on it.\n\n", ""),
        ("### Count (day 1)", "### Count (day 2)"),
        ("### Count (day 1)", "### Count"),
        ("### Count (day 1)", "### Count it (day 1)"),
        ("**Owner:** COO ·", "**Owner:** Clerk ·"),
        ("1. Note what runs out", "1. Note what ran out"),
        ("   - paper", "   - ink"),
        ("   - paper\n", "   - paper\n   - ink\n"),
        ("> Look twice.", "> Look once."),
        ("2. Add it up\n", ""),
        ("2. Add it up", "2. Add it up\n3. Add it again"),
        ("list, total", "total, list"),
        ("- Errors", "- Others"),
        ("## Metrics\n\n- Errors\n\n", ""),
    ],
)
def test_changes_of_meaning_change_it(tmp_path: Path, old: str, new: str) -> None:
    assert old in SOP

    assert digest(tmp_path / "a", SOP.replace(old, new)) != digest(tmp_path / "b")


def test_the_order_of_steps_matters(tmp_path: Path) -> None:
    start = SOP.index("### Count")
    middle, end = SOP.index("### Order"), SOP.index("## Metrics")
    turned = SOP[:start] + SOP[middle:end] + SOP[start:middle] + SOP[end:]

    assert digest(tmp_path / "a", turned) != digest(tmp_path / "b")


def test_cited_entries_are_not_part_of_an_entry(tmp_path: Path) -> None:
    changed = digest(tmp_path / "a", tools=("purpose: Talk", "purpose: Shout"))

    assert changed == digest(tmp_path / "b")


# --- citations


def test_every_citation_has_its_own_fingerprint(tmp_path: Path) -> None:
    found = handbook(tmp_path)
    sop = found.sops["ordering"].entry

    assert list(citations(found, sop)) == [
        "metrics/errors",
        "processes/ordering",
        "roles/coo",
        "tools/slack",
    ]
    assert citations(found, sop)["roles/coo"] == fingerprint(found, found.roles["coo"].entry)


def test_a_procedure_that_cites_itself_is_not_among_its_citations(tmp_path: Path) -> None:
    found = handbook(tmp_path, SOP + "\n## Related\n\n- Ordering supplies\n")

    assert "sops/ordering" not in citations(found, found.sops["ordering"].entry)
    assert "processes/ordering" in citations(found, found.sops["ordering"].entry)


@pytest.mark.parametrize(
    ("change", "same"),
    [
        (("holders: [Ada]", "holders: [Bo]"), True),
        (("aliases: [Chief Operating Officer]", "aliases: [Boss]"), True),
        (("  holders: [Ada]\n", "  vacant: true\n"), True),
        (("[stock]", "[stock, ink]"), False),
        (("title: COO\n", "title: COO\n  description: Decides.\n"), False),
        (("title: COO\n", "title: COO\n  status: retired\n"), False),
        (("title: COO\n", "title: COO\n  reportsTo: clerk\n"), False),
    ],
)
def test_only_changes_of_meaning_in_a_cited_role_count(
    tmp_path: Path, change: tuple[str, str], same: bool
) -> None:
    before, after = handbook(tmp_path / "a"), handbook(tmp_path / "b", roles=change)

    unchanged = fingerprint(before, before.roles["coo"].entry) == fingerprint(
        after, after.roles["coo"].entry
    )

    assert unchanged is same


@pytest.mark.parametrize("first", _ODD)
def test_it_is_the_digest_of_the_normative_content(first: str, tmp_path: Path) -> None:
    roles = {
        f"r{number}": {"title": f"R{number}", "description": first, "aliases": [second, "plain"]}
        for number, second in enumerate(_ODD)
    }
    root = write_handbook(tmp_path, {"data/roles.yaml": json.dumps(roles)})
    handbook = load(root).handbook

    assert handbook.roles.keys() == roles.keys()
    for role in handbook.roles.values():
        data = handbook.kinds["roles"].meaning(role.entry.data)
        content = {"data": data, "sections": []}
        written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        expected = hashlib.sha256(written.encode()).hexdigest()[:16]
        assert data["description"] == " ".join(first.split())
        assert fingerprint(handbook, role.entry) == expected
