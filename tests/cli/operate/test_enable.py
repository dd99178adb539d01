"""``enable``: sources are switched on by name."""

from __future__ import annotations

from pathlib import Path

from newswire.sources import find_source
from tests.cli.conftest import Command
from tests.support.stories import folder_source


def test_sources_are_switched_on_by_name(newswire: Command, sources: Path, no_warehouse: None) -> None:
    folder_source(sources, "paper", sources / "paper")
    newswire("disable", "wire", "paper")
    assert newswire("enable", "paper", "--sources", sources) == (0, "paper is on.\n", "")
    assert [find_source(sources, name).enabled for name in ("wire", "paper")] == [False, True]


def test_a_source_that_does_not_exist_is_an_error(
    newswire: Command, sources: Path, no_warehouse: None
) -> None:
    done = newswire("enable", "wrie")
    assert (done.status, done.out) == (1, "")
    assert done.err == f"There is no source 'wrie' in {sources}. Did you mean wire?\n"
    assert newswire("enable").status == 2, "which one?"
