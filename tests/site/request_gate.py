"""A gate in front of the server that holds requests until it is opened."""

from playwright.sync_api import Route


class Gate:
    """A route handler that lets the first requests through and holds the rest until opened."""

    def __init__(self, first: int = 0) -> None:
        self._left = first
        self._held: list[Route] = []
        self._is_open = False

    def __call__(self, route: Route) -> None:
        """Let a request through, or hold it."""
        if self._is_open or self._left:
            self._left = max(0, self._left - 1)
            route.continue_()
        else:
            self._held.append(route)

    def open(self) -> None:
        """Let all held and future requests through."""
        self._is_open = True
        for route in self._held:
            route.continue_()
