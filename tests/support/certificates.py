"""Certificates for servers on loopback: self-signed ones, and ones of an authority that the tests make."""

from __future__ import annotations

import datetime as dt
import ipaddress
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DAY = dt.timedelta(days=1)


def self_signed(folder: Path, *, address: str = "127.0.0.1", ends: dt.timedelta = DAY) -> Path:
    """Return a file with a certificate for an address, and its key. It ends that long after now."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, address)])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - 10 * DAY)
        .not_valid_after(now + ends)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))]), False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return path


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
