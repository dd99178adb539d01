"""Failures of the server, its disk and the connection, as a person reads them."""

from __future__ import annotations

import psycopg
import pytest
from psycopg import errors

from newswire.warehouse.failures import in_words


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            errors.DiskFull('could not extend file "base/1": No space left on device\nHINT:  Check it.'),
            'The database\'s disk is full (could not extend file "base/1": No space left on device). '
            "Make room on it. Then run the command again: it goes on where this one ended, and nothing is "
            "lost or loaded twice.",
        ),
        (errors.AdminShutdown("terminating connection"), "The connection to the database was lost ("),
        (psycopg.OperationalError("the connection is lost"), "The connection to the database was lost ("),
        (psycopg.OperationalError(""), "The connection to the database was lost (OperationalError). Run"),
        (errors.StatementTooComplex("stack depth limit exceeded"), "The database cannot take so long a"),
        (errors.DeadlockDetected("deadlock detected"), "The database broke off a statement (deadlock"),
        (errors.IoError("could not read"), "The database cannot do its work (could not read). Its log has"),
    ],
    ids=lambda given: type(given).__name__ if isinstance(given, Exception) else "",
)
def test_a_failure_is_a_sentence_with_its_cause_and_the_remedy(
    error: psycopg.OperationalError, sentence: str
) -> None:
    assert str(in_words(error)).startswith(sentence)
    assert "\n" not in str(in_words(error))


def test_the_server_s_own_errors_are_told(warehouse: psycopg.Connection) -> None:
    with pytest.raises(errors.StatementTooComplex) as raised:
        warehouse.execute("SELECT plainto_tsquery('simple', %s)", (" ".join(f"w{n}" for n in range(20_000)),))
    assert "(stack depth limit exceeded)" in str(in_words(raised.value))
    warehouse.execute("SET statement_timeout = 1")
    with pytest.raises(errors.QueryCanceled) as slow:
        warehouse.execute("SELECT pg_sleep(9)")
    assert "broke off a statement (canceling statement due to statement timeout)" in str(in_words(slow.value))
