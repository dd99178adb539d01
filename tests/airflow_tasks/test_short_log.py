"""Expected failures have one line in the log of their task, defects their traceback."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import structlog
from airflow.sdk.exceptions import AirflowException, AirflowFailException

from newswire.airflow_tasks.short_log import ExpectedException, ExpectedFailException, leave_out_traceback


@pytest.fixture
def logged() -> Iterator[list[dict[str, object]]]:
    """The events of a logger that was made before the first failure, as the task runner's is."""
    events: list[dict[str, object]] = []

    def keep(_logger: object, _method: str, event: dict[str, object]) -> dict[str, object]:
        events.append(event)
        raise structlog.DropEvent

    before = structlog.get_config()
    structlog.configure(processors=[keep], wrapper_class=structlog.make_filtering_bound_logger(0))
    yield events
    structlog.configure(**before)


def log(error: Exception, logger: structlog.typing.FilteringBoundLogger) -> None:
    try:
        raise error
    except type(error):
        logger.exception("Task failed with exception")


@pytest.mark.parametrize("kind", [ExpectedException, ExpectedFailException])
def test_an_expected_failure_has_no_traceback(logged: list[dict[str, object]], kind: type[Exception]) -> None:
    logger = structlog.get_logger("task").bind()
    leave_out_traceback()
    leave_out_traceback()
    log(kind("The harbour is closed."), logger)
    assert logged == [{"event": "The task failed. The line above has the reason."}]
    assert len(structlog.get_config()["processors"]) == 2


@pytest.mark.parametrize("kind", [AirflowException, AirflowFailException, ValueError])
def test_any_other_failure_keeps_its_traceback(
    logged: list[dict[str, object]], kind: type[Exception]
) -> None:
    leave_out_traceback()
    log(kind("a defect"), structlog.get_logger("task"))
    assert logged == [{"event": "Task failed with exception", "exc_info": True}]
