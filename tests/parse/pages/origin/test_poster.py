"""The poster of a page is the site that it stands on, not the agency that wrote it."""

from __future__ import annotations

import pytest

from newswire.parse.pages.origin.poster import poster, writers_of


@pytest.mark.parametrize(
    ("publisher", "host", "name"),
    [
        ("Coast Daily", "coast.example", "Coast Daily"),
        (None, "coast.example", "coast.example"),
        (None, "www.coast.example", "coast.example"),
        (None, "amp.coast.example", "coast.example"),
        ("Coast Daily", None, "Coast Daily"),
        (None, None, None),
        ("Agence France-Presse", "www.afp.com", "AFP"),
        ("AFP.com", "factcheck.afp.com", "AFP"),
        ("UrduPoint", "urdupoint.com", "UrduPoint News"),
        ("", "apnews.com", "AP"),
        ("Associated Press", None, "AP"),
        ("The Associated Press", "coast.example", "coast.example"),
        ("Deutsche Presse-Agentur", "dpa.example", "dpa"),
        ("https://www.facebook.com/coastdaily", "coast.example", "coast.example"),
        ("News, sport and the weather of the whole coast, every day, " * 2, "coast.example", "coast.example"),
        ("  Coast\n Daily ", "coast.example", "Coast Daily"),
    ],
)
def test_the_poster_is_named_once(publisher: str | None, host: str | None, name: str | None) -> None:
    assert poster(publisher, host) == name


def test_the_first_evidence_of_an_agency_counts_if_it_is_not_the_poster() -> None:
    assert writers_of("Coast Daily", ["Coast Daily"], ["The Associated Press"], ["dpa"]) == (
        "The Associated Press",
    )
    assert writers_of("AP", ["The Associated Press"], ["Norwind"], ["dpa", "AFP", "dpa"]) == ("dpa", "AFP")
    assert writers_of(None, [], ["Coast Daily"]) == ()
