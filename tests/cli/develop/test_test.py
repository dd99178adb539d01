"""``test``: every check runs, and one that fails makes the status 1 and is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from newswire import settings
from newswire.cli.develop import test as module
from newswire.cli.develop.test import CHECKS
from tests.cli.conftest import Command
from tests.conftest import ROOT


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one test, which passes."""
    monkeypatch.setattr(settings, "root", lambda: tmp_path)
    (tmp_path / "test_it.py").write_text("def test_it(): pass\ndef test_other(): assert False\n")
    return tmp_path


def test_the_checks_are_lint_format_types_and_tests() -> None:
    assert list(CHECKS) == ["lint", "format", "types"]
    assert [check[1] for check in CHECKS.values()] == ["ruff", "ruff", "mypy"]
    assert (ROOT / ".ci" / "run").read_text().endswith('/../newswire" test\n'), "CI runs the same"


def test_each_check_runs_and_failed_ones_are_named(
    newswire: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks = {"good": ["-c", "pass"], "bad": ["-c", "raise SystemExit(3)"], "late": ["-c", "print('late')"]}
    monkeypatch.setattr(module, "CHECKS", checks)
    done = newswire("test")
    assert done.status == 1
    said = [line for line in done.out.splitlines() if line.endswith("…") or line == "late"]
    assert said == ["good …", "bad …", "late …", "late", "tests …"]
    assert "1 failed, 1 passed" in done.out
    assert done.err == "Failed: bad, tests.\n"


def test_arguments_are_those_of_pytest_and_run_nothing_else(newswire: Command, project: Path) -> None:
    done = newswire("test", "-k", "not other", "--quiet")
    assert done.status == 0, done.out
    assert "1 passed, 1 deselected" in done.out
    assert "lint" not in done.out


def test_a_module_stands_for_the_file_that_mirrors_it(
    newswire: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    for name in ("plugins/newswire/fetch/feed.py", "plugins/newswire/fetch/__init__.py"):
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).touch()
    (project / "tests/fetch").mkdir(parents=True)
    (project / "tests/fetch/test_feed.py").write_text("def test_feed(): pass\n")
    done = newswire("test", "plugins/newswire/fetch/feed.py", "plugins/newswire/fetch/__init__.py")
    assert done.status == 0, done.out
    assert "1 passed" in done.out
    assert "1 passed" in newswire("test", "plugins/newswire/fetch/feed.toml").out
    assert "no tests of their own" in newswire("test", "plugins/newswire/fetch/__init__.py").out
