"""The warnings of a build, which make a strict build fail."""

import logging

from mkdocs.exceptions import Abort


class Warnings(logging.Handler):
    """A log handler that collects warnings of MkDocs, its plugins and hooks while it is active."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def begin(self) -> None:
        """Start collecting."""
        logging.getLogger("mkdocs").addHandler(self)

    def end(self) -> None:
        """Stop collecting."""
        logging.getLogger("mkdocs").removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Collect a warning."""
        # The server warns about every missing address that anyone requests.
        if not record.name.startswith("mkdocs.livereload"):
            self.lines.append(record.getMessage())

    def stop(self) -> None:
        """Raise Abort if there were warnings."""
        if self.lines:
            raise Abort("A strict build would fail here.")
