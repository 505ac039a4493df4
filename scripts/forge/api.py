"""Questions over HTTP to the API of a forge, with its pages, its limits and its bad days."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from scripts.refusal import Refusal

_SECONDS = 30
_AT_ONCE = 100
# A forge that asks for more patience than this is asked again on another day.
_PATIENCE = 60
_BUSY = (429, 500, 502, 503, 504)

Json = Mapping[str, Any]


class Api:
    """One API, by its address and with the headers that every question carries.

    `name` is what the forge is called in messages. All methods raise Refusal, one sentence, if
    the forge does not answer as it should; the token is never part of it.
    """

    def __init__(self, name: str, address: str, headers: Mapping[str, str]) -> None:
        self.name = name
        self.address = address.rstrip("/")
        self._session = requests.Session()
        self._session.headers.update(headers)
        # Only what changes nothing is asked twice.
        retry = Retry(
            total=3, backoff_factor=0.2, status_forcelist=_BUSY, allowed_methods={"GET"},
            raise_on_status=False, retry_after_max=_PATIENCE,
        )  # fmt: skip
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(max_retries=retry))

    def pages(self, path: str, **asked: str) -> Iterator[Json]:
        """Yield every item of a list, page by page."""
        address: str | None = self.address + path
        parameters: Mapping[str, str] | None = {**asked, "per_page": str(_AT_ONCE)}
        while address:
            answer = self._ask("GET", address, parameters)
            items = self._json(answer)
            if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
                raise Refusal(f"{self.name} answered {path!r} with something that is no list")
            yield from items
            # The address of the next page has all parameters in it.
            address, parameters = self._next(answer), None

    def item(self, path: str) -> Json:
        """Return one thing."""
        return self._object(path, self._ask("GET", self.address + path, None))

    def send(self, method: str, path: str, data: Mapping[str, Any]) -> Json:
        """Change something; returns what it is afterwards."""
        return self._object(path, self._ask(method, self.address + path, None, data))

    def _object(self, path: str, answer: requests.Response) -> Json:
        found = self._json(answer)
        if not isinstance(found, dict):
            raise Refusal(f"{self.name} answered {path!r} with something that is no object")
        return found

    def value(self, item: Json, *names: str) -> Any:
        """Return a value in what the forge answered."""
        found: Any = item
        for name in names:
            if not isinstance(found, Mapping) or name not in found:
                raise Refusal(
                    f"{self.name} answered without {'.'.join(names)!r}; is it {self.name}?"
                )
            found = found[name]
        return found

    def _ask(
        self,
        method: str,
        address: str,
        parameters: Mapping[str, str] | None,
        data: Mapping[str, Any] | None = None,
    ) -> requests.Response:
        try:
            answer = self._session.request(
                method, address, params=parameters, json=data, timeout=_SECONDS,
                allow_redirects=False,
            )  # fmt: skip
        except requests.RequestException as fault:
            reason = type(fault).__name__
            raise Refusal(f"{self.name} cannot be reached at {self._host}: {reason}") from fault
        if answer.status_code >= 300:
            raise Refusal(self._refused(answer, method, urlsplit(address).path))
        return answer

    @property
    def _host(self) -> str:
        return urlsplit(self.address).netloc

    def _refused(self, answer: requests.Response, method: str, path: str) -> str:
        code = answer.status_code
        if code == 429 or answer.headers.get("x-ratelimit-remaining") == "0":
            return f"{self.name} takes no more questions for now ({code}); run it again in an hour"
        if code in {401, 403}:
            return f"{self.name} does not allow {method} {path} ({code}); see what the token may do"
        if code == 404:
            return f"{self.name} knows no {path} (404); see the name of the project and the token"
        return f"{self.name} answered {method} {path} with {code}; nothing more was done"

    def _json(self, answer: requests.Response) -> Any:
        try:
            return answer.json()
        except ValueError as fault:
            raise Refusal(f"{self.name} answered with something that is no JSON") from fault

    def _next(self, answer: requests.Response) -> str | None:
        """Return the address of the next page; it must be the forge's own, for the token's sake."""
        found = answer.links.get("next", {}).get("url")
        if found and urlsplit(found)[:2] != urlsplit(self.address)[:2]:
            raise Refusal(f"{self.name} names a next page on another host; nothing more was asked")
        return found
