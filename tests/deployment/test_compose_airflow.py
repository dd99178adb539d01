"""docker-compose.yaml by Airflow's own files: its settings, its commands, and the checks of its services."""

from __future__ import annotations

import http.server
import json
import re
import runpy
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import yaml

from newswire import settings
from tests.deployment.compose import (
    AIRFLOW,
    FILE,
    OURS,
    POOL,
    SERVICES,
    SLOTS,
    airflow_commands,
    airflow_python,
    tasks_of,
)


def test_every_setting_of_airflow_exists() -> None:
    text = FILE.read_text(encoding="utf-8") + (settings.root() / "Dockerfile").read_text(encoding="utf-8")
    names = set(re.findall(r"\bAIRFLOW__[A-Z_]+", text))
    celery, fab = (
        runpy.run_path(str(AIRFLOW / f"providers/{name}/get_provider_info.py"))["get_provider_info"]()
        for name in ("celery", "fab")
    )
    known = {
        f"AIRFLOW__{section}__{key}".upper()
        for sections in (
            yaml.safe_load((AIRFLOW / "config_templates/config.yml").read_text()),
            celery["config"],
            fab["config"],
        )
        for section, described in sections.items()
        for key in described["options"]
    }
    assert {"AIRFLOW__CORE__EXECUTOR", "AIRFLOW__CELERY__BROKER_URL"} <= names
    # The scheduler reads this one, which the list of settings leaves out.
    hidden = "AIRFLOW__SCHEDULER__NUM_STUCK_IN_QUEUED_RETRIES"
    assert '"num_stuck_in_queued_retries"' in (AIRFLOW / "jobs/scheduler_job_runner.py").read_text()
    assert names - known == {hidden}


def test_airflow_understands_every_command(tmp_path: Path) -> None:
    commands = list(airflow_commands())
    assert {name for name, _ in commands} == OURS.keys()
    code = "import json, sys; from airflow.cli.cli_parser import get_parser; parser = get_parser()\n"
    code += "for command in json.load(sys.stdin): parser.parse_args(command).func"
    done = airflow_python(code, tmp_path, json.dumps([command for _, command in commands]))
    assert done.returncode == 0, done.stderr


def test_the_addresses_that_are_watched_exist() -> None:
    interface = AIRFLOW / "api_fastapi/core_api/openapi/v2-rest-api-generated.yaml"
    [path] = re.findall(r"127\.0\.0\.1:8080([^']+)'", SERVICES["api-server"]["healthcheck"]["test"][-1])
    assert f"\n  {path}:\n    get:\n" in interface.read_text(encoding="utf-8")
    scheduler = yaml.safe_load((AIRFLOW / "config_templates/config.yml").read_text())["scheduler"]["options"]
    port = scheduler["scheduler_health_check_server_port"]["default"]
    assert f"'http://127.0.0.1:{port}/health'" in SERVICES["scheduler"]["healthcheck"]["test"][-1]
    assert SERVICES["scheduler"]["environment"]["AIRFLOW__SCHEDULER__ENABLE_HEALTH_CHECK"] == "True"


def test_pool_and_connection_are_those_the_tasks_ask_for() -> None:
    dags = "".join(file.read_text(encoding="utf-8") for file in (settings.root() / "dags").glob("*.py"))
    assert set(re.findall(r"""pool=["'](\w+)["']""", dags)) == {POOL}
    up = (settings.root() / "plugins/newswire/cli/operate/up.py").read_text(encoding="utf-8")
    assert re.search(rf'"{POOL}",\s+{SLOTS},', up), "both ways to start it have the same pool"
    assert int(SLOTS) < int(SERVICES["scheduler"]["environment"]["AIRFLOW__CORE__PARALLELISM"])
    [connection] = re.findall(
        r"""^CONNECTION_ID = ["'](\w+)["']$""",
        (settings.root() / "plugins/newswire/airflow_tasks/tasks.py").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    for service in tasks_of(OURS):
        address = service["environment"][f"AIRFLOW_CONN_{connection.upper()}"]
        assert address == service["environment"]["NEWSWIRE_DATABASE_URL"]


@pytest.mark.parametrize("name", ["api-server", "scheduler"])
@pytest.mark.parametrize("status", [200, 503])
def test_a_health_check_fails_when_the_service_does(name: str, status: int) -> None:
    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        [python, option, code] = SERVICES[name]["healthcheck"]["test"][1:]
        assert (python, option) == ("python", "-c")
        code, replaced = re.subn(r"127\.0\.0\.1:\d+", f"127.0.0.1:{server.server_port}", code)
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
        server.shutdown()
    assert replaced == 1
    assert (done.returncode == 0) == (status == 200)


def test_the_check_of_the_worker_asks_its_own_application(tmp_path: Path) -> None:
    [check] = SERVICES["worker"]["healthcheck"]["test"][1:]
    [application] = re.findall(r"--app=(\S+)", check)
    code = f"from celery.app.utils import find_app; print(find_app({application!r}).main)"
    done = airflow_python(code, tmp_path)
    assert done.stdout.strip().endswith("celery_executor"), done.stderr
