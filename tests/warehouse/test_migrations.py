"""Migrations: each once, in order, all or none, and never two at a time."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from newswire.errors import DatabaseError
from newswire.search import index
from newswire.warehouse.embedded import Database
from newswire.warehouse.migrations import migrate
from tests.conftest import ROOT
from tests.support.stories import drop, ninjs, run
from tests.support.waiting import until_blocked

SEARCH = ("0030", "0038", "0044", "0047", "0050")
"""The files on ``mart.search``. The later ones replace functions of the first."""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A copy of ``sql/``, to change."""
    return Path(shutil.copytree(ROOT / "sql", tmp_path / "sql"))


def tables(warehouse: psycopg.Connection) -> set[str]:
    """Tables outside the system's schemas."""
    rows = warehouse.execute("SELECT schemaname || '.' || relname FROM pg_stat_user_tables")
    return {name for (name,) in rows}


@contextmanager
def early(database: Database, folder: Path, is_in: Callable[[str], bool]) -> Iterator[psycopg.Connection]:
    """A warehouse of its own with some files of ``sql/`` applied, by their names."""
    files = folder / "early"
    files.mkdir()
    for file in (ROOT / "sql").glob("*.sql"):
        if is_in(file.name):
            shutil.copy(file, files)
    with psycopg.connect(database.url("postgres"), autocommit=True) as server:
        server.execute("CREATE DATABASE early OWNER newswire")
    try:
        with psycopg.connect(database.url("newswire", "early"), autocommit=True) as warehouse:
            migrate(warehouse, files)
            yield warehouse
    finally:
        with psycopg.connect(database.url("postgres"), autocommit=True) as server:
            server.execute("DROP DATABASE early WITH (FORCE)")


def test_an_applied_file_is_not_applied_again(warehouse: psycopg.Connection) -> None:
    applied = warehouse.execute("SELECT name FROM ledger.migrations ORDER BY name").fetchall()
    assert [name for (name,) in applied] == sorted(path.name for path in (ROOT / "sql").glob("*.sql"))
    assert migrate(warehouse) == []


def test_new_files_are_applied_in_the_order_of_their_names(
    warehouse: psycopg.Connection, files: Path
) -> None:
    (files / "9001_b.sql").write_text("ALTER TABLE a ADD COLUMN b int; -- 100 %, %s, {}")
    (files / "9000_a.sql").write_text("CREATE TABLE a ()")
    (files / "notes.sql").write_text("no number, no migration")
    assert migrate(warehouse, files) == ["9000_a.sql", "9001_b.sql"]
    assert warehouse.execute("SELECT b FROM a").fetchall() == []
    assert migrate(warehouse, files) == []


def test_a_failing_statement_applies_nothing_and_is_named(warehouse: psycopg.Connection, files: Path) -> None:
    (files / "9000_a.sql").write_text("CREATE TABLE a ()")
    (files / "9001_b.sql").write_text("CREATE TABLE b (); SELECT 1 / 0")
    before = tables(warehouse)
    with pytest.raises(DatabaseError, match=r"sql/9001_b\.sql could not be applied: division by zero"):
        migrate(warehouse, files)
    assert tables(warehouse) == before
    (files / "9001_b.sql").write_text("CREATE TABLE b ()")
    assert migrate(warehouse, files) == ["9000_a.sql", "9001_b.sql"]


def test_the_error_for_a_changed_applied_file_names_the_remedy(
    warehouse: psycopg.Connection, files: Path
) -> None:
    changed = sorted(files.glob("*.sql"))[0]
    changed.write_text(changed.read_text() + "\n")
    (files / "9000_a.sql").write_text("CREATE TABLE a ()")
    with pytest.raises(DatabaseError) as caught:
        migrate(warehouse, files)
    assert str(caught.value) == (
        f"sql/{changed.name} was changed after it had been applied. "
        "Restore it, and put the change into a new file."
    )
    assert "public.a" not in tables(warehouse)


def test_the_error_for_a_missing_applied_file_names_the_remedy(
    warehouse: psycopg.Connection, files: Path
) -> None:
    gone = sorted(files.glob("*.sql"))[-1]
    gone.unlink()
    with pytest.raises(DatabaseError) as caught:
        migrate(warehouse, files)
    assert str(caught.value) == (
        f"The database has the migration {gone.name}, which is not in sql/. "
        "A newer Newswire applied it: update this one."
    )


def test_a_warehouse_from_before_the_words_changed_is_searchable_again_after_the_next_index(
    database: Database, tmp_path: Path, sources: Path, wire: Path
) -> None:
    # Today's code writes into the tables of later files.
    with early(database, tmp_path, lambda name: not name.startswith(("0009", "0010", *SEARCH))) as warehouse:
        drop(wire, "1.json", ninjs("pier", body="Talks of Israel/Gaza ended.Officials left."))
        run(warehouse, sources, "wire")
        warehouse.execute("INSERT INTO news.searchable SELECT version_id, 'old' FROM news.versions")
        # The file 0010 describes columns that 0039 has packed into others.
        warehouse.execute(
            "ALTER TABLE news.text_keys ADD period integer, ADD key integer, ADD context integer,"
            " ADD rank integer, ADD version_id bigint"
        )
        assert migrate(warehouse)[:2] == ["0009_search_signs.sql", "0010_comments.sql"]
        assert index(warehouse) == 1
        for words in ("officials", "gaza"):
            found = warehouse.execute("SELECT count(*) FROM mart.search(%s)", (words,)).fetchone()
            assert found == (1,)


def test_a_warehouse_from_before_the_filters_stays_searchable(
    database: Database, tmp_path: Path, sources: Path, wire: Path
) -> None:
    with early(database, tmp_path, lambda name: not name.startswith(SEARCH)) as warehouse:
        drop(wire, "1.json", ninjs("pier", body="LONDON (Reuters) - Talks of the harbour officials ended."))
        run(warehouse, sources, "wire")
        warehouse.execute(
            "INSERT INTO news.searchable SELECT version_id, to_tsvector('english', body_text)"
            " || array_to_tsvector('{rules english,language en}') FROM news.versions"
        )
        assert migrate(warehouse) == [
            "0030_search_whole.sql",
            "0038_slow_questions.sql",
            "0044_search_after.sql",
            "0047_search_kinds.sql",
            "0050_search_marks.sql",
        ]
        assert index(warehouse) == 0
        found = warehouse.execute(
            "SELECT matches FROM mart.search('official', in_language => 'en', source => 'wire',"
            " provider => 'harbour-press', agency => 'Reuters', place => 'London', country => 'GB',"
            " since => '2024-05-07Z', until => '2024-05-08Z')"
        )
        assert found.fetchall() == [(1,)]


def test_keys_of_texts_are_packed_without_a_loss(database: Database, tmp_path: Path) -> None:
    keys = [
        (-3, 7, -1, -2_147_483_648, 1),
        (650, -5, 70_000, -1, 2),
        (650, 5, 3, 0, 2**40),
        (650, 5, 3, 65_536, 3),
    ]
    with early(database, tmp_path, lambda name: name < "0039") as warehouse:
        for key in keys:
            warehouse.execute("INSERT INTO news.text_keys VALUES (%s, %s, %s, %s, %s)", key)
        assert "0039_packed_keys.sql" in migrate(warehouse)
        packed = warehouse.execute(
            "SELECT slot >> 48, (slot >> 16)::bit(32)::integer, version_and_context & 65535,"
            " (slot & 65535) - 32768, version_and_context >> 16 FROM news.text_keys"
        ).fetchall()
        assert set(packed) == {
            (period, key, context & 65535, rank >> 16, version)
            for period, key, context, rank, version in keys
        }


def test_days_whose_texts_have_keys_are_awake(database: Database, tmp_path: Path) -> None:
    """All texts have keys in a warehouse from before; those without a language have empty ones."""
    with early(database, tmp_path, lambda name: name < "0053") as warehouse:
        warehouse.execute(
            "ALTER TABLE news.translation_keys DROP CONSTRAINT translation_keys_version_id_fkey"
        )
        warehouse.execute("SET TimeZone = 'Asia/Tokyo'")
        for row in (
            (1, "2024-05-07 12:00Z", "en", b"1234"),
            (2, "2024-05-07 23:59Z", "en", b""),
            (3, "2024-05-08 00:00Z", "de", b"1234"),
            (4, "2024-05-09 00:00Z", "", b""),
        ):
            warehouse.execute("INSERT INTO news.translation_keys VALUES (%s, %s, %s, %s)", row)
        assert "0053_translation_days.sql" in migrate(warehouse)
        days = warehouse.execute("SELECT day::text, language, state FROM news.translation_days ORDER BY 1")
        assert days.fetchall() == [("2024-05-07", "en", "awake"), ("2024-05-08", "de", "awake")]


def test_validators_that_any_answer_left_are_forgotten_once(database: Database, tmp_path: Path) -> None:
    """They may belong to a page in a feed's place, which a server confirms with 304 for ever."""
    with early(database, tmp_path, lambda name: name < "0011") as warehouse:
        warehouse.execute(
            "INSERT INTO raw.cursors (source_name, locator, etag, last_modified, size, refused)"
            " VALUES ('weir', 'feed', '\"1\"', 'Mon, 02 Nov 2020 10:00:00 GMT', NULL, false),"
            " ('wire', '1.xml', NULL, NULL, 9, false)"
        )
        migrate(warehouse)
        assert warehouse.execute(
            "SELECT locator, etag, last_modified, size FROM raw.cursors ORDER BY locator"
        ).fetchall() == [("1.xml", None, None, 9), ("feed", None, None, None)]
        migrate(warehouse)


def test_two_concurrent_migrations_apply_each_file_once(
    warehouse: psycopg.Connection, warehouse_url: str, files: Path
) -> None:
    """The second one waits for the first, and then finds nothing left to do."""
    (files / "9000_a.sql").write_text("CREATE TABLE a ()")
    with ThreadPoolExecutor(1) as pool, psycopg.connect(warehouse_url, autocommit=True) as other:
        with warehouse.transaction():
            assert migrate(warehouse, files) == ["9000_a.sql"]
            waiting = pool.submit(migrate, other, files)
            until_blocked(warehouse_url, other)
        assert waiting.result() == []


def test_a_user_without_the_right_to_make_tables_gets_an_error(warehouse: psycopg.Connection) -> None:
    warehouse.execute("SET ROLE newswire_reader")
    with pytest.raises(DatabaseError, match=r"cannot be prepared: permission denied .* must be the owner"):
        migrate(warehouse)


def test_what_refers_to_rows_of_news_is_found_by_an_index(warehouse: psycopg.Connection) -> None:
    """Otherwise each version that a replay deletes reads a whole table."""
    without = warehouse.execute(
        """
        SELECT conname FROM pg_constraint AS reference
        WHERE contype = 'f'
          AND confrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'news'::regnamespace)
          AND NOT EXISTS (
            SELECT FROM pg_index
            WHERE indrelid = conrelid AND (indkey::smallint[])[0:cardinality(conkey) - 1] = conkey
          )
        """
    ).fetchall()
    assert without == []


def test_a_login_that_may_not_migrate_is_answered_with_the_missing_file_and_the_remedy(
    database: Database, warehouse_url: str, files: Path
) -> None:
    (files / "9000_a.sql").write_text("CREATE TABLE news.a ()")
    with psycopg.connect(database.url("newswire_loader", "warehouse"), autocommit=True) as loader:
        assert migrate(loader) == []
        with pytest.raises(DatabaseError) as caught:
            migrate(loader, files)
    assert str(caught.value).startswith(
        "The warehouse lacks sql/9000_a.sql, and newswire_loader may not apply it: permission denied for sch"
    )
    assert "Run ./newswire migrate with the URL of the warehouse's owner" in str(caught.value)


def test_the_error_for_a_server_without_the_loader_s_role_names_the_statement(
    warehouse: psycopg.Connection, files: Path
) -> None:
    text = (files / "0035_loader.sql").read_text()
    (files / "9000_again.sql").write_text(text.replace("newswire_loader", "newswire_another"))
    with pytest.raises(DatabaseError, match="superuser of the server makes it: CREATE ROLE newswire_another"):
        migrate(warehouse, files)
