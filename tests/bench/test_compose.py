"""The services of docker-compose.yaml as processes of this machine."""

from __future__ import annotations

import socket
from pathlib import Path

import psutil
import pytest
import yaml

from newswire import settings
from newswire.bench.compose import Compose
from newswire.bench.workers import missing_redis
from newswire.errors import FatalError
from newswire.warehouse.embedded import Database

FILE = yaml.safe_load((settings.root() / "docker-compose.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def compose(tmp_path: Path) -> Compose:
    return Compose(
        tmp_path, Database("127.0.0.1", 5433, {"postgres": "secret"}), {"NEWSWIRE_HOST_PAUSE": "2"}
    )


@pytest.mark.parametrize("service", ["roles", "init", "api-server", "scheduler", "dag-processor", "worker"])
def test_a_service_has_the_variables_of_the_file_with_places_of_this_machine(
    compose: Compose, service: str
) -> None:
    stated = FILE["services"][service]["environment"]
    environment = compose.environment(service)
    assert stated.keys() <= environment.keys()
    for name, value in stated.items():
        if "$" not in value and "/" not in value and "postgres" not in value:
            assert environment[name] == value, name
    text = "\n".join(f"{name}={value}" for name, value in environment.items() if name != "PATH")
    assert not any(place in text for place in ("${", "/opt/newswire", "/var/lib/newswire", "postgres:5432"))
    assert environment["NEWSWIRE_HOST_PAUSE"] == "2"


def test_tasks_run_on_celery_and_their_queue_is_on_loopback(compose: Compose) -> None:
    environment = compose.environment("worker")
    assert environment["AIRFLOW__CORE__EXECUTOR"] == "CeleryExecutor"
    assert environment["AIRFLOW__CELERY__BROKER_URL"].endswith(f"@127.0.0.1:{compose.ports['redis']}/0")


@pytest.mark.skipif(missing_redis() is not None, reason=missing_redis() or "It is installed.")
def test_a_killed_service_is_gone_and_can_start_again(compose: Compose) -> None:
    for _ in range(2):
        compose.start("redis")
        [process] = compose.processes("redis")
        while not _answers(compose.ports["redis"]):
            assert process.is_running(), compose.log("redis").read_text()
        compose.kill("redis")
        assert not psutil.pid_exists(process.pid)
        assert not _answers(compose.ports["redis"])


@pytest.mark.skipif(missing_redis() is not None, reason=missing_redis() or "It is installed.")
def test_a_service_that_ended_by_itself_is_named_with_its_log(compose: Compose) -> None:
    compose.start("redis")
    [process] = compose.processes("redis")
    compose.log("redis").write_text("Out of memory.")
    process.kill()
    compose.running["redis"].wait()
    with pytest.raises(FatalError, match=r"The service redis ended by itself: Out of memory\."):
        compose.processes("redis")
    compose.stop()


def _answers(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0
