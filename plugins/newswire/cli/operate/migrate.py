"""``newswire migrate``: bring the warehouse's tables up to date."""

from __future__ import annotations

from newswire.warehouse.connect import connect, owner_url, url_setting
from newswire.warehouse.migrations import migrate


def command() -> None:
    """Apply the files of sql/ that the warehouse lacks, all in one transaction."""
    with owner_url() as url, connect(url, url_setting()) as connection:
        applied = migrate(connection)
    print("\n".join(f"applied {name}" for name in applied) or "The warehouse is up to date.")
