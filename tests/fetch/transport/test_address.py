"""Permitted hosts, and URLs without their secrets."""

import pytest

from newswire.fetch.transport.address import is_public, may_reach, names_private_host, public_url


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "64:ff9b::808:808", "::ffff:8.8.8.8"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.9",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104
        "224.0.1.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00::1",
        "ff0e::1",
        "::ffff:127.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
    ],
)
def test_addresses_of_special_purpose_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "host", ["localhost", "intranet", "wire.local", "news.home.arpa", "[::1]", "10.0.0.1"]
)
def test_reserved_names_are_private_hosts(host: str) -> None:
    assert names_private_host(host)


@pytest.mark.parametrize("host", ["feeds.example.org", "8.8.8.8", "localhost.example.org"])
def test_names_of_the_internet_are_no_private_hosts(host: str) -> None:
    assert not names_private_host(host)


def test_only_the_host_that_the_source_names_may_be_private(monkeypatch: pytest.MonkeyPatch) -> None:
    assert may_reach("wire.local", "10.0.0.1", configured="wire.local")
    assert not may_reach("other.local", "10.0.0.1", configured="wire.local")
    assert not may_reach("feeds.example.org", "10.0.0.1", configured="feeds.example.org")
    monkeypatch.setenv("NEWSWIRE_ALLOW_PRIVATE_ADDRESSES", "1")
    assert may_reach("feeds.example.org", "10.0.0.1", configured="feeds.example.org")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://ann:pw@x.example/rss?a=1#top", "https://x.example/rss?a=1"),
        ("https://x.example/rss?api_key=abc&lang=en", "https://x.example/rss?api_key=…&lang=en"),
        ("https://x.example/?q=secret&author=kay", "https://x.example/?q=secret&author=kay"),
    ],
)
def test_secrets_are_left_out_of_a_url(url: str, shown: str) -> None:
    assert public_url(url) == shown
