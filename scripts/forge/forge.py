"""The interface to a forge: issues, and comments on pull requests."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple, Protocol

# GitHub accepts 65,536 characters, GitLab a million.
_MAX_LENGTH = 60_000


class Issue(NamedTuple):
    """An issue with its number, text, labels and opening date."""

    number: int
    title: str
    body: str
    labels: tuple[str, ...]
    opened: date
    is_open: bool


class Comment(NamedTuple):
    """A comment on a pull request, with the forge's number for it."""

    number: int
    body: str


class Forge(Protocol):
    """GitHub or GitLab; every method raises Refusal if the request fails."""

    def issues(self, label: str = "", *, only_open: bool = False) -> Iterator[Issue]:
        """Yield the issues with a label, or all issues, without pull requests."""

    def open_issue(self, title: str, body: str, labels: Sequence[str]) -> int:
        """Open an issue and return its number."""

    def change_issue(self, number: int, title: str, body: str) -> None:
        """Update an issue."""

    def close_issue(self, number: int) -> None:
        """Close an issue."""

    def head(self, pull_request: int) -> str:
        """Return the head commit of a pull request."""

    def comments(self, pull_request: int) -> Iterator[Comment]:
        """Yield the comments of a pull request."""

    def add_comment(self, pull_request: int, body: str) -> None:
        """Comment on a pull request."""

    def change_comment(self, pull_request: int, comment: int, body: str) -> None:
        """Update a comment."""


def truncated(text: str, rest: str) -> str:
    """Return a text short enough for an issue or comment, cut at a line end and followed by `rest`.

    `rest` is the sentence that says where to find the full text.
    """
    if len(text) <= _MAX_LENGTH:
        return text
    whole, _, _ = text[:_MAX_LENGTH].rpartition("\n")
    return f"{whole}\n\n{rest}\n"
