"""Who works on the served site: one at a time, and first of all what somebody waits for."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition


class PriorityLock:
    """A lock that those for whom somebody waits are given before those who have time."""

    def __init__(self) -> None:
        self._turn = Condition()
        self._waiting = 0
        self._taken = False

    @contextmanager
    def urgent(self) -> Iterator[None]:
        """Work as soon as whoever works has done."""
        with self._turn:
            self._waiting += 1
            self._turn.wait_for(lambda: not self._taken)
            self._waiting -= 1
            self._taken = True
        with self._work():
            yield

    @contextmanager
    def idle(self) -> Iterator[None]:
        """Work when nobody else does, or waits to."""
        with self._turn:
            self._turn.wait_for(lambda: not self._taken and not self._waiting)
            self._taken = True
        with self._work():
            yield

    @contextmanager
    def _work(self) -> Iterator[None]:
        try:
            yield
        finally:
            with self._turn:
                self._taken = False
                self._turn.notify_all()
