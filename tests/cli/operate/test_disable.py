"""``disable``: sources are switched off by name; errors are those of ``enable``."""

from __future__ import annotations

import json
from pathlib import Path

import psycopg

from newswire.switches import switched
from tests.cli.conftest import Command
from tests.support.stories import folder_source


def test_sources_are_switched_off_by_name(newswire: Command, sources: Path, own_warehouse: str) -> None:
    for name in ("paper", "radio"):
        folder_source(sources, name, sources / name)
    (sources / "broken.toml").write_text("kind")
    assert newswire("disable", "wire", "broken") == (0, "wire is off.\nbroken is off.\n", "")
    assert newswire("disable", "wire") == (0, "wire is off.\n", ""), "it stays off"
    with psycopg.connect(own_warehouse) as connection:
        assert switched(connection) == {"wire": False, "broken": False}
    ingested = [json.loads(line)["source"] for line in newswire("ingest", "--json").out.splitlines()]
    assert ingested == ["paper", "radio"]


def test_a_source_that_does_not_exist_is_an_error(
    newswire: Command, sources: Path, no_warehouse: None
) -> None:
    done = newswire("disable", "wrie")
    assert (done.status, done.out) == (1, "")
    assert done.err == f"There is no source 'wrie' in {sources}. Did you mean wire?\n"
    assert newswire("disable").status == 2, "which one?"
