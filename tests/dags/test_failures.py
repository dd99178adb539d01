"""Sources that fail in every way, among others that load: each is red under its name, with its sentence."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator

import psycopg
import pytest
from airflow.models.taskinstance import TaskInstance
from airflow.utils.session import create_session
from sqlalchemy import select

from tests.fetch.conftest import Site
from tests.support.airflow_runs import Run, Runner
from tests.support.stories import ninjs

PAGE = b"<!doctype html><html><head><title>Sign in</title></head><body><p>Please sign in.</p></body></html>"
CUT = b"<?xml version='1.0'?><rss version='2.0'><channel><title>Quay</title><item><title>Pier"


@pytest.fixture
def refusing() -> Iterator[int]:
    """A port of this machine at which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


def red(run: Run) -> dict[str, tuple[str, int, str]]:
    """State, number of tries and note of each task that tries a source again, by its label."""
    with create_session() as session:
        query = select(TaskInstance).filter_by(run_id=run.run_id, task_id="retry")
        return {
            str(task.rendered_map_index): (str(task.state), task.try_number, str(task.note))
            for task in session.scalars(query)
        }


def test_each_kind_of_failure_is_a_red_task_with_its_sentence(
    runner: Runner, site: Site, refusing: int, warehouse: psycopg.Connection
) -> None:
    for number in range(20):
        body = f"Berth {number} of the harbour was closed after {number} planks had come loose."
        runner.folder(f"pier-{number:02}", {"1.json": json.dumps(ninjs(f"urn:pier:{number}", body=body))})
    for name, status in {"missing": 404, "gone": 410, "forbidden": 403, "down": 500, "away": 503}.items():
        site.reply(f"/{name}.xml", status=status)
        runner.source(name, kind="feed", url=f"{site.url}/{name}.xml")
    for name, answer in {"page": PAGE, "cut": CUT, "nothing": b""}.items():
        site.reply(f"/{name}.xml", answer)
        runner.source(name, kind="feed", url=f"{site.url}/{name}.xml")
    runner.source("refused", kind="feed", url=f"http://127.0.0.1:{refusing}/feed.xml")
    runner.source("unknown-host", kind="feed", url="http://wire.invalid/feed.xml")
    runner.source("no-tls", kind="feed", url=f"https://127.0.0.1:{site.url.rpartition(':')[2]}/feed.xml")
    site.reply("/loop.xml", status=302, Location=f"{site.url}/loop.xml")
    runner.source("loop", kind="feed", url=f"{site.url}/loop.xml")
    runner.folder("no-folder")
    runner.source("wrong-key", kind="feed", ulr="http://wire.invalid/")
    runner.source("wrong-kind", kind="telegraph")
    (runner.sources / "wrong-toml.toml").write_text('name = "wrong-toml')
    runner.source("wrong-every", kind="folder", path=".", every="sometimes")

    run = runner.run("newswire_daily")

    assert run.state == "failed"
    assert warehouse.execute("SELECT count(*) FROM mart.runs WHERE new = 1").fetchone() == (20,)
    found = red(run)
    assert {state for state, _, _ in found.values()} == {"failed"}
    tries = {name: number for name, (_, number, _) in found.items()}
    assert tries == {
        "missing": 1, "gone": 1, "forbidden": 1, "no-tls": tries["no-tls"], "loop": tries["loop"],
        "down": 3, "away": 3, "page": 3, "cut": 3, "nothing": 3, "refused": 3, "unknown-host": 3,
        "no-folder": 1, "wrong-key": 1, "wrong-kind": 1, "wrong-toml": 1, "wrong-every": 1,
    }  # fmt: skip
    sentences = {name: note for name, (_, _, note) in found.items()}
    for name, words in {
        "missing": "answered 404",
        "gone": "answered 410",
        "forbidden": "answered 403",
        "down": "answered 500",
        "away": "answered 503",
        "page": "no whole, usable feed",
        "cut": "the document is cut",
        "nothing": "Source nothing: ",
        "no-folder": "does not exist. Make it",
        "wrong-key": "Did you mean url?",
        "wrong-kind": "kind: must be one of",
        "wrong-toml": "cannot be read as TOML",
        "wrong-every": "every: 'sometimes' is no cadence; write '15 minutes'",
    }.items():
        assert words in sentences[name], sentences[name]
    for name, sentence in sentences.items():
        assert name in sentence
    assert run.note is not None
    assert run.note.startswith(
        "**Sources: 17 failed, 20 loaded. Items: 20 new.** Failed: away, cut, down and 14 more. "
    )
    assert len(run.note) <= 1000


def test_a_task_that_loses_the_warehouse_at_every_try_loses_no_other_source(
    runner: Runner, warehouse: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSWIRE_INGEST_TASKS", "1")
    for name in ("albers", "berlin"):
        document = json.dumps(ninjs(f"urn:{name}:1", headline=f"{name} alone", body=f"{name} alone."))
        runner.folder(name, {"1.json": document})
    warehouse.execute(
        "CREATE FUNCTION news.lose() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$"
    )
    warehouse.execute(
        "CREATE TRIGGER lost BEFORE INSERT ON news.versions FOR EACH ROW"
        " WHEN (NEW.headline = 'albers alone') EXECUTE FUNCTION news.lose()"
    )

    run = runner.run("newswire_daily")
    warehouse.execute("DROP FUNCTION news.lose CASCADE")

    assert run.tasks["ingest", "albers, berlin"] == ("failed", 3)
    assert run.tasks["retry", "albers"] == ("failed", 3)
    assert run.tasks["retry", "berlin"] == ("success", 1)
    assert run.note is not None
    assert run.note.startswith("**Sources: 1 failed, 1 loaded. Items: 1 new.** Failed: albers. ")
    assert warehouse.execute("SELECT source_name FROM mart.runs WHERE new = 1").fetchall() == [("berlin",)]
