"""`handbook sync`, `comment` and `watch`, against working and failing forges."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from handbook.load import load
from handbook.usage import NOTHING, total, usages
from scripts.comment import MARK
from tests.support.commands import run, said
from tests.support.forge import TOKEN, FakeForge, forge
from tests.support.handbooks import BASE, TODAY, procedure, write_handbook

PATH = "sops/operations/supplies.md"
COUNTS = "data/usage/issues.csv"
PAGE = "Page: Ordering supplies\nAddress: https://handbook.example.com/procedures/supplies/\n"
FORM = "### Procedure\n\nOrdering supplies\n\n### What is wrong\n\nThe shelf is another one.\n"
PROCESSES = "cleaning:\n  title: Cleaning\n  owner: coo\n  area: operations\n"
KINDS = ("github", "gitlab")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A handbook with a procedure nobody has reviewed and a process nobody has written down."""
    settings = BASE["data/settings.yaml"]
    owners = 'codeOwners:\n  team: "@example/{role}"\n  rest: COO\n'
    files = {
        PATH: procedure(),
        "data/processes.yaml": PROCESSES,
        "data/settings.yaml": settings + owners,
    }
    write_handbook(tmp_path, files)
    run(tmp_path, "codeowners", "--write")
    return tmp_path


@pytest.fixture(params=KINDS)
def there(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeForge]:
    """A forge of each kind in turn, named by the environment."""
    for name in ("GITHUB_REPOSITORY", "GITHUB_API_URL", "GITHUB_TOKEN", "CI_PROJECT_ID"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("HANDBOOK_URL", raising=False)
    with forge(request.param) as fake:
        for name, value in fake.environment.items():
            monkeypatch.setenv(name, value)
        yield fake


# --- sync ----------------------------------------------------------------------------------------


def test_runs_and_errors_become_dated_counts_over_several_pages(
    root: Path, there: FakeForge
) -> None:
    there.add("Error in: Ordering supplies", PAGE, "2026-11-02")
    there.add("Ran: Ordering supplies", FORM, "2026-11-02")
    there.add("Ran: supplies", "", "2026-11-02")
    there.add("Question about: Ordering supplies", PAGE, "2026-11-03")
    there.add("Ran: Ordering supplies", FORM.replace("\n", "\r\n"), "2026-10-20")

    assert said(run(root, "sync", "issues")) == (
        0,
        "",
        f"wrote {COUNTS}: 3 runs and 1 errors\n",
    )
    assert (root / COUNTS).read_text(encoding="utf-8") == (
        "procedure,date,runs,errors\nsupplies,2026-10-20,1,0\nsupplies,2026-11-02,2,1\n"
    )
    assert len(there.asked) == 3
    assert said(run(root, "check", "--fail-on", "error"))[0] == 0


def test_unchanged_issues_write_nothing(root: Path, there: FakeForge) -> None:
    there.add("Ran: Ordering supplies", FORM)
    run(root, "sync", "issues")

    assert said(run(root, "sync", "issues")) == (0, "", f"{COUNTS} is up to date\n")


def test_an_issue_without_a_procedure_is_reported_and_not_counted(
    root: Path, there: FakeForge
) -> None:
    there.add("Error in: Baking bread", "Page: Baking bread\n")

    _, _, remarked = said(run(root, "sync", "issues"))

    assert remarked.splitlines()[0] == (
        "issue 1 names no procedure and is not counted: 'Error in: Baking bread'"
    )


def test_the_error_rate_covers_the_last_year(root: Path, there: FakeForge) -> None:
    there.add("Error in: Ordering supplies", PAGE, "2025-11-20")
    there.add("Error in: Ordering supplies", PAGE, "2026-11-02")
    for _ in range(4):
        there.add("Ran: Ordering supplies", PAGE, "2026-11-03")
    run(root, "sync", "issues")

    handbook = load(root).handbook

    assert usages(handbook, TODAY)["supplies"][:2] == (4, 1)
    assert total(handbook, TODAY).rate == 0.25
    assert total(handbook, date.min) == NOTHING


# --- when the forge has a bad day ----------------------------------------------------------------

BAD = {
    "nonsense": (200, {}, "<html>", "responded with something other than JSON"),
    "no list": (200, {}, "{}", "with something other than a list"),
    "no issue": (200, {}, '[{"title": "Ran: x"}]', "responded without 'number'"),
    "not allowed": (403, {}, "{}", "(403); check the token's permissions"),
    "unknown": (404, {}, "{}", "(404); check the project's name and the token"),
    "moved": (302, {"Location": "https://example.com/"}, "", "with 302; stopped there"),
    "limited": (
        403,
        {"x-ratelimit-remaining": "0"},
        "{}",
        "rate limit reached (403); try again in an hour",
    ),
    "elsewhere": (
        200,
        {"Link": '<https://example.com/steal>; rel="next"'},
        "[]",
        "links to a next page on another host; stopped there",
    ),
}


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_response_is_one_sentence_and_nothing_is_written(
    bad: str, root: Path, there: FakeForge
) -> None:
    code, headers, body, expected = BAD[bad]
    there.faults = [(code, headers, body)]

    left, out, remarked = said(run(root, "sync", "issues"))

    name = "GitHub" if there.kind == "github" else "GitLab"
    if bad == "no issue" and there.kind == "gitlab":
        expected = "responded without 'iid'"
    assert (left, out) == (2, "")
    assert remarked.startswith(f"handbook: {name} ")
    assert expected in remarked
    assert remarked.count("\n") == 1
    assert TOKEN not in remarked
    assert not (root / COUNTS).exists()


def test_a_response_that_is_no_object_is_one_sentence(root: Path, there: FakeForge) -> None:
    there.faults = [(200, {}, "[]"), (200, {}, "[]")]

    code, _, remarked = said(run(root, "watch", "--send"))

    assert code == 2
    assert remarked.endswith("with something other than an object\n")


def test_without_the_schema_of_counts_nothing_is_requested(root: Path, there: FakeForge) -> None:
    (root / "data/schemas/usage.json").unlink()

    assert said(run(root, "sync", "issues")) == (
        2,
        "",
        (
            "handbook: this handbook has no data/schemas/usage.json, which is needed to read the "
            "counts\n"
        ),
    )
    assert there.asked == []


def test_a_failed_request_is_retried(root: Path, there: FakeForge) -> None:
    there.add("Ran: Ordering supplies", PAGE)
    there.faults = [(500, {}, "{}"), (429, {"Retry-After": "0"}, "{}")]

    assert said(run(root, "sync", "issues"))[0] == 0
    assert len(there.asked) == 3


def test_a_server_that_stays_down_is_reported_after_retries(root: Path, there: FakeForge) -> None:
    there.faults = [(500, {}, "{}")] * 9

    code, _, remarked = said(run(root, "sync", "issues"))

    assert (code, len(there.asked)) == (2, 4)
    assert "with 500; stopped there" in remarked


def test_a_failing_later_page_writes_nothing(root: Path, there: FakeForge) -> None:
    for _ in range(3):
        there.add("Ran: Ordering supplies", PAGE)
    first = (200, {"Link": f'<{there.address}/x>; rel="next"'}, "[]")
    there.faults = [first, (404, {}, "{}")]

    assert said(run(root, "sync", "issues"))[0] == 2
    assert not (root / COUNTS).exists()


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"HANDBOOK_TOKEN": ""}, "the forge requires a token; set HANDBOOK_TOKEN"),
        ({"HANDBOOK_TOKEN": "a\nb"}, "HANDBOOK_TOKEN contains an invalid character"),
        ({"GITHUB_API_URL": "http://example.com"}, "'http://example.com' is not an API address"),
        *(
            ({"GITHUB_API_URL": address}, f"{address!r} is not an API address; expected one like")
            for address in ("https://", "https://[bad", "https://api.example.com:port")
        ),
        ({"GITHUB_API_URL": "http://127.0.0.1:9"}, "GitHub cannot be reached at 127.0.0.1:9"),
        ({"GITHUB_REPOSITORY": ""}, "no forge configured; set GITHUB_REPOSITORY"),
        *(
            (
                {"GITHUB_REPOSITORY": name},
                f"GITHUB_REPOSITORY is {name!r}; expected a name like 'example/",
            )
            for name in ("x", "a/..", "a/b?c", "a/b/c", "https://github.com/a/b", "екип/a")
        ),
        *(
            (
                {"GITHUB_REPOSITORY": "", "CI_PROJECT_ID": name},
                f"CI_PROJECT_ID is {name!r}; expected a number or a name like 'example/handbook'",
            )
            for name in ("x", "a/../b", "a b/c")
        ),
    ],
)
def test_missing_environment_variables_are_named(
    changed: dict[str, str], expected: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_TOKEN", raising=False)
    monkeypatch.delenv("CI_PROJECT_ID", raising=False)
    known = {"GITHUB_REPOSITORY": "example/handbook", "HANDBOOK_TOKEN": TOKEN, **changed}
    for name, value in known.items():
        monkeypatch.setenv(name, value)

    code, out, remarked = said(run(root, "sync", "issues"))

    assert (code, out) == (2, "")
    assert remarked.startswith(f"handbook: {expected}")


# --- comment -------------------------------------------------------------------------------------


def test_a_comment_is_posted_once_and_then_updated(root: Path, there: FakeForge) -> None:
    there.comments += [{"id": 1, "body": "Looks good"}, {"id": 2, "body": "Really"}]
    file = root / "summary.md"
    output = []

    for text in ("One change\n", "One change\n", "Two changes\n"):
        file.write_text(text, encoding="utf-8")
        output.append(said(run(root, "comment", "12", str(file))))

    assert output == [
        (0, "", "commented on 12\n"),
        (0, "", "the comment on 12 is up to date\n"),
        (0, "", "updated the comment on 12\n"),
    ]
    assert [one["body"] for one in there.comments][2:] == ["<!-- handbook -->\nTwo changes\n"]
    assert all("/12/" in one.path or "comments" in one.path for one in there.written)


@pytest.mark.parametrize(
    ("head", "output"),
    [
        ("f00", (0, "", "commented on 12\n")),
        ("bad", (2, "", "handbook: the head of 12 is not bad; nothing was posted\n")),
    ],
)
def test_a_comment_is_only_posted_for_the_current_head(
    head: str, output: tuple[int, str, str], root: Path, there: FakeForge
) -> None:
    (root / "summary.md").write_text("One change\n", encoding="utf-8")
    there.faults.append((200, {}, '{"head": {"sha": "f00"}, "sha": "f00"}'))

    assert said(run(root, "comment", "12", str(root / "summary.md"), "--head", head)) == output
    assert there.asked[0].path.endswith(("/pulls/12", "/merge_requests/12"))
    assert len(there.written) == (output[0] == 0)


def test_a_long_comment_is_cut_at_the_end_of_a_line(root: Path, there: FakeForge) -> None:
    file = root / "summary.md"
    file.write_text("A line of some words\n" * 4000, encoding="utf-8")

    run(root, "comment", "12", str(file))

    body = there.comments[0]["body"]
    assert len(body) < 65_536
    assert body.endswith("of some words\n\nThe rest is in the job's summary.\n")


def test_a_missing_file_is_refused_before_any_request(root: Path, there: FakeForge) -> None:
    code, _, remarked = said(run(root, "comment", "12", "gone.md"))

    assert (code, remarked) == (2, "handbook: cannot read 'gone.md' as text\n")
    assert there.asked == []


# --- watch ---------------------------------------------------------------------------------------


def test_without_send_nothing_is_changed(root: Path, there: FakeForge) -> None:
    assert said(run(root, "watch")) == (
        0,
        "open an issue: 2 things for the COO\n",
        "1 of 1 issue would change; apply with --send\n",
    )
    assert there.written == []


def test_an_issue_is_opened_kept_refreshed_and_closed_when_done(
    root: Path, there: FakeForge
) -> None:
    output = [said(run(root, "watch", "--send"))[1] for _ in range(2)]
    (root / "data/processes.yaml").write_text("", encoding="utf-8")
    run(root, "codeowners", "--write")
    output.append(said(run(root, "watch", "--send"))[1])
    text = procedure(more="status: retired\n")
    (root / PATH).write_text(text, encoding="utf-8")
    run(root, "codeowners", "--write")
    output.append(said(run(root, "watch", "--send"))[1])

    assert output == [
        "open an issue: 2 things for the COO\n",
        "keep issue 1: 2 things for the COO\n",
        "refresh issue 1: 1 thing for the COO\n",
        "close issue 1: nothing left\n",
    ]
    issue = there.issues[0]
    body = issue.get("body", issue.get("description"))
    assert issue["title"] == "Handbook: 1 thing for the COO"
    assert issue["state"] == "closed"
    assert body == (
        "<!-- handbook-watch: coo -->\n"
        "## 1 thing for the COO\n"
        "\n"
        "### To be reviewed (1)\n"
        "\n"
        "- Ordering supplies has never been reviewed; review it "
        "(sops/operations/supplies.md:2)\n"
        "  - describes no process in the inventory; add one to "
        "data/processes.yaml and name it here (sops/operations/supplies.md:3)\n"
    )


def test_a_long_issue_is_cut_and_then_kept(root: Path, there: FakeForge) -> None:
    one = "process-{0}:\n  title: Process {0}\n  owner: coo\n  area: operations\n"
    many = "".join(one.format(number) for number in range(900))
    (root / "data/processes.yaml").write_text(many, encoding="utf-8")

    output = [said(run(root, "watch", "--send"))[1] for _ in range(2)]

    issue = there.issues[0]
    body = issue["body"] if "body" in issue else issue["description"]
    assert len(body) < 65_536
    assert body.endswith(")\n\nRun `handbook digest --role coo` for the rest.\n")
    assert output[1].startswith("keep issue 1: 902 things")


def test_foreign_issues_are_kept_and_duplicates_closed(root: Path, there: FakeForge) -> None:
    run(root, "watch", "--send")
    twin = {**there.issues[0], "number": 2, "iid": 2}
    other = {**there.issues[0], "number": 3, "iid": 3, "body": "Mine", "description": "Mine"}
    there.issues += [twin, other]

    _, out, _ = said(run(root, "watch", "--send"))

    assert out == "keep issue 1: 2 things for the COO\nclose issue 2: nothing left\n"
    assert [one["state"] for one in there.issues][1:] == ["closed", there.issues[0]["state"]]


@pytest.mark.parametrize("names", [("one", "other"), ("", "other")])
def test_two_handbooks_in_a_repository_do_not_interfere(
    names: tuple[str, str],
    root: Path,
    there: FakeForge,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    whole = tmp_path_factory.mktemp("whole")
    (whole / ".git").mkdir()
    one, other = (Path(shutil.copytree(root, whole / name, dirs_exist_ok=True)) for name in names)
    for each in (one, other):
        run(each, "codeowners", "--write")
        (each / "summary.md").write_text(f"Told of {each.name}.\n", encoding="utf-8")

    opened = [said(run(each, "watch", "--send"))[1] for each in (one, other, one, other)]
    for each in (one, other, one, other):
        run(each, "comment", "12", str(each / "summary.md"))

    assert [text.partition(" ")[0] for text in opened] == ["open", "open", "keep", "keep"]
    assert len(there.issues) == 2
    assert [comment["body"].splitlines() for comment in there.comments] == [
        [f"<!-- handbook: {name}/ -->" if name else MARK, f"Told of {each.name}."]
        for name, each in zip(names, (one, other), strict=True)
    ]


def test_a_handbook_with_errors_changes_no_issue(root: Path, there: FakeForge) -> None:
    (root / "data/roles.yaml").write_text("coo: [\n", encoding="utf-8")

    code, _, remarked = said(run(root, "watch", "--send"))

    assert code == 2
    assert remarked == (
        "handbook: the handbook has errors, so no issue was changed; 'handbook check' lists them\n"
    )
    assert there.asked == []
