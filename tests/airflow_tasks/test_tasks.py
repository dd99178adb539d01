"""The bodies of the tasks: the sources that they take, and the errors that a person reads."""

from __future__ import annotations

import json
import logging
from contextlib import nullcontext
from pathlib import Path

import psycopg
import pytest

from newswire.airflow_tasks import tasks
from newswire.switches import switch
from tests.support.airflow_runs import Runner
from tests.support.site import serving
from tests.support.stories import folder_source, ninjs


def story(number: int) -> str:
    return json.dumps(ninjs(f"urn:berth:{number}", headline=f"Berth {number} closed"))


def test_the_sources_asked_for_are_taken_once_each_else_all_that_are_on(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    warehouse: psycopg.Connection,
) -> None:
    caplog.set_level(logging.INFO)
    monkeypatch.setenv("NEWSWIRE_SOURCES", str(tmp_path))
    monkeypatch.setattr(tasks, "warehouse", lambda: nullcontext(warehouse))
    assert tasks.sources_taken(None) == []
    assert "none is switched on (./newswire enable NAME)" in caplog.text
    for name in ("albers", "berlin"):
        folder_source(tmp_path, name, tmp_path / name)
    (tmp_path / "broken.toml").write_text("name =")
    assert tasks.sources_taken(["berlin", "cairo", "berlin"]) == ["berlin", "cairo"]
    assert tasks.sources_taken([]) == ["albers", "berlin", "broken"], "so that it is seen that it is broken"
    switch(warehouse, "albers", enabled=False)
    assert tasks.sources_taken(None) == ["berlin", "broken"]
    assert tasks.sources_taken(["albers"]) == ["albers"], "a name outweighs the switch"


def test_a_broken_source_file_fails_in_its_own_place(runner: Runner) -> None:
    runner.folder("albers", {"1.json": story(1)})
    runner.source("broken", kind="folder", pth="/data")

    run = runner.run("newswire_daily")

    assert run.of("albers") == ("success", "success", "success")
    assert run.of("broken") == ("failed", "upstream_failed", "upstream_failed")
    assert run.note is not None
    assert "broken.toml: pth" in run.note


def test_rules_of_a_site_that_no_longer_match_stand_in_the_note_of_the_run(
    runner: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSWIRE_SITES", str(tmp_path))
    (tmp_path / "coast.example.toml").write_text("[[layout]]\nbody = 'article.text'")
    head = "<head><link rel=canonical href='https://coast.example/1'></head>"
    text = "<p>The harbour of Grenholm opened its second quay to ferries on Monday.</p>"
    runner.folder("albers", {"1.html": f"<!DOCTYPE html><html>{head}<body>{text}</body></html>"})

    run = runner.run("newswire_daily")

    assert run.of("albers") == ("success", "success", "success")
    assert run.note is not None
    alert = "The rules for coast.example no longer match: body article.text finds nothing (1 item)."
    assert f"- albers: 1 new. {alert}" in run.note


def test_a_defect_keeps_its_traceback_and_its_message(runner: Runner, warehouse: psycopg.Connection) -> None:
    runner.folder("albers", {"1.json": story(1)})
    warehouse.execute("DROP VIEW mart.runs")
    warehouse.execute("ALTER TABLE ledger.runs RENAME TO elsewhere")

    run = runner.run("newswire_daily")

    assert run.of("albers") == ("failed", "upstream_failed", "upstream_failed")
    assert run.note is not None
    assert 'UndefinedTable: relation "ledger.runs" does not exist' in run.note


def test_a_source_that_keeps_failing_is_skipped_unless_the_form_names_it(
    runner: Runner, warehouse: psycopg.Connection
) -> None:
    with serving() as site:
        runner.source("quay", kind="feed", url=f"{site.url}/rss")
        for hours in (10, 1):
            warehouse.execute(
                "INSERT INTO ledger.fetches"
                " (source_name, interval_start, interval_end, asked_at, place, outcome, reason)"
                " VALUES ('quay', now(), now(), now() - %s * interval '1 hour', %s, 'failed', 'Away.')",
                (hours, f"{site.url}/rss"),
            )
        run = runner.run("newswire_daily")
        assert run.of("quay") == ("skipped", "skipped", "skipped")
        assert run.note is not None
        assert "- nothing new: quay" in run.note
        assert site.requests == []
        run = runner.run("newswire_daily", sources=["quay"])
        assert run.of("quay")[0] == "failed"
        assert [path for path, _ in site.requests] == ["/rss"]
