"""Connections of the pages: they change nothing, and the reader sees mart alone."""

from __future__ import annotations

import psycopg
import pytest

from newswire.desk.reading import NoAnswer, ledger, reader
from tests.support.desk import Desk


def test_the_reader_sees_mart_alone(desk: Desk) -> None:
    with reader() as connection:
        assert connection.execute("SELECT count(*) AS stories FROM mart.stories").fetchone().stories > 3
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT FROM news.versions")


def test_no_connection_writes(desk: Desk) -> None:
    with ledger() as connection, pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        connection.execute("DELETE FROM ledger.switches")


def test_a_slow_statement_is_given_up(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newswire.desk.reading._LONGEST", "50ms")
    with pytest.raises(NoAnswer, match="did not answer within 50ms"), reader() as connection:
        connection.execute("SELECT pg_sleep(60)")
