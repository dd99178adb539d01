"""A serving ``up`` whose API server or scheduler is killed starts it again, and answers again."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from newswire.airflow_local.api import Api
from newswire.airflow_local.configuration import Installation
from newswire.airflow_local.processes import RECORDS, read_records
from tests.cli.operate.test_up import SERVING, Home
from tests.conftest import ROOT
from tests.faults.row import fault
from tests.support.stories import drop, folder_source, ninjs


def answered(installation: Installation) -> None:
    """Return when the API server answers that all services are healthy. A refused call is repeated."""
    patient = requests.Session()
    patient.mount("http://", HTTPAdapter(max_retries=Retry(total=90, backoff_factor=0.5, backoff_max=2)))
    health = f"{installation.address}/api/v2/monitor/health"
    for _ in range(500):
        if patient.get(health, timeout=120).ok and Api(installation).healthy():
            return
    raise AssertionError("The services are not healthy again.")


@fault(
    name="The API server, the scheduler or the DAG processor of a serving `up` is killed",
    does="Ends its remaining processes, and starts it again. The sixth end in ten minutes stops all.",
    shows="One sentence with the name of the service and its log; after the sixth, exit status 1.",
    heals="By itself: the UI answers again and due runs go on.",
)
def test_a_killed_service_is_started_again(tmp_path: Path) -> None:
    folder_source(tmp_path / "sources", "wire", tmp_path / "wire")
    drop(tmp_path / "wire", "1.json", ninjs("pier"))
    environment = os.environ | {
        "NEWSWIRE_HOME": str(tmp_path / "home"),
        "NEWSWIRE_SOURCES": str(tmp_path / "sources"),
        "PYTHONPATH": str(ROOT / "plugins"),
        "COLUMNS": "200",
    }
    home = Home(tmp_path / "home", {key: environment[key] for key in environment if key[:7] != "AIRFLOW"})
    try:
        up = home.begin("up")
        said = home.until(up, SERVING)
        port = re.search(r"http://127\.0\.0\.1:(\d+)", said)
        assert port is not None
        installation = Installation(tmp_path / "home" / "airflow", int(port[1]))
        for name in ("api-server", "scheduler"):
            records = {one.name: one for one in read_records(tmp_path / "home" / "airflow" / RECORDS)}
            os.kill(records[name].pid, signal.SIGKILL)
            home.until(up, f"Airflow's {name} ended by itself and is started again")
            answered(installation)
        assert up.poll() is None
        up.send_signal(signal.SIGINT)
        assert up.wait(120) == 0
    finally:
        home.run("down")
        for process in home.processes:
            process.kill()
            process.wait()
