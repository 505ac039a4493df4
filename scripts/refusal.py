"""A fault in how a command was called: one sentence, exit code 2."""

import click


class Refusal(click.ClickException):
    """The command cannot look at what it was asked to look at, or may not do what it was told."""

    exit_code = 2
