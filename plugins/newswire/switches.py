"""Switches of sources: state of the installation, kept in its warehouse and in no file of the project."""

from __future__ import annotations

import psycopg

_SWITCH = """
INSERT INTO ledger.switches AS kept (source_name, enabled) VALUES (%s, %s)
ON CONFLICT (source_name) DO UPDATE SET enabled = excluded.enabled, switched_at = excluded.switched_at
WHERE kept.enabled <> excluded.enabled
"""


def switch(connection: psycopg.Connection, name: str, *, enabled: bool) -> None:
    """Switch a source on or off in this installation, whatever its file states."""
    connection.execute(_SWITCH, (name, enabled))


def switched(connection: psycopg.Connection) -> dict[str, bool]:
    """Return whether each switched source is on. For any other source its file decides."""
    return dict(connection.execute("SELECT source_name, enabled FROM ledger.switches").fetchall())
