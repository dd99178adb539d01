"""Files that hold secrets: for their owner only, whatever was there before."""

from __future__ import annotations

import os
from pathlib import Path

from newswire.private_file import write_private


def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    before = os.umask(0)
    try:
        write_private(secret, "pier")
    finally:
        os.umask(before)
    assert secret.read_text() == "pier"
    assert secret.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [secret]


def test_an_existing_file_is_replaced_with_its_mode(tmp_path: Path) -> None:
    """The file may exist, and the part of an interrupted call as well."""
    secret, left = tmp_path / "secret", tmp_path / "secret.tmp"
    for old in (secret, left):
        old.write_text("a longer text that everybody could read")
        old.chmod(0o644)
    write_private(secret, "pier")
    assert secret.read_text() == "pier"
    assert secret.stat().st_mode & 0o777 == 0o600
    assert not left.exists()
