"""docs/reliability.md: a row for each test of a fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from newswire.cli.develop.reliability import reliability_page
from tests.conftest import ROOT

TEST = """
@fault(name="A | fault", does="Waits.", shows="A sentence.", heals="By itself.")
def test_it(): ...

def test_of_no_fault(): ...
"""


def test_a_test_of_a_fault_is_a_row(tmp_path: Path) -> None:
    (tmp_path / "test_one.py").write_text(TEST)
    rows = [line for line in reliability_page(tmp_path).splitlines() if line.startswith("|")]
    assert rows[2:] == [r"| A \| fault | Waits. | A sentence. | By itself. | `test_one` |"]


def test_a_row_without_a_part_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "test_one.py").write_text(TEST.replace('shows="A sentence.", ', ""))
    with pytest.raises(ValueError, match=r"test_one\.py: a row has the parts name, does, shows, heals"):
        reliability_page(tmp_path)


def test_each_file_of_faults_has_a_row() -> None:
    page = reliability_page(ROOT / "tests/faults")
    for file in (ROOT / "tests/faults").glob("test_*.py"):
        assert f"| `{file.stem}` |" in page
