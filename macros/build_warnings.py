"""What a build has warned of: what stops the strict build."""

import logging

from mkdocs.exceptions import Abort


class Warnings(logging.Handler):
    """Collects the warnings of MkDocs, its plugins and hooks, from when it begins until it ends."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def begin(self) -> None:
        """Listen from now on."""
        logging.getLogger("mkdocs").addHandler(self)

    def end(self) -> None:
        """Listen no more."""
        logging.getLogger("mkdocs").removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Note a warning."""
        # The server warns of every address that is not there, whoever asks for it.
        if not record.name.startswith("mkdocs.livereload"):
            self.lines.append(record.getMessage())

    def stop(self) -> None:
        """Raise Abort if there was a warning."""
        if self.lines:
            raise Abort("A strict build would fail here.")
