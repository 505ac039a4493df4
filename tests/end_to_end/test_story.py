"""The commands on the story's repository: problems, changes and the people affected."""

import json
from collections.abc import Callable
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from scripts.check import FORMATS
from tests.end_to_end.conftest import Copy
from tests.support.history import Repository, event_lines
from tests.support.story import BROKEN, ORDERING, PULL_REQUEST, STOCK, TICKETS, story

CURE = "1 problem can be fixed with 'handbook fix'\n"
Expected = Callable[[str, str], None]
Says = Callable[..., str]


def test_the_repository_is_reproducible(main: Repository, tmp_path: Path) -> None:
    again = story(tmp_path)

    assert again.git("show-ref") == main.git("show-ref")
    assert again.git("status", "--porcelain") == ""
    assert int(again.git("rev-list", "--count", "main")) >= 30
    assert again.git("for-each-ref", "--format=%(refname:short)", "refs/heads").split() == [
        "holidays", "main", PULL_REQUEST,
    ]  # fmt: skip


# --- What is wrong -------------------------------------------------------------------------------


def test_on_main_warnings_wait_and_nothing_fails(
    main: Repository, says: Says, is_expected: Expected
) -> None:
    is_expected("check-main.txt", says(main, "check"))


def test_a_pull_request_fails_only_for_what_it_breaks(
    copy: Copy, says: Says, is_expected: Expected
) -> None:
    broken = copy(BROKEN)

    out = says(broken, "check", "--against", "main", code=1, remark=CURE)

    is_expected("check-broken.txt", out)


def test_once_fixed_it_passes_and_reports_the_remaining_warnings(
    pull_request: Repository, says: Says, is_expected: Expected
) -> None:
    is_expected("check-fixed.txt", says(pull_request, "check", "--against", "main"))


@pytest.mark.parametrize(
    ("choice", "code"),
    [
        (["--fail-code", "unused-exception"], 1),
        (["--fail-code", "overdue-review"], 0),
        (["--fail-on", "warning"], 1),
        (["sops/operations"], 0),
    ],
)
def test_a_team_can_be_stricter(
    choice: list[str], code: int, pull_request: Repository, says: Says
) -> None:
    says(pull_request, "check", "--against", "main", *choice, code=code)


def test_an_exception_suppresses_a_finding_until_it_expires(main: Repository, says: Says) -> None:
    def codes(day: str) -> set[str]:
        found = json.loads(says(main, "check", "--format", "json", "--today", day))
        return {one["code"] for one in found["diagnostics"]}

    assert "undocumented-process" not in codes("2026-12-31")
    assert "undocumented-process" in codes("2027-01-01")


_COUNTED: dict[str, Callable[[Any], int]] = {
    "text": lambda text: sum("error: " in line or "warning: " in line for line in text.split("\n")),
    "json": lambda text: len(json.loads(text)["diagnostics"]),
    "github": lambda text: text.count("\n::") + text.startswith("::"),
    "sarif": lambda text: len(json.loads(text)["runs"][0]["results"]),
    "junit": lambda text: len(
        [
            case
            for case in ET.fromstring(text.encode()).iter("testcase")  # noqa: S314 - our own
            if len(case)
        ]
    ),
    "gitlab": lambda text: len(json.loads(text)),
    "markdown": lambda text: text.partition("Fixed (")[0].count("\n| ") - 2,
}


@pytest.mark.parametrize("form", ["text", *FORMATS])
def test_every_format_has_the_same_five_new_problems(form: str, copy: Copy, says: Says) -> None:
    remark = CURE if form == "text" else ""
    asked = ("check", "--against", "main", "--format", form)

    out = says(copy(BROKEN), *asked, code=1, remark=remark)

    assert _COUNTED[form](out) == 5


# --- What changed --------------------------------------------------------------------------------


def test_a_pull_request_explains_itself(
    pull_request: Repository, says: Says, is_expected: Expected
) -> None:
    is_expected("diff.md", says(pull_request, "diff", "main", "--check"))


def test_json_has_the_same_changes(pull_request: Repository, says: Says) -> None:
    found = json.loads(says(pull_request, "diff", "main", "--format", "json"))

    assert [(one["kind"], one["id"], one["how"]) for one in found["changed"]] == [
        ("sops", "welcome", "added"),
        ("sops", "backups", "changed"),
        ("sops", "tickets", "changed"),
        ("exceptions", "backups-unread", "removed"),
        ("metrics", "first-answer", "changed"),
    ]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Only whitespace", []),
        ("Another name", []),
        ("Review tickets", []),
        ("Write down backups", ["sops/backups added"]),
        ("Give stock to the office manager", ["sops/stock changed"]),
        ("Call it ordering", ["sops/ordering changed, was stock"]),
        ("Answer sooner", ["metrics/first-answer changed"]),
        ("Tell what to ask", ["sops/tickets changed"]),
        ("Send no more faxes", ["sops/faxes retired"]),
        ("Let the welcome wait", ["exceptions/welcome-is-told added"]),
        ("Merge branch 'holidays'", ["holidays/new-year added", "processes/faxes retired"]),
    ],
)
def test_each_commit_is_summarised(
    message: str, expected: list[str], copy: Copy, says: Says
) -> None:
    at = copy("main")
    at.git("checkout", "--quiet", at.git("log", "-1", "--format=%H", f"--grep={message}"))

    found = json.loads(says(at, "diff", "HEAD^1", "--format", "json"))

    assert [
        f"{one['kind']}/{one['id']} {one['how']}" + (f", was {one['was']}" if one["was"] else "")
        for one in found["changed"]
    ] == expected


def test_a_change_that_breaks_a_file_is_merged_with_its_repair(copy: Copy, says: Says) -> None:
    at = copy("main")
    at.git("checkout", "--quiet", at.git("log", "-1", "--format=%H", "--grep=Mend the backups"))
    before = at.git("rev-parse", "--short", "HEAD^")

    assert says(at, "diff", "HEAD^^").startswith("### No changes since ")
    assert says(
        at,
        "diff",
        "HEAD^",
        remark="sops/operations/backups.md: could not be read at "
        f"HEAD^ ({before}), so its whole content is shown as new\n",
    ).startswith("### 1 entry (1 new) since ")


def test_uncommitted_changes_are_included_and_reported(copy: Copy, says: Says) -> None:
    at = copy("main")
    (at.root / ORDERING).rename(at.root / STOCK)
    (at.root / "data/tools.yaml").write_text("", encoding="utf-8")

    out = says(at, "diff", "main", remark="includes uncommitted changes in 3 files\n")

    assert "**Keeping stock**, changed (sops/operations/stock.md); its id was ordering" in out
    assert "tool **Desk**, removed (data/tools.yaml)" in out


def test_the_whole_history_is_in_words(pull_request: Repository, is_expected: Expected) -> None:
    history = pull_request.history()

    assert history.gaps == ()
    is_expected("history.txt", "".join(f"{line}\n" for line in event_lines(history.events)))


def test_the_metrics_of_each_month_are_shown(
    main: Repository, says: Says, is_expected: Expected
) -> None:
    first = says(main, "history", "--format", "csv")

    is_expected("history.csv", first)
    assert says(main, "history", "--format", "csv") == first


# --- One form, and who answers -------------------------------------------------------------------


def test_formatting_all_files_changes_no_meaning(copy: Copy, says: Says) -> None:
    at = copy("main")

    shown = says(at, "fmt", code=1, remark="8 of 17 files would change; apply with --write\n")
    says(at, "fmt", "--write", remark="formatted 8 of 17 files\n")
    at.commit_all()

    assert f"--- a/{TICKETS}\n" in shown
    assert says(at, "fmt", remark="0 of 17 files would change\n") == ""
    assert says(at, "diff", "main").startswith("### No changes since main")
    assert says(at, "check", "--against", "main").startswith("no new problems in ")


def test_code_owners_follow_from_the_handbook(
    main: Repository, copy: Copy, says: Says, is_expected: Expected
) -> None:
    listed = says(main, "codeowners")
    at = copy(PULL_REQUEST)

    assert listed == (main.root / "CODEOWNERS").read_text(encoding="utf-8")
    assert "outdated-codeowners" in says(at, "check")
    says(at, "codeowners", "--write", remark="wrote CODEOWNERS\n")
    assert "outdated-codeowners" not in says(at, "check")
    is_expected("codeowners.txt", (at.root / "CODEOWNERS").read_text(encoding="utf-8"))


# --- The weekly letter ---------------------------------------------------------------------------


def test_every_owner_gets_a_to_do_list(main: Repository, says: Says, is_expected: Expected) -> None:
    is_expected("digest.md", says(main, "digest"))


def test_e_mails_and_chat_messages_have_the_same_content(
    main: Repository, says: Says, tmp_path: Path
) -> None:
    says(
        main,
        *("digest", "--format", "email", "--output-dir", str(tmp_path)),
        remark=f"wrote 3 files to {tmp_path}\n",
    )
    chat = says(main, "digest", "--format", "chat").splitlines()

    letters = sorted(tmp_path.glob("*.eml"))
    read = [BytesParser(policy=policy.default).parsebytes(one.read_bytes()) for one in letters]
    assert [(letter["To"], letter["Subject"]) for letter in read] == [
        ("coo@example.com", "Handbook: 2 things for the COO"),
        ("office-manager@example.com", "Handbook: 1 thing for the Office Manager"),
        ("support-lead@example.com", "Handbook: 1 thing for the Support Lead"),
    ]
    assert sorted(json.loads(line)["text"].split("\n")[0] for line in chat) == [
        "*1 thing for the Office Manager*",
        "*1 thing for the Support Lead*",
        "*2 things for the COO*",
    ]
