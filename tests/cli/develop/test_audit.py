"""``audit``: licences of all packages; faults, and packages that nobody could look up, are failures."""

from __future__ import annotations

from pathlib import Path

import pytest

from newswire.cli.develop.audit import judged
from tests.cli.conftest import Command

LOCK = (
    f"pytest==9.0.0 \\\n    --hash=sha256:{'a' * 64}\nno-such-package==2.0 \\\n    --hash=sha256:{'b' * 64}\n"
)


@pytest.fixture
def lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A lock of two packages, on a machine without network."""
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    (tmp_path / "small.lock").write_text(LOCK)
    return tmp_path / "small.lock"


def test_packages_are_listed_by_licence(newswire: Command, lock: Path) -> None:
    done = newswire("audit", "--licences", "--lock", lock)
    assert (done.status, done.err) == (0, "")
    assert [line.split() for line in done.out.splitlines()] == [
        ["licence", "packages"],
        ["MIT", "pytest"],
        ["not", "installed", "here", "no-such-package"],
    ]


def test_every_package_of_newswire_has_a_licence(newswire: Command) -> None:
    done = newswire("audit", "--licences")
    assert "not stated" not in done.out


def test_without_network_one_sentence_names_the_remedy(newswire: Command, lock: Path) -> None:
    done = newswire("audit", "--lock", lock)
    assert done.status == 1
    assert done.err.startswith("pip-audit could not look: ")
    assert done.err.endswith("run the audit on a machine that reaches it.\n")
    assert done.err.count("\n") == 1
    assert "No known faults" not in done.out


def test_faults_and_skipped_packages_are_told_from_sound_ones() -> None:
    report = {
        "dependencies": [
            {"name": "sound", "version": "1.0", "vulns": []},
            {
                "name": "torn",
                "version": "2.0",
                "vulns": [{"id": "PYSEC-2024-1", "fix_versions": ["2.1", "3.0"]}],
            },
            {"name": "open", "version": "3.0", "vulns": [{"id": "PYSEC-2024-2", "fix_versions": []}]},
            {"name": "unknown", "skip_reason": "Dependency not found on PyPI and could not be audited"},
        ]
    }
    assert judged(report) == (
        [("torn", "2.0", "PYSEC-2024-1", "2.1, 3.0"), ("open", "3.0", "PYSEC-2024-2", "no version yet")],
        ["unknown"],
    )
