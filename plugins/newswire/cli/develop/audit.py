"""``newswire audit``: list the licences of all packages, and their known faults."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Annotated, Any

import typer

from newswire import settings
from newswire.cli.bill import licence, locked
from newswire.cli.tables import print_rows
from newswire.errors import RetriableError


class AuditError(RetriableError):
    """Known faults cannot be looked up. The text names the reason and the remedy."""


def command(
    licences: Annotated[
        bool, typer.Option("--licences", help="List licences only, which needs no network.")
    ] = False,
    lock: Annotated[
        Path | None, typer.Option(help="Another lock. [default: requirements-image.lock]")
    ] = None,
) -> None:
    """List the packages of requirements-image.lock by licence, then those with known faults.

    pip-audit looks for faults in the advisories of PyPI, over the network. The exit status is 1 if it finds
    one, and if a package could not be looked up.
    """
    file = lock or settings.root() / "requirements-image.lock"
    by_licence: dict[str, list[str]] = defaultdict(list)
    for package in locked(file.read_text(encoding="utf-8")):
        by_licence[licence(package.name) or "not installed here"].append(package.name)
    print_rows(
        ("licence", "packages"),
        ((name, ", ".join(sorted(set(of)))) for name, of in sorted(by_licence.items())),
    )
    if licences:
        return
    faults, missed = judged(_looked_up(file))
    if faults:
        print_rows(("package", "version", "fault", "mended in"), faults)
    if missed:
        raise AuditError(
            f"{len(missed)} packages could not be looked up ({missed[0]}): pip-audit found no advisories for "
            "them. It needs PyPI itself; run the audit on a machine that reaches it."
        )
    print(f"{len(faults)} known faults." if faults else "No known faults.")
    raise typer.Exit(1 if faults else 0)


def judged(report: dict[str, Any]) -> tuple[list[tuple[str, ...]], list[str]]:
    """Return the faults in a report of pip-audit, and the packages that it skipped.

    It counts a package for which it finds nothing at all, not even the package, as one without a fault.
    """
    faults: list[tuple[str, ...]] = [
        (one["name"], one["version"], fault["id"], ", ".join(fault["fix_versions"]) or "no version yet")
        for one in report["dependencies"]
        for fault in one.get("vulns", ())
    ]
    return faults, [one["name"] for one in report["dependencies"] if "skip_reason" in one]


def _looked_up(lock: Path) -> dict[str, Any]:
    """Return the report of pip-audit on a lock.

    Raises:
        AuditError: it could not look.
    """
    command_line = [
        sys.executable, "-m", "pip_audit", "--requirement", str(lock), "--require-hashes", "--disable-pip",
        "--progress-spinner=off", "--format=json",
    ]  # fmt: skip
    done = subprocess.run(command_line, capture_output=True, text=True, check=False)
    try:
        report: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        lines = done.stderr.strip().splitlines() or ["it ended without a reason"]
        raise AuditError(
            f"pip-audit could not look: {lines[-1]}. It needs PyPI itself; run the audit on a machine "
            "that reaches it."
        ) from None
    return report
