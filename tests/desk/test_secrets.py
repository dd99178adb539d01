"""Secrets of sources: sent to the source, and in no log, XCom, note, table, error or page."""

from __future__ import annotations

import html
import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import psycopg
import pytest
import requests
from airflow.models.connection import Connection
from airflow.utils.session import create_session
from sqlalchemy import text

from tests.fetch.conftest import Site, site
from tests.support.airflow_runs import Runner, runner
from tests.support.desk import Desk
from tests.support.stories import ninjs

__all__ = ["runner", "site"]

SECRET = "s3cret-Zx81-Qpl77"  # noqa: S105 - invented

API = """
kind = "api"
url = "{at}"
items = "*"
id = "uri"
[token]
{token}
"""
BY_CONNECTION = 'header = "X-Api-Key"\nconnection = "harbour"'
BY_VARIABLE = 'query = "access"\nenvironment = "HARBOUR_KEY"'
FEED = 'kind = "feed"\nurl = "{at}"\n'
FEED_TEXT = b"""<rss version="2.0"><channel><title>Pier</title>
<item><guid>p1</guid><title>The pier is open</title></item></channel></rss>"""

SOURCES = {
    "header": API.replace("{token}", BY_CONNECTION),
    "query": API.replace("{token}", BY_VARIABLE),
    "refused": API.replace("{token}", BY_CONNECTION),
    "echoed": API.replace("{token}", BY_VARIABLE),
    "broken": API.replace("{token}", BY_CONNECTION),
    "away": API.replace("{token}", BY_VARIABLE),
    "login": FEED,
    "login-refused": FEED,
    "unreachable": 'kind = "sftp"\nconnection = "harbour_files"\nfingerprints = ["SHA256:'
    + "A" * 43
    + '"]\n',
    "mail": 'kind = "imap"\nconnection = "harbour_mail"\n',
    "miswritten": f'kind = "sftp"\npassword = "{SECRET}"\n',
    "torn": f'kind = "feed"\nurl = "https://reader:{SECRET}@news.example/rss\n',
}
"""Every way in which a source has a secret, with and without a failure, but for a line that names it."""


def write_sources(folder: Path, site: Site) -> None:
    """Write the sources, with the answers of the site to each."""
    stories = json.dumps([ninjs("urn:pier")]).encode()
    echo = json.dumps({"error": f"the key {SECRET} has ended", "you sent": {"access": SECRET}}).encode()
    for name in ("header", "query"):
        site.reply(f"/{name}", stories)
    site.reply("/refused", echo, status=401)
    site.reply("/echoed", echo, status=403)
    site.reply("/broken", b'{"uri":')
    site.reply("/away", status=302, Location=f"/gone?access={SECRET}")
    site.reply("/login", FEED_TEXT)
    site.reply("/login-refused", b"no", status=401)
    for name, lines in SOURCES.items():
        at = f"{site.url}/{name}"
        if name.startswith("login"):
            at = at.replace("://", f"://reader:{SECRET}@")
        written = lines.replace("{at}", at)
        (folder / f"{name}.toml").write_text(f'name = "{name}"\n{written}')


def connections(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the secrets where people keep them: variables, and connections of Airflow."""
    harbour = {"conn_type": "http", "login": "desk", "password": SECRET}
    monkeypatch.setenv("AIRFLOW_CONN_HARBOUR", json.dumps(harbour))
    monkeypatch.setenv("HARBOUR_KEY", SECRET)
    with create_session() as session:
        for name, kind in (("harbour_files", "sftp"), ("harbour_mail", "imap")):
            session.query(Connection).filter_by(conn_id=name).delete()
            kept = {"host": "localhost", "port": 1, "login": "desk", "password": SECRET}
            session.add(Connection(conn_id=name, conn_type=kind, extra={"passphrase": SECRET}, **kept))


def rows(tables: Iterator[tuple[str]], ask: object) -> str:
    """All rows of some tables as text."""
    return "\n".join(str(row) for (table,) in tables for row in ask(f"SELECT t::text FROM {table} AS t"))  # type: ignore[operator]  # noqa: S608 - names by format()


def crawled(session: requests.Session, start: str, below: str) -> dict[str, str]:
    """Return every page that links lead to from a start, below an address, by its address."""
    found: dict[str, str] = {}
    waiting = [start]
    while waiting:
        address = waiting.pop()
        if address in found or len(found) > 400:
            continue
        answer = session.get(address, timeout=60)
        assert answer.status_code < 500, (address, answer.text)
        found[address] = answer.text + str(answer.headers)
        for link in re.findall(r'(?:href|action)="([^"#]+)', answer.text):
            to = urljoin(address, html.unescape(link)).split("#")[0]
            if to.startswith(below):
                waiting.append(to)
    return found


def of_airflow(session: requests.Session, airflow: str, dag: str, run: str) -> dict[str, str]:
    """Return what Airflow's UI asks for: a run, its tasks, fields, XComs and logs; errors, connections."""
    api = f"{airflow}/api/v2"
    about = f"{api}/dags/{dag}/dagRuns/{quote(run, safe='')}"
    tasks = session.get(f"{about}/taskInstances?limit=1000", timeout=60).json()["task_instances"]
    assert len(tasks) > 5
    asked = [
        about, f"{about}/taskInstances?limit=1000", f"{api}/dags/{dag}", f"{api}/dags/{dag}/details",
        f"{api}/importErrors", f"{api}/connections", f"{api}/connections/harbour_files", f"{api}/variables",
        f"{api}/eventLogs", f"{api}/assets/events", f"{api}/config",
    ]  # fmt: skip
    for task in tasks:
        one = f"{about}/taskInstances/{task['task_id']}"
        index = task["map_index"]
        asked.append(one if index < 0 else f"{one}/{index}")
        asked.append(f"{one}/logs/{max(task['try_number'], 1)}?map_index={index}&full_content=true")
        asked.append(f"{one}/xcomEntries?map_index={index}")
        left = session.get(asked[-1], timeout=60).json()["xcom_entries"]
        asked += [f"{one}/xcomEntries/{entry['key']}?map_index={index}" for entry in left]
    answers = {address: session.get(address, timeout=60) for address in asked}
    assert all(answer.status_code < 500 for answer in answers.values())
    assert sum(answer.status_code == 200 for answer in answers.values()) > len(asked) / 2
    return {address: answer.text for address, answer in answers.items()}


def test_secrets_of_sources_are_in_no_log_xcom_note_table_or_page(
    runner: Runner,
    site: Site,
    server: Desk,
    warehouse: psycopg.Connection,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    connections(monkeypatch)
    caplog.set_level(logging.DEBUG)
    write_sources(runner.sources, site)
    run = runner.run("newswire_daily")
    assert run.of("header")[0] == "success"

    sent = [f"{path} {headers}" for path, headers in site.requests]
    assert any(line.startswith("/header") and SECRET in line for line in sent), "the source got it"
    assert any(line.startswith(f"/query?access={SECRET}") for line in sent)
    assert {urlsplit(path).path for path, _ in site.requests} >= {"/refused", "/echoed", "/away", "/login"}
    counted = warehouse.execute(
        "SELECT source_name, state FROM ledger.runs ORDER BY source_name, state"
    ).fetchall()
    assert {("header", "loaded"), ("query", "loaded"), ("login", "loaded")} <= set(counted)

    editor = server.session("editor")
    pages = crawled(editor, f"{server.address}/", server.address)
    pages |= crawled(
        editor, f"{server.address}/run?dag_id=newswire_daily&run_id={quote(run.run_id)}", server.address
    )
    assert len(pages) > 25, "every source, run, story and document has a page"
    shown = "".join(pages.values())
    for name in SOURCES:
        assert name in shown, name
    assert [address for address, page in pages.items() if SECRET in page + address] == []
    asked = of_airflow(editor, server.airflow, "newswire_daily", run.run_id)
    assert [address for address, answer in asked.items() if SECRET in answer] == []

    out, err = capfd.readouterr()
    assert SECRET not in out + err + caplog.text
    ours = warehouse.execute(
        "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
        " WHERE schemaname IN ('raw', 'news', 'ledger')"
    ).fetchall()
    assert SECRET not in rows(iter(ours), lambda ask: warehouse.execute(ask.encode()).fetchall())
    with create_session() as session:
        theirs = session.execute(
            text(
                "SELECT format('%I', tablename) FROM pg_tables"
                " WHERE schemaname = 'public' AND tablename <> 'connection'"  # where Airflow keeps them
            )
        ).fetchall()
        assert len(theirs) > 20
        assert SECRET not in rows(iter(theirs), lambda ask: session.execute(text(ask)).fetchall())
    logs = list(tmp_path.rglob("*.log"))
    assert not [path for path in logs if SECRET in path.read_text(errors="replace")]
