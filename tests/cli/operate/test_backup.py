"""``backup``: one file, with its size and the time that it took."""

from __future__ import annotations

import re
from pathlib import Path

import psycopg

from tests.cli.conftest import Command


def test_the_file_its_size_and_the_time_are_printed(
    newswire: Command, loaded: psycopg.Connection, tmp_path: Path
) -> None:
    file = tmp_path / "news.backup"
    done = newswire("backup", file)
    assert (done.status, done.err) == (0, "")
    first, second = done.out.splitlines()
    assert re.fullmatch(rf"{file} has the warehouse: \d+\.\d kB, written in \d+\.\d s\.", first)
    assert second == f"To check it: ./newswire restore --check {file}"
    assert newswire("restore", "--check", file).status == 0


def test_a_folder_that_does_not_exist_is_named(newswire: Command, loaded: psycopg.Connection) -> None:
    done = newswire("backup", "/nowhere/news.backup")
    assert (done.status, done.out) == (1, "")
    assert done.err == "/nowhere/news.backup cannot be written: No such file or directory.\n"


def test_a_warehouse_that_cannot_be_reached_is_an_error(
    newswire: Command, no_warehouse: None, tmp_path: Path
) -> None:
    assert newswire("backup", tmp_path / "news.backup").err.startswith("NEWSWIRE_DATABASE_URL is no ")
