"""Recordings are told apart by their addresses, in spite of equal blurbs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newswire.dedupe.recordings import are_others, recordings
from newswire.dedupe.verify import Pair, compare
from tests.dedupe.agency import BACKGROUND, story
from tests.dedupe.notices import notice

BLURB = (
    "The evening talk of Harbour Radio with guests from the town and the islands. Your hosts are Liv "
    "Solheim and "
    "Per Aasen. Write to us, and tell your neighbours about this programme, which comes every weekday "
    "at six."
)


def test_only_audio_and_video_have_recordings_and_pictures_are_none() -> None:
    addresses = ["https://cdn.example/a.mp3?x=1", "https://cdn.example/cover.JPG?w=600"]
    assert recordings("audio", addresses) == {"cdn.example/a.mp3?x=1"}
    assert recordings("text", addresses) == frozenset()


@pytest.mark.parametrize(
    ("a", "b", "others"),
    [
        (["https://cdn.example/1.mp3"], ["https://cdn.example/2.mp3"], True),
        (["https://cdn.example/1.mp3"], ["http://www.cdn.example/1.mp3"], False),
        (["https://count.example/r.mp3/cdn.example/1.mp3"], ["https://cdn.example/1.mp3"], False),
        (["tube.example/aB", "i.example/x"], ["tube.example/Ab", "i.example/x"], True),
        ([], ["https://cdn.example/2.mp3"], False),
    ],
)  # fmt: skip
def test_recordings_with_other_addresses_are_others(a: list[str], b: list[str], others: bool) -> None:
    one, other = recordings("audio", a), recordings("audio", b)
    assert are_others(one, other, same_agency=True, characters=100) is others
    assert are_others(other, one, same_agency=True, characters=100) is others


@pytest.mark.parametrize("headline", ["Evening talk", "Another evening talk"])
@pytest.mark.parametrize("blurb", [BLURB, "The evening talk.", f"{BLURB} {' '.join(BACKGROUND)} {BLURB}"])
def test_episodes_with_one_blurb_are_several_stories(blurb: str, headline: str) -> None:
    one = replace(notice("Evening talk", blurb), recordings=frozenset({"cdn.example/1.mp3"}))
    other = replace(notice(headline, blurb, days=1), recordings=frozenset({"cdn.example/2.mp3"}))
    assert compare([Pair(one, other)]) == [None]


def test_a_story_that_two_outlets_have_read_aloud_is_one() -> None:
    source = story("pier")
    one = replace(source, recordings=frozenset({"north.example/pier.mp3"}))
    other = replace(source, recordings=frozenset({"east.example/a/77.mp3"}), provider="east")
    assert compare([Pair(one, other)])[0] is not None
    assert compare([Pair(one, replace(other, provider=one.provider))]) == [None]
