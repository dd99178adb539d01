"""``docs``: pages that differ are written, or listed as out of date with ``--check``."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newswire import settings
from newswire.cli.develop.docs import publish


def test_the_pages_are_up_to_date_and_nothing_is_unexplained() -> None:
    """Run ``./newswire docs`` if this fails: it writes the pages anew, and lists missing comments."""
    command = [sys.executable, "-m", "newswire.cli", "docs", "--check"]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("AIRFLOW")}
    environment["PYTHONPATH"] = str(settings.root() / "plugins")
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_page_that_is_out_of_date_is_complained_of_and_not_touched(tmp_path: Path) -> None:
    page = tmp_path / "DAGS.md"
    page.write_text("old", encoding="utf-8")
    [complaint] = publish({"DAGS.md": "new"}, tmp_path, check=True)
    assert complaint == f"{page} is out of date: ./newswire docs writes it anew."
    assert page.read_text(encoding="utf-8") == "old"


def test_a_page_that_is_missing_is_complained_of(tmp_path: Path) -> None:
    assert publish({"DAGS.md": "new"}, tmp_path, check=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("check", [False, True])
def test_a_page_that_is_up_to_date_is_left_alone(tmp_path: Path, check: bool) -> None:
    assert publish({"DAGS.md": "page"}, tmp_path, check=False) == []
    written = (tmp_path / "DAGS.md").stat().st_mtime_ns
    assert publish({"DAGS.md": "page"}, tmp_path, check=check) == []
    assert (tmp_path / "DAGS.md").stat().st_mtime_ns == written


def test_a_page_that_is_missing_or_old_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "DAGS.md").write_text("old", encoding="utf-8")
    assert publish({"DAGS.md": "new", "WAREHOUSE.md": "first"}, tmp_path, check=False) == []
    assert [(tmp_path / name).read_text() for name in ("DAGS.md", "WAREHOUSE.md")] == ["new", "first"]
    assert capsys.readouterr().out.count(" is written.") == 2
