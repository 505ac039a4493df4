"""Which forge is meant: what CI says of itself, or what the environment names."""

import os
import re
from collections.abc import Mapping

import requests

from scripts.forge import github, gitlab
from scripts.forge.forge import Forge
from scripts.forge.github import GitHub
from scripts.forge.gitlab import GitLab
from scripts.refusal import Refusal

TOKEN = "HANDBOOK_TOKEN"  # noqa: S105 - the name of a variable
# What CI calls its repository, its API and its own token, by the forge.
_GITHUB = ("GITHUB_REPOSITORY", "GITHUB_API_URL", "GITHUB_TOKEN")
_GITLAB = ("CI_PROJECT_ID", "CI_API_V4_URL", "GITLAB_TOKEN")
_PART = r"(?!\.+/|\.+$)[A-Za-z0-9._-]+"
_NAME = re.compile(rf"{_PART}/{_PART}")
_PROJECT = re.compile(rf"[0-9]+|{_PART}(?:/{_PART})+")


def connected() -> Forge:
    """Return the forge that the environment names; raises Refusal if it names none."""
    known = os.environ
    if known.get(_GITHUB[0]):
        repository, address = known[_GITHUB[0]], known.get(_GITHUB[1]) or github.ADDRESS
        if not _NAME.fullmatch(repository):
            raise Refusal(f"{_GITHUB[0]} is {repository!r}; it is like 'example/handbook'")
        return GitHub(repository, _token(known, _GITHUB[2]), _checked(address))
    if known.get(_GITLAB[0]):
        project, address = known[_GITLAB[0]], known.get(_GITLAB[1]) or gitlab.ADDRESS
        if not _PROJECT.fullmatch(project):
            raise Refusal(f"{_GITLAB[0]} is {project!r}; it is a number or like 'example/handbook'")
        return GitLab(project, _token(known, _GITLAB[2]), _checked(address))
    raise Refusal(
        f"no forge is named; set {_GITHUB[0]} (owner/name) or {_GITLAB[0]} (group/name), "
        f"and {TOKEN}"
    )


def _token(known: Mapping[str, str], other: str) -> str:
    token = known.get(TOKEN) or known.get(other) or ""
    if not token:
        raise Refusal(f"the forge wants a token; set {TOKEN}")
    if not token.isascii() or not token.isprintable():
        raise Refusal(f"{TOKEN} holds a character that no token has; copy it anew")
    return token


def _checked(address: str) -> str:
    """Return the address of an API; a token goes over no open line but to this machine."""
    if not address.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        raise Refusal(f"{address!r} is no address of an API; it begins with 'https://'")
    try:
        requests.Request("GET", address).prepare()
    except requests.RequestException as fault:
        raise Refusal(
            f"{address!r} is no address of an API; it is like {github.ADDRESS!r}"
        ) from fault
    return address
