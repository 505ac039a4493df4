"""`handbook check`: every problem in the handbook, in reading order."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import click

from handbook.amounts import counted
from handbook.checks import registry
from handbook.checks.links import RENAME_CODES
from handbook.diagnostics import Diagnostic, Severity
from handbook.fixes.edits import Edit, by_path, edited
from handbook.formats import github, gitlab, json, junit, sarif, text
from handbook.formats import summary as markdown
from handbook.formats.outcome import CheckCoverage, Inventory, Outcome, with_path_prefix
from handbook.incremental.checked import Checked, checked
from handbook.load import Loaded
from handbook.names import suggestion
from handbook.repository import folder_of
from handbook.source.site import FILE as SITE
from handbook.source.text import read_text
from scripts.clock import today, today_option
from scripts.paths import NamedPath, is_in, within
from scripts.refusal import Refusal
from scripts.terminal import columns, has_colour, is_terminal, print_note, print_output, styled
from scripts.workspace import check_handbook, find_root

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
# Forges resolve paths from the root of the repository, even if the handbook is in a subfolder.
_FORGE_FORMATS = frozenset({"github", "sarif", "gitlab"})


@click.command("check")
@click.argument("paths", nargs=-1, type=NamedPath(path_type=Path), metavar="[PATH]...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", *FORMATS]),
    default="text",
    show_default=True,
    help="Output format.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    default="error",
    show_default=True,
    help="The lowest severity that sets exit code 1.",
)
@click.option(
    "--against",
    metavar="REV",
    help="Report only problems that are new since a git revision.",
)
@click.option(
    "--fail-code",
    "codes",
    multiple=True,
    metavar="CODE",
    help="Also fail on warnings with this code; repeatable.",
)
@click.option("--no-cache", is_flag=True, help="Neither read nor write the cache.")
@today_option
@click.pass_context
def command(
    ctx: click.Context, /, paths: tuple[Path, ...], requested: date | None, **how: Any
) -> None:
    """Report what is wrong, missing or out of date.

    Each line gives the location, the problem and, in brackets, a code for `handbook explain`.
    If PATHs are given, only problems in those files or folders are shown and counted.

    \b
    Examples:
      handbook check
      handbook check sops/customer-success
      handbook check --fail-on warning --today 2027-01-01
      handbook check --format github
      handbook check --format sarif > handbook.sarif
      handbook check --against main --fail-code undocumented-process

    Exit code: 0 no problems, 1 problems found, 2 could not run.
    """
    root = find_root(ctx.obj)
    wanted = [within(root, path) for path in paths]
    codes = _checked_codes(how["codes"])
    whole = check_handbook(root, lambda settings: today(settings, requested))
    outcome = outcome_of(whole, wanted)
    for path in wanted:
        if path != SITE and not any(is_in(file, [path]) for file in whole.files):
            print_note(f"no handbook files in {path!r}; the handbook is data/, sops/ and docs/")
    if how["against"] is not None:
        # Imported lazily: rarely used, and the command starts faster without git.
        from scripts.baseline import new_since  # noqa: PLC0415

        outcome = new_since(root, str(how["against"]), outcome, whole.day, wanted)
    if how["form"] == "text":
        _show(outcome, root)
    else:
        folder = folder_of(root) if how["form"] in _FORGE_FORMATS else None
        print_output(FORMATS[how["form"]](with_path_prefix(outcome, folder or "")), newline=False)
    severities = list(Severity)[: 1 + (how["fail_on"] == "warning")]
    failing = any(
        found.severity in severities or found.code in codes for found in outcome.diagnostics
    )
    ctx.exit(int(failing))


def _checked_codes(codes: Sequence[str]) -> Sequence[str]:
    """Return the codes unchanged; raises Refusal if one of them does not exist."""
    for code in codes:
        if code not in registry.RULES:
            raise Refusal(f"unknown code: {code!r}{suggestion(code, list(registry.RULES))}")
    return codes


def check_all(loaded: Loaded, day: date) -> Outcome:
    """Return every problem in a handbook."""
    return outcome_of(checked(loaded, day))


def outcome_of(found: Checked, wanted: Sequence[str] = ()) -> Outcome:
    """Return the result of a check, limited to the wanted paths if there are any."""
    coverage = tuple(CheckCoverage(*looked) for looked in found.coverage)
    if wanted:
        return Outcome(
            [fault for fault in found.found if is_in(fault.place.path, wanted)],
            sum(is_in(path, wanted) for path in found.files),
            coverage=coverage,
            excepted=[fault for fault in found.excepted if is_in(fault.place.path, wanted)],
        )
    inventory = Inventory(*found.sizes)
    return Outcome(found.found, len(found.files), inventory, coverage, excepted=found.excepted)


def _show(outcome: Outcome, root: Path) -> None:
    source = line_reader(root) if is_terminal() else None
    shown = _styled if has_colour() else text.plain
    print_output("\n".join(map(shown, text.lines(outcome, source, columns()))))
    fixable = _count_fixable(outcome, root)
    if fixable:
        print_note(f"{counted(fixable, 'problem')} can be fixed with 'handbook fix'")
    if any(one.code in RENAME_CODES and one.fix is None for one in outcome.diagnostics):
        print_note("if something was renamed, 'handbook fix' updates the references to it")


def _styled(line: text.Line) -> str:
    return "".join(styled(span.text, span.style) for span in line)


def _count_fixable(outcome: Outcome, root: Path) -> int:
    """Return how many problems can be fixed in their files as they are now."""
    fixes = by_path(Edit(one.place, one.fix) for one in outcome.diagnostics if one.fix)
    texts = ((edits, (root / path).read_text(encoding="utf-8")) for path, edits in fixes.items())
    return sum(len(edited(text, edits).made) for edits, text in texts)


def line_reader(root: Path) -> Callable[[str], Sequence[str]]:
    """Return a cached function from a path below `root` to the lines of that file.

    A file that cannot be read has no lines.
    """

    @cache
    def lines(path: str) -> Sequence[str]:
        found = read_text(root / path, path)
        return () if isinstance(found, Diagnostic) else found.split("\n")

    return lines
