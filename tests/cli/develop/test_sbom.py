"""``sbom``: the bill of materials as a file."""

from __future__ import annotations

import json
from pathlib import Path

from newswire import settings
from tests.cli.conftest import Command


def test_the_file_is_written_and_its_packages_are_counted(
    newswire: Command, no_warehouse: None, tmp_path: Path
) -> None:
    file = tmp_path / "newswire.cdx.json"
    done = newswire("sbom", file)
    written = json.loads(file.read_text(encoding="utf-8"))
    assert done == (0, f"{file} has {len(written['components'])} packages.\n", "")
    assert (written["bomFormat"], written["specVersion"]) == ("CycloneDX", "1.6")
    assert written["metadata"]["component"]["version"] == settings.version()


def test_a_folder_that_does_not_exist_is_bad_usage(newswire: Command, no_warehouse: None) -> None:
    done = newswire("sbom", "/nowhere/newswire.cdx.json")
    assert done.status == 2
    assert "cannot be written: No such file or directory." in " ".join(done.err.split())
