"""Expected failures in a task's log: one sentence, which is complete, and no traceback below it.

Airflow's task runner logs every exception of a task with its traceback, and has no exception of its own
that it logs without. So a processor of structlog takes the traceback out, for the exceptions of this module.
"""

from __future__ import annotations

import sys
from collections.abc import MutableMapping
from typing import Any

import structlog
from airflow.sdk.exceptions import AirflowException, AirflowFailException


class ExpectedException(AirflowException):
    """The task failed for a reason that is logged already. Another try may help."""


class ExpectedFailException(AirflowFailException):
    """The task failed for a reason that is logged already. Another try cannot help."""


def leave_out_traceback() -> None:
    """Let this process log exceptions of this module without their traceback. Call it again at will."""
    processors = structlog.get_config()["processors"]
    if _shorten not in processors:
        processors.insert(0, _shorten)


def _shorten(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    if event.get("exc_info") and isinstance(sys.exc_info()[1], (ExpectedException, ExpectedFailException)):
        del event["exc_info"]
        event["event"] = "The task failed. The line above has the reason."
    return event
