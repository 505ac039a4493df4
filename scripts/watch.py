"""`handbook watch`: one issue an owner with what there is to see to, closed when it is done."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import click

from handbook.checks import registry
from handbook.reports import letters
from handbook.reports.digest import Digest, digests
from scripts.clock import today, today_option
from scripts.forge.connection import connected
from scripts.forge.forge import Forge, Issue, fitted
from scripts.refusal import Refusal
from scripts.site_address import address_of
from scripts.terminal import say, tell
from scripts.workspace import find_root, marks_of, open_handbook

LABEL = "handbook-watch"
# The role whose issue it is, after the folder of the handbook in its repository.
_MARK = re.compile(r"^<!-- handbook-watch: ((?:.*/)?)([a-z0-9-]*) -->")


class Step(NamedTuple):
    """What is done about one role's issue: "open", "refresh", "close" or "keep"."""

    what: str
    digest: Digest | None
    issue: Issue | None

    @property
    def told(self) -> str:
        """Return the step in words."""
        number = f"issue {self.issue.number}" if self.issue else "an issue"
        return f"{self.what} {number}: {self.digest.title if self.digest else 'nothing left'}"


@click.command("watch")
@click.option("--send", is_flag=True, help="Open, refresh and close issues; without it nothing is.")
@today_option
@click.pass_context
def command(ctx: click.Context, /, asked: date | None, *, send: bool) -> None:
    """Keep one issue an owner with what there is to see to.

    An issue is opened when there is something, written anew when that changes, and closed when
    nothing is left. It is known by its label and by a mark in it that readers do not see.
    Without --send only what would be done is shown.

    \b
    Examples:
      handbook watch
      handbook watch --send

    Exit code: 0 done or shown, 2 could not look or was not answered.
    """
    root = find_root(ctx.obj)
    loaded = open_handbook(root)
    if loaded.faults:
        raise Refusal(
            "the handbook has errors; 'handbook check' says which, and no issue is touched"
        )
    handbook = loaded.handbook
    day = today(handbook.settings, asked)
    found = registry.run(handbook, day).diagnostics
    wanted = {one.role: one for one in digests(handbook, found, day, address_of(handbook))}
    forge = connected()
    folders = marks_of(root)
    steps = list(_steps(wanted, forge, folders))
    for step in steps:
        if send:
            _take(step, forge, folders[0])
        say(step.told)
    done = sum(step.what != "keep" for step in steps)
    tell(f"{done} of {len(steps)} {'changed' if send else 'would change; --send changes them'}")


def _steps(wanted: dict[str, Digest], forge: Forge, folders: tuple[str, ...]) -> Iterator[Step]:
    """Yield what is to be done, in the order of the roles; what is left over is closed.

    Issues of a handbook in another folder of the repository are its own.
    """
    there: dict[str, list[Issue]] = {}
    for issue in forge.issues(LABEL, only_open=True):
        mark = _MARK.match(issue.body)
        if mark and mark[1] in folders:
            there.setdefault(mark[2], []).append(issue)
    for role, digest in wanted.items():
        issues = there.pop(role, [])
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
    for issues in there.values():
        yield from (Step("close", None, issue) for issue in issues)


def _take(step: Step, forge: Forge, folder: str) -> None:
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
    words = fitted(letters.markdown(digest), f"`handbook digest{role}` tells the rest.")
    return f"<!-- handbook-watch: {folder}{digest.role} -->\n{words}"


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().splitlines()]
