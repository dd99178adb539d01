"""The settings of a source whose documents lead to pages."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from newswire.fetch.web.leading import LeadingSource


def source(**more: object) -> LeadingSource:
    return LeadingSource.model_validate({"name": "pier", "kind": "x", "url": "https://pier.example/", **more})


def test_every_page_is_taken_by_default() -> None:
    assert (source().include, source().exclude, source().max_pages) == (("*",), (), 100)


def test_the_place_has_no_secret() -> None:
    assert (
        source(url="https://me:pw@pier.example/map?token=abc").place() == "https://pier.example/map?token=…"
    )


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("url", "ftp://pier.example/"),
        ("max_pages", 0),
        ("max_pages", 10_001),
        ("timeout", 0),
        ("include", ["news/*"]),
    ],
)
def test_a_wrong_value_is_refused(key: str, value: object) -> None:
    with pytest.raises(ValidationError):
        source(**{key: value})
