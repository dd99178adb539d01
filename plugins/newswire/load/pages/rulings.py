"""Rulings of people on learned lines: a line that was wrongly learned is text, until taken back."""

from __future__ import annotations

import psycopg
from psycopg.rows import scalar_row

from newswire.errors import FatalError
from newswire.parse.pages.body.learned import key

_RULE = """
UPDATE news.page_lines SET
    overruled_at = CASE WHEN %(is_text)s THEN coalesce(overruled_at, now()) END,
    reason = %(reason)s,
    is_applied = is_applied AND (overruled_at IS NOT NULL) = %(is_text)s
WHERE line = %(line)s AND status = 'learned'
"""

_OF_HOST = """
SELECT text FROM news.page_lines WHERE host = %s AND status = 'learned' ORDER BY learned_at DESC, text LIMIT 5
"""


class LineError(FatalError):
    """There is no such learned line. The message has some that there are."""


def rule(
    connection: psycopg.Connection, host: str, line: str, *, is_text: bool, reason: str | None = None
) -> None:
    """Keep a learned line of a host as text, or take the ruling back. Call ``settle_lines`` afterwards.

    Raises:
        LineError: no such line was learned.
    """
    host = host.lower().removeprefix("www.")
    done = connection.execute(
        _RULE, {"line": key(host, line), "is_text": is_text, "reason": reason if is_text else None}
    )
    if done.rowcount == 0:
        with connection.cursor(row_factory=scalar_row) as cursor:
            learned: list[str] = cursor.execute(_OF_HOST, (host,)).fetchall()
        some = f"Some that were: {'; '.join(map(repr, learned))}." if learned else "None was learned there."
        raise LineError(f"No line {line!r} was learned for {host}. {some} The view mart.page_lines has all.")
