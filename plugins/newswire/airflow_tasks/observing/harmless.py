"""What is observed never fails a task: its stories are loaded, whatever becomes of a metric or of lineage."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

logger = logging.getLogger(__name__)


@contextmanager
def harmless(what: str, setting: str) -> Iterator[None]:
    """Log any error instead of raising it.

    Args:
        what: could not be sent then.
        setting: the section of Airflow's settings that names the server.
    """
    try:
        yield
    except Exception as error:  # noqa: BLE001 - see the module's docstring
        logger.warning(
            "%s could not be sent: %s. The task goes on; Airflow's %s names the server.", what, error, setting
        )
