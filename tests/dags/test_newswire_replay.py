"""The replay, as its form starts it."""

from __future__ import annotations

import json

import psycopg

from tests.support import stories
from tests.support.airflow_runs import Runner
from tests.support.stories import ninjs


def test_a_dry_run_is_the_default(runner: Runner, warehouse: psycopg.Connection) -> None:
    runner.folder("albers", {"1.json": json.dumps(ninjs("urn:pier:1"))})
    runner.folder("berlin", {"1.json": json.dumps(ninjs("urn:pier:2", body="Another pier, another story."))})
    runner.run("newswire_daily")
    # An older parser might have left this; today's would not.
    warehouse.execute("UPDATE news.versions SET headline = 'Older'")

    dry = runner.run("newswire_replay")

    assert dry.state == "success"
    assert dry.note is not None
    assert dry.note.startswith("Dry run, nothing was changed. **Sources: 2 loaded. Items: 2 new.**")
    assert warehouse.execute("SELECT DISTINCT headline FROM news.versions").fetchall() == [("Older",)]

    assert dry.left("index") == {-1: 0}

    wet = runner.run("newswire_replay", source="albers", dry_run=False)

    assert wet.left("index") == {-1: 1}

    assert [row["source"] for row in wet.left("replay")[-1]] == ["albers"]
    assert warehouse.execute("SELECT source_name, headline FROM news.versions ORDER BY 1").fetchall() == [
        ("albers", "Pier to be rebuilt"),
        ("berlin", "Older"),
    ]


def test_days_outside_of_which_nothing_came_replay_nothing(
    runner: Runner, warehouse: psycopg.Connection
) -> None:
    runner.folder("albers", {"1.json": json.dumps(ninjs("urn:pier:1"))})
    runner.run("newswire_daily")

    before = runner.run("newswire_replay", last_day="1999-12-31", dry_run=False)

    assert before.left("replay")[-1] == []
    assert before.note == "No run was loaded for these days, so there is nothing to replay."

    since = runner.run("newswire_replay", first_day="1999-12-31")

    assert [row["source"] for row in since.left("replay")[-1]] == ["albers"]
    assert warehouse.execute("SELECT count(*) FROM mart.story_items").fetchone() == (1,)


def test_a_note_of_sixty_sources_is_cut_and_names_the_task_whose_log_has_the_rest(
    runner: Runner, warehouse: psycopg.Connection
) -> None:
    for number in range(60):
        name = f"source-{number:02}"
        runner.folder(name, {"1.json": json.dumps(ninjs(f"urn:pier:{number}", body=f"Pier {number}."))})
        stories.run(warehouse, runner.sources, name)

    run = runner.run("newswire_replay")

    assert run.state == "success"
    assert run.note is not None
    first, _, changes, _, *sources, more = run.note.splitlines()
    assert changes.startswith("Nothing would change. Replay of 60 runs (source-00 1, ")
    assert changes.endswith(", 50 more sources).")
    assert first == "Dry run, nothing was changed. **Sources: 60 loaded. Items: 60 new.**"
    assert len(run.note) <= 1000
    assert more == f"- … {60 - len(sources)} more: see the log of the task `replay`."
    assert run.left("replay", "note")[-1].count(": 1 new") == 60, "the text itself is whole, as in the log"
