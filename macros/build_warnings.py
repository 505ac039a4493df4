"""The warnings of a build, which make a strict build fail."""

import logging

from mkdocs.exceptions import Abort


class Requests(logging.Filter):
    """A log filter for the server, which warns about every request that it does not answer in full.

    Otherwise a request for a missing page during a strict build would make that build fail.
    """

    def begin(self) -> None:
        """Log such requests as information from now on."""
        logging.getLogger("mkdocs.livereload").addFilter(self)

    def end(self) -> None:
        """Log them as warnings again."""
        logging.getLogger("mkdocs.livereload").removeFilter(self)

    def filter(self, record: logging.LogRecord) -> bool:
        """Log a warning as information."""
        if record.levelno == logging.WARNING:
            record.levelno, record.levelname = logging.INFO, logging.getLevelName(logging.INFO)
        return True


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
        self.lines.append(record.getMessage())

    def stop(self) -> None:
        """Raise Abort if there were warnings."""
        if self.lines:
            raise Abort("A strict build would fail here.")
