"""The names of what a kill kills, and the names stories go by."""

from __future__ import annotations

import pytest

from newswire.dedupe.kills import killed, names


def test_a_story_goes_by_its_headline_and_its_slug_without_marks() -> None:
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
def test_what_a_kill_names(
    headline: str | None, slugline: str | None, text: str | None, expected: set[str]
) -> None:
    assert killed(headline, slugline, text) == expected


def test_a_name_is_the_same_in_any_form_of_unicode() -> None:
    name = names("Je\u00adtée \u200breconstruite", None)
    assert name == names("Jete\u0301e reconstruite", None) == {"jetée reconstruite"}
