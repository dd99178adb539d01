"""The benchmark of a start measures the launcher's own commands, each by its processor time and memory."""

from __future__ import annotations

from newswire.bench.start import measure
from tests.conftest import ROOT


def test_the_start_for_a_file_and_of_dateline_are_measured() -> None:
    parse, dateline = measure([ROOT / "tests/fixtures/ninjs/superdesk.json"], 1)
    assert (parse.command, dateline.command) == ("superdesk.json", "dateline")
    for one in (parse, dateline):
        assert len(one.seconds) == 1
        assert one.seconds[0] > 0
        assert 10e6 < one.peak < 110e6, "a command for one file stays below 110 MB"
