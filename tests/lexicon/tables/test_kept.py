"""Tables in files: made once, shared by processes, made anew when they no longer fit."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from newswire.lexicon.tables import kept as module
from newswire.lexicon.tables.kept import TAG, kept

PARTS = {"numbers": b"\x01\x02\x03\x04", "words": b"quay\npier\n" * 50, "none": b""}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "places.json").write_text("first")
    return tmp_path / "places.json"


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a home beside an environment that has no place for tables."""
    monkeypatch.setattr(sys, "prefix", sys.base_prefix)
    monkeypatch.setenv("NEWSWIRE_HOME", str(tmp_path / "home"))
    return tmp_path / "home" / "tables"


@pytest.fixture
def environment(tmp_path: Path, tables: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of tables in a virtual environment that does not have it yet."""
    (tmp_path / "venv").mkdir()
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "venv"))
    return tmp_path / "venv" / "share" / "newswire"


class Making:
    """A function that makes a table and counts its calls."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self) -> dict[str, bytes]:
        self.calls += 1
        return PARTS


def content(source: Path, make: Callable[[], dict[str, bytes]]) -> dict[str, bytes]:
    return {name: bytes(part) for name, part in kept("places", [source], make).items()}


def files(tables: Path) -> list[str]:
    return sorted(path.name for path in tables.iterdir() if path.name != TAG)


def test_a_table_is_made_once_and_then_read_from_its_file(source: Path, tables: Path) -> None:
    make = Making()
    assert content(source, make) == content(source, make) == PARTS
    assert make.calls == 1
    assert files(tables) == ["places"]
    assert tables.stat().st_mode & 0o777 == 0o700


def test_each_part_begins_where_numbers_can_be_read(source: Path, tables: Path) -> None:
    assert kept("places", [source], lambda: {"odd": b"123", "numbers": bytes(8)})["numbers"].cast("Q")[0] == 0


def test_a_virtual_environment_keeps_the_tables_for_all_homes(
    source: Path, tables: Path, environment: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    make = Making()
    content(source, make)
    monkeypatch.setenv("NEWSWIRE_HOME", str(tmp_path / "another"))
    assert content(source, make) == PARTS
    assert make.calls == 1
    assert files(environment) == ["places"]
    assert (environment / "places").stat().st_mode & 0o777 == 0o644
    assert not tables.exists()


def test_where_the_environment_cannot_be_written_the_home_keeps_the_tables(
    source: Path, tables: Path, environment: Path
) -> None:
    environment.parent.write_text("a file stands where the folder should be")
    make = Making()
    assert content(source, make) == content(source, make) == PARTS
    assert make.calls == 1
    assert files(tables) == ["places"]


@pytest.mark.parametrize("changed", ["first and more", "other"])
def test_a_table_is_made_anew_when_a_file_that_it_depends_on_has_changed(
    source: Path, tables: Path, changed: str
) -> None:
    make = Making()
    content(source, make)
    source.write_text(changed)
    assert content(source, make) == content(source, make) == PARTS
    assert make.calls == 2


@pytest.mark.parametrize("damage", [b"", b"no table", b'{"key": 1}\n', None])
def test_a_file_that_is_damaged_or_cut_is_made_anew(source: Path, tables: Path, damage: bytes | None) -> None:
    content(source, Making())
    whole = (tables / "places").read_bytes()
    (tables / "places").write_bytes(whole[:-1] if damage is None else damage)
    make = Making()
    assert content(source, make) == PARTS
    assert make.calls == 1
    assert (tables / "places").read_bytes() == whole


def test_where_nothing_can_be_written_the_table_is_in_memory(source: Path, tables: Path) -> None:
    tables.parent.write_text("a file stands where the home should be")
    make = Making()
    assert content(source, make) == content(source, make) == PARTS
    assert make.calls == 2


def test_the_rest_of_a_killed_writer_goes(source: Path, tables: Path) -> None:
    tables.mkdir(parents=True)
    (tables / "places.killed").write_bytes(b"half a ta")
    assert content(source, Making()) == PARTS
    assert files(tables) == ["places"]


def test_a_writer_that_fails_leaves_nothing(
    source: Path, tables: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module.os, "fsync", full)
    assert content(source, Making()) == PARTS
    assert files(tables) == []


def _make_at_the_same_time(source: Path, all_ready: object) -> None:
    def make() -> dict[str, bytes]:
        all_ready.wait()  # type: ignore[attr-defined]
        return PARTS

    sys.prefix = sys.base_prefix
    assert content(source, make) == PARTS


def test_processes_that_make_a_table_at_the_same_time_get_it_whole(source: Path, tables: Path) -> None:
    context = multiprocessing.get_context("spawn")
    all_ready = context.Barrier(3)
    processes = [context.Process(target=_make_at_the_same_time, args=(source, all_ready)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert files(tables) == ["places"]


def test_a_mapped_table_stays_when_its_file_is_replaced_or_deleted(source: Path, tables: Path) -> None:
    kept("places", [source], lambda: PARTS)
    mapped = kept("places", [source], lambda: PARTS)
    source.write_text("other")
    kept("places", [source], lambda: {"words": b"new"})
    (tables / "places").unlink()
    assert {name: bytes(part) for name, part in mapped.items()} == PARTS


USES_ALL_TABLES = """
import re, sys
sys.prefix = sys.base_prefix  # the home keeps the tables
def own_memory():
    return int(re.search(r"RssAnon:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1024
import numpy
from newswire.lexicon import cities, country_names, languages
before = own_memory()
assert cities.named("Oslo") and country_names.countries("Norwegen") and country_names.zone_city("Осло")
assert languages.detect("Die Fähre zwischen den Inseln ist in der Nacht auf Grund gelaufen.") == "de"
print(own_memory() - before)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux counts a process's own memory")
def test_the_tables_of_all_languages_take_next_to_no_memory_of_a_process(tables: Path) -> None:
    """The first process makes the tables. In memory of its own they would take 70 MB in the second one."""
    paths = {"PYTHONPATH": str(Path(module.__file__).parents[3]), "NEWSWIRE_HOME": str(tables.parent)}
    runs = [
        subprocess.run(
            [sys.executable, "-c", USES_ALL_TABLES], env=paths, capture_output=True, text=True, check=True
        )
        for _ in range(2)
    ]
    assert files(tables) == ["cities", "countries", "languages", "tags"]
    assert int(runs[1].stdout) < 20
