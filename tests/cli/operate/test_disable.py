"""``disable``: sources are switched off by name; errors are those of ``enable``."""

from __future__ import annotations

from pathlib import Path

from newswire.sources import find_source
from tests.cli.conftest import Command
from tests.support.stories import folder_source


def test_sources_are_switched_off_by_name(newswire: Command, sources: Path, no_warehouse: None) -> None:
    for name in ("paper", "radio"):
        folder_source(sources, name, sources / name)
    assert newswire("disable", "wire", "paper") == (0, "wire is off.\npaper is off.\n", "")
    assert [find_source(sources, name).enabled for name in ("wire", "paper", "radio")] == [False, False, True]
    assert newswire("disable", "wire") == (0, "wire is off.\n", ""), "it stays off"


def test_a_source_that_does_not_exist_is_an_error(
    newswire: Command, sources: Path, no_warehouse: None
) -> None:
    done = newswire("disable", "wrie")
    assert (done.status, done.out) == (1, "")
    assert done.err == f"There is no source 'wrie' in {sources}. Did you mean wire?\n"
    assert newswire("disable").status == 2, "which one?"
