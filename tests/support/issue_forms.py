"""Simulate a link that opens an issue: what the forge shows, and what it stores."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

import yaml

from tests.support.handbooks import REPOSITORY

GITHUB = "https://forge.example/example/handbook/issues/new?title={title}&{fields}"
GITLAB = (
    "https://forge.example/example/handbook/-/issues/new"
    "?issue[title]={title}&issue[description]={body}"
)
FORMS = REPOSITORY / ".github" / "ISSUE_TEMPLATE"
TEMPLATES = REPOSITORY / ".gitlab" / "issue_templates"
_UNANSWERED = "_No response_"


class Issue(NamedTuple):
    """An issue as stored by the forge."""

    title: str
    body: str


def labels(name: str) -> dict[str, str]:
    """Return the labels of the fields of a GitHub form, by id."""
    return {part["id"]: part["attributes"]["label"] for part in _form(name)["body"]}


def headings(name: str) -> list[str]:
    """Return the headings of a GitLab template."""
    text = (TEMPLATES / f"{name}.md").read_text(encoding="utf-8")
    return re.findall(r"^### (.+)$", text, re.MULTILINE)


def submitted_issue(address: str | None, answers: Mapping[str, str] | None = None) -> Issue:
    """Return the issue that a link opens, with the answers given by field label.

    A parameter without a field is an error: GitHub would drop it silently.
    """
    assert address is not None
    pairs = parse_qsl(urlsplit(address).query, keep_blank_values=True, strict_parsing=True)
    known = dict(pairs)
    assert len(known) == len(pairs)
    if "template" in known:
        return _by_form(known, answers or {})
    if "issue[title]" in known:
        return Issue(known["issue[title]"], known["issue[description]"])
    assert set(known) == {"title", "body"}
    return Issue(known["title"], known["body"])


def _by_form(known: dict[str, str], answers: Mapping[str, str]) -> Issue:
    """Return the body GitHub generates: a heading and an answer for each field."""
    name = known.pop("template").removesuffix(".yml")
    title = known.pop("title")
    asked = labels(name)
    assert set(known) <= set(asked), name
    parts = [
        f"### {label}\n\n{answers.get(label) or known.get(field) or _UNANSWERED}"
        for field, label in asked.items()
    ]
    return Issue(title, "\n\n".join(parts))


def _form(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((FORMS / f"{name}.yml").read_text(encoding="utf-8"))
    return loaded
