"""A gate before the server: what a page asks for waits until it is opened."""

from playwright.sync_api import Route


class Gate:
    """Answers a route: lets so many requests through, and holds the others until it is opened."""

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
        """Let everything through: what is held, and what comes yet."""
        self._is_open = True
        for route in self._held:
            route.continue_()
