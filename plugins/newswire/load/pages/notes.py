"""The notes of pages, written by the load that brings them. A load without pages does nothing here."""

from __future__ import annotations

from collections.abc import Iterable

import psycopg

from newswire.load.answers import Answer
from newswire.model import Item

_COPY = "COPY staged_page_notes FROM STDIN"

_WRITE = """
INSERT INTO news.page_notes (fetch_id, ordinal, guid_hash, story, lines, known)
SELECT fetch_id, ordinal, guid_hash, story, lines, known FROM staged_page_notes ORDER BY fetch_id, ordinal
"""


def stage(connection: psycopg.Connection, answers: Iterable[Answer]) -> bool:
    """Copy the notes of pages among the answers into ``staged_page_notes``; return whether there are any."""
    from newswire.parse.pages.body.learned import key  # noqa: PLC0415 - of the largest rooms of the parsers

    rows = [
        (
            answer.fetch_id,
            answer.ordinal,
            key("address", answer.found.guid or ""),
            list(note.story),
            [line for line, _ in note.lines],
            list(note.known),
        )
        for answer in answers
        if isinstance(answer.found, Item) and (note := answer.found.page_note) is not None
    ]
    if not rows:
        return False
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        for row in rows:
            copy.write_row(row)
    return True


def write(connection: psycopg.Connection) -> None:
    """Write the staged notes. The lock of the loads must be held: the order of the pages is that of loads."""
    connection.execute(_WRITE)
