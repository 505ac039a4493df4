"""Documents of which a test tells one part, and what is read from that part alone."""

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
    """Return what a valid text says beyond its front matter."""
    assert said(kind, text) == []
    document = read(kind, text)
    return {key: value for key, value in document.data.items() if KNOWN.get(key) != value}


def step(text: str) -> dict[str, Any]:
    """Return the step "Count" with a text below its heading."""
    (found,) = data(STEP + text)["steps"]
    assert isinstance(found, dict)
    assert found.pop("title") == "Count"
    return found


def section(text: str) -> dict[str, Any]:
    """Return what a text says that stands after the steps."""
    found = data(f"{STEP}- a\n\n{text}")
    assert found.pop("steps") == [{"title": "Count", "actions": [{"text": "a"}]}]
    assert found.pop("purpose") == "Keep it going."
    return found


def free(text: str) -> list[tuple[str, str, bool]]:
    """Return the title, the text and the side of the steps of every free section."""
    assert said("sops", text) == []
    return [(s.title, s.body.markdown, s.before_steps) for s in read("sops", text).sections]


def faults(text: str) -> list[str]:
    """Return what is wrong with a text below the front matter, whose lines count from 1."""
    above = START.count("\n")
    found = []
    for fault in said("sops", START + text):
        line, column, rest = fault.split(":", 2)
        found.append(f"{int(line) - above}:{column}:{rest}")
    return found
