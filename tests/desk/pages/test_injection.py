"""SQL in every filter and address of the desk is a value: nothing runs, and no page breaks."""

from __future__ import annotations

import psycopg
import pytest
import requests

from newswire.desk.pages.stories import Filters
from tests.support.desk import Desk

SQL = (
    "'); DROP SCHEMA news CASCADE; --",
    "' OR '1'='1",
    "pier%' UNION SELECT rolpassword FROM pg_authid --",
    "$$; SELECT pg_sleep(60); $$",
    "%s %(words)s {newest}",
)


@pytest.mark.parametrize("name", sorted(Filters.model_fields))
def test_sql_in_a_filter_is_a_value(
    desk: Desk, visitor: requests.Session, shelf: psycopg.Connection, name: str
) -> None:
    before = shelf.execute("SELECT count(*) FROM news.versions").fetchone()
    for text in SQL:
        for others in ({}, {"words": "pier"}):
            answer = visitor.get(f"{desk.address}/stories", params={**others, name: text}, timeout=60)
            assert answer.status_code in (200, 422), (text, answer.text)
            assert "syntax error" not in answer.text
    assert shelf.execute("SELECT count(*) FROM news.versions").fetchone() == before


@pytest.mark.parametrize("place", ["story", "documents", "rejected", "runs", "sources", "stories"])
def test_sql_in_an_address_is_a_value(desk: Desk, visitor: requests.Session, place: str) -> None:
    for text in SQL:
        quoted = requests.utils.quote(text, safe="")  # type: ignore[attr-defined]
        answer = visitor.get(f"{desk.address}/{place}/{quoted}", timeout=60)
        assert answer.status_code in (200, 404, 422), (text, answer.text)
