"""The store of fetched documents: bytes once, cursors with them, and two concurrent fetches."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import psycopg
import pytest

from newswire.fetch import Cursor, Fetched, Interval, store
from newswire.fetch.fetched import WAITS
from newswire.fetch.store import cursors, keep
from newswire.model import Document
from tests.support.stories import writes
from tests.support.waiting import until_blocked

NOW = dt.datetime(2024, 5, 7, 15, tzinfo=dt.UTC)
TODAY = Interval.day(NOW.date())


def fetched(locator: str, content: bytes, mtime_ns: int | None = 1, **more: str) -> Fetched:
    """A file of a folder, as a fetch brings it."""
    cursor = Cursor(locator, size=len(content), mtime_ns=mtime_ns)
    return Fetched(Document(content, locator, fetched_at=NOW, **more), cursor)


def kept(warehouse: psycopg.Connection) -> list[tuple[str, bytes]]:
    """Places and bytes of all fetches, in the order of their arrival."""
    return warehouse.execute(
        "SELECT locator, content FROM raw.fetches JOIN raw.documents USING (document_id) ORDER BY fetch_id"
    ).fetchall()


def test_a_fetch_is_kept_whole(warehouse: psycopg.Connection) -> None:
    document = Document(b"\0bytes", "feed", "https://x.example/2", "text/xml", NOW)
    moved = Cursor("feed", etag='"1"', last_modified="Tue, 07 May 2024 14:00:00 GMT")
    run_id, count = keep(warehouse, "wire", TODAY, [Fetched(document, moved)])
    assert count == 1
    assert warehouse.execute("SELECT * FROM ledger.runs").fetchall()[0][:5] == (
        run_id, "wire", TODAY.start, TODAY.end, "fetched",
    )  # fmt: skip
    assert warehouse.execute(
        "SELECT content, size, sha256 = sha256(content), locator, url, content_type, fetched_at, refused,"
        " run_id FROM raw.fetches JOIN raw.documents USING (document_id)"
    ).fetchall() == [
        (b"\0bytes", 6, True, "feed", "https://x.example/2", "text/xml", NOW, None, run_id),
    ]
    assert cursors(warehouse, "wire") == {"feed": moved}
    assert cursors(warehouse, "paper") == {}


@pytest.mark.parametrize(
    ("interval", "as_of"),
    [
        (TODAY, NOW),
        (Interval.day(dt.date(2024, 5, 6)), NOW),
        (Interval.day(dt.date(2024, 5, 5)), dt.datetime(2024, 5, 6, tzinfo=dt.UTC)),
    ],
    ids=["today", "the interval before", "a backfill"],
)
def test_a_fetch_stands_for_its_time_and_that_of_a_backfill_for_the_end_of_its_interval(
    warehouse: psycopg.Connection, interval: Interval, as_of: dt.datetime
) -> None:
    keep(warehouse, "wire", interval, [fetched("a", b"A")])
    assert warehouse.execute("SELECT fetched_at, as_of FROM raw.fetches").fetchall() == [(NOW, as_of)]


def test_the_same_bytes_are_kept_once_and_every_fetch_of_them_is(warehouse: psycopg.Connection) -> None:
    keep(warehouse, "wire", TODAY, [fetched("b", b"same"), fetched("a", b"same")])
    keep(warehouse, "paper", TODAY, [fetched("c", b"same")])
    assert kept(warehouse) == [("b", b"same"), ("a", b"same"), ("c", b"same")]
    assert warehouse.execute("SELECT count(*) FROM raw.documents").fetchone() == (1,)


def test_an_unchanged_document_opens_no_run_and_writes_no_row(warehouse: psycopg.Connection) -> None:
    keep(warehouse, "wire", TODAY, [fetched("a", b"A"), fetched("b", b"B")])
    before = writes(warehouse)
    assert keep(warehouse, "wire", TODAY, [fetched("a", b"A"), fetched("b", b"B")]) == (None, 0)
    assert writes(warehouse) == before
    assert keep(warehouse, "wire", TODAY, [fetched("a", b"A", mtime_ns=2)]) == (None, 0)
    assert cursors(warehouse, "wire")["a"].mtime_ns == 2


def test_a_document_that_returns_to_its_place_is_another_fetch(warehouse: psycopg.Connection) -> None:
    for content in (b"A", b"B", b"A"):
        assert keep(warehouse, "wire", TODAY, [fetched("a", content)])[1] == 1
    assert kept(warehouse) == [("a", b"A"), ("a", b"B"), ("a", b"A")]


def test_a_run_takes_documents_in_until_it_is_parsed(warehouse: psycopg.Connection) -> None:
    first, _ = keep(warehouse, "wire", TODAY, [fetched("a", b"A")])
    assert keep(warehouse, "wire", TODAY, [fetched("b", b"B"), fetched("c", b"C")]) == (first, 2)
    assert warehouse.execute("SELECT run_id, documents FROM ledger.runs").fetchall() == [(first, 3)]
    others = {
        keep(warehouse, "paper", TODAY, [fetched("d", b"D")])[0],
        keep(warehouse, "wire", Interval.day(dt.date(2024, 5, 6)), [fetched("e", b"E")])[0],
    }
    warehouse.execute("UPDATE ledger.runs SET state = 'parsed'")
    others.add(keep(warehouse, "wire", TODAY, [fetched("f", b"F")])[0])
    assert len(others | {first}) == 4


def test_documents_and_cursors_are_kept_together_or_not_at_all(warehouse: psycopg.Connection) -> None:
    with pytest.raises(psycopg.errors.NotNullViolation):  # a document that was never fetched
        keep(warehouse, "wire", TODAY, [fetched("a", b"A"), Fetched(Document(b"B", "b"), Cursor("b"))])
    for table in ("ledger.runs", "raw.documents", "raw.fetches", "raw.cursors"):
        assert warehouse.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)  # noqa: S608


def test_a_refused_document_is_kept_with_its_reason_and_no_bytes(warehouse: psycopg.Connection) -> None:
    refused = fetched("a", b"", refused="The file has 9 bytes; …")
    keep(warehouse, "wire", TODAY, [refused])
    assert warehouse.execute("SELECT refused FROM raw.fetches").fetchall() == [("The file has 9 bytes; …",)]
    assert keep(warehouse, "wire", TODAY, [refused]) == (None, 0)


def test_a_refused_document_differs_from_an_empty_file_at_its_place(warehouse: psycopg.Connection) -> None:
    empty, refused = fetched("a", b""), fetched("a", b"", refused="The file has 9 bytes; …")
    for file, count in ((empty, 1), (refused, 1), (refused, 0), (empty, 1), (empty, 0)):
        assert keep(warehouse, "wire", TODAY, [file])[1] == count


def test_a_place_may_have_a_name_of_any_length(warehouse: psycopg.Connection) -> None:
    folders = [sha256(bytes([number])).hexdigest() * 3 for number in range(25)]  # no compression helps
    path, other = "/".join(folders), "/".join(reversed(folders))
    assert keep(warehouse, "wire", TODAY, [fetched(path, b"A"), fetched(other, b"B")])[1] == 2
    assert keep(warehouse, "wire", TODAY, [fetched(path, b"A"), fetched(other, b"B")])[1] == 0
    assert keep(warehouse, "wire", TODAY, [fetched(path, b"C")])[1] == 1
    assert set(cursors(warehouse, "wire")) == {path, other}


@pytest.mark.parametrize("few", [0, 1024], ids=["by COPY", "as parameters"])
def test_two_sources_may_bring_the_same_bytes_at_the_same_moment(
    warehouse: psycopg.Connection, warehouse_url: str, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second one waits for the first, which has not committed yet, and takes its document for its own."""
    monkeypatch.setattr(store, "_FEW_BYTES", few)
    both = [fetched("1", b"one"), fetched("2", b"two")]
    with ThreadPoolExecutor(1) as pool, psycopg.connect(warehouse_url, autocommit=True) as other:
        with warehouse.transaction():
            keep(warehouse, "wire", TODAY, both)
            waiting = pool.submit(keep, other, "paper", TODAY, [*reversed(both), fetched("3", b"three")])
            until_blocked(warehouse_url, other)
        assert waiting.result()[1] == 3
    assert warehouse.execute("SELECT count(*) FROM raw.documents").fetchone() == (3,)


def test_of_a_document_that_is_not_kept_the_cursor_alone_is_stored(warehouse: psycopg.Connection) -> None:
    waits = Fetched(Document(b"map", "a", fetched_at=NOW), Cursor("a", size=WAITS, mtime_ns=2), kept=False)
    assert keep(warehouse, "wire", TODAY, [waits]) == (None, 0)
    assert (cursors(warehouse, "wire"), kept(warehouse)) == ({"a": waits.cursor}, [])
    assert warehouse.execute("SELECT count(*) FROM raw.documents").fetchone() == (0,)
    before = writes(warehouse)
    keep(warehouse, "wire", TODAY, [waits])
    assert writes(warehouse) == before


def test_a_cursor_that_moves_alone_leaves_the_document_of_its_place(warehouse: psycopg.Connection) -> None:
    waits = Fetched(Document(b"", "a", fetched_at=NOW), Cursor("a", size=WAITS), kept=False)
    assert keep(warehouse, "wire", TODAY, [fetched("a", b"A"), waits])[1] == 1
    assert keep(warehouse, "wire", TODAY, [waits]) == (None, 0)
    assert keep(warehouse, "wire", TODAY, [fetched("a", b"A")]) == (None, 0)
