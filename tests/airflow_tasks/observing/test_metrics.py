"""Metrics of a run, as a server of StatsD gets them."""

from __future__ import annotations

import datetime as dt
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from psycopg.rows import dict_row

from newswire.airflow_tasks.observing import metrics
from newswire.airflow_tasks.observing.catalogue import METRICS, names_in_statsd
from newswire.outcomes import COUNTS
from tests.airflow_tasks.observing.conftest import Listener, as_a_task_does
from tests.fetch.conftest import Site, site
from tests.support.airflow_runs import Runner
from tests.support.stories import ninjs

__all__ = ["site"]

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Coastal Press</title>
<item><guid isPermaLink="false">urn:ferry:1</guid><title>Ferry is late</title>
<pubDate>Tue, 07 May 2024 12:00:00 GMT</pubDate><description>The ferry left late again.</description></item>
</channel></rss>"""

LOADED = {"source": "albers", "run_id": 7, "documents": 3, "parsed": 6, "new": 2, "updated": 1} | {
    "unchanged": 1,
    "copies": 1,
    "rejected": 1,
}


def story(number: int) -> str:
    words = f"Berth {number} of the harbour was closed on day {number} after {number} planks had come loose."
    return json.dumps(ninjs(f"urn:berth:{number}", headline=f"Berth {number} closed", body=words))


def test_each_metric_of_a_run_reaches_the_server_with_the_numbers_of_the_ledger(
    runner: Runner, site: Site, statsd: Listener, warehouse: psycopg.Connection
) -> None:
    runner.folder("albers.city", {"1.json": story(1), "2.json": story(2), "broken.xml": "<newsItem"})
    site.reply("/feed.xml", FEED.encode())
    runner.source("coast", kind="feed", url=f"{site.url}/feed.xml")
    runner.folder("gone")

    runner.run("newswire_daily")
    found = statsd.values()
    runner.run("newswire_daily")
    again = statsd.values()

    runs = warehouse.cursor(row_factory=dict_row).execute("SELECT * FROM ledger.runs").fetchall()
    assert len(runs) == 2
    for row in runs:
        name = row["source_name"].replace(".", "_")
        sent = {one: found[f"{'' if one == 'documents' else 'items.'}{one}.{name}"] for one in COUNTS}
        assert sent == {one: [row[one]] for one in COUNTS}
    assert sum(found["items.new"]) == 3, "all sources together"
    assert found["sources.loaded"] == [1, 1]
    assert found["sources.failed"] == found["sources.failed.gone"] == [1]
    assert found["fetch.requests.coast"] == [1]
    assert found["fetch.bytes.coast"] == [len(FEED)]
    assert (found["source.up.coast"], found["source.up.gone"], found["sources.down"]) == ([1], [0], [1])
    assert found["source.rejections.albers_city"] == found["rejections.open"] == [1]
    assert 0 < found["source.lag.coast"][0] < 3600
    assert found["source.delay.coast"][0] > 365 * 86400, "the item is from 2024"
    assert found["search.waiting"] == found["runs.unfinished"] == [0]
    assert found["warehouse.bytes"][0] > 1_000_000
    assert found["round.ended"][0] > dt.datetime(2026, 1, 1, tzinfo=dt.UTC).timestamp()

    assert again["sources.nothing_new.coast"] == [1]
    assert "items.new.coast" not in again, "what is loaded is counted once"
    names = {
        name.removeprefix("newswire.").replace("SOURCE", "coast")
        for metric in METRICS.values()
        for name in names_in_statsd(metric)
    }
    assert names - found.keys() - again.keys() == {"sources.failed.coast"}
    assert {statsd.kinds[name] for name in names if name in statsd.kinds} == {"c", "g", "ms"}
    for metric in METRICS.values():
        name = names_in_statsd(metric)[0].removeprefix("newswire.").replace("SOURCE", "coast")
        assert statsd.kinds[name] == {"counter": "c", "gauge": "g", "timer": "ms"}[metric.kind]


def test_kills_embargoes_and_verdicts_are_gauges_of_the_whole_warehouse(
    runner: Runner, statsd: Listener, warehouse: psycopg.Connection
) -> None:
    tomorrow = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
    wire = runner.folder("albers", {"1.json": story(1)})
    held = json.loads(story(2)) | {"embargoed": tomorrow.isoformat()}
    (wire / "2.json").write_text(json.dumps(held))
    killed = json.loads(story(1)) | {"pubstatus": "canceled", "version": "2"}
    (wire / "3.json").write_text(json.dumps(killed))
    warehouse.execute(
        "INSERT INTO ledger.checks (source_name, check_name, interval_start, interval_end, outcome, sentence)"
        " VALUES ('albers', 'quiet', now() - interval '1 day', now(), 'warned', 'It is quiet.')"
    )

    runner.run("newswire_daily")

    found = statsd.values()
    assert (found["kills"], found["embargoes"]) == ([1], [1])
    assert found["checks.warned"][0] >= 1
    assert found["checks.failed"] == [0]


def test_with_tags_the_source_is_a_tag_and_no_part_of_the_name(
    statsd: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIRFLOW__METRICS__STATSD_INFLUXDB_ENABLED", "True")
    as_a_task_does()

    metrics.emit_outcome(LOADED)

    assert statsd.values() == {
        "sources.loaded,source=albers": [1],
        "documents,source=albers": [3],
        "items.parsed,source=albers": [6],
        "items.new,source=albers": [2],
        "items.updated,source=albers": [1],
        "items.unchanged,source=albers": [1],
        "items.copies,source=albers": [1],
        "items.rejected,source=albers": [1],
    }


def test_a_name_that_no_file_has_is_made_legal(statsd: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    metrics.emit_outcome({"source": "Ŝource, a=b:1|c\n" + "x" * 300, "error": "There is no such source."})
    [plain] = [name for name in statsd.values() if name != "sources.failed"]
    assert plain.startswith("sources.failed._ource__a_b_1_c_xxx")
    assert len(plain) < 250

    monkeypatch.setenv("AIRFLOW__METRICS__STATSD_INFLUXDB_ENABLED", "True")
    as_a_task_does()
    metrics.emit_outcome({"source": "a=b, c", "error": "There is no such source."})
    assert list(statsd.values()) == ["sources.failed,source=a_b__c"]


def test_a_load_of_an_earlier_try_is_not_counted_again(statsd: Listener) -> None:
    metrics.emit_outcome(LOADED | {"is_repeated": True})
    assert statsd.values() == {}


def test_nothing_is_asked_or_sent_unless_the_settings_of_airflow_name_a_server(
    statsd: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIRFLOW__METRICS__STATSD_ON", "False")

    @contextmanager
    def opened() -> Iterator[psycopg.Connection]:
        pytest.fail("the warehouse is asked")
        yield

    metrics.emit_outcome(LOADED)
    metrics.emit_fetches(opened, ["albers"], "run", 1.0)
    metrics.emit_state(opened, ["albers"])

    assert statsd.values() == {}


def test_no_failure_of_metrics_fails_the_task(
    statsd: Listener, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    @contextmanager
    def opened() -> Iterator[psycopg.Connection]:
        raise psycopg.OperationalError("the server is gone")
        yield

    with caplog.at_level(logging.WARNING):
        metrics.emit_state(opened, ["albers"])
    [line] = caplog.messages
    assert line.startswith("Metrics could not be sent: the server is gone. The task goes on; ")
    statsd.own.close()
    metrics.emit_outcome(LOADED)  # nobody listens any more


def test_the_choice_of_a_server_is_that_of_airflow(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not metrics.is_on()
    for switch in ("STATSD_ON", "STATSD_DATADOG_ENABLED", "OTEL_ON"):
        with monkeypatch.context() as only:
            only.setenv(f"AIRFLOW__METRICS__{switch}", "True")
            assert metrics.is_on()
