"""``psql``: the real one, on the warehouse, as the reader unless told."""

from __future__ import annotations

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from newswire.warehouse.embedded import Database
from tests.cli.conftest import Command

ASK = ("-X", "-A", "-t", "-c")


@pytest.fixture(autouse=True)
def url(database: Database, migrated: str, monkeypatch: pytest.MonkeyPatch) -> str:
    url = database.url("newswire", migrated)
    monkeypatch.setenv("NEWSWIRE_DATABASE_URL", url)
    return url


def test_it_is_the_reader_who_asks(newswire: Command) -> None:
    done = newswire("psql", *ASK, "SELECT session_user, current_user, count(*) FROM mart.stories")
    assert done == (0, "newswire|newswire_reader|0\n", "")
    for statement in ("SELECT 1 FROM raw.documents", "CREATE TEMPORARY TABLE mine ()"):
        done = newswire("psql", *ASK, statement)
        assert done.status == 1
        assert "ERROR:" in done.err


def test_the_owner_may_do_more(newswire: Command) -> None:
    done = newswire("psql", "--owner", *ASK, "SELECT current_user, count(*) FROM raw.documents")
    assert done == (0, "newswire|0\n", "")


def test_a_url_may_be_written_in_any_form_and_have_options_of_its_own(
    newswire: Command, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = make_conninfo(**conninfo_to_dict(url), options="-c work_mem=5MB")  # type: ignore[arg-type]
    monkeypatch.setenv("NEWSWIRE_DATABASE_URL", words)
    done = newswire("psql", *ASK, "SELECT current_user, current_setting('work_mem')")
    assert done == (0, "newswire_reader|5MB\n", "")


def test_the_password_is_on_no_command_line(newswire: Command, url: str) -> None:
    done = newswire(
        "psql", "-X", "-A", "-t", "-c", r"\! tr '\0' ' ' < /proc/$PPID/cmdline || ps -o args= -p $PPID"
    )
    password = psycopg.conninfo.conninfo_to_dict(url)["password"]
    assert "--dbname=" in done.out
    assert str(password) not in done.out
