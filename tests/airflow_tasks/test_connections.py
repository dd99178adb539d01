"""Connections of sources in tasks: from Airflow's tables and from the environment, and their secrets."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator

import psycopg
import pytest
from airflow.models.connection import Connection
from airflow.utils.session import create_session

from tests.support.airflow_runs import Runner
from tests.support.archives import zipped
from tests.support.site import Reply, Site, serving
from tests.support.stories import ninjs

PHRASE = "hunt/er2:%"


@pytest.fixture
def site() -> Iterator[Site]:
    """A server that wants a login."""

    def reply(headers: dict[str, str]) -> Reply:
        given = base64.b64decode(headers.get("authorization", "").removeprefix("Basic "))
        story = json.dumps(ninjs("urn:quay:1")).encode()
        known = given == f"reader:{PHRASE}".encode()
        return Reply(zipped({"1.json": story})) if known else Reply(status=401)

    with serving() as here:
        here.replies["/a.zip"] = reply
        yield here


def add_connection(password: str) -> None:
    with create_session() as session:
        session.query(Connection).delete()
        session.add(Connection("quay_files", "http", login="reader", password=password, host="quay.example"))


def test_a_task_finds_the_connection_in_airflow(
    runner: Runner, site: Site, warehouse: psycopg.Connection, capfd: pytest.CaptureFixture[str]
) -> None:
    add_connection(PHRASE)
    runner.source("quay", kind="archive", url=site.url + "/a.zip", connection="quay_files")

    run = runner.run("newswire_daily")

    assert run.of("quay") == ("success", None)
    _check_secrets(warehouse, capfd, PHRASE, run.left("ingest"), run.note)


def test_a_wrong_password_fails_the_task_without_naming_it(
    runner: Runner, site: Site, warehouse: psycopg.Connection, capfd: pytest.CaptureFixture[str]
) -> None:
    add_connection("wr0ng/secret")
    runner.source("quay", kind="archive", url=site.url + "/a.zip", connection="quay_files")

    run = runner.run("newswire_daily")

    assert run.of("quay") == ("skipped", "failed")
    assert "401" in (run.note or "")
    _check_secrets(warehouse, capfd, "wr0ng/secret", run.left("retry", "outcome"), run.note)


def test_a_task_finds_the_connection_in_the_environment(
    runner: Runner, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(
        "AIRFLOW_CONN_QUAY_ENV", json.dumps({"conn_type": "http", "login": "reader", "password": PHRASE})
    )
    runner.source("quay", kind="archive", url=site.url + "/a.zip", connection="quay_env")

    assert runner.run("newswire_daily").of("quay") == ("success", None)


def test_a_missing_connection_fails_the_task_with_the_remedy(runner: Runner, site: Site) -> None:
    runner.source("quay", kind="archive", url=site.url + "/a.zip", connection="nowhere")

    run = runner.run("newswire_daily")

    assert run.of("quay") == ("skipped", "failed")
    assert "there is no connection nowhere. Make it in Airflow (Admin, Connections)" in (run.note or "")


def _check_secrets(
    warehouse: psycopg.Connection, capfd: pytest.CaptureFixture[str], secret: str, *shown: object
) -> None:
    """Check that a secret stands in no log, XCom, note or row of the warehouse."""
    tables = warehouse.execute(
        "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables "
        "WHERE schemaname IN ('raw', 'news', 'ledger')"
    ).fetchall()
    rows = [warehouse.execute(f"SELECT t::text FROM {table} AS t".encode()).fetchall() for (table,) in tables]  # noqa: S608
    captured = capfd.readouterr()
    text = f"{shown} {rows} {captured.out} {captured.err}"
    for form in (secret, secret.replace("/", "%2F"), base64.b64encode(f"reader:{secret}".encode()).decode()):
        assert form not in text
