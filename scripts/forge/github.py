"""GitHub, over its REST API."""

from collections.abc import Iterator, Sequence
from datetime import date

from scripts.forge.api import Api, Json
from scripts.forge.forge import Comment, Issue

ADDRESS = "https://api.github.com"


class GitHub:
    """A repository on GitHub, given as "owner/name"."""

    def __init__(self, repository: str, token: str, address: str) -> None:
        self._api = Api(
            "GitHub",
            address,
            {
                "Accept": "application/vnd.github+json",
                "X-GitHub-Api-Version": "2022-11-28",
                "Authorization": f"Bearer {token}",
            },
        )
        self._path = f"/repos/{repository}"

    def issues(self, label: str = "", *, only_open: bool = False) -> Iterator[Issue]:
        """Yield the issues with a label, or all issues, without pull requests."""
        asked = {"state": "open" if only_open else "all", **({"labels": label} if label else {})}
        for item in self._api.pages(f"{self._path}/issues", **asked):
            if "pull_request" not in item:
                yield self._issue(item)

    def _issue(self, item: Json) -> Issue:
        value = self._api.value
        return Issue(
            number=int(value(item, "number")),
            title=str(value(item, "title")),
            body=str(value(item, "body") or ""),
            labels=tuple(str(label["name"]) for label in value(item, "labels")),
            opened=date.fromisoformat(str(value(item, "created_at"))[:10]),
            is_open=value(item, "state") == "open",
        )

    def open_issue(self, title: str, body: str, labels: Sequence[str]) -> int:
        """Open an issue and return its number."""
        data = {"title": title, "body": body, "labels": list(labels)}
        made = self._api.send("POST", f"{self._path}/issues", data)
        return int(self._api.value(made, "number"))

    def change_issue(self, number: int, title: str, body: str) -> None:
        """Update an issue."""
        self._api.send("PATCH", f"{self._path}/issues/{number}", {"title": title, "body": body})

    def close_issue(self, number: int) -> None:
        """Close an issue."""
        data = {"state": "closed", "state_reason": "completed"}
        self._api.send("PATCH", f"{self._path}/issues/{number}", data)

    def head(self, pull_request: int) -> str:
        """Return the head commit of a pull request."""
        found = self._api.item(f"{self._path}/pulls/{pull_request}")
        return str(self._api.value(found, "head", "sha"))

    def comments(self, pull_request: int) -> Iterator[Comment]:
        """Yield the comments of a pull request."""
        for item in self._api.pages(f"{self._path}/issues/{pull_request}/comments"):
            value = self._api.value
            yield Comment(int(value(item, "id")), str(value(item, "body") or ""))

    def add_comment(self, pull_request: int, body: str) -> None:
        """Comment on a pull request."""
        self._api.send("POST", f"{self._path}/issues/{pull_request}/comments", {"body": body})

    def change_comment(self, pull_request: int, comment: int, body: str) -> None:  # noqa: ARG002
        """Update a comment."""
        self._api.send("PATCH", f"{self._path}/issues/comments/{comment}", {"body": body})
