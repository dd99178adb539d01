"""``newswire show``: the bytes of one document, or the facts about its deliveries."""

from __future__ import annotations

import re
import sys
from typing import Annotated

import psycopg
import typer

from newswire.cli.ask.answer import print_answer
from newswire.cli.ask.printed import print_as_postgres
from newswire.errors import FatalError
from newswire.warehouse.connect import warehouse

_FETCH = re.compile(r"\d{1,18}")
_SHA256 = re.compile(r"[0-9a-f]{8,64}", re.IGNORECASE)

_DOCUMENTS = """
SELECT DISTINCT document_id
FROM raw.documents LEFT JOIN raw.fetches USING (document_id)
WHERE fetch_id = %(fetch)s::bigint OR sha256 BETWEEN %(first)s::bytea AND %(last)s::bytea
LIMIT 2
"""

_CONTENT = "SELECT content, pruned_at FROM raw.documents WHERE document_id = %s"

_DELIVERIES = """
SELECT
    fetched.fetch_id, run.source_name, fetched.locator, fetched.url, fetched.content_type, fetched.fetched_at,
    fetched.run_id, document.size, document.sha256, fetched.refused,
    (SELECT count(*) FROM news.versions AS kept WHERE kept.fetch_id = fetched.fetch_id) AS versions,
    (
        SELECT array_agg(reason ORDER BY ordinal) FROM ledger.rejected AS kept
        WHERE kept.fetch_id = fetched.fetch_id
    ) AS rejected,
    document.pruned_at
FROM raw.fetches AS fetched
JOIN raw.documents AS document USING (document_id)
JOIN ledger.runs AS run USING (run_id)
WHERE document_id = %s
ORDER BY fetched.fetch_id
"""


class ShowError(FatalError):
    """No document, or several, have the given name. The text names the remedy."""


def command(
    document: Annotated[
        str,
        typer.Argument(
            help="A fetch_id (of mart.rejected or mart.story_items), or the first 8 or more figures of a "
            "document's SHA-256."
        ),
    ],
    facts: Annotated[
        bool, typer.Option("--facts", help="Print a table of the document's deliveries and not its bytes.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the deliveries as JSON lines.")] = False,
) -> None:
    """Write the bytes of a loaded or rejected document to stdout, unchanged, or print its deliveries."""
    with warehouse() as connection:
        document_id = _find(connection, document)
        if not (facts or as_json):
            content, pruned_at = connection.execute(_CONTENT, (document_id,)).fetchone() or (b"", None)
            if content is None:
                raise ShowError(
                    f"The bytes of {document} were dropped on {pruned_at:%Y-%m-%d} "
                    "(NEWSWIRE_KEEP_BYTES_DAYS). --facts shows its deliveries."
                )
            sys.stdout.buffer.write(content)
            return
        with connection.transaction(force_rollback=True):
            print_as_postgres(connection)
            cursor = connection.execute(_DELIVERIES, (document_id,))
            names = [column.name for column in cursor.description or ()]
            print_answer(names, cursor.fetchall(), as_json=as_json, as_csv=False)


def _find(connection: psycopg.Connection, name: str) -> int:
    """Return the key of the document that a fetch number or the beginning of a SHA-256 names.

    Raises:
        ShowError: the name is neither, or no document has it, or several have it.
    """
    fetch = int(name) if _FETCH.fullmatch(name) else None
    figures = name.lower() if _SHA256.fullmatch(name) else None
    if fetch is None and figures is None:
        raise ShowError(
            f"{name!r} is no fetch_id and no SHA-256. mart.rejected and mart.story_items have both."
        )
    first = bytes.fromhex(figures.ljust(64, "0")) if figures else None
    last = bytes.fromhex(figures.ljust(64, "f")) if figures else None
    found = connection.execute(_DOCUMENTS, {"fetch": fetch, "first": first, "last": last}).fetchall()
    if not found:
        raise ShowError(f"No document has the name {name}. mart.documents lists all.")
    if len(found) > 1:
        raise ShowError(f"Several documents have the name {name}. Give more figures of the SHA-256.")
    (document_id,) = found[0]
    return int(document_id)
