"""Lines that the project logs, with the source and the run that they name."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from structlog.contextvars import get_contextvars

Line = tuple[str, dict[str, object]]
"""The text, and the names among structlog's context variables that are the project's."""


class _Keeping(logging.Handler):
    """Keeps each line with the names of the thread that logs it."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[Line] = []

    def emit(self, record: logging.LogRecord) -> None:
        names = {key: value for key, value in get_contextvars().items() if key in {"source", "ledger_run"}}
        self.lines.append((record.getMessage(), names))


@contextmanager
def kept_lines() -> Iterator[list[Line]]:
    """The lines of the project's loggers, as they come."""
    logger, keeping = logging.getLogger("newswire"), _Keeping()
    before = logger.level
    logger.addHandler(keeping)
    logger.setLevel(logging.INFO)
    try:
        yield keeping.lines
    finally:
        logger.removeHandler(keeping)
        logger.setLevel(before)
