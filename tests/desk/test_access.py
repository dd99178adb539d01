"""Who may do what, by the roles of Airflow's simple auth manager."""

from __future__ import annotations

import re

import pytest
import requests

from tests.support.desk import Desk


def token(desk: Desk, session: requests.Session) -> str:
    found = re.search(
        r'name="token" value="([^"]+)"', session.get(f"{desk.address}/rejected", timeout=60).text
    )
    assert found
    return found[1]


def test_a_visitor_sees_no_button_and_is_refused(
    desk: Desk, visitor: requests.Session, editor: requests.Session
) -> None:
    page = visitor.get(f"{desk.address}/rejected", timeout=60).text
    assert "malformed-xml" in page
    assert '<form class="replay"' not in page
    assert 'name="token"' not in page
    form = {"token": token(desk, editor), "fetch_id": "1", "dry_run": "true"}
    answer = visitor.post(f"{desk.address}/replay", data=form, timeout=60)
    assert answer.status_code == 403
    assert "Your role in Airflow does not allow this." in answer.text


def test_a_stranger_cannot_post(desk: Desk) -> None:
    answer = desk.session(None).post(f"{desk.address}/replay", data={"fetch_id": "1"}, timeout=60)
    assert answer.status_code == 401


@pytest.mark.parametrize("forged", [None, "", "forged", "ImVkaXRvciI.Zm9v.YmFy"])
def test_a_form_without_the_token_of_the_page_is_refused(
    desk: Desk, editor: requests.Session, forged: str | None
) -> None:
    form = {"fetch_id": "1", "dry_run": "true"} | ({} if forged is None else {"token": forged})
    answer = editor.post(f"{desk.address}/replay", data=form, timeout=60)
    assert answer.status_code == 403
    assert "This form does not come from an open page of yours." in answer.text


def test_an_old_page_can_no_longer_send_its_form(
    desk: Desk, editor: requests.Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = token(desk, editor)
    monkeypatch.setattr("newswire.desk.access.TOKEN_SECONDS", -1)
    answer = editor.post(f"{desk.address}/replay", data={"fetch_id": "1", "token": kept}, timeout=60)
    assert answer.status_code == 403


def test_a_replay_cannot_be_started_by_a_link(desk: Desk, editor: requests.Session) -> None:
    answer = editor.get(
        f"{desk.address}/replay", params={"fetch_id": 1, "token": token(desk, editor)}, timeout=60
    )
    assert answer.status_code == 422
