"""The password of a source's connection: sent to the source, and in no log, XCom, note, table or error."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from airflow.utils.session import create_session
from sqlalchemy import text

from tests.fetch.conftest import Site
from tests.support.airflow_runs import Runner
from tests.support.stories import ninjs

SECRET = "s3cret-Zx81-Qpl77"  # noqa: S105 - invented

SOURCE = """
name = "{name}"
kind = "api"
url = "{url}"
items = "*"
id = "uri"
[token]
header = "X-Api-Key"
connection = "harbour"
"""


def rows(tables: Iterator[tuple[str]], ask: object) -> str:
    """All rows of some tables as text."""
    return "\n".join(str(row) for (table,) in tables for row in ask(f"SELECT t::text FROM {table} AS t"))  # type: ignore[operator]  # noqa: S608 - names by format()


def test_a_token_is_in_no_log_xcom_note_or_table(
    runner: Runner,
    site: Site,
    warehouse: psycopg.Connection,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    connection = {"conn_type": "http", "login": "desk", "password": SECRET}
    monkeypatch.setenv("AIRFLOW_CONN_HARBOUR", json.dumps(connection))
    caplog.set_level(logging.DEBUG)
    site.reply("/good", json.dumps([ninjs("urn:pier")]).encode())
    site.reply("/refused", status=401)
    site.reply("/broken", b'{"uri":')
    for name in ("good", "refused", "broken"):
        (runner.sources / f"{name}.toml").write_text(SOURCE.format(name=name, url=f"{site.url}/{name}"))
    run = runner.run("newswire_daily")
    assert run.of("good")[0] == "success"
    sent = [headers for path, headers in site.requests if path == "/good"]
    assert any(SECRET in value for headers in sent for value in headers.values()), "the source got it"
    out, err = capfd.readouterr()
    assert SECRET not in out + err + caplog.text
    ours = warehouse.execute(
        "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
        " WHERE schemaname IN ('raw', 'news', 'ledger')"
    ).fetchall()
    assert SECRET not in rows(iter(ours), lambda ask: warehouse.execute(ask.encode()).fetchall())
    with create_session() as session:
        theirs = session.execute(
            text("SELECT format('%I', tablename) FROM pg_tables WHERE schemaname = 'public'")
        ).fetchall()
        assert len(theirs) > 20
        assert SECRET not in rows(iter(theirs), lambda ask: session.execute(text(ask)).fetchall())
    logs = list(tmp_path.rglob("*.log"))
    assert not [path for path in logs if SECRET in path.read_text(errors="replace")]
