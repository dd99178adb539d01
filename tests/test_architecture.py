"""The shape of the package: arrows run one way, rooms are small, and each states its job."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "plugins/newswire"
MODULES = sorted(PACKAGE.rglob("*.py"))
FOLDERS = sorted({path.parent for path in MODULES})
LONGEST = 400
"""Lines of a module."""
LARGEST = 15
"""Modules of a folder, ``__init__`` not counted."""


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def test_imports_go_one_way() -> None:
    """The contracts stand in pyproject.toml: layers, no circle, no Airflow below the tasks."""
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", [path for path in MODULES if "parse" in path.parts], ids=name)
def test_no_parser_hides_an_import_in_a_function(path: Path) -> None:
    functions = [
        node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)
    ]
    hidden = [
        ast.unparse(node)
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, (ast.Import, ast.ImportFrom))
    ]
    assert hidden == []


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_short(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("folder", FOLDERS, ids=name)
def test_a_folder_is_small_and_states_its_job_in_one_sentence(folder: Path) -> None:
    assert len([path for path in folder.glob("*.py") if path.stem != "__init__"]) <= LARGEST
    job = ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8"))) or ""
    assert job.endswith(".")
    assert "\n" not in job
    assert job.count(". ") == 0


def test_tests_mirror_the_package() -> None:
    missing = []
    for path in MODULES:
        module = name(path).removesuffix(".py")
        if path.stem.startswith("__"):
            continue
        if not (ROOT / "tests" / Path(module).parent / f"test_{path.stem}.py").exists():
            missing.append(module)
    assert missing == []


def test_the_documentation_of_web_pages_names_each_module() -> None:
    page = (ROOT / "docs/formats.md").read_text("utf-8").partition("## Web pages")[2]
    section = page.partition("\n## ")[0]
    missing = []
    for path in MODULES:
        room = name(path).removeprefix("parse/").rpartition("/")[0]
        if not room.startswith("pages") or path.stem == "__init__":
            continue
        row = f"| `{room.removeprefix('pages/') + '/'}` |"
        line = next(
            (line for line in section.splitlines() if line.startswith(row) and "see [" not in line), ""
        )
        if f"`{path.stem}`" not in line:
            missing.append(name(path))
    assert missing == []
