"""Airflow's folder: its files, and who may read them."""

from __future__ import annotations

import configparser
import json
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter

from newswire.airflow_local.configuration import CONNECTION_VARIABLE, Installation
from newswire.airflow_local.executor import ForkingExecutor

URL = "postgresql://airflow:se%25cret@127.0.0.1:5555/airflow"


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    return Installation(tmp_path / "airflow", 8123)


def options(installation: Installation) -> configparser.ConfigParser:
    """Read the configuration as Airflow does: a percent sign is doubled."""
    parser = configparser.ConfigParser()
    parser.read(installation.folder / "airflow.cfg")
    return parser


def test_only_the_owner_can_read_the_files(installation: Installation) -> None:
    installation.configure(URL)

    assert (installation.folder.stat().st_mode & 0o777) == 0o700
    files = {file.name: file.stat().st_mode & 0o777 for file in installation.folder.iterdir()}
    assert files == {"airflow.cfg": 0o600, "login.json": 0o600, "secrets.json": 0o600}


def test_it_listens_on_the_loopback_and_keeps_its_tables_in_the_given_database(
    installation: Installation,
) -> None:
    installation.configure(URL)

    written = options(installation)
    assert written["api"]["host"] == "127.0.0.1"
    assert written["api"]["port"] == "8123"
    assert written["core"]["executor"] == f"{ForkingExecutor.__module__}.{ForkingExecutor.__name__}"
    assert written["scheduler"]["mp_start_method"] == "fork"
    assert written["core"]["parallelism"] == "4"
    assert written["database"]["sql_alchemy_conn"] == URL.replace("postgresql:", "postgresql+psycopg2:")
    Fernet(written["core"]["fernet_key"])


def test_secrets_and_login_stay_over_starts_and_differ_between_homes(tmp_path: Path) -> None:
    first = Installation(tmp_path / "one", 8080)
    first.configure(URL)
    secrets, password = options(first)["api_auth"]["jwt_secret"], first.password()

    Installation(tmp_path / "one", 8081).configure(URL)
    other = Installation(tmp_path / "two", 8080)
    other.configure(URL)

    assert options(first)["api_auth"]["jwt_secret"] == secrets
    assert first.password() == password
    assert options(first)["api"]["port"] == "8081"
    assert other.password() != password
    assert len(password) >= 16


def test_nothing_of_another_airflow_gets_in(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIRFLOW__CORE__DAGS_FOLDER", "/elsewhere")
    monkeypatch.setenv("AIRFLOW_HOME", "/elsewhere")
    monkeypatch.setenv("AIRFLOW_CONN_HARBOUR", "sftp://wire.example")  # a source may name it
    monkeypatch.setenv("AIRFLOW__METRICS__STATSD_ON", "True")
    monkeypatch.setenv("AIRFLOW__TRACES__OTEL_ON", "True")
    monkeypatch.setenv("AIRFLOW__OPENLINEAGE__NAMESPACE", "newsroom")

    environment = installation.environment("postgresql://newswire:x@127.0.0.1/newswire")

    ours = {key: value for key, value in environment.items() if key.startswith("AIRFLOW")}
    monitoring = {
        "AIRFLOW__METRICS__STATSD_ON",
        "AIRFLOW__TRACES__OTEL_ON",
        "AIRFLOW__OPENLINEAGE__NAMESPACE",
    }
    assert ours.keys() == {"AIRFLOW_HOME", "AIRFLOW_CONN_HARBOUR", CONNECTION_VARIABLE} | monitoring
    assert environment["AIRFLOW_HOME"] == str(installation.folder)


def test_a_collector_that_is_gone_holds_a_task_up_for_a_second_unless_the_environment_states_more(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OTEL_EXPORTER_OTLP_TIMEOUT", raising=False)
    environment = installation.environment("postgresql://newswire:x@127.0.0.1/newswire")
    with monkeypatch.context() as task:
        task.setenv("OTEL_EXPORTER_OTLP_TIMEOUT", environment["OTEL_EXPORTER_OTLP_TIMEOUT"])
        assert OTLPMetricExporter()._client._timeout == 1
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_TIMEOUT", "7")
    environment = installation.environment("postgresql://newswire:x@127.0.0.1/newswire")
    assert environment["OTEL_EXPORTER_OTLP_TIMEOUT"] == "7"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://newswire:p%40ss@db.example:5433/wire?sslmode=require",
        "host=db.example port=5433 user=newswire password=p@ss dbname=wire sslmode=require",
    ],
)
def test_airflow_gets_the_warehouse_from_any_form_of_address_that_libpq_takes(
    installation: Installation, url: str
) -> None:
    connection = json.loads(installation.environment(url)[CONNECTION_VARIABLE])

    assert connection == {
        "conn_type": "postgres",
        "host": "db.example",
        "port": "5433",
        "login": "newswire",
        "password": "p@ss",
        "schema": "wire",
        "extra": {"sslmode": "require"},
    }
