"""Urgent work precedes work that can wait."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from threading import Event, Thread

import pytest

from macros.priority_lock import PriorityLock


def _work(turn: Callable[[], AbstractContextManager[None]], done: list[str], name: str) -> Thread:
    def work() -> None:
        with turn():
            done.append(name)

    thread = Thread(target=work)
    thread.start()
    return thread


def test_urgent_work_goes_first() -> None:
    lock, done = PriorityLock(), list[str]()
    with lock.idle():
        threads = [_work(lock.idle, done, "spare"), _work(lock.urgent, done, "now")]
        threads[1].join(0.05)
        assert done == []
    for thread in threads:
        thread.join()

    assert done == ["now", "spare"]


def test_a_failed_turn_is_released() -> None:
    lock = PriorityLock()

    with pytest.raises(ValueError, match="wrong"), lock.urgent():
        raise ValueError("wrong")

    is_free = Event()
    with lock.idle():
        is_free.set()
    assert is_free.is_set()
