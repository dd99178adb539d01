"""The end of a round: what is done once for all of its loads."""

from __future__ import annotations

from pathlib import Path

import psycopg

from newswire.reading.learning import Learned, settle_lines
from newswire.search import index
from newswire.translations.stage import link


def end_round(connection: psycopg.Connection, directory: Path | None = None) -> Learned:
    """Leave out the lines that pages repeat, make the stories searchable, and join their translations."""
    learned = settle_lines(connection, directory)
    index(connection)
    link(connection)
    return learned
