"""What a forge is asked: its issues, and the comments of a pull request."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple, Protocol

# GitHub takes 65,536 characters, GitLab a million.
_MOST = 60_000


class Issue(NamedTuple):
    """An issue: its number, what it says, its labels, and the day it was opened."""

    number: int
    title: str
    body: str
    labels: tuple[str, ...]
    opened: date
    is_open: bool


class Comment(NamedTuple):
    """A comment on a pull request, by the number the forge gives it."""

    number: int
    body: str


class Forge(Protocol):
    """GitHub or GitLab; every method raises Refusal if it is not answered as it should be."""

    def issues(self, label: str = "", *, only_open: bool = False) -> Iterator[Issue]:
        """Yield the issues with a label, or all of them, pull requests left out."""

    def open_issue(self, title: str, body: str, labels: Sequence[str]) -> int:
        """Open an issue and return its number."""

    def change_issue(self, number: int, title: str, body: str) -> None:
        """Write an issue anew."""

    def close_issue(self, number: int) -> None:
        """Close an issue."""

    def head(self, pull_request: int) -> str:
        """Return the commit that a pull request would merge."""

    def comments(self, pull_request: int) -> Iterator[Comment]:
        """Yield the comments of a pull request."""

    def add_comment(self, pull_request: int, body: str) -> None:
        """Comment on a pull request."""

    def change_comment(self, pull_request: int, comment: int, body: str) -> None:
        """Write a comment anew."""


def fitted(text: str, rest: str) -> str:
    """Return a text that an issue or a comment may hold: cut at the end of a line, and then `rest`.

    `rest` is the sentence that says where all of it stands.
    """
    if len(text) <= _MOST:
        return text
    whole, _, _ = text[:_MOST].rpartition("\n")
    return f"{whole}\n\n{rest}\n"
