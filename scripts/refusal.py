"""The error for a command that cannot run: one sentence, exit code 2."""

import click


class Refusal(click.ClickException):
    """The command cannot do what was requested."""

    exit_code = 2
