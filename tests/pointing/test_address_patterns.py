"""Patterns of addresses: those that are taken, and those that are left out."""

from __future__ import annotations

import pytest

from newswire.pointing.address_patterns import is_wanted, matches

ADDRESS = "https://www.coast.example/news/mill-7?page=2"


@pytest.mark.parametrize(
    "pattern",
    ["*", "*/news/*", "https://www.coast.example/*", "*/mill-?[?]page=2", ADDRESS.replace("?", "[?]")],
)
def test_a_pattern_fits_the_whole_address(pattern: str) -> None:
    assert matches(ADDRESS, [pattern])


@pytest.mark.parametrize(
    "pattern", ["", "/news/*", "*/NEWS/*", "https://www.coast.example/news", "*/sport/*"]
)
def test_other_patterns_do_not(pattern: str) -> None:
    assert not matches(ADDRESS, [pattern])


def test_an_exclusion_outweighs_an_inclusion() -> None:
    assert is_wanted(ADDRESS, ["*/sport/*", "*/news/*"], ["*/video/*"])
    assert not is_wanted(ADDRESS, ["*/news/*"], ["*page=*"])
    assert not is_wanted(ADDRESS, [], [])
