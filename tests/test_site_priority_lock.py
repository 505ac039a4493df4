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


def test_work_that_can_wait_takes_turns() -> None:
    lock, done = PriorityLock(), list[str]()

    def work_twice() -> None:
        for name in ("first", "again"):
            with lock.idle():
                done.append(name)

    with lock.idle():
        threads = [Thread(target=work_twice)]
        threads[0].start()
        threads[0].join(0.05)
        threads.append(_work(lock.idle, done, "other"))
        threads[1].join(0.05)
    for thread in threads:
        thread.join()

    assert done == ["first", "other", "again"]


def test_a_failed_turn_is_released() -> None:
    lock = PriorityLock()

    with pytest.raises(ValueError, match="wrong"), lock.urgent():
        raise ValueError("wrong")

    is_free = Event()
    with lock.idle():
        is_free.set()
    assert is_free.is_set()
