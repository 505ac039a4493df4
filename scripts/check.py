"""`handbook check`: everything wrong in the handbook, in reading order."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path

import click

from handbook.checks import registry
from handbook.diagnostics import Diagnostic, Severity
from handbook.formats import github, gitlab, json, junit, sarif, text
from handbook.formats import summary as markdown
from handbook.formats.outcome import Inventory, Looked, Outcome
from handbook.load import Loaded
from handbook.reports.summary import summary
from handbook.source.text import read_text
from scripts.clock import today, today_option
from scripts.refusal import Refusal
from scripts.terminal import columns, is_terminal, say, styled
from scripts.workspace import find_root, open_handbook

FORMATS: dict[str, Callable[[Outcome], str]] = {
    "json": json.dumps,
    "github": github.commands,
    "sarif": lambda outcome: sarif.dumps(
        outcome, {code: rule.sentence for code, rule in registry.RULES.items()}
    ),
    "junit": junit.xml,
    "gitlab": gitlab.dumps,
    "markdown": markdown.markdown,
}


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", *FORMATS]),
    default="text",
    show_default=True,
    help="For people, programs, GitHub's annotations, code hosts, CI servers or a summary.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    default="error",
    show_default=True,
    help="The least grave fault that makes the exit code 1.",
)
@today_option
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[Path, ...], form: str, fail_on: str, asked: date | None
) -> None:
    """Say what is wrong, missing or out of date.

    Each line names the place, the fault and, in brackets, a code for `handbook explain`.
    With PATHs, files or folders, only what is wrong there is shown and counted.

    \b
    Examples:
      handbook check
      handbook check sops/customer-success
      handbook check --fail-on warning --today 2027-01-01
      handbook check --format github
      handbook check --format sarif > handbook.sarif

    Exit code: 0 nothing to mend, 1 problems found, 2 could not look.
    """
    root = find_root(ctx.obj)
    wanted = [_within(root, path) for path in paths]
    loaded = open_handbook(root)
    outcome = look(loaded, today(loaded.handbook.settings, asked), wanted)
    if form == "text":
        _show(outcome, root)
    else:
        say(FORMATS[form](outcome), newline=False)
    grave = list(Severity)[: 1 + (fail_on == "warning")]
    ctx.exit(int(any(outcome.count(severity) for severity in grave)))


def look(loaded: Loaded, day: date, wanted: Sequence[str] = ()) -> Outcome:
    """Return all that is wrong in a handbook, or in some paths of it."""
    handbook = loaded.handbook
    checked = registry.run(handbook, day)
    found = sorted([*loaded.faults, *checked.diagnostics])
    files = {*handbook.documents, *(fault.place.path for fault in found)}
    coverage = tuple(Looked(*looked) for looked in checked.coverage)
    if wanted:
        return Outcome(
            [fault for fault in found if _is_in(fault.place.path, wanted)],
            sum(_is_in(path, wanted) for path in files),
            coverage=coverage,
        )
    counts = summary(handbook, day)
    inventory = Inventory(counts.procedures, counts.processes, counts.not_documented)
    return Outcome(found, len(files), inventory, coverage)


def _within(root: Path, path: Path) -> str:
    """Return a path as the handbook calls it: relative to the root, with slashes."""
    home = root.resolve()
    there = [base / path for base in (Path.cwd(), root) if (base / path).exists()]
    for file in there:
        if file.resolve().is_relative_to(home):
            return file.resolve().relative_to(home).as_posix()
    if there:
        raise Refusal(f"{str(path)!r} is outside the handbook in {str(root)!r}")
    raise Refusal(f"no such file or folder: {str(path)!r}")


def _is_in(path: str, wanted: Sequence[str]) -> bool:
    return any(one in {".", path} or path.startswith(f"{one}/") for one in wanted)


def _show(outcome: Outcome, root: Path) -> None:
    source = _reader(root) if is_terminal() else None
    for line in text.lines(outcome, source, columns()):
        say("".join(styled(span.text, span.style) for span in line))


def _reader(root: Path) -> Callable[[str], Sequence[str]]:
    @cache
    def lines(path: str) -> Sequence[str]:
        found = read_text(root / path, path)
        return () if isinstance(found, Diagnostic) else found.split("\n")

    return lines
