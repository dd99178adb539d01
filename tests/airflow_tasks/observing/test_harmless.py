"""An error of a metric or of lineage is a line of the log."""

from __future__ import annotations

import pytest

from newswire.airflow_tasks.observing.harmless import harmless


def test_an_error_is_logged_with_what_is_lost_and_goes_no_further(caplog: pytest.LogCaptureFixture) -> None:
    with harmless("Lineage", "[openlineage]"):
        raise OSError("the server is gone")
    assert caplog.messages == [
        "Lineage could not be sent: the server is gone. The task goes on; Airflow's [openlineage] names the "
        "server."
    ]
