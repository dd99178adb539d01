"""A fixture that calls ``mart.search``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from newswire.search import index
from newswire.warehouse.roles import READER
from tests.support.stories import drop, run

Search = Callable[..., list[Any]]


@pytest.fixture
def search(warehouse: psycopg.Connection, sources: Path, wire: Path) -> Search:
    """Load and index documents, search as the reader, and return one column of the rows."""

    def ask(
        words: str, column: str = "language", *, given: list[dict[str, Any]] | None = None, **more: Any
    ) -> list[Any]:
        for number, document in enumerate(given or []):
            drop(wire, f"{len(list(wire.iterdir()))}-{number}.json", document)
        if given:
            run(warehouse, sources, "wire")
            index(warehouse)
        statement = sql.SQL("SELECT {} FROM mart.search(%(words)s, {})").format(
            sql.Identifier(column),
            sql.SQL(", ").join(
                sql.SQL("{} => {}").format(sql.Identifier(n), sql.Literal(v))
                for n, v in {"most": 100, **more}.items()
            ),
        )
        with warehouse.transaction(force_rollback=True):
            warehouse.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(READER)))
            return [value for (value,) in warehouse.execute(statement, {"words": words})]

    return ask
