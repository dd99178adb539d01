"""Chains of real agencies, where their files are there: the end is the same in every order of arrival."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from tests.conftest import SHARED
from tests.support.stories import contents, drop, folder_source, run

SAMPLES = SHARED / "wire-samples"
CORRECTED = "newsml-g2/Reuters__tag_reuters.com_2016_newsml_L1N14N0FF_version_1542761538.xml"
SENT_TWICE = ("newsml-g2/STT__stt_newsml_test.xml", "newsml-g2/STT__stt_newsml_test_no_hl.xml")
BEFORE_IT = "newsml-g2/STT__stt_newsml_online_version.xml"
ONE_IDENTIFIER = tuple(
    f"newsml-1/Belga__belga_{name}.xml" for name in ("newsml_1_2", "newsml_1_2_video", "remote_newsml_1_2")
)

State = dict[str, Any]
Deliver = Callable[[Sequence[bytes]], State]

ITEMS = """
SELECT guid, version, relation, is_current, date(version_created)::text FROM mart.story_items
ORDER BY guid, version, version_created
"""
STORIES = "SELECT items, versions, copies FROM mart.stories ORDER BY first_published_at"
REVISIONS = "SELECT guid, version, changed FROM mart.revisions ORDER BY guid, version_created, version"
TABLES = """
SELECT schemaname, tablename FROM pg_tables
WHERE schemaname IN ('raw', 'news', 'ledger') AND tablename <> 'migrations' ORDER BY 1, 2
"""

LEFT: dict[str, State] = {}
"""What the first order that was tried left of each chain: all others have to leave the same."""

if SAMPLES.is_dir():

    @pytest.fixture
    def deliver(warehouse: psycopg.Connection, tmp_path: Path) -> Deliver:
        """Deliver documents one by one, each in a run of its own, and tell what the warehouse says then."""
        folder_source(tmp_path / "sources", "agency", tmp_path / "agency")

        def deliver_all(documents: Sequence[bytes]) -> State:
            for number, document in enumerate(documents):
                drop(tmp_path / "agency", f"{number}.xml", document)
                run(warehouse, tmp_path / "sources", "agency")
            return {
                "chain": warehouse.execute(
                    "SELECT version, pubstatus, date(version_created)::text,"
                    " version_id = current_version_id, version_id = first_version_id"
                    " FROM news.versions JOIN news.items USING (item_id)"
                    " ORDER BY guid, version_number, version_created"
                ).fetchall(),
                "groups": contents(warehouse)["stories"],
                "items": warehouse.execute(ITEMS).fetchall(),
                "stories": warehouse.execute(STORIES).fetchall(),
                "revisions": warehouse.execute(REVISIONS).fetchall(),
                "rows": _rows(warehouse),
            }

        return deliver_all

    @pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
    def test_a_correction_and_then_a_kill(deliver: Deliver, order: Sequence[int]) -> None:
        killed = (SAMPLES / CORRECTED).read_bytes()
        corrected = _usable(killed, b"1542761537", b"2016-01-04T16:20:00.000Z")
        first = _usable(killed, b"1542761536", b"2016-01-04T16:00:00.000Z").replace(b"CORRECTED-", b"")
        documents = (first, corrected, killed)
        found = deliver([documents[place] for place in order])
        assert found["chain"] == [
            ("1542761536", "usable", "2016-01-04", False, True),
            ("1542761537", "usable", "2016-01-04", False, False),
            ("1542761538", "canceled", "2016-01-04", True, False),
        ]
        assert (found["items"], found["stories"], found["revisions"]) == ([], [], [])
        assert found["rows"] == _expected(found, versions=3, items=1, stories=1, revisions=2)
        assert LEFT.setdefault("kill", found) == found

    @pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
    def test_a_version_number_that_is_sent_twice(deliver: Deliver, order: Sequence[int]) -> None:
        paths = (BEFORE_IT, *SENT_TWICE)
        found = deliver([(SAMPLES / paths[place]).read_bytes() for place in order])
        assert found["chain"] == [
            ("1", "usable", "2017-10-18", False, True),
            ("4", "usable", "2017-10-18", False, False),
            ("4", "usable", "2017-12-19", True, False),
        ]
        assert [row[1:4] for row in found["items"]] == [
            ("1", "original", False), ("4", "version", False), ("4", "version", True),
        ]  # fmt: skip
        assert found["stories"] == [(1, 3, 0)]
        assert [version for _, version, _ in found["revisions"]] == ["4", "4"]
        assert "headline" in found["revisions"][-1][2]
        assert found["rows"] == _expected(found, versions=3, items=1, stories=1, revisions=2)
        assert LEFT.setdefault("twice", found) == found

    @pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
    def test_one_identifier_for_all_stories_of_an_agency(deliver: Deliver, order: Sequence[int]) -> None:
        documents = [(SAMPLES / path).read_bytes() for path in ONE_IDENTIFIER]
        public = {re.search(rb"<PublicIdentifier>(.*?)</", document)[1] for document in documents}  # type: ignore[index]
        assert len(public) == 1
        found = deliver([documents[place] for place in order])
        assert [len(guids) for guids, _ in found["groups"]] == [1, 1, 1]
        assert [(relation, current) for _, _, relation, current, _ in found["items"]] == [
            ("original", True)
        ] * 3
        assert found["stories"] == [(1, 1, 0)] * 3
        assert found["revisions"] == []
        assert found["rows"] == _expected(found, versions=3, items=3, stories=3, revisions=0)
        assert LEFT.setdefault("identifier", found) == found


def _usable(killed: bytes, version: bytes, created: bytes) -> bytes:
    """What the agency sent before a kill: a usable version, numbered and dated before it."""
    usable = killed.replace(b"stat:canceled", b"stat:usable").replace(b"1542761538", version)
    return usable.replace(b"2016-01-04T16:34:45.000Z", created)


def _rows(warehouse: psycopg.Connection) -> dict[str, int]:
    """The rows of every table."""
    counted = {}
    for schema, table in warehouse.execute(TABLES).fetchall():
        statement = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, table))
        (counted[f"{schema}.{table}"],) = warehouse.execute(statement).fetchone() or (0,)
    return counted


def _expected(found: State, **news: int) -> dict[str, int]:
    """The rows that three documents leave, however many keys their texts have."""
    return found["rows"] | {
        "raw.documents": 3, "raw.fetches": 3, "raw.cursors": 3, "raw.parsed": 0,
        "ledger.runs": 3, "ledger.rejected": 0, "news.matches": 0, "news.mentions": 0, "news.kills": 0,
        **{f"news.{table}": rows for table, rows in news.items()},
    }  # fmt: skip
