"""The identity of a NewsML 1 item: stable over its revisions, by what the providers write."""

from __future__ import annotations

import pytest
from lxml import etree

from newswire.parse.formats.newsml_1.identity import guid_of
from newswire.parse.readers.elements import children

ITEM = etree.fromstring("<NewsItem/>")


def guid(version: str | None = None, **parts: str) -> str | None:
    identifier = etree.Element("NewsIdentifier")
    for name, said in parts.items():
        etree.SubElement(identifier, name).text = said
    return guid_of(children(identifier), version, ITEM)


def test_provider_day_and_item_are_the_identity() -> None:
    parts = {"ProviderId": "norwind.example", "DateId": "20240513", "NewsItemId": "T-201"}
    assert guid(**parts) == "urn:newsml:norwind.example:20240513:T-201"


def test_a_constant_of_the_provider_is_no_identity() -> None:
    assert guid(ProviderId="norwind.example", PublicIdentifier="urn:newsml:www.norwind.example") is None


@pytest.mark.parametrize(
    ("public", "expected"),
    [
        (
            "urn:newsml:norwind.example:20240513T08Z:T-201:2",
            "urn:newsml:norwind.example:20240513T08Z:T-201",
        ),
        ("urn:newsml:www.norwind.example", "urn:newsml:norwind.example:T-201"),
        ("urn:newsml:www.norwind.example:20240513", "urn:newsml:norwind.example:T-201"),
        ("urn:newsml:www.norwind.example:T-201:2N", "urn:newsml:www.norwind.example:T-201"),
        ("urn:newsml:www.norwind.example:67d584ab:2N", "urn:newsml:www.norwind.example:67d584ab"),
    ],
)
def test_a_time_counts_only_where_the_public_identifier_repeats_it(public: str, expected: str) -> None:
    parts = {"ProviderId": "norwind.example", "DateId": "20240513T08Z", "NewsItemId": "T-201"}
    assert guid("2", **parts, PublicIdentifier=public) == expected


def test_an_item_id_of_zeros_identifies_nothing() -> None:
    constant = {"ProviderId": "norwind.example", "PublicIdentifier": "urn:newsml:www.norwind.example"}
    assert guid("0", **constant, DateId="20240513T081500", NewsItemId="0") is None
