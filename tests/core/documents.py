"""Read one part of a document: the text given by a test, within a minimal valid document."""

from typing import Any

from tests.core.kinds import read, said
from tests.core.playbook import FRONT

START = f"{FRONT}\nKeep it going.\n\n"
STEP = f"{START}## Steps\n\n### Count\n\n"
KNOWN = {
    "title": "Customer onboarding",
    "process": "customer-onboarding",
    "owner": "Customer Success Lead",
    "review": "every 3 months",
}


def data(text: str, kind: str = "sops") -> dict[str, Any]:
    """Return the data of a valid text that its front matter does not give."""
    assert said(kind, text) == []
    document = read(kind, text)
    return {key: value for key, value in document.data.items() if KNOWN.get(key) != value}


def step(text: str) -> dict[str, Any]:
    """Return the step "Count" with the given text below its heading."""
    (found,) = data(STEP + text)["steps"]
    assert isinstance(found, dict)
    assert found.pop("title") == "Count"
    return found


def section(text: str) -> dict[str, Any]:
    """Return the data of a text that follows the steps."""
    found = data(f"{STEP}- a\n\n{text}")
    assert found.pop("steps") == [{"title": "Count", "actions": [{"text": "a"}]}]
    assert found.pop("purpose") == "Keep it going."
    return found


def free(text: str) -> list[tuple[str, str, bool]]:
    """Return the title and text of every free section, and whether it precedes the steps."""
    assert said("sops", text) == []
    return [(s.title, s.body.markdown, s.before_steps) for s in read("sops", text).sections]


def faults(text: str) -> list[str]:
    """Return the diagnostics for a text below the front matter; lines count from 1."""
    above = START.count("\n")
    found = []
    for fault in said("sops", START + text):
        line, column, rest = fault.split(":", 2)
        found.append(f"{int(line) - above}:{column}:{rest}")
    return found
