"""The identifier that stays the same in all versions of a story."""

from __future__ import annotations

import pytest

from newswire.parse.generic.identity import steady


@pytest.mark.parametrize(
    ("identifiers", "version", "expected"),
    [
        (["https://api.n.example/item/77?v=3&qt=ab", "77"], "3", "77"),
        (["https://api.n.example/item/77?v=3&qt=ab"], None, "https://api.n.example/item/77"),
        (["https://api.n.example/item?v=3&id=77"], None, "https://api.n.example/item?id=77"),
        (["urn:x:77;ts=20240513T095800", "R77"], None, "R77"),
        (["https://w.example/?p=77", "77"], None, "https://w.example/?p=77"),
        (["https://n.example/release?releaseId=178"], None, "https://n.example/release?releaseId=178"),
        (["tag:n.example,2024:L1N2XYZ:3", "L1N2XYZ"], "3", "tag:n.example,2024:L1N2XYZ"),
        (["urn:newsml:n.example:20240513:77:3U"], "3", "urn:newsml:n.example:20240513:77"),
        (["n:3"], "3", "n:3"),
        ([], "3", None),
    ],
)
def test_an_identity_has_no_version_and_no_request(
    identifiers: list[str], version: str | None, expected: str | None
) -> None:
    assert steady(identifiers, version) == expected
