"""``newswire test``: every check of the project: lint, format, types, tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from newswire import settings

PASSES_OPTIONS_ON = True

CHECKS: dict[str, list[str]] = {
    "lint": ["-m", "ruff", "check", "--quiet", "."],
    "format": ["-m", "ruff", "format", "--quiet", "--check", "."],
    "types": ["-m", "mypy", "--no-error-summary"],
}
"""The checks before the tests, each a Python module with its arguments."""


def command(
    arguments: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH | PYTEST-ARGUMENT]...",
            help="Run only pytest, with these. A module of the package stands for its tests.",
        ),
    ] = None,
) -> None:
    """Run every check of the project: lint, format, types, tests. The exit status is 1 if one fails."""
    environment = {**os.environ, "PYTHONPATH": str(settings.root() / "plugins")}
    failed = []
    for name, check in CHECKS.items() if not arguments else ():
        print(f"{name} …", flush=True)
        if subprocess.run(
            [sys.executable, *check], cwd=settings.root(), env=environment, check=False
        ).returncode:
            failed.append(name)
    asked = [test for argument in arguments or () if (test := tests_of(argument))]
    if arguments and not asked:
        print("These modules have no tests of their own.")
        return
    print("tests …", flush=True)
    tests = [sys.executable, "-m", "pytest", *asked]
    if subprocess.run(tests, cwd=settings.root(), env=environment, check=False).returncode:
        failed.append("tests")
    if failed:
        print(f"Failed: {', '.join(failed)}.", file=sys.stderr)
    raise typer.Exit(bool(failed))


def tests_of(argument: str) -> str | None:
    """Return the file of tests that mirrors a module of the package, or the module beside a table (TOML).

    Return None for a file without such tests: those of its users cover it. Return other arguments unchanged.
    """
    path = Path(argument)
    package = settings.root() / "plugins/newswire"
    if path.suffix not in (".py", ".toml") or not path.resolve().is_relative_to(package):
        return argument
    mirror = Path("tests", path.resolve().relative_to(package)).with_name(f"test_{path.stem}.py")
    return str(mirror) if (settings.root() / mirror).exists() else None
