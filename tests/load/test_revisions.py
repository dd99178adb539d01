"""The changes of a version against its predecessor, in any order of arrival."""

from __future__ import annotations

from pathlib import Path

import psycopg

from tests.support.stories import SENTENCES, drop, ninjs, run


def test_a_revision_holds_the_changes_in_any_order_of_arrival(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    first, last = SENTENCES[0], SENTENCES[3]
    drop(wire, "3.json", ninjs("pier-1", version="3", body=f"{first}.\n\n{last}.", headline="Pier", minute=9))
    drop(wire, "1.json", ninjs("pier-1", version="1", body=f"{first}.", minute=1))
    run(warehouse, sources, "wire")
    ask = "SELECT version, changed, text_diff FROM mart.revisions ORDER BY version"
    assert warehouse.execute(ask).fetchall() == [("3", ["body_text", "headline"], f"{{+{last}.+}}")]
    corrected = first.replace("Tuesday", "Monday")
    drop(wire, "2.json", ninjs("pier-1", version="2", body=f"{corrected}.", minute=2))
    run(warehouse, sources, "wire")
    assert warehouse.execute(ask).fetchall() == [
        ("2", ["body_text"], f"{first}.".replace("Tuesday", "[-Tuesday-]{+Monday+}")),
        ("3", ["body_text", "headline"],
         f"{corrected}".replace("Monday", "[-Monday-]{+Tuesday+}") + f".{{+\n\n{last}.+}}"),
    ]  # fmt: skip
