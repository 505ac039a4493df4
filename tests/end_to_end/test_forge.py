"""The repository on a forge: a pull request comment, issues per owner, reported usage."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from handbook.load import load
from handbook.pages.tasks import Tasks, entry_tasks
from macros.site import SiteSettings, open_site
from tests.end_to_end.conftest import Copy
from tests.support.commands import PINNED, run, said
from tests.support.forge import FakeForge, forge
from tests.support.history import Repository
from tests.support.issue_forms import GITHUB, GITLAB, submitted_issue
from tests.support.story import BROKEN, NUMBER, PULL_REQUEST

Says = Callable[..., str]
Expected = Callable[[str, str], None]
COUNTS = "data/usage/issues.csv"
Answer = tuple[int, dict[str, str], str]
DOWN: Answer = (500, {}, "{}")
LIMITED: Answer = (429, {"Retry-After": "0"}, "{}")
NONSENSE: Answer = (200, {}, "<html>Please sign in</html>")


@pytest.fixture(params=["github", "gitlab"])
def there(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeForge]:
    """A forge of each kind in turn, named by the environment."""
    for name in ("GITHUB_REPOSITORY", "GITHUB_TOKEN", "CI_PROJECT_ID", "HANDBOOK_URL"):
        monkeypatch.delenv(name, raising=False)
    with forge(request.param) as fake:
        for name, value in {**fake.environment, **PINNED}.items():
            monkeypatch.setenv(name, value)
        yield fake


def _comments(there: FakeForge) -> list[str]:
    return [one["body"] for one in there.comments]


def test_the_pull_request_has_one_comment_that_is_updated(
    copy: Copy, there: FakeForge, tmp_path: Path, is_expected: Expected
) -> None:
    at = copy(BROKEN)
    file = tmp_path / "summary.md"

    def comment() -> str:
        run(at.root, "diff", "main", "--check", "--output", str(file))
        return said(run(at.root, "comment", str(NUMBER), str(file)))[2]

    # Someone's review fills the first page; the forge fails once and is asked again.
    there.comments += [{"id": 1, "body": "I read it"}, {"id": 2, "body": "So did I"}]
    there.faults = [DOWN, LIMITED]
    outputs = [comment(), comment()]
    broken = _comments(there)[-1]
    at.git("checkout", "--quiet", PULL_REQUEST)
    outputs += [comment(), comment()]

    assert outputs == [
        "commented on 12\n",
        "the comment on 12 is up to date\n",
        "updated the comment on 12\n",
        "the comment on 12 is up to date\n",
    ]
    assert len(there.comments) == 3
    assert "names an unknown role: 'Support Leed'; did you mean 'Support Lead'?" in broken
    # It is the output of `handbook diff`, below a hidden marker.
    is_expected("diff.md", _comments(there)[-1].removeprefix("<!-- handbook -->\n"))


def test_each_owner_has_one_issue_until_their_list_is_empty(copy: Copy, there: FakeForge) -> None:
    at = copy("main")

    def watch(*how: str) -> list[str]:
        return said(run(at.root, "watch", "--send", *how))[1].splitlines()

    opened_first = watch()
    kept = watch()
    at.git("merge", "--quiet", PULL_REQUEST)
    run(at.root, "codeowners", "--write")
    merged = watch()
    for sop in ("tickets", "backups", "ordering", "welcome"):
        entry = load(at.root).handbook.sops[sop].entry
        reviewed = run(
            at.root, "review", sop, "--reviewer", entry.data["owner"], "--outcome", "unchanged",
            "--checked", "Read against how it is done",
        )  # fmt: skip
        assert said(reviewed)[0] == 0
    (at.root / "data/exceptions.yaml").unlink()
    run(at.root, "codeowners", "--write")
    done = watch()

    assert opened_first == [
        "open an issue: 2 things for the COO",
        "open an issue: 1 thing for the Support Lead",
        "open an issue: 1 thing for the Office Manager",
    ]
    assert kept == [
        "keep issue 1: 2 things for the COO",
        "keep issue 2: 1 thing for the Support Lead",
        "keep issue 3: 1 thing for the Office Manager",
    ]
    assert [line.partition(":")[0] for line in merged] == [
        "refresh issue 1",
        "refresh issue 2",
        "refresh issue 3",
    ]
    assert done == [
        "close issue 1: nothing left",
        "close issue 2: nothing left",
        "close issue 3: nothing left",
    ]
    assert {one["state"] for one in there.issues} == {"closed"}


def test_reports_from_the_pages_become_the_error_rate(
    copy: Copy, there: FakeForge, says: Says
) -> None:
    at = copy("main")
    tasks = _tasks(at, GITHUB if there.kind == "github" else GITLAB, "tickets")
    for day in ("2026-11-03", "2026-11-03", "2026-11-05"):
        there.add(*submitted_issue(tasks.report_run), day)
    there.add(*submitted_issue(tasks.error), "2026-11-05")
    there.add("Question about: Answering tickets", "Who?", "2026-11-06")
    there.add("Handbook: 2 things for the COO", "", "2026-11-09")
    before = (at.root / COUNTS).read_text(encoding="utf-8")

    # If the second page fails, nothing of the first is kept.
    there.faults = [(200, {"Link": f'<{there.address}/x>; rel="next"'}, "[]"), NONSENSE]
    says(at, "sync", "issues", code=2, remark=_refused(there, "with something other than JSON"))
    there.faults = [DOWN] * 4
    left, _, remarked = said(run(at.root, "sync", "issues"))
    assert (left, remarked.count("\n")) == (2, 1)
    assert (at.root / COUNTS).read_text(encoding="utf-8") == before

    there.asked.clear()
    says(at, "sync", "issues", remark=f"wrote {COUNTS}: 3 runs and 1 errors\n")
    says(at, "sync", "issues", remark=f"{COUNTS} is up to date\n")

    assert {one.query.get("page", "1") for one in there.asked} == {"1", "2", "3"}
    assert (at.root / COUNTS).read_text(encoding="utf-8") == (
        "procedure,date,runs,errors\ntickets,2026-11-03,2,0\ntickets,2026-11-05,1,1\n"
    )
    at.commit_all("2026-11-20", "Count what was reported")
    month = says(at, "history", "--months", "1", "--format", "csv").splitlines()[-1]
    assert month.split(",")[4] == "33%"


def _tasks(at: Repository, template: str, sop: str) -> Tasks:
    site = open_site(
        at.root, SiteSettings("https://handbook.example.com/", "edit:{path}", template)
    )
    open_site.cache_clear()
    return entry_tasks(
        site.edition.view(f"procedures/{sop}/"), site.handbook.sops[sop].entry, ["Answer"]
    )


def _refused(there: FakeForge, what: str) -> str:
    name = "GitHub" if there.kind == "github" else "GitLab"
    return f"handbook: {name} responded {what}\n"
