"""Colour and progress appear on terminals only, never in pipes."""

import io
from contextlib import redirect_stderr

import pytest

from scripts import terminal
from scripts.terminal import has_colour, progress, styled


class Screen(io.StringIO):
    """A terminal that records its output."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def xterm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)


def _work(stream: io.StringIO) -> str:
    """Return the stderr output of two steps of work."""
    with redirect_stderr(stream), progress("Reading") as tell:
        tell(1, 2)
        tell(2, 2)
    return stream.getvalue()


def test_quick_work_shows_no_progress() -> None:
    assert _work(Screen()) == ""


def test_long_work_shows_progress_and_clears_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "PATIENCE", -1)

    shown = _work(Screen())

    assert "Reading" in shown
    assert "100%" in shown
    # Move up one line and erase it, so that output continues where the bar was.
    assert shown.endswith("\r\x1b[1A\x1b[2K")


def test_without_a_terminal_no_progress_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "PATIENCE", -1)
    assert _work(io.StringIO()) == ""

    monkeypatch.setenv("TERM", "dumb")
    assert _work(Screen()) == ""


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [("NO_COLOR", "1", False), ("NO_COLOR", "", True), ("TERM", "dumb", False)],
)
def test_colour_requires_a_terminal_and_consent(
    name: str, value: str, *, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)

    assert has_colour(Screen()) is expected
    assert has_colour(io.StringIO()) is False


def test_a_text_without_a_style_is_unchanged() -> None:
    assert styled("x", "") == "x"
    assert styled("x", "error") == "\x1b[31m\x1b[1mx\x1b[0m"
