"""The benchmark of the parsers measures each format, beside a plain parse where there is one."""

from __future__ import annotations

from newswire.bench.parse import measure
from tests.conftest import ROOT


def test_each_format_of_the_fixtures_is_measured() -> None:
    speeds = {speed.format: speed for speed in measure(sorted((ROOT / "tests/fixtures/ninjs").iterdir()), 1)}
    assert speeds["ninjs"].documents > 0
    assert speeds["ninjs"].size > 0
    assert speeds["ninjs"].together > 0
    assert speeds["ninjs"].plain is not None
    assert {
        speed.plain for speed in measure([ROOT / "tests/fixtures/sample/000_55f50601ab94b96e.txt"], 1)
    } == {None}
