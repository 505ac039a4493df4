"""`handbook review` shows what changed and appends a record without touching others."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.fingerprint import citations, fingerprint
from handbook.load import load
from handbook.source.text import Lines
from handbook.source.yaml import read_yaml
from scripts import review_log
from tests.support.commands import run, run_on_terminal, said
from tests.support.handbooks import procedure, write_handbook
from tests.support.reviewing import GIVEN, NEVER, PATH, RECORD, edit, records, reviewable, reviewed


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return reviewable(tmp_path)


def test_the_first_review_starts_a_file(root: Path) -> None:
    assert reviewed(root) == (0, f"{RECORD}\n", NEVER)

    (record,) = records(root)
    handbook = load(root).handbook
    entry = handbook.sops["supplies"].entry
    assert record["fingerprint"] == fingerprint(handbook, entry)
    assert record["cites"] == citations(handbook, entry)
    assert {
        name: value for name, value in record.items() if name not in {"cites", "fingerprint"}
    } == {
        "date": "2026-11-21",
        "reviewer": "coo",
        "outcome": "unchanged",
        "checked": "Counted with the clerk.",
    }
    text = (root / RECORD).read_text(encoding="utf-8")
    assert text.startswith(
        "# yaml-language-server: $schema=../../.vscode/schemas/reviews.json\nprocedure: "
    )


def test_a_record_is_in_canonical_form(root: Path) -> None:
    long = "Walked through it with the clerk, the buyer and the driver, and read it aloud: " * 4
    said_so = ("--reviewer", "COO", "--outcome", "unchanged", "--checked", long)

    for day in ("2026-11-01", "2026-11-02"):
        assert reviewed(root, *said_so, "--date", day)[0] == 0

    assert said(run(root, "fmt", RECORD)) == (0, "", "0 of 1 file would change\n")


def test_a_reviewed_procedure_is_current(root: Path) -> None:
    reviewed(root)

    assert said(run(root, "check")) == (
        0,
        "no problems in 6 files (1 procedure, 1 process: 0 not documented)\n",
        "",
    )


def test_a_procedure_can_be_named_by_its_title(root: Path) -> None:
    assert run(root, "review", "ordering SUPPLIES", *GIVEN).exit_code == 0


def test_the_version_is_recorded_if_there_is_one(root: Path) -> None:
    edit(root, {PATH: ("owner: COO\n", "owner: COO\nversion: '1.10'\n")})

    _, _, remarked = reviewed(root)

    assert records(root)[0]["version"] == "1.10"
    assert remarked.startswith(f"Ordering supplies ({PATH}, version 1.10)\n")


def test_a_dry_run_shows_the_record_and_writes_nothing(root: Path) -> None:
    code, shown, remarked = reviewed(root, *GIVEN, "--dry-run")

    assert (code, remarked) == (0, NEVER)
    assert not (root / RECORD).exists()
    reviewed(root)
    assert read_yaml(Lines("", shown)).data == records(root)


def test_the_same_review_is_not_recorded_twice_on_one_day(root: Path) -> None:
    reviewed(root, *GIVEN)
    file = root / "data/reviews/supplies.yaml"
    before = file.read_bytes()

    code, shown, remarked = reviewed(root, *GIVEN)

    assert (code, shown, file.read_bytes()) == (2, "", before)
    assert remarked.splitlines()[-1].startswith(
        "handbook: this review is already recorded: data/reviews/supplies.yaml:"
    )


def test_another_outcome_or_a_change_is_another_review_of_that_day(root: Path) -> None:
    reviewed(root, *GIVEN)
    assert reviewed(root, *GIVEN[:2], "--outcome", "changed", *GIVEN[4:])[0] == 0
    edit(root, {PATH: ("Note what", "Write down what")})

    assert reviewed(root, *GIVEN)[0] == 0


def test_a_draft_should_be_activated_before_its_review(root: Path) -> None:
    (root / PATH).write_text(procedure(process="supplies", more="status: draft\n"))

    code, shown, remark = reviewed(root)

    assert (code, shown) == (0, f"{RECORD}\n")
    assert remark == (
        f"{NEVER}It is a draft: set 'status: active' in {PATH} before you review it.\n"
    )


def test_a_procedure_to_retire_says_what_is_next(root: Path) -> None:
    code, shown, _ = reviewed(root, *GIVEN[:2], "--outcome", "retire", *GIVEN[4:])

    assert (code, shown) == (0, f"{RECORD}\nnext: set 'status: retired' in {PATH}\n")


def test_a_retired_procedure_is_reported(root: Path) -> None:
    (root / PATH).write_text(procedure(process="supplies", more="status: retired\n"))

    code, shown, remark = reviewed(root, *GIVEN[:2], "--outcome", "retire", *GIVEN[4:])

    assert (code, shown) == (0, f"{RECORD}\n")
    assert remark == f"{NEVER}It is retired and no longer needs reviews.\n"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (
            ("--reviewer", "CCO"),
            "--reviewer: unknown role: 'CCO'; choose from: COO",
        ),
        (
            ("--reviewer", "ada example"),
            (
                "--reviewer: unknown role: 'ada example'; "
                "name the role that this person holds: 'COO'"
            ),
        ),
        (
            ("--outcome", "unchangd"),
            (
                "--outcome: 'unchangd' is not one of unchanged, changed, retire; "
                "did you mean 'unchanged'?"
            ),
        ),
        (("--date", "2026-11-22"), "--date: 22 November 2026 is in the future"),
        (("--checked", " "), "--checked is missing: what was checked, and against what"),
    ],
)
def test_invalid_reviews_are_refused(root: Path, options: tuple[str, ...], sentence: str) -> None:
    assert reviewed(root, *GIVEN, *options) == (2, "", f"{NEVER}handbook: {sentence}\n")
    assert not (root / RECORD).exists()


def test_a_date_before_the_last_review_or_change_is_refused(root: Path) -> None:
    change = "\n## Changes\n\n| Date | Change |\n| - | - |\n| 2026-11-10 | New clerk |\n"
    write_handbook(root, {PATH: procedure(process="supplies", after=change)}, base=False)

    assert reviewed(root, *GIVEN, "--date", "2026-11-09")[2] == (
        f"{NEVER}handbook: --date: its latest change was later, on 10 November 2026\n"
    )
    reviewed(root, *GIVEN, "--date", "2026-11-12")
    code, _, remarked = reviewed(root, *GIVEN, "--date", "2026-11-11")
    assert code == 2
    assert remarked.splitlines()[-1] == (
        "handbook: --date: the last review was later, on 12 November 2026"
    )
    assert len(records(root)) == 1


def test_without_a_terminal_all_missing_options_are_named(root: Path) -> None:
    code, shown, remarked = said(run(root, "review", "supplies"))

    assert (code, shown) == (2, "")
    assert remarked == (
        f"{NEVER}handbook: --reviewer is missing: the role that reviewed it; "
        "also missing: --outcome, --checked\n"
    )


def test_an_unknown_procedure_is_one_sentence(root: Path) -> None:
    assert said(run(root, "review", "order", *GIVEN)) == (
        2,
        "",
        "handbook: unknown procedure: 'order'; did you mean 'Ordering supplies'?\n",
    )
    assert said(run(root, "review", "suplies", *GIVEN)) == (
        2,
        "",
        "handbook: unknown procedure: 'suplies'; did you mean 'supplies'?\n",
    )
    assert said(run(root, "review", "zzz", *GIVEN)) == (
        2,
        "",
        "handbook: unknown procedure: 'zzz'; 'handbook report contents' lists them\n",
    )


@pytest.mark.parametrize(
    ("old", "new"), [("owner: COO", "owner: Nobody"), ("review: every 3 months\n", "")]
)
def test_a_procedure_with_errors_is_not_reviewed(root: Path, old: str, new: str) -> None:
    edit(root, {PATH: (old, new)})

    assert said(run(root, "review", "supplies", *GIVEN)) == (
        2,
        "",
        f"handbook: {PATH!r} has errors to fix first; 'handbook check {PATH}' lists them\n",
    )


def test_a_procedure_that_cites_unreadable_files_is_not_reviewed(root: Path) -> None:
    write_handbook(root, {"data/roles.yaml": "coo: 3\n"}, base=False)

    assert said(run(root, "review", "supplies", *GIVEN)) == (
        2,
        "",
        f"handbook: {PATH!r} cites entries in files with errors; fix these first\n",
    )


def test_a_broken_record_is_not_added_to(root: Path) -> None:
    write_handbook(root, {RECORD: "procedure: supplies\nreviews: []\n"}, base=False)

    assert said(run(root, "review", "supplies", *GIVEN)) == (
        2,
        "",
        f"handbook: {RECORD!r} has errors to fix first; 'handbook check {RECORD}' lists them\n",
    )


def test_without_the_schema_of_reviews_nothing_is_recorded(root: Path) -> None:
    (root / "data/schemas/reviews.json").unlink()

    code, out, remarked = said(run(root, "review", "supplies", *GIVEN))

    assert (code, out) == (2, "")
    assert remarked.splitlines()[-1] == (
        "handbook: this handbook has no reviews: data/schemas/reviews.json cannot be read"
    )


def test_a_record_written_by_hand_keeps_its_form(root: Path) -> None:
    reviewed(root, *GIVEN, "--date", "2026-11-01")
    (record,) = records(root)
    print_ = record["fingerprint"]
    by_hand = (
        "# ours\r\nprocedure:   supplies\r\nreviews:\r\n    - {date: 2026-11-01, reviewer: COO,\r\n"
        f"       outcome: unchanged, checked: 'all', fingerprint: '{print_}'}}  # first\r\n"
        "# that was it"
    )
    (root / RECORD).write_bytes(by_hand.encode())

    assert reviewed(root)[:2] == (0, f"{RECORD}\n")

    content = (root / RECORD).read_bytes().decode()
    assert content.startswith(f"{by_hand}\r\n    - date: ")
    assert "\n" not in content.replace("\r\n", "")
    assert [record["date"] for record in records(root)] == ["2026-11-01", "2026-11-21"]


FLOW = """\
reviews: [{date: 2026-11-01, reviewer: COO, outcome: unchanged, checked: all, \
fingerprint: abcdef0123456789}]
procedure: supplies
"""
NOT_LAST = """\
reviews:
  - date: 2026-11-01
    reviewer: COO
    outcome: unchanged
    checked: all
    fingerprint: abcdef0123456789
procedure: supplies
"""


@pytest.mark.parametrize("text", [FLOW, NOT_LAST])
def test_a_file_that_cannot_be_appended_to_is_unchanged(root: Path, text: str) -> None:
    write_handbook(root, {RECORD: text}, base=False)

    code, _, remarked = reviewed(root)

    assert code == 2
    assert remarked.splitlines()[-1] == (
        f"handbook: {RECORD!r} does not end with a block list of reviews; add "
        "the output of --dry-run by hand"
    )
    assert (root / RECORD).read_text(encoding="utf-8") == text


def test_a_terminal_prompts_for_the_rest(root: Path) -> None:
    answers = [("Reviewer", "COO\n"), ("Outcome", "changed\n"), ("Checked", "Counted.\n")]

    session = run_on_terminal(["review", "supplies"], root, answers)

    assert session.code == 0
    assert (
        session.words
        == f"""\
{NEVER}Reviewer, the role that reviewed it (COO): COO
Outcome, the outcome of the review (unchanged, changed, retire): changed
Checked, what was checked, and against what: Counted.
{RECORD}
"""
    )
    assert records(root)[0]["outcome"] == "changed"


VALUES = st.text(min_size=1).filter(lambda text: text.isprintable() and text.strip() == text)


@given(st.lists(st.dictionaries(VALUES, VALUES, min_size=1), min_size=1, max_size=3), st.booleans())
def test_adding_keeps_every_byte_before(records: list[dict[str, str]], crlf: bool) -> None:
    content = review_log.new_file("x", records[0]).encode()
    content = content.replace(b"\n", b"\r\n") if crlf else content

    for number, record in enumerate(records[1:], 2):
        added = review_log.appended(content, record)
        assert added is not None
        assert added.startswith(content)
        content = added
        text = content.decode().replace("\r\n", "\n")
        assert read_yaml(Lines("", text)).data["reviews"] == records[:number]


def test_every_review_loads(root: Path) -> None:
    for day in ("2026-11-01", "2026-11-02", "2026-11-03"):
        assert reviewed(root, *GIVEN, "--date", day)[0] == 0

    loaded = load(root)

    assert loaded.faults == ()
    assert [review.date.day for review in loaded.handbook.reviews["supplies"]] == [1, 2, 3]
