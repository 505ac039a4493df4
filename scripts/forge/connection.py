"""Selection of the forge from the environment, as set by CI or by the user."""

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
# The variables for the repository, the API and the token on each forge.
_GITHUB = ("GITHUB_REPOSITORY", "GITHUB_API_URL", "GITHUB_TOKEN")
_GITLAB = ("CI_PROJECT_ID", "CI_API_V4_URL", "GITLAB_TOKEN")
_PART = r"(?!\.+/|\.+$)[A-Za-z0-9._-]+"
_NAME = re.compile(rf"{_PART}/{_PART}")
_PROJECT = re.compile(rf"[0-9]+|{_PART}(?:/{_PART})+")


def connected() -> Forge:
    """Return the forge configured in the environment; raises Refusal if there is none."""
    environment = os.environ
    if environment.get(_GITHUB[0]):
        repository, address = environment[_GITHUB[0]], environment.get(_GITHUB[1]) or github.ADDRESS
        if not _NAME.fullmatch(repository):
            raise Refusal(
                f"{_GITHUB[0]} is {repository!r}; expected a name like 'example/handbook'"
            )
        return GitHub(repository, _token(environment, _GITHUB[2]), _checked(address))
    if environment.get(_GITLAB[0]):
        project, address = environment[_GITLAB[0]], environment.get(_GITLAB[1]) or gitlab.ADDRESS
        if not _PROJECT.fullmatch(project):
            raise Refusal(
                f"{_GITLAB[0]} is {project!r}; expected a number or a name like 'example/handbook'"
            )
        return GitLab(project, _token(environment, _GITLAB[2]), _checked(address))
    raise Refusal(
        f"no forge configured; set {_GITHUB[0]} (owner/name) or {_GITLAB[0]} (group/name), "
        f"and {TOKEN}"
    )


def _token(environment: Mapping[str, str], fallback: str) -> str:
    token = environment.get(TOKEN) or environment.get(fallback) or ""
    if not token:
        raise Refusal(f"the forge requires a token; set {TOKEN}")
    if not token.isascii() or not token.isprintable():
        raise Refusal(f"{TOKEN} contains an invalid character; copy the token again")
    return token


def _checked(address: str) -> str:
    """Return the API address; a token is sent unencrypted to this machine only."""
    if not address.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        raise Refusal(f"{address!r} is not an API address; it must begin with 'https://'")
    try:
        requests.Request("GET", address).prepare()
    except requests.RequestException as fault:
        raise Refusal(
            f"{address!r} is not an API address; expected one like {github.ADDRESS!r}"
        ) from fault
    return address
