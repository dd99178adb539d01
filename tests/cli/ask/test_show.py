"""``show``: the bytes of a document, and the deliveries that brought it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import psycopg
import pytest

from tests.cli.conftest import Command
from tests.support.stories import drop, ninjs

pytestmark = pytest.mark.usefixtures("own_warehouse")

BROKEN = b'{"uri": "pier-9", "headline": \xff\xfe broken'


@pytest.fixture
def loaded(newswire: Command, sources: Path, tmp_path: Path) -> Command:
    drop(tmp_path / "wire", "1.json", ninjs("pier-1"))
    drop(tmp_path / "wire", "2.json", BROKEN)
    newswire("ingest")
    return newswire


def test_a_rejected_document_is_shown_by_the_fetch_of_mart_rejected(loaded: Command) -> None:
    (row,) = map(json.loads, loaded("query", "--json", "SELECT fetch_id FROM mart.rejected").out.splitlines())
    facts = json.loads(loaded("show", row["fetch_id"], "--json").out)
    assert facts["sha256"] == hashlib.sha256(BROKEN).hexdigest()
    assert facts["size"] == len(BROKEN)
    assert facts["locator"].endswith("2.json")
    assert facts["rejected"] == ["malformed-json"]


def test_a_loaded_document_is_shown_unchanged_by_the_beginning_of_its_hash(
    loaded: Command, tmp_path: Path
) -> None:
    content = (tmp_path / "wire" / "1.json").read_bytes()
    done = loaded("show", hashlib.sha256(content).hexdigest()[:12])
    assert (done.status, done.out.encode()) == (0, content)


def test_dropped_bytes_are_an_error_and_their_facts_stay(loaded: Command, own_warehouse: str) -> None:
    with psycopg.connect(own_warehouse) as warehouse:
        warehouse.execute("UPDATE raw.documents SET content = NULL, pruned_at = '2026-03-05 12:00+00'")
    done = loaded("show", 1)
    assert (done.status, done.out) == (1, "")
    assert done.err == (
        "The bytes of 1 were dropped on 2026-03-05 (NEWSWIRE_KEEP_BYTES_DAYS). --facts shows its "
        "deliveries.\n"
    )
    facts = json.loads(loaded("show", 1, "--json").out)
    assert facts["locator"] == "1.json"
    assert facts["pruned_at"].startswith("2026-03-05")


def test_the_facts_are_a_table_for_people(loaded: Command, tmp_path: Path) -> None:
    content = (tmp_path / "wire" / "1.json").read_bytes()
    head, row = loaded("show", "--facts", hashlib.sha256(content).hexdigest()).out.splitlines()
    assert head.split()[:3] == ["fetch_id", "source_name", "locator"]
    assert "wire" in row


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("pier-1", "is no fetch_id and no SHA-256"),
        ("987654321", "No document has the name 987654321"),
        ("f" * 64, "No document has the name"),
    ],
)
def test_a_name_of_no_document_is_refused_with_a_remedy(loaded: Command, name: str, reason: str) -> None:
    done = loaded("show", name)
    assert done.status == 1
    assert reason in done.err
    assert "mart." in done.err
