"""`handbook watch`: one issue per owner with their to-do list, closed when it is empty."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import click

from handbook.amounts import counted
from handbook.checks import registry
from handbook.reports import digest_formats
from handbook.reports.digest import Digest, digests
from scripts.clock import today, today_option
from scripts.forge.connection import connected
from scripts.forge.forge import Forge, Issue, truncated
from scripts.refusal import Refusal
from scripts.site_address import address_of
from scripts.terminal import print_note, print_output
from scripts.workspace import find_root, marker_folders, open_handbook

LABEL = "handbook-watch"
# The folder of the handbook in its repository, then the id of the role.
_MARK = re.compile(r"^<!-- handbook-watch: ((?:.*/)?)([a-z0-9-]*) -->")


class Step(NamedTuple):
    """The action for one role's issue: "open", "refresh", "close" or "keep"."""

    what: str
    digest: Digest | None
    issue: Issue | None

    @property
    def description(self) -> str:
        """Return a description of the step."""
        number = f"issue {self.issue.number}" if self.issue else "an issue"
        return f"{self.what} {number}: {self.digest.title if self.digest else 'nothing left'}"


@click.command("watch")
@click.option("--send", is_flag=True, help="Open, refresh and close issues.")
@today_option
@click.pass_context
def command(ctx: click.Context, /, requested: date | None, *, send: bool) -> None:
    """Keep one issue per owner with their to-do list.

    An issue is opened when the list has items, refreshed when they change, and closed when none
    are left. It is recognised by its label and a hidden marker. Without --send, the actions are
    only shown.

    \b
    Examples:
      handbook watch
      handbook watch --send

    Exit code: 0 success, 2 could not run or the forge did not respond.
    """
    root = find_root(ctx.obj)
    loaded = open_handbook(root)
    if loaded.faults:
        raise Refusal(
            "the handbook has errors, so no issue was changed; 'handbook check' lists them"
        )
    handbook = loaded.handbook
    day = today(handbook.settings, requested)
    found = registry.run(handbook, day).diagnostics
    wanted = {one.role: one for one in digests(handbook, found, day, address_of(handbook))}
    forge = connected()
    folders = marker_folders(root)
    steps = list(_steps(wanted, forge, folders))
    for step in steps:
        if send:
            _apply(step, forge, folders[0])
        print_output(step.description)
    done = sum(step.what != "keep" for step in steps)
    result = "changed" if send else "would change; apply with --send"
    print_note(f"{done} of {counted(len(steps), 'issue')} {result}")


def _steps(wanted: dict[str, Digest], forge: Forge, folders: tuple[str, ...]) -> Iterator[Step]:
    """Yield the steps in the order of the roles; issues without a digest are closed.

    Issues of other handbooks in the repository are ignored.
    """
    existing: dict[str, list[Issue]] = {}
    for issue in forge.issues(LABEL, only_open=True):
        mark = _MARK.match(issue.body)
        if mark and mark[1] in folders:
            existing.setdefault(mark[2], []).append(issue)
    for role, digest in wanted.items():
        issues = existing.pop(role, [])
        if not issues:
            yield Step("open", digest, None)
            continue
        first, *others = issues
        same = (first.title, _lines(first.body)) == (
            _title(digest),
            _lines(_body(digest, folders[0])),
        )
        yield Step("keep" if same else "refresh", digest, first)
        yield from (Step("close", None, other) for other in others)
    for issues in existing.values():
        yield from (Step("close", None, issue) for issue in issues)


def _apply(step: Step, forge: Forge, folder: str) -> None:
    if step.what == "close" and step.issue:
        forge.close_issue(step.issue.number)
    elif step.what == "refresh" and step.issue and step.digest:
        forge.change_issue(step.issue.number, _title(step.digest), _body(step.digest, folder))
    elif step.what == "open" and step.digest:
        forge.open_issue(_title(step.digest), _body(step.digest, folder), [LABEL])


def _title(digest: Digest) -> str:
    return f"Handbook: {digest.title}"


def _body(digest: Digest, folder: str) -> str:
    role = f" --role {digest.role}" if digest.role else ""
    text = truncated(digest_formats.markdown(digest), f"Run `handbook digest{role}` for the rest.")
    return f"<!-- handbook-watch: {folder}{digest.role} -->\n{text}"


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().splitlines()]
