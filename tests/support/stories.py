"""Invented stories as ninjs documents, and what a warehouse holds in a form that can be compared."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import psycopg

from newswire.fetch import Interval
from newswire.pipeline import Loading, fetch_source, load_run, parse_run

NOW = dt.datetime.now(dt.UTC)
TODAY = Interval(Interval.day(NOW.date()).start, Interval.day(NOW.date()).end + dt.timedelta(days=1))
"""Today, and tomorrow too, in case that the tests run past midnight."""

SENTENCES = (
    "The harbour council of Port Albers voted on Tuesday to rebuild the northern pier",
    "Engineers had warned since spring that the wooden piles would not stand another winter",
    "The work is to cost 4.2 million crowns and begin as soon as the fishing season ends",
    "Ferries will use the coal quay until the new pier opens, the harbour master said",
)
BODY = ".\n\n".join(SENTENCES) + "."


def ninjs(
    guid: str, *, version: str = "1", body: str = BODY, headline: str = "Pier to be rebuilt", **more: Any
) -> dict[str, Any]:
    """A ninjs 3.0 document; ``minute`` is when this version was created, in minutes after noon."""
    minute = more.pop("minute", 0)
    created = dt.datetime(2024, 5, 7, 12, tzinfo=dt.UTC) + dt.timedelta(minutes=minute)
    return {
        "uri": guid,
        "type": "text",
        "version": version,
        "versioncreated": created.isoformat(),
        "firstcreated": "2024-05-07T11:00:00+00:00",
        "language": "en",
        "pubstatus": "usable",
        "headlines": [{"role": "main", "value": headline}],
        "bodies": [{"role": "main", "contenttype": "text/plain", "value": body}],
        **more,
    }


def drop(folder: Path, name: str, document: dict[str, Any] | bytes) -> Path:
    """Write a document into a drop folder, whole or not at all, as a careful sender does."""
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f".{name}.part"
    beside.write_bytes(document if isinstance(document, bytes) else json.dumps(document).encode())
    return beside.rename(folder / name)


def folder_source(directory: Path, name: str, folder: Path, **more: str | bool | int) -> None:
    """Write the TOML file of a folder source."""
    directory.mkdir(parents=True, exist_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    lines = {"name": name, "kind": "folder", "path": str(folder), **more}
    text = "".join(f"{key} = {json.dumps(value)}\n" for key, value in lines.items())
    (directory / f"{name}.toml").write_text(text)


def contents(connection: psycopg.Connection) -> dict[str, Any]:
    """All that the warehouse says, without surrogate keys and load times."""
    versions = connection.execute(
        """
        SELECT to_jsonb(kept) - ARRAY['version_id', 'item_id', 'fetch_id', 'loaded_at']
            || jsonb_build_object(
                'provider', item.provider, 'guid', item.guid, 'issued_at', item.issued_at,
                'first', item.first_version_id = kept.version_id,
                'current', item.current_version_id = kept.version_id,
                'sha256', document.sha256, 'locator', fetched.locator)
        FROM news.versions AS kept
        JOIN news.items AS item USING (item_id)
        JOIN raw.fetches AS fetched USING (fetch_id)
        JOIN raw.documents AS document USING (document_id)
        ORDER BY item.provider, item.guid, kept.content_hash
        """
    ).fetchall()
    stories = connection.execute(
        """
        SELECT array_agg(item.provider || ' ' || item.guid ORDER BY item.provider, item.guid),
            min(original.provider || ' ' || original.guid)
        FROM news.items AS item
        JOIN news.stories AS story USING (story_id)
        JOIN news.items AS original ON original.item_id = story.original_item_id
        GROUP BY story.story_id
        ORDER BY 1
        """
    ).fetchall()
    rejected = connection.execute(
        "SELECT path, ordinal, reason, detail FROM ledger.rejected ORDER BY path, ordinal"
    ).fetchall()
    counts = connection.execute(
        "SELECT source_name, documents, parsed, new, updated, unchanged, copies, rejected FROM ledger.runs"
        " WHERE state = 'loaded' ORDER BY load_number"
    ).fetchall()
    return {
        "versions": [version for (version,) in versions],
        "stories": stories,
        "rejected": rejected,
        "counts": counts,
    }


def writes(connection: psycopg.Connection) -> dict[str, tuple[int, int, int]]:
    """Rows inserted, updated and deleted so far in each table, as PostgreSQL counts them.

    The book of fetches is left out: it has a row for each fetch, whatever came of it.
    """
    connection.execute("SELECT pg_stat_force_next_flush()")
    connection.execute("SELECT pg_stat_clear_snapshot()")
    rows = connection.execute(
        "SELECT schemaname || '.' || relname, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_user_tables"
        " WHERE schemaname NOT LIKE 'pg_temp%'"
    )
    return {name: tuple(counted) for name, *counted in rows if name != "ledger.fetches"}


def run(warehouse: psycopg.Connection, sources: Path, name: str) -> Loading | None:
    """One run of a source, as the DAG and ``ingest`` do it; None where there is nothing new."""
    fetching = fetch_source(warehouse, name, TODAY, NOW, sources)
    if fetching.run_id is None:
        return None
    parse_run(warehouse, fetching.run_id, sources)
    return load_run(warehouse, fetching.run_id, sources)


def counts(loading: Loading | None) -> dict[str, int]:
    """The counts that are not zero."""
    assert loading is not None
    return {name: count for name, count in loading.counts.as_dict().items() if count}


def visible(warehouse: psycopg.Connection) -> list[tuple[str, str]]:
    """Guids and versions that readers see."""
    return warehouse.execute("SELECT guid, version FROM mart.story_items ORDER BY 1, 2").fetchall()
