"""``newswire sbom``: write the bill of materials."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from newswire import settings
from newswire.cli.bill import bill, locked


def command(
    file: Annotated[Path, typer.Argument(help="The file, such as newswire.cdx.json.")],
) -> None:
    """Write every package of requirements-image.lock into a bill of materials: CycloneDX 1.6, JSON.

    Each has its version, the SHA-256 of its files, its licence if it is installed here, and the packages
    that need it. PostgreSQL is in it, too.
    """
    packages = locked((settings.root() / "requirements-image.lock").read_text(encoding="utf-8"))
    try:
        file.write_text(bill(packages, settings.version()), encoding="utf-8")
    except OSError as error:
        raise typer.BadParameter(f"{file} cannot be written: {error.strerror}.") from error
    print(f"{file} has {len(packages)} packages.")
