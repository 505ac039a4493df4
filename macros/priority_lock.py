"""A lock for work on the served site: one task at a time, urgent ones first."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition


class PriorityLock:
    """A lock that is given to urgent tasks before idle ones, and to idle ones in turn.

    A thread that does one idle task after another would otherwise shut out any other.
    """

    def __init__(self) -> None:
        self._turn = Condition()
        self._waiting = 0
        self._idle: deque[object] = deque()
        self._taken = False

    @contextmanager
    def urgent(self) -> Iterator[None]:
        """Hold the lock as soon as the current task has finished."""
        with self._turn:
            self._waiting += 1
            self._turn.wait_for(lambda: not self._taken)
            self._waiting -= 1
            self._taken = True
        with self._releasing():
            yield

    @contextmanager
    def idle(self) -> Iterator[None]:
        """Hold the lock when no task holds it, no urgent one is waiting, and no one came before."""
        ticket = object()
        with self._turn:
            self._idle.append(ticket)
            self._turn.wait_for(
                lambda: not self._taken and not self._waiting and self._idle[0] is ticket
            )
            self._idle.popleft()
            self._taken = True
        with self._releasing():
            yield

    @contextmanager
    def _releasing(self) -> Iterator[None]:
        try:
            yield
        finally:
            with self._turn:
                self._taken = False
                self._turn.notify_all()
