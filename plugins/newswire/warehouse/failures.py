"""Failures of the server, its disk or the connection to it, in sentences for people."""

from __future__ import annotations

import psycopg
from psycopg import errors

from newswire.errors import DatabaseError

_AGAIN = "un the command again: it goes on where this one ended, and nothing is lost or loaded twice."


def in_words(error: psycopg.OperationalError) -> DatabaseError:
    """Return a failure of the server, of its disk or of the connection as an error for people.

    A defect of a statement is none of these: psycopg raises it as another error than ``OperationalError``
    (PEP 249), and its traceback is wanted.
    """
    cause = _first_line(error)
    match error:
        case errors.DiskFull():
            return DatabaseError(f"The database's disk is full ({cause}). Make room on it. Then r{_AGAIN}")
        case errors.StatementTooComplex():
            return DatabaseError(f"The database cannot take so long a statement ({cause}). Ask for less.")
        case errors.QueryCanceled() | errors.LockNotAvailable() | errors.DeadlockDetected():
            return DatabaseError(f"The database broke off a statement ({cause}). R{_AGAIN}")
        case _ if error.sqlstate is None or error.sqlstate[:2] in ("08", "57"):
            return DatabaseError(f"The connection to the database was lost ({cause}). R{_AGAIN}")
    return DatabaseError(f"The database cannot do its work ({cause}). Its log has more. R{_AGAIN}")


def _first_line(error: psycopg.Error) -> str:
    text = error.diag.message_primary or str(error)
    return (text.strip().splitlines() or [type(error).__name__])[0].rstrip(".")
