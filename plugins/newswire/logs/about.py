"""The source and the run that the present thread works on, for every line that it logs.

They are structlog's context variables ``source`` and ``ledger_run``. Airflow adds these to each line of a
task's log, also to lines of the standard library's loggers. Airflow itself sets ``run_id``: its own run.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from structlog.contextvars import bind_contextvars, get_contextvars, unbind_contextvars

_SOURCE, _RUN = "source", "ledger_run"


@contextmanager
def about(source: str, run_id: int | None = None) -> Iterator[None]:
    """Let every line inside name a source and, if it is known, its run in ``ledger.runs``.

    A generator must not yield inside: its caller would log under the same names.
    """
    before = {key: value for key, value in get_contextvars().items() if key in {_SOURCE, _RUN}}
    unbind_contextvars(_RUN)
    bind_contextvars(**{_SOURCE: source})
    try:
        if run_id is not None:
            in_run(run_id)
        yield
    finally:
        unbind_contextvars(_SOURCE, _RUN)
        bind_contextvars(**before)


def in_run(run_id: int) -> None:
    """Let the lines that follow inside ``about`` name the run: it begins with its first document."""
    if _SOURCE in get_contextvars():
        bind_contextvars(**{_RUN: run_id})


def name_in_lines() -> None:
    """Let the lines of a command name source and run at their end: ``… [harbour, run 12]``."""
    for handler in logging.getLogger().handlers:
        handler.setFormatter(_Named("%(message)s"))


class _Named(logging.Formatter):
    """Adds the run, and the source where the line does not begin with it."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name is logging's
        """Return the line with its names."""
        line = super().formatMessage(record)
        known = get_contextvars()
        names = [known[_SOURCE]] if _SOURCE in known and not line.startswith(f"{known[_SOURCE]}:") else []
        names += [f"run {known[_RUN]}"] if _RUN in known else []
        return f"{line} [{', '.join(names)}]" if names else line
