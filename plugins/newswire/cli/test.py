"""``newswire test``: everything that guards the project: lint, format, types, tests."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Annotated

import typer

from newswire import settings

PASSES_OPTIONS_ON = True

CHECKS: dict[str, list[str]] = {
    "lint": ["-m", "ruff", "check", "--quiet", "."],
    "format": ["-m", "ruff", "format", "--quiet", "--check", "."],
    "types": ["-m", "mypy", "--no-error-summary"],
}
"""What is checked before the tests run, and the Python module that checks it."""


def command(
    arguments: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PYTEST-ARGUMENT]...", help="Run pytest with these, and only that."),
    ] = None,
) -> None:
    """Run everything that guards the project; exit status 1 when anything fails."""
    environment = {**os.environ, "PYTHONPATH": str(settings.root() / "plugins")}
    failed = []
    for name, check in CHECKS.items() if not arguments else ():
        print(f"{name} …", flush=True)
        if subprocess.run(
            [sys.executable, *check], cwd=settings.root(), env=environment, check=False
        ).returncode:
            failed.append(name)
    print("tests …", flush=True)
    tests = [sys.executable, "-m", "pytest", *(arguments or [])]
    if subprocess.run(tests, cwd=settings.root(), env=environment, check=False).returncode:
        failed.append("tests")
    if failed:
        print(f"Failed: {', '.join(failed)}.", file=sys.stderr)
    raise typer.Exit(bool(failed))
