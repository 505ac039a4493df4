"""GitLab, over its REST API."""

from collections.abc import Iterator, Sequence
from datetime import date
from urllib.parse import quote

from scripts.forge.api import Api, Json
from scripts.forge.forge import Comment, Issue

ADDRESS = "https://gitlab.com/api/v4"


class GitLab:
    """A project on GitLab, given by number or as "group/name"."""

    def __init__(self, project: str, token: str, address: str) -> None:
        self._api = Api("GitLab", address, {"PRIVATE-TOKEN": token})
        self._path = f"/projects/{quote(project, safe='')}"

    def issues(self, label: str = "", *, only_open: bool = False) -> Iterator[Issue]:
        """Yield the issues with a label, or all issues."""
        asked = {"state": "opened" if only_open else "all", **({"labels": label} if label else {})}
        for item in self._api.pages(f"{self._path}/issues", **asked):
            yield self._issue(item)

    def _issue(self, item: Json) -> Issue:
        value = self._api.value
        return Issue(
            number=int(value(item, "iid")),
            title=str(value(item, "title")),
            body=str(value(item, "description") or ""),
            labels=tuple(str(label) for label in value(item, "labels")),
            opened=date.fromisoformat(str(value(item, "created_at"))[:10]),
            is_open=value(item, "state") == "opened",
        )

    def open_issue(self, title: str, body: str, labels: Sequence[str]) -> int:
        """Open an issue and return its number."""
        data = {"title": title, "description": body, "labels": ",".join(labels)}
        made = self._api.send("POST", f"{self._path}/issues", data)
        return int(self._api.value(made, "iid"))

    def change_issue(self, number: int, title: str, body: str) -> None:
        """Update an issue."""
        data = {"title": title, "description": body}
        self._api.send("PUT", f"{self._path}/issues/{number}", data)

    def close_issue(self, number: int) -> None:
        """Close an issue."""
        self._api.send("PUT", f"{self._path}/issues/{number}", {"state_event": "close"})

    def head(self, pull_request: int) -> str:
        """Return the head commit of a merge request."""
        found = self._api.item(f"{self._path}/merge_requests/{pull_request}")
        return str(self._api.value(found, "sha"))

    def comments(self, pull_request: int) -> Iterator[Comment]:
        """Yield the comments of a merge request."""
        for item in self._api.pages(f"{self._path}/merge_requests/{pull_request}/notes"):
            value = self._api.value
            yield Comment(int(value(item, "id")), str(value(item, "body") or ""))

    def add_comment(self, pull_request: int, body: str) -> None:
        """Comment on a merge request."""
        path = f"{self._path}/merge_requests/{pull_request}/notes"
        self._api.send("POST", path, {"body": body})

    def change_comment(self, pull_request: int, comment: int, body: str) -> None:
        """Update a comment."""
        path = f"{self._path}/merge_requests/{pull_request}/notes/{comment}"
        self._api.send("PUT", path, {"body": body})
