"""`handbook diff` summarises changes and ignores differences without meaning."""

import json
from pathlib import Path

import pytest

from tests.support.commands import run, run_on_terminal, said
from tests.support.handbooks import procedure, review, write_handbook
from tests.support.history import Repository, repository

PATH = "sops/operations/supplies.md"
UNCOMMITTED = "includes uncommitted changes in 1 file\n"
_STEPS = (
    "### Count the stock\n\n**Owner:** COO · **When:** day 1\n\n1. Note what runs out\n"
    "2. Ask the teams\n\n### Order\n\n1. Send the order\n"
)
_FILES = {
    PATH: procedure(steps=_STEPS, after="## Metrics\n\n- Uptime\n"),
    "data/metrics.yaml": "uptime:\n  title: Uptime\n  category: Reliability\n  target: 99.9%\n"
    "  owner: coo\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a committed handbook with a procedure that was reviewed, and a metric it cites."""
    made = repository(tmp_path, _FILES)
    review(tmp_path, "supplies", "2026-11-02")
    made.commit_all()
    return tmp_path


def _edit(root: Path, path: str, *changes: tuple[str, str]) -> None:
    text = (root / path).read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (root / path).write_text(text)


def _output(root: Path) -> str:
    commit = Repository(root).git("rev-parse", "--short", "main")
    code, out, remarked = said(run(root, "diff", "main"))
    assert (code, remarked) == (0, UNCOMMITTED)
    return out.replace(commit, "COMMIT")


def test_whitespace_and_spellings_of_a_name_are_not_changes(root: Path) -> None:
    _edit(root, PATH, ("\n\n### Order", "\n\n\n\n### Order"), ("**Owner:** COO", "**Owner:** coo"))

    assert _output(root) == "### No changes since main (COMMIT)\n"


def test_a_procedure_is_compared_step_by_step(root: Path) -> None:
    _edit(
        root,
        PATH,
        ("**When:** day 1", "**When:** day 2"),
        ("1. Note what runs out", "1. Note what has run out"),
        ("2. Ask the teams\n", ""),
        ("1. Send the order\n", "1. Send the order\n\n### Store\n\n1. Put it away\n"),
    )

    assert _output(root) == (
        "### 1 entry (1 changed) since main (COMMIT)\n"
        "\n"
        "#### Procedures\n"
        "\n"
        "- **Ordering supplies**, changed (sops/operations/supplies.md)\n"
        "  - step 'Count the stock': when: day 1 → day 2\n"
        "  - step 'Count the stock': action removed: Ask the teams\n"
        "  - step 'Count the stock': action 'Note what has run out': text: "
        "Note what runs out → Note what has run out\n"
        "  - step added: Store\n"
        "  - Review: the review of 2026-11-02 is no longer valid; review it again\n"
        "\n"
        "#### Who must review\n"
        "\n"
        "- COO decides on Ordering supplies (owns it)\n"
        "\n"
        "#### Who performs it\n"
        "\n"
        "- COO performs Ordering supplies (has a part in step 'Count the stock')\n"
        "\n"
        "#### Training to repeat\n"
        "\n"
        "- Ordering supplies: COO needs retraining; no training covers it\n"
    )


def test_a_review_that_decided_on_retirement_is_not_still_valid(root: Path) -> None:
    _edit(root, "data/reviews/supplies.yaml", ("outcome: unchanged", "outcome: retire"))
    Repository(root).commit_all()
    _edit(root, PATH, ("1. Note what runs out", "1. Note what has run out"))

    assert "  - Review: the review of 2026-11-02 decided to retire it\n" in _output(root)


def test_a_changed_target_shows_what_cites_it(root: Path) -> None:
    _edit(root, "data/metrics.yaml", ("99.9%", "99.95%"))

    assert _output(root) == (
        "### 1 entry (1 changed) since main (COMMIT)\n"
        "\n"
        "#### Registers\n"
        "\n"
        "- metric **Uptime**, changed (data/metrics.yaml)\n"
        "  - target: 99.9% → 99.95%\n"
        "  - Affects procedures: Ordering supplies\n"
        "\n"
        "#### Reviews of other procedures\n"
        "\n"
        "- Ordering supplies: the review of 2026-11-02 is no longer valid; cited entries "
        "changed: Uptime\n"
        "\n"
        "#### Who must review\n"
        "\n"
        "- COO decides on Uptime (owns it)\n"
    )


def test_named_items_are_shown_by_name(root: Path) -> None:
    template = "---\ntitle: Notes\npurpose: Keep it.\nfor: document\n{}---\n\n# Notes\n\nOf {}\n"
    log = "improvement-001:\n  title: Speed\n  number: '001'\n  category: operations\n"
    log += "  priority: high\n  state: planned\n"
    path, improvements = "data/templates/notes.md", "data/improvements.yaml"
    files = {path: template.format("", "today."), improvements: log}
    write_handbook(root, files, base=False)
    Repository(root).commit_all()
    blanks = "placeholders:\n  Day: {description: When.}\n  Clerk: {description: Who.}\n"
    text = template.format(blanks, "[Day] by [Clerk]")
    files = {path: text, improvements: f"{log}  scores: {{impact: 4, effort: 2}}\n"}
    write_handbook(root, files, base=False)

    output = said(run(root, "diff", "main"))[1]

    assert "  - placeholders added: Day, Clerk\n" in output
    assert "  - scores added: impact 4, effort 2\n" in output


@pytest.mark.parametrize("staged", [True, False])
def test_new_removed_retired_and_renamed_entries_are_distinguished(
    root: Path, staged: bool
) -> None:
    if staged:
        Repository(root).git("mv", PATH, "sops/operations/ordering.md")
    else:
        (root / PATH).rename(root / "sops/operations/ordering.md")
    (root / "sops/operations/paper.md").write_text(procedure("Ordering paper"))
    (root / "data/metrics.yaml").unlink()

    found = json.loads(said(run(root, "diff", "main", "--format", "json"))[1])["changed"]

    assert [(one["kind"], one["id"], one["how"], one["was"]) for one in found] == [
        ("sops", "ordering", "changed", "supplies"),
        ("sops", "paper", "added", None),
        ("metrics", "uptime", "removed", None),
    ]


def test_a_retired_procedure_is_shown_as_retired(root: Path) -> None:
    _edit(root, PATH, ("title: Ordering supplies\n", "title: Ordering supplies\nstatus: retired\n"))

    output = _output(root)

    assert "- **Ordering supplies**, retired (sops/operations/supplies.md)" in output
    assert "Review:" not in output
    assert "Training" not in output


def test_a_removal_must_be_agreed_by_the_responsible_role(root: Path) -> None:
    (root / PATH).unlink()

    output = _output(root)

    assert "- **Ordering supplies**, removed (sops/operations/supplies.md)" in output
    assert "- COO decides on Ordering supplies (owns it)" in output


def test_entries_with_the_same_title_are_shown_with_their_kinds(root: Path) -> None:
    process = "supplies:\n  title: Ordering supplies\n  owner: coo\n  area: operations\n"
    write_handbook(root, {"data/processes.yaml": process}, base=False)
    _edit(root, PATH, ("Ask the teams", "Ask all teams"))

    out = said(run(root, "diff", "main"))[1]

    output = "procedure Ordering supplies (owns it), process Ordering supplies (owns it)"
    assert f"- COO decides on {output}\n" in out


def test_the_previous_decider_must_agree_to_a_new_owner(root: Path) -> None:
    _edit(root, "data/roles.yaml", ("coo:\n", "cto:\n  title: CTO\n  area: operations\ncoo:\n"))
    _edit(root, PATH, ("owner: COO", "owner: CTO"))

    assert (
        "#### Who must review\n"
        "\n"
        "- COO must agree to Ordering supplies (leads Operations)\n"
        "- CTO decides on Ordering supplies (owns it)\n"
    ) in said(run(root, "diff", "main"))[1]


def test_a_second_review_of_a_text_with_empty_brackets_is_shown(root: Path) -> None:
    _edit(root, PATH, ("Note what runs out", 'Call count() and read ""'))
    review(root, "supplies", "2026-11-02")
    Repository(root).commit_all()
    review(root, "supplies", "2026-11-02", "2026-11-20")

    code, out, _ = said(run(root, "diff", "HEAD", "--today", "2026-11-21"))

    assert code == 0
    assert "- Ordering supplies: reviewed on 2026-11-20 with this change" in out


def test_a_review_is_shown_without_other_changes(root: Path) -> None:
    review(root, "supplies", "2026-11-02", "2026-11-20")

    assert _output(root) == (
        "### No changes since main (COMMIT)\n"
        "\n"
        "#### Reviews of other procedures\n"
        "\n"
        "- Ordering supplies: reviewed on 2026-11-20 with this change\n"
    )


def test_texts_of_editors_are_escaped_in_the_comment(root: Path) -> None:
    _edit(root, PATH, ("Ask the teams", "Ask @everyone in `#chat` <b>now</b> | today"))

    assert "\\@everyone in \\`\\#chat\\` \\<b\\>now\\</b\\> \\| today" in _output(root)


def test_on_a_terminal_texts_are_not_escaped(root: Path) -> None:
    (root / "x.md").write_text("x", encoding="utf-8")
    Repository(root).git("add", "x.md")
    Repository(root).git("commit", "--quiet", "--message", "x")

    session = run_on_terminal(["diff", "HEAD~1"], root)

    assert session.words.startswith("### No changes since HEAD~1 (")


def test_an_invalid_revision_is_refused(root: Path) -> None:
    code, out, remarked = said(run(root, "diff", "nope"))

    assert (code, out) == (2, "")
    assert remarked.startswith("handbook: no such revision: 'nope'; ")


def test_files_unreadable_at_the_revision_are_shown_as_new(root: Path) -> None:
    good = (root / "data/metrics.yaml").read_text()
    (root / "data/metrics.yaml").write_text("uptime: [\n")
    Repository(root).commit_all()
    (root / "data/metrics.yaml").write_text(good)
    commit = Repository(root).git("rev-parse", "--short", "main")

    code, out, remarked = said(run(root, "diff", "main"))

    assert code == 0
    assert "metric **Uptime**, new (data/metrics.yaml)" in out
    assert remarked == (
        f"data/metrics.yaml: could not be read at main ({commit}), "
        "so its whole content is shown as new\n"
        f"{UNCOMMITTED}"
    )


@pytest.mark.parametrize(
    ("path", "was"),
    [
        ("data/roles.yaml", "data/roles.yaml"),
        ("sops/operations/orders.md", PATH),
    ],
)
def test_unreadable_files_are_not_shown_as_removed_or_changed(
    path: str, was: str, root: Path
) -> None:
    (root / was).rename(root / path)
    (root / path).write_text("<<<<<<< HEAD\n" + (root / path).read_text())

    code, out, remarked = said(run(root, "diff", "main"))

    assert code == 0
    assert f"This file has errors, so its changes are not shown:\n\n- {path}\n" in out
    assert " removed" not in out.replace("its reviews were removed", "")
    assert "Roles" not in out
    assert "COO → " not in out
    assert remarked.startswith("1 file has errors and was skipped; ")


def test_all_unreadable_files_are_named_in_order(root: Path) -> None:
    for path in (PATH, "data/roles.yaml"):
        (root / path).write_text("<<<<<<< HEAD\n" + (root / path).read_text())

    out = said(run(root, "diff", "main"))[1]

    head = "These files have errors, so their changes are not shown:"
    assert f"{head}\n\n- data/roles.yaml\n- {PATH}\n" in out


def test_entries_without_a_usable_schema_are_not_shown_as_removed(root: Path) -> None:
    (root / "data/schemas/roles.json").write_text("{")

    assert "removed" not in said(run(root, "diff", "main"))[1]


def test_entries_of_an_unreadable_schema_are_not_shown_as_changed(root: Path) -> None:
    (root / "data/schemas/roles.json").write_text("{")

    output = json.loads(said(run(root, "diff", "main", "--format", "json"))[1])

    assert (output["unread"], output["changed"]) == (["data/schemas/roles.json"], [])


def test_entries_written_for_an_unreadable_schema_are_not_removed(root: Path) -> None:
    (root / "data/schemas/roles.json").write_text("{")
    _edit(root, "data/roles.yaml", ("coo:\n", "coo:\n  new: of the new schema\n"))

    output = json.loads(said(run(root, "diff", "main", "--format", "json"))[1])

    assert output["unread"] == ["data/roles.yaml", "data/schemas/roles.json"]
    assert output["changed"] == []


def test_a_file_with_errors_does_not_hide_other_changes(root: Path) -> None:
    (root / "data/roles.yaml").write_text("coo: [\n")
    _edit(root, "data/metrics.yaml", ("target: 99.9%", "target: 99%"))

    output = json.loads(said(run(root, "diff", "main", "--format", "json"))[1])

    assert output["unread"] == ["data/roles.yaml"]
    assert [(one["id"], one["how"]) for one in output["changed"]] == [("uptime", "changed")]


def test_no_change_is_lost_if_an_id_is_reused(root: Path) -> None:
    roles = (root / "data/roles.yaml").read_text(encoding="utf-8")
    two = "first:\n  title: Clerk\nsecond:\n  title: clerk\n"
    write_handbook(
        root,
        {
            "data/roles.yaml": roles + two,
            "sops/finance/closing.md": procedure("Closing", steps="### Close\n\n1. Close\n"),
        },
        base=False,
    )
    Repository(root).commit_all()
    (root / "sops/finance/closing.md").unlink()
    (root / PATH).rename(root / "sops/operations/closing.md")
    (root / "data/roles.yaml").write_text(roles + "third:\n  title: Clerk\n", encoding="utf-8")
    Repository(root).git("add", "--all")

    _, out, _ = said(run(root, "diff", "main", "--format", "json"))

    assert [
        (one["id"], one["how"], one["was"])
        for one in json.loads(out)["changed"]
        if one["kind"] in {"roles", "sops"}
    ] == [
        ("closing", "changed", None),
        ("supplies", "removed", None),
        ("third", "changed", "first"),
        ("second", "removed", None),
    ]


def test_references_to_renamed_entries_are_not_shown_as_changed(root: Path) -> None:
    other = procedure("Closing", more="related: [supplies]\n", steps=_STEPS)
    write_handbook(root, {"sops/operations/closing.md": other}, base=False)
    Repository(root).commit_all()
    Repository(root).git("mv", PATH, "sops/operations/stores.md")
    Repository(root).git("mv", "data/reviews/supplies.yaml", "data/reviews/stores.yaml")
    _edit(root, "sops/operations/closing.md", ("related: [supplies]", "related: [stores]"))
    for path in ("data/roles.yaml", "data/areas.yaml", "data/metrics.yaml"):
        _edit(root, path, ("coo", "chief-operating-officer"))

    code, out, _ = said(run(root, "diff", "main"))

    assert code == 0
    assert "its id was supplies" in out
    assert "**COO**, changed (data/roles.yaml); its id was coo\n" in out
    assert out.startswith("### 2 entries (2 changed) since main")


def test_references_to_renamed_entries_invalidate_citations(root: Path) -> None:
    related = "## Related\n\n- [{0}]({0}.md)\n"
    files = {
        "closing": procedure("Closing", after=related.format("supplies")),
        "paying": procedure("Paying", after=related.format("closing")),
    }
    paths = {f"sops/operations/{name}.md": text for name, text in files.items()}
    write_handbook(root, paths, base=False)
    review(root, "paying", "2026-11-02")
    Repository(root).commit_all()
    Repository(root).git("mv", PATH, "sops/operations/stores.md")
    _edit(root, "sops/operations/closing.md", ("supplies.md", "stores.md"))

    lost = said(run(root, "check", "--against", "main", "--today", "2026-11-21"))[1]
    output = said(run(root, "diff", "main", "--today", "2026-11-21"))[1]

    assert "sop 'Paying' was reviewed on 2 November 2026, but since then sop 'Closing'" in lost
    assert "- Paying: the review of 2026-11-02 is no longer valid; cited entries changed" in output


_COUNTS = "data/usage/issues.csv"
_HEAD = "procedure,date,runs,errors\n"
_ROWS = "supplies,2026-10-05,4,1\nsupplies,2026-10-12,3,0\n"


def _counted(root: Path, before: str, after: str) -> list[str]:
    write_handbook(root, {_COUNTS: _HEAD + before}, base=False)
    Repository(root).commit_all()
    (root / _COUNTS).write_text(_HEAD + after)
    return [line for line in _output(root).splitlines() if line.startswith("  - count")]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (
            _ROWS + "supplies,2026-10-19,5,0\n",
            ["  - count added: Ordering supplies, 2026-10-19"],
        ),
        (
            _ROWS.replace(",3,0", ",3,2"),
            ["  - count 'Ordering supplies, 2026-10-12': errors: 0 → 2"],
        ),
        (_ROWS[:24], ["  - count removed: Ordering supplies, 2026-10-12"]),
    ],
)
def test_rows_with_the_same_name_are_distinguished(
    after: str, expected: list[str], root: Path
) -> None:
    assert _counted(root, _ROWS, after) == expected


def test_very_large_changes_are_compared_quickly(root: Path) -> None:
    before = "".join(f"{number}. Send letter {number}\n" for number in range(1, 1001))
    _edit(root, PATH, ("1. Send the order\n", before))
    Repository(root).commit_all()
    _edit(root, PATH, ("Send letter", "Take the parcel"))

    output = _output(root)

    assert "action removed: Send letter 1\n" in output
    assert "and 1988 more" in output


def test_changes_made_elsewhere_since_the_branch_point_are_excluded(root: Path) -> None:
    Repository(root).git("switch", "--quiet", "--create", "branch")
    _edit(root, PATH, ("Ask the teams", "Ask them all"))
    Repository(root).commit_all()
    Repository(root).git("switch", "--quiet", "main")
    _edit(root, "data/metrics.yaml", ("99.9%", "99.5%"))
    Repository(root).commit_all()
    Repository(root).git("switch", "--quiet", "branch")

    code, out, _ = said(run(root, "diff", "main"))

    assert code == 0
    assert "Ask them all" in out
    assert "99.5%" not in out
    # If HEAD is an ancestor of the revision, both are compared directly.
    Repository(root).git("switch", "--quiet", "main")
    Repository(root).git("reset", "--quiet", "--hard", "main~1")
    assert "Ask them all" in said(run(root, "diff", "branch"))[1]
