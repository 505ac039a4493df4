"""`handbook check`: everything wrong in the handbook, in reading order."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import click

from handbook.checks import registry
from handbook.checks.links import OF_RENAMES
from handbook.diagnostics import Diagnostic, Severity
from handbook.fixes.edits import Edit, by_path, edited
from handbook.formats import github, gitlab, json, junit, sarif, text
from handbook.formats import summary as markdown
from handbook.formats.outcome import Inventory, Looked, Outcome, from_above
from handbook.incremental.checked import Checked, checked
from handbook.load import Loaded
from handbook.names import suggestion
from handbook.repository import folder_of
from handbook.source.site import FILE as SITE
from handbook.source.text import read_text
from scripts.clock import today, today_option
from scripts.paths import NamedPath, is_in, within
from scripts.refusal import Refusal
from scripts.terminal import columns, has_colour, is_terminal, say, styled, tell
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
# Forges look a file up from the root of its repository, wherever in it the handbook stands.
_OF_FORGES = frozenset({"github", "sarif", "gitlab"})


@click.command("check")
@click.argument("paths", nargs=-1, type=NamedPath(path_type=Path), metavar="[PATH]...")
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
@click.option(
    "--against",
    metavar="REV",
    help="Show only what is new since a git revision; what is old never fails.",
)
@click.option(
    "--fail-code",
    "codes",
    multiple=True,
    metavar="CODE",
    help="Also fail on a warning of this code; may be given more than once.",
)
@click.option("--no-cache", is_flag=True, help="Read every file anew, and keep nothing of it.")
@today_option
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[Path, ...], asked: date | None, **how: Any) -> None:
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
      handbook check --against main --fail-code undocumented-process

    Exit code: 0 nothing to mend, 1 problems found, 2 could not look.
    """
    root = find_root(ctx.obj)
    wanted = [within(root, path) for path in paths]
    codes = _known(how["codes"])
    whole = check_handbook(root, lambda settings: today(settings, asked))
    outcome = told(whole, wanted)
    for path in wanted:
        if path != SITE and not any(is_in(file, [path]) for file in whole.files):
            tell(f"nothing of the handbook is in {path!r}; it is in data/, sops/ and docs/")
    if how["against"] is not None:
        # Hardly anybody asks for it: without git the command starts sooner.
        from scripts.baseline import new_since  # noqa: PLC0415

        outcome = new_since(root, str(how["against"]), outcome, whole.day, wanted)
    if how["form"] == "text":
        _show(outcome, root)
    else:
        folder = folder_of(root) if how["form"] in _OF_FORGES else None
        say(FORMATS[how["form"]](from_above(outcome, folder or "")), newline=False)
    grave = list(Severity)[: 1 + (how["fail_on"] == "warning")]
    failing = any(found.severity in grave or found.code in codes for found in outcome.diagnostics)
    ctx.exit(int(failing))


def _known(codes: Sequence[str]) -> Sequence[str]:
    """Return codes that there are; raises Refusal at one that there is not."""
    for code in codes:
        if code not in registry.RULES:
            raise Refusal(f"no check is called {code!r}{suggestion(code, list(registry.RULES))}")
    return codes


def look(loaded: Loaded, day: date) -> Outcome:
    """Return all that is wrong in a handbook."""
    return told(checked(loaded, day))


def told(found: Checked, wanted: Sequence[str] = ()) -> Outcome:
    """Return all that was found in a handbook, or in some paths of it."""
    coverage = tuple(Looked(*looked) for looked in found.coverage)
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
    source = reader(root) if is_terminal() else None
    shown = _styled if has_colour() else text.plain
    say("\n".join(map(shown, text.lines(outcome, source, columns()))))
    curable = _curable(outcome, root)
    if curable:
        many = "one has" if curable == 1 else f"{curable} have"
        tell(f"{many} exactly one cure; 'handbook fix' shows it")
    if any(one.code in OF_RENAMES and one.cure is None for one in outcome.diagnostics):
        tell("if something was renamed, 'handbook fix' mends what names it")


def _styled(line: text.Line) -> str:
    return "".join(styled(span.text, span.style) for span in line)


def _curable(outcome: Outcome, root: Path) -> int:
    """Return how many faults can be mended as their files are written."""
    cures = by_path(Edit(one.place, one.cure) for one in outcome.diagnostics if one.cure)
    texts = ((edits, (root / path).read_text(encoding="utf-8")) for path, edits in cures.items())
    return sum(len(edited(text, edits).made) for edits, text in texts)


def reader(root: Path) -> Callable[[str], Sequence[str]]:
    """Return what gives the lines of a file below a folder, by its path; none if it has none."""

    @cache
    def lines(path: str) -> Sequence[str]:
        found = read_text(root / path, path)
        return () if isinstance(found, Diagnostic) else found.split("\n")

    return lines
