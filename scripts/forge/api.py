"""HTTP client for the API of a forge, with pagination, rate limits and retries."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from scripts.refusal import Refusal

_SECONDS = 30
_AT_ONCE = 100
# The longest wait in seconds, even if Retry-After asks for more.
_MAX_WAIT = 60
_BUSY = (429, 500, 502, 503, 504)

Json = Mapping[str, Any]


class Api:
    """A REST API with its base address and the headers of every request.

    `name` is the forge's name in messages. All methods raise Refusal if a request fails or the
    response is not as expected; the message never contains the token.
    """

    def __init__(self, name: str, address: str, headers: Mapping[str, str]) -> None:
        self.name = name
        self.address = address.rstrip("/")
        self._session = requests.Session()
        self._session.headers.update(headers)
        # Only read requests are retried.
        retry = Retry(
            total=3, backoff_factor=0.2, status_forcelist=_BUSY, allowed_methods={"GET"},
            raise_on_status=False, retry_after_max=_MAX_WAIT,
        )  # fmt: skip
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(max_retries=retry))

    def pages(self, path: str, **asked: str) -> Iterator[Json]:
        """Yield every item of a list, page by page."""
        address: str | None = self.address + path
        parameters: Mapping[str, str] | None = {**asked, "per_page": str(_AT_ONCE)}
        while address:
            answer = self._request("GET", address, parameters)
            items = self._json(answer)
            if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
                raise Refusal(f"{self.name} responded to {path!r} with something other than a list")
            yield from items
            # The address of the next page already contains the parameters.
            address, parameters = self._next(answer), None

    def item(self, path: str) -> Json:
        """Return one object."""
        return self._object(path, self._request("GET", self.address + path, None))

    def send(self, method: str, path: str, data: Mapping[str, Any]) -> Json:
        """Send a change and return the resulting object."""
        return self._object(path, self._request(method, self.address + path, None, data))

    def _object(self, path: str, answer: requests.Response) -> Json:
        found = self._json(answer)
        if not isinstance(found, dict):
            raise Refusal(f"{self.name} responded to {path!r} with something other than an object")
        return found

    def value(self, item: Json, *names: str) -> Any:
        """Return a nested value of a response."""
        found: Any = item
        for name in names:
            if not isinstance(found, Mapping) or name not in found:
                raise Refusal(
                    f"{self.name} responded without {'.'.join(names)!r}; is it {self.name}?"
                )
            found = found[name]
        return found

    def _request(
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
            return f"{self.name} rate limit reached ({code}); try again in an hour"
        if code in {401, 403}:
            return f"{self.name} denied {method} {path} ({code}); check the token's permissions"
        if code == 404:
            return f"{self.name} has no {path} (404); check the project's name and the token"
        return f"{self.name} responded to {method} {path} with {code}; stopped there"

    def _json(self, answer: requests.Response) -> Any:
        try:
            return answer.json()
        except ValueError as fault:
            raise Refusal(f"{self.name} responded with something other than JSON") from fault

    def _next(self, answer: requests.Response) -> str | None:
        """Return the address of the next page, on the same host so that the token cannot leak."""
        found = answer.links.get("next", {}).get("url")
        if found and urlsplit(found)[:2] != urlsplit(self.address)[:2]:
            raise Refusal(f"{self.name} links to a next page on another host; stopped there")
        return found
