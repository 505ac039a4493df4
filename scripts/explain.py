"""`handbook explain`: what a code means, why it matters and how to fix it."""

import click

from handbook.checks.registry import RULES, explanation
from handbook.names import suggestion
from scripts.refusal import Refusal
from scripts.tables import show_rows
from scripts.terminal import has_colour, is_terminal, print_output


@click.command("explain")
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Explain a code reported by `check`.

    Without a code, list all codes. An error is wrong whatever the date; a warning depends on
    the date or on coverage.

    \b
    Examples:
      handbook explain unknown-reference
      handbook explain | grep review
    """
    if code is None:
        rules = sorted(RULES.values())
        show_rows(("Code", "Severity", "Problem"), rules)
        return
    # Codes are often pasted with the brackets around them.
    wanted = code.strip("[]")
    page = explanation(wanted)
    if page is None:
        near = suggestion(wanted, list(RULES)) or "; 'handbook explain' lists them"
        raise Refusal(f"unknown code: {wanted!r}{near}")
    if is_terminal():
        _draw(page)
    else:
        print_output(page, newline=False)


def _draw(page: str) -> None:
    # Imported lazily: piped output does not need it.
    from rich.console import Console  # noqa: PLC0415
    from rich.markdown import Markdown  # noqa: PLC0415

    console = Console(no_color=not has_colour())
    console.print(Markdown(page), width=min(console.width, 80))
