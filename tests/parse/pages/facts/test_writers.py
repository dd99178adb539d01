"""The organisations that the data of a page names beside its people."""

from __future__ import annotations

from typing import Any

import pytest

from newswire.parse.pages.facts.writers import writers_of

AFP = {"@type": "NewsMediaOrganization", "name": " Agence\nFrance-Presse "}


@pytest.mark.parametrize(
    ("thing", "found"),
    [
        ({"author": [AFP]}, ("Agence France-Presse",)),
        ({"author": [{"@type": "Person", "name": "Ann Marsh"}, "dpa"]}, ()),
        ({"sourceOrganization": [AFP], "copyrightHolder": ["AFP"]}, ("Agence France-Presse", "AFP")),
        ({"copyrightHolder": [{"@type": "Organization"}, None, ""]}, ()),
        ({"provider": [{"name": ["AFP", "FP"]}], "image": [AFP]}, ("AFP",)),
        ({}, ()),
    ],
)
def test_organisations_are_named_once_in_the_order_of_their_evidence(
    thing: dict[str, list[Any]], found: tuple[str, ...]
) -> None:
    assert writers_of(lambda name: thing.get(name, [])) == found
