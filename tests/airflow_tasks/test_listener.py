"""The listener writes notes when a run ends."""

from __future__ import annotations

import datetime as dt
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from airflow.models.dagrun import DagRun
from airflow.models.xcom import XComModel
from airflow.utils.session import create_session
from airflow.utils.sqlalchemy import prohibit_commit
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from newswire.airflow_tasks import listener
from newswire.airflow_tasks.tasks import NOTE
from tests.support.airflow_runs import Run, Runner
from tests.support.stories import ninjs

HEADLINE = "**Sources: 1 failed, 1 loaded. Items: 1 new.**"
LATER = dt.datetime(2031, 5, 7, tzinfo=dt.UTC)


@contextmanager
def scheduler(run: Run) -> Iterator[tuple[Session, DagRun]]:
    """Yield a transaction like the scheduler's: it changes the run, and only its own end may commit it."""
    with create_session(scoped=False) as session, prohibit_commit(session) as guard:
        over = _found(run, session)
        over.end_date = LATER
        yield session, over
        guard.commit()


def after(run: Run) -> tuple[dt.datetime | None, str | None]:
    """Return the committed state of a run: its end and its note."""
    with create_session(scoped=False) as session:
        over = _found(run, session)
        return over.end_date, over.note


def _found(run: Run, session: Session) -> DagRun:
    return session.scalars(select(DagRun).filter_by(dag_id=run.dag_id, run_id=run.run_id)).one()


@contextmanager
def refusing(table: str) -> Iterator[None]:
    """Let a table of Airflow's refuse new rows."""
    with create_session(scoped=False) as session:
        session.execute(text(f"ALTER TABLE {table} ADD CONSTRAINT refused CHECK (false) NOT VALID"))
    try:
        yield
    finally:
        with create_session(scoped=False) as session:
            session.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT refused"))


def test_a_note_that_a_person_wrote_stays(runner: Runner) -> None:
    run = runner.run("newswire_daily")
    assert run.note == "No source is switched on: ./newswire enable NAME."
    with create_session() as session:
        over = _found(run, session)

        over.note = "old words"
        listener.on_dag_run_success(over, "")
        assert over.note == run.note

        over.note = "Wire was down, see ticket."
        over.dag_run_note.user_id = "admin"  # as the UI does
        listener.on_dag_run_failed(over, "")
        assert over.note == "Wire was down, see ticket."


def test_a_note_that_a_person_writes_in_the_same_transaction_stays(runner: Runner) -> None:
    run = runner.run("newswire_daily")
    with create_session(scoped=False) as session:
        session.delete(_found(run, session).dag_run_note)

    with scheduler(run) as (_, over):
        over.note = "Wire was down, see ticket."
        listener.on_dag_run_success(over, "")

    assert after(run) == (LATER, "Wire was down, see ticket.")


def task_notes(run: Run) -> dict[tuple[str, str], str | None]:
    """The notes of the tasks of sources, by task and source."""
    with create_session() as session:
        return {
            (task.task_id, task.rendered_map_index or ""): task.note
            for task in _found(run, session).get_task_instances(session=session)
            if task.note and task.task_id in {"ingest", "retry"}
        }


def test_the_reason_of_a_skip_and_of_a_failure_is_the_note_of_its_task(runner: Runner) -> None:
    runner.folder("albers", {"1.json": json.dumps(ninjs("urn:pier:1"))})
    assert task_notes(runner.run("newswire_daily")) == {}
    runner.folder("gone")

    run = runner.run("newswire_daily")

    notes = task_notes(run)
    assert notes.keys() == {("ingest", "albers"), ("ingest", "gone"), ("retry", "gone")}
    assert notes["ingest", "albers"] == "albers has nothing new."
    assert str(notes["retry", "gone"]).endswith("Make it, or correct path in sources/gone.toml.")
    assert notes["ingest", "gone"] == notes["retry", "gone"]


def test_the_note_of_a_task_with_several_sources_is_their_summary(
    runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSWIRE_INGEST_TASKS", "1")
    runner.folder("albers", {"1.json": json.dumps(ninjs("urn:pier:1"))})
    runner.folder("gone")

    notes = task_notes(runner.run("newswire_daily"))

    assert notes["ingest", "albers, gone"] == "Sources: 1 failed, 1 loaded. Items: 1 new."


def test_the_note_of_a_task_that_a_person_wrote_stays_and_any_other_is_renewed(runner: Runner) -> None:
    for name in ("albers", "berlin"):
        runner.folder(name)
    run = runner.run("newswire_daily")
    with create_session() as session:
        over = _found(run, session)
        for task in over.get_task_instances(session=session):
            if task.task_id == "retry":
                task.note = "The disk is being repaired." if task.map_index == 0 else "old words"
                task.task_instance_note.user_id = "admin" if task.map_index == 0 else None
    with scheduler(run) as (_, over):
        listener.on_dag_run_failed(over, "")

    first, second = (note for (task, _), note in task_notes(run).items() if task == "retry")
    assert first == "The disk is being repaired."
    assert str(second).startswith("The folder ")


def test_runs_of_others_are_left_alone() -> None:
    run = DagRun(dag_id="somebody_elses", run_id="today")

    listener.on_dag_run_success(run, "")

    assert run.note is None


def test_a_note_is_cut_to_what_its_column_holds_whichever_task_left_it(runner: Runner) -> None:
    run = runner.run("newswire_daily")
    lines = "".join(f"\n- source-{number:02}: 1 new" for number in range(60))
    with create_session(scoped=False) as session:
        session.delete(_found(run, session).dag_run_note)
        session.execute(
            update(XComModel)
            .where(XComModel.run_id == run.run_id, XComModel.key == NOTE)
            .values(value=f"Dry run, nothing was changed. **All is well, for once.**\n{lines}")
        )

    with scheduler(run) as (_, over):
        over.notify_dagrun_state_changed(msg="success")

    end, note = after(run)
    assert end == LATER
    assert note is not None
    assert len(note) <= 1000
    assert note.splitlines()[-2:] == ["- source-46: 1 new", "- … 13 more: see the log of the task `report`."]


@pytest.mark.parametrize(
    ("table", "what", "note"),
    [("dag_run_note", "note", None), ("task_instance_note", "notes of the tasks", HEADLINE)],
)
def test_a_failed_write_is_logged_and_changes_nothing_else(
    runner: Runner,
    caplog: pytest.LogCaptureFixture,
    table: str,
    what: str,
    note: str | None,
) -> None:
    caplog.set_level(logging.ERROR)
    runner.folder("albers", {"1.json": json.dumps(ninjs("urn:pier:1"))})
    runner.folder("gone")
    run = runner.run("newswire_daily")
    with create_session(scoped=False) as session:
        session.delete(_found(run, session).dag_run_note)
    assert after(run)[1] is None

    with refusing(table), scheduler(run) as (_, over):
        over.notify_dagrun_state_changed(msg="task_failure")

    end, written = after(run)
    assert end == LATER
    assert (written and written.partition(" Failed: gone. The folder ")[0]) == note
    assert f"The {what} of run {run.run_id} of newswire_daily could not be written." in caplog.text
    assert "refused" in caplog.text, "with the database's own words"
