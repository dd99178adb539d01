"""Rejections, and their replay through Airflow."""

from __future__ import annotations

import psycopg
import pytest
import requests
from airflow.models.dagrun import DagRun
from airflow.models.log import Log
from airflow.utils.session import create_session
from bs4 import BeautifulSoup
from sqlalchemy import select

from tests.desk.test_access import token
from tests.support.desk import IMAGE, Desk


def rows(desk: Desk, session: requests.Session, **filters: str) -> list[list[str]]:
    page = BeautifulSoup(session.get(f"{desk.address}/rejected", params=filters, timeout=60).text, "lxml")
    return [[cell.get_text() for cell in row.select("th, td")] for row in page.select("tbody tr")]


def test_a_rejection_has_its_reason_and_place(desk: Desk, visitor: requests.Session) -> None:
    [row] = rows(desk, visitor, source="wire")
    assert row[2].startswith("malformed-xml")
    assert row[3] == f"broken {IMAGE}.xml"
    assert row[5] == "open"


def test_rejections_are_filtered_by_reason(desk: Desk, visitor: requests.Session) -> None:
    assert rows(desk, visitor, reason="malformed-xml") == rows(desk, visitor, source="wire")
    assert rows(desk, visitor, reason="no-such-reason") == []


def test_pages_follow_each_other(
    desk: Desk, visitor: requests.Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = [row[0] for row in rows(desk, visitor)]
    monkeypatch.setattr("newswire.desk.pages.rejected._PAGE", 1)
    page = BeautifulSoup(visitor.get(f"{desk.address}/rejected", timeout=60).text, "lxml")
    second = visitor.get(desk.airflow + page.select_one("a[rel=next]")["href"], timeout=60)
    assert [row.th.get_text() for row in BeautifulSoup(second.text, "lxml").select("tbody tr")] == whole[1:2]


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_replay_runs_the_source_and_day_of_the_document_in_the_name_of_the_user(
    desk: Desk, editor: requests.Session, shelf: psycopg.Connection, dry_run: bool
) -> None:
    fetch_id, day = shelf.execute(
        """
        SELECT fetch_id, (interval_start AT TIME ZONE 'UTC')::date::text
        FROM mart.rejected JOIN mart.runs USING (run_id) WHERE reason = 'malformed-xml'
        """
    ).fetchone() or (0, "")
    form = {"token": token(desk, editor), "fetch_id": str(fetch_id), "dry_run": str(dry_run).lower()}
    answer = editor.post(f"{desk.address}/replay", data=form, timeout=60)
    assert answer.status_code == 200
    assert "The replay is started" in answer.text
    with create_session() as session:
        run = session.scalars(
            select(DagRun).where(DagRun.dag_id == "newswire_replay").order_by(DagRun.id.desc())
        ).first()
        assert run.conf == {"source": "wire", "first_day": day, "last_day": day, "dry_run": dry_run}
        assert run.triggering_user_name == "editor"
        assert str(run.state) == "queued"
        assert session.scalars(select(Log.owner).where(Log.event == "newswire_replay")).first() == "editor"
    link = BeautifulSoup(answer.text, "lxml").select_one("a[target=_top]")["href"]
    assert link.startswith("/dags/newswire_replay/runs/manual__")


def test_a_document_that_is_not_there_is_not_replayed(desk: Desk, editor: requests.Session) -> None:
    form = {"token": token(desk, editor), "fetch_id": "999999"}
    assert editor.post(f"{desk.address}/replay", data=form, timeout=60).status_code == 404
