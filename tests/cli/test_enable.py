"""``enable`` and ``disable``: sources are switched by name."""

from __future__ import annotations

from pathlib import Path

from newswire.sources import find_source
from tests.cli.conftest import Command
from tests.stories import folder_source


def test_sources_are_switched_by_name(newswire: Command, sources: Path, no_warehouse: None) -> None:
    folder_source(sources, "paper", sources / "paper")
    assert newswire("disable", "wire", "paper") == (0, "wire is off.\npaper is off.\n", "")
    assert not find_source(sources, "wire").enabled
    assert newswire("enable", "paper", "--sources", sources) == (0, "paper is on.\n", "")
    assert [find_source(sources, name).enabled for name in ("wire", "paper")] == [False, True]


def test_a_source_that_does_not_exist_is_said(newswire: Command, sources: Path, no_warehouse: None) -> None:
    for command in ("enable", "disable"):
        done = newswire(command, "wrie")
        assert (done.status, done.out) == (1, "")
        assert done.err == f"There is no source 'wrie' in {sources}. Did you mean wire?\n"
        assert newswire(command).status == 2, "which one?"
