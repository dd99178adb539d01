"""The application: its login, its headers, and its answers to failures."""

from __future__ import annotations

import psycopg
import pytest
import requests

from newswire.airflow_local.configuration import CONNECTION_VARIABLE
from tests.support.desk import Desk

PAGES = (
    "/", "/?by=days", "/stories", "/stories/1", "/documents/1", "/documents/1/evidence", "/sources",
    "/sources/wire", "/rejected", "/run?dag_id=newswire_daily&run_id=x",
    "/task?dag_id=newswire_daily&run_id=x&task_id=y",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_there_for_a_person_with_a_login(desk: Desk, visitor: requests.Session, path: str) -> None:
    answer = visitor.get(desk.address + path, timeout=60)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("path", [*PAGES, "/documents/1/bytes", "/replay"])
def test_a_stranger_is_sent_to_the_login_of_airflow(desk: Desk, path: str) -> None:
    answer = desk.session(None).get(desk.address + path, timeout=60, allow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/api/v2/auth/login?next=%2Fnewswire%2F")
    assert "Pier" not in answer.text


def test_the_login_leads_back_to_the_page(desk: Desk) -> None:
    stranger = desk.session(None)
    sent = stranger.get(f"{desk.address}/stories?words=pier", timeout=60, allow_redirects=False)
    login = stranger.get(desk.airflow + sent.headers["Location"], timeout=60, allow_redirects=False)
    assert login.headers["Location"].endswith("next=%2Fnewswire%2Fstories%3Fwords%3Dpier")


def test_a_forged_token_opens_nothing(desk: Desk) -> None:
    stranger = desk.session(None)
    stranger.cookies.set("_token", "forged")
    assert stranger.get(f"{desk.address}/stories", timeout=60, allow_redirects=False).status_code != 200


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json"])
def test_no_page_describes_the_application_to_strangers(desk: Desk, path: str) -> None:
    assert desk.session(None).get(desk.address + path, timeout=60).status_code == 404


@pytest.mark.parametrize(
    "path", ["/", "/static/desk.css", "/no-such-page", "/stories/0", "/documents/1/bytes"]
)
def test_every_answer_forbids_other_hosts_and_scripts_inside(
    desk: Desk, visitor: requests.Session, path: str
) -> None:
    headers = visitor.get(desk.address + path, timeout=60).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert {value for name, value in policy.items() if name != "frame-ancestors"} == {"'none'", "'self'"}
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_pages_with_stories_are_kept_by_no_cache(desk: Desk, visitor: requests.Session) -> None:
    assert visitor.get(f"{desk.address}/stories", timeout=60).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "status", "sentence"),
    [
        ("/stories/999999", 404, "Readers see no story with the number 999999."),
        ("/stories/1?version=999999", 404, "Readers see no version 999999 of this story."),
        ("/documents/999999", 404, "No loaded or rejected document has the fetch number 999999."),
        ("/sources/nobody", 404, "There is no source nobody."),
        ("/no-such-page", 404, "There is no such page."),
        ("/stories/x", 422, "The address has a value that cannot be read: story_id."),
        ("/stories?since=yesterday", 422, "The address has a value that cannot be read: since."),
        ("/stories/99999999999999999999", 422, "The address has a value that cannot be read: story_id."),
    ],
)
def test_an_address_without_a_page_is_answered_by_a_sentence(
    desk: Desk, visitor: requests.Session, path: str, status: int, sentence: str
) -> None:
    answer = visitor.get(desk.address + path, timeout=60)
    assert answer.status_code == status
    assert f"<p>{sentence}</p>" in answer.text


@pytest.mark.parametrize(
    "path", ["/", "/stories", "/sources", "/rejected", "/run?dag_id=newswire_daily&run_id=x"]
)
def test_a_stopped_warehouse_is_a_sentence(
    desk: Desk, visitor: requests.Session, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CONNECTION_VARIABLE, "postgresql://newswire:secret@127.0.0.1:1/newswire")
    answer = visitor.get(desk.address + path, timeout=60)
    assert answer.status_code == 503
    assert "The warehouse cannot be reached" in answer.text
    assert "Traceback" not in answer.text
    assert "secret" not in answer.text


def test_an_unforeseen_failure_is_a_sentence_with_all_headers(
    desk: Desk, visitor: requests.Session, shelf: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newswire.desk.pages.overview.bars", None)
    answer = visitor.get(f"{desk.address}/", timeout=60)
    assert answer.status_code == 500
    assert "The log of Airflow&#39;s API server has the cause." in answer.text
    assert "'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/", "/stories", "/sources", "/rejected"])
def test_an_empty_warehouse_is_a_page_too(
    desk: Desk, visitor: requests.Session, path: str, warehouse_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CONNECTION_VARIABLE, warehouse_url)
    assert visitor.get(desk.address + path, timeout=60).status_code == 200
