"""Certificates of an authority that the tests make, and the trust in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme


@dataclass(frozen=True)
class Certificates:
    """Files: one with key and certificate for 127.0.0.1, and one of the authority."""

    server: Path
    authority: Path

    def trust(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let this process trust the authority, as an operator does."""
        monkeypatch.setenv("SSL_CERT_FILE", str(self.authority))


def certificates(folder: Path, *names: str, **more: object) -> Certificates:
    """Make an authority and a certificate for names (default: 127.0.0.1)."""
    authority = trustme.CA()
    server = authority.issue_cert(*(names or ("127.0.0.1",)), **more)  # type: ignore[arg-type]
    folder.mkdir(parents=True, exist_ok=True)
    server.private_key_and_cert_chain_pem.write_to_path(str(folder / "server.pem"))
    authority.cert_pem.write_to_path(str(folder / "authority.pem"))
    return Certificates(folder / "server.pem", folder / "authority.pem")
