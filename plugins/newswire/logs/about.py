"""The source and the run that the present thread works on, for every line that it logs.

Inside Airflow they are structlog's context variables ``source`` and ``ledger_run``: Airflow adds these to
each line of a task's log, also to lines of the standard library's loggers. Airflow itself sets ``run_id``:
its own run.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_ABOUT: ContextVar[tuple[str, int | None] | None] = ContextVar("about", default=None)


@contextmanager
def about(source: str, run_id: int | None = None) -> Iterator[None]:
    """Let every line inside name a source and, if it is known, its run in ``ledger.runs``.

    A generator must not yield inside: its caller would log under the same names.
    """
    before = _ABOUT.set((source, run_id))
    _name_in_airflow()
    try:
        yield
    finally:
        _ABOUT.reset(before)
        _name_in_airflow()


def in_run(run_id: int) -> None:
    """Let the lines that follow inside ``about`` name the run: it begins with its first document."""
    if present := _ABOUT.get():
        _ABOUT.set((present[0], run_id))
        _name_in_airflow()


def _name_in_airflow() -> None:
    """Set structlog's variables if Airflow has loaded it. A command spares its import: 60 ms."""
    if (structlog := sys.modules.get("structlog.contextvars")) is None:
        return
    source, run_id = _ABOUT.get() or (None, None)
    names = {"source": source, "ledger_run": run_id}
    structlog.unbind_contextvars(*names)
    structlog.bind_contextvars(**{key: value for key, value in names.items() if value is not None})


def name_in_lines() -> None:
    """Let the lines of a command name source and run at their end: ``… [harbour, run 12]``."""
    for handler in logging.getLogger().handlers:
        handler.setFormatter(_Named("%(message)s"))


class _Named(logging.Formatter):
    """Adds the run, and the source where the line does not begin with it."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name is logging's
        """Return the line with its names."""
        line = super().formatMessage(record)
        source, run_id = _ABOUT.get() or (None, None)
        names = [source] if source and not line.startswith(f"{source}:") else []
        names += [f"run {run_id}"] if run_id else []
        return f"{line} [{', '.join(names)}]" if names else line
