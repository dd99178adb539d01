"""A canonical address that is another page's is doubted."""

import pytest

from newswire.parse.pages.facts import address
from tests.parse.pages.facts.reading import URL, facts


def test_a_canonical_address_is_made_absolute() -> None:
    found = facts('<link rel="canonical" href="/news/2026/ferry-returns?x=1">')
    assert found.canonical_url == "https://harbour.example/news/2026/ferry-returns?x=1"
    assert found.how["canonical_url"] == "link canonical"


@pytest.mark.parametrize(
    ("canonical", "reason"),
    [("https://harbour.example/", "is a home page"), ("https://other.example/x/y", "is on another host")],
)
def test_a_canonical_address_of_another_page_is_left_out_with_a_warning(canonical: str, reason: str) -> None:
    found = facts(f'<link rel="canonical" href="{canonical}"><meta property="og:url" content="{URL}">')
    assert found.canonical_url == URL
    assert found.warnings == [
        f"The canonical address {canonical} (link canonical) {reason}; it was left out."
    ]


@pytest.mark.parametrize(
    "canonical",
    [
        "https://harbour.example/other",
        "https://www.harbour.example/news/2026/ferry-returns",
        "https://news.harbour.example/a",
        "https://agency.example/news/2026/ferry-returns",
    ],
)
def test_addresses_of_one_owner_and_of_the_same_path_are_believed(canonical: str) -> None:
    assert address.doubt(canonical, URL) is None


def test_a_page_of_an_amp_cache_has_the_address_of_its_origin() -> None:
    assert address.doubt(URL, "https://harbour-example.cdn.example/c/s/harbour.example/amp/ferry") is None


def test_hosts_with_a_common_public_ending_are_two_owners() -> None:
    assert address.doubt("https://one.co.uk/a", "https://two.co.uk/b") == "is on another host"
