"""Documents and helpers shared by the tests of `handbook fix`."""

from pathlib import Path

from tests.support.commands import run, said
from tests.support.handbooks import BASE

SOP = "sops/operations/ordering.md"
OTHER = "sops/operations/closing.md"
ROLES = BASE["data/roles.yaml"] + "office-manager:\n  title: Office manager\n"


def step_of(owner: str) -> str:
    """Return a step with an owner."""
    return f"### Count the stock\n\n**Owner:** {owner}\n\n1. Note what runs out\n"


def remarks_of_fix(root: Path, *arguments: str) -> str:
    """Return the messages of `fix --write`; a second run must have nothing to do."""
    _, _, remarked = said(run(root, "fix", "--write", *arguments))
    assert said(run(root, "fix", *arguments))[1] == ""
    return remarked


def text_of(root: Path, path: str = SOP) -> str:
    """Return the text of a file."""
    return (root / path).read_bytes().decode()
