"""`handbook explain`: what a code means, why it matters and how to mend it."""

import click

from handbook.checks.registry import RULES, explanation
from handbook.names import suggestion
from scripts.refusal import Refusal
from scripts.tables import show_rows
from scripts.terminal import has_colour, is_terminal, say


@click.command("explain")
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Explain a code that `check` ends a line with.

    Without a code it lists all of them: an error is wrong whatever the date, a warning is a
    matter of time or coverage.

    \b
    Examples:
      handbook explain unknown-reference
      handbook explain | grep review
    """
    if code is None:
        rules = sorted(RULES.values())
        show_rows(("Code", "Severity", "What is wrong"), rules)
        return
    # A code is pasted with the brackets it is shown in.
    wanted = code.strip("[]")
    page = explanation(wanted)
    if page is None:
        near = suggestion(wanted, list(RULES)) or "; 'handbook explain' lists all"
        raise Refusal(f"unknown code: {wanted!r}{near}")
    if is_terminal():
        _draw(page)
    else:
        say(page, newline=False)


def _draw(page: str) -> None:
    # Imported only here: piped output has no use for it.
    from rich.console import Console  # noqa: PLC0415
    from rich.markdown import Markdown  # noqa: PLC0415

    console = Console(no_color=not has_colour())
    console.print(Markdown(page), width=min(console.width, 80))
