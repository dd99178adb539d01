"""The country that a record names beside a place."""

from __future__ import annotations

import pytest

from newswire.parse.generic.countries import country


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("SE", "SE"),
        ("swe", "SE"),
        ("Sweden", "SE"),
        ("Schweden", "SE"),
        ("Grenholm", None),
        (None, None),
        ("", None),
    ],
)
def test_a_code_or_a_name_gives_the_country(said: str | None, code: str | None) -> None:
    assert country(said) == code
