"""The names by which a kill finds its story, and the names of stories."""

from __future__ import annotations

import pytest

from newswire.dedupe.kills import killed, names


def test_the_names_of_a_story_are_its_headline_and_its_slug_without_marks() -> None:
    assert names("UPDATE 2-Pier to be rebuilt", "BC-EU--Albers-Pier,1st Ld-Writethru") == {
        "pier to be rebuilt", "eu albers pier",
    }  # fmt: skip
    assert names(None, None) == frozenset()


@pytest.mark.parametrize(
    ("headline", "slugline", "text", "expected"),
    [
        ("KILL: Pier to be rebuilt", "BC-EU--Albers-Pier", None, {"pier to be rebuilt"}),
        ("WITHDRAWN-UPDATE 1-Pier to be rebuilt", None, None, {"pier to be rebuilt"}),
        ("BULLETIN KILL", "BC-EU--Albers-Pier, Kill", "It is wrong.", {"eu albers pier"}),
        ("BULLETIN KILL", None, "Kill the story slugged EU--Albers-Pier.", {"eu albers pier"}),
        ("MANDATORY KILL", None, "Kill “Pier to be rebuilt”, sent at noon.", {"pier to be rebuilt"}),
        ("ANNULATION: «Jetée reconstruite»", None, None, {"jetée reconstruite"}),
        ("BULLETIN KILL", None, "It is wrong.", set()),
        (None, None, None, set()),
    ],
)
def test_a_kill_names_its_story_in_the_headline_a_quotation_or_a_slug(
    headline: str | None, slugline: str | None, text: str | None, expected: set[str]
) -> None:
    assert killed(headline, slugline, text) == expected


def test_a_name_is_the_same_in_any_form_of_unicode() -> None:
    name = names("Je\u00adtée \u200breconstruite", None)
    assert name == names("Jete\u0301e reconstruite", None) == {"jetée reconstruite"}
