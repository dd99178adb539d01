"""Two versions under one identifier: one item, or unlike stories."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from newswire.dedupe.likeness import (
    BY_HEADLINE,
    BY_STATEMENT,
    BY_TEXT,
    UNLIKE,
    Version,
    have_one_text,
    likeness,
)

NOON = dt.datetime(2020, 11, 2, 12, tzinfo=dt.UTC)
ONE = NOON + dt.timedelta(hours=1)
FERRY = Version(
    headline="Ferry runs aground off Marle",
    text="A ferry ran aground off Marle in fog on Monday, and all twelve on board waded ashore unhurt.",
    url="https://quay.example/ferry",
    published=NOON,
    fetch=1,
)
FAIR = Version(
    headline="Autumn fair opens",
    text="The autumn fair of Hollin opened with forty stalls, a brass band and the largest pumpkin ever.",
    url="https://quay.example/fair",
    published=ONE,
    fetch=2,
)


@pytest.mark.parametrize(
    ("change", "degree", "beside"),
    [
        ({"headline": "Twelve wade ashore"}, BY_TEXT, BY_TEXT),
        ({"headline": "Twelve wade ashore", "published": ONE}, BY_TEXT, UNLIKE),
        ({"published": ONE, "url": "https://quay.example/1"}, BY_TEXT, BY_TEXT),
        ({"text": "No more is known."}, BY_HEADLINE, UNLIKE),
        ({"text": "No more is known.", "published": ONE}, BY_HEADLINE, UNLIKE),
        ({"text": "No more is known.", "published": ONE, "url": "https://quay.example/1"}, UNLIKE, UNLIKE),
        ({"text": "", "published": ONE, "url": "https://quay.example/1"}, BY_HEADLINE, BY_HEADLINE),
        ({"headline": "Twelve wade ashore", "text": "No more is known."}, BY_STATEMENT, UNLIKE),
        ({"headline": "Twelve wade ashore", "text": "It is.", "published": ONE}, UNLIKE, UNLIKE),
        ({"headline": "", "text": ""}, BY_STATEMENT, BY_STATEMENT),
    ],
)
def test_likeness_of_an_edited_version_in_another_document_and_beside(
    change: dict[str, Any], degree: int, beside: int
) -> None:
    edited = replace(FERRY, **change)
    assert likeness(FERRY, edited, shared=False) == likeness(edited, FERRY, shared=False) == beside
    edited = replace(edited, fetch=2)
    assert likeness(FERRY, edited, shared=False) == likeness(edited, FERRY, shared=False) == degree


@pytest.mark.parametrize(
    ("change", "degree"),
    [
        ({}, UNLIKE),
        ({"url": f"{FERRY.url}?tok=1"}, UNLIKE),
        ({"url": f"{FERRY.url}?tok=1", "published": NOON}, BY_STATEMENT),
        ({"url": f"{FERRY.url}?tok=1", "published": NOON, "fetch": 1}, UNLIKE),
        ({"published": None, "url": None}, UNLIKE),
        ({"is_canceled": True}, BY_STATEMENT),
        ({"label": "CORRECTED"}, BY_STATEMENT),
        ({"label": "URGENT"}, UNLIKE),
        ({"number": 2}, BY_STATEMENT),
        ({"number": 1}, UNLIKE),
    ],
)
def test_likeness_of_an_unlike_story(change: dict[str, Any], degree: int) -> None:
    one, other = replace(FERRY, number=1), replace(FAIR, **change)
    assert likeness(one, other, shared=False) == likeness(other, one, shared=False) == degree


def test_a_page_that_is_fetched_again_is_the_same_item() -> None:
    own, other = "https://quay.example/live", "https://quay.example/fair"
    assert likeness(replace(FERRY, page=own), replace(FAIR, page=own), shared=False) == BY_STATEMENT
    assert likeness(replace(FERRY, page=own), replace(FAIR, page=other), shared=False) == UNLIKE
    assert likeness(replace(FERRY, page=own), replace(FERRY, page=own), shared=False) == BY_TEXT


def test_a_time_and_an_address_prove_nothing_for_a_shared_identifier() -> None:
    other = replace(FAIR, url=FERRY.url, published=NOON)
    assert likeness(FERRY, other, shared=True) == UNLIKE
    begun_alike = replace(other, headline="Ferry runs late on Friday")
    assert likeness(FERRY, begun_alike, shared=True) == UNLIKE
    assert likeness(FERRY, begun_alike, shared=False) == BY_HEADLINE


@pytest.mark.parametrize(
    ("text", "rewritten"),
    [
        ("渡し船が月曜日の霧で座礁し、乗っていた十二人は岸に着いた。",
         "渡し船が月曜日の霧で座礁し、十二人は無事。"),
        ("Паром сел на мель в тумане, все двенадцать человек вышли на берег.",
         "Паром сел на мель в тумане у Марле, все двенадцать человек целы."),
        ("Færgen stødte på grund i tåge, og alle tolv om bord gik i land.",
         "Færgen stødte på grund i tåge, og alle tolv er i land, siger havnen."),
    ],
)  # fmt: skip
def test_a_rewritten_text_is_like_in_any_script(text: str, rewritten: str) -> None:
    one, other = Version(headline="A", text=text), Version(headline="B", text=rewritten)
    assert likeness(one, other, shared=True) == BY_TEXT


def test_notices_of_one_form_are_unlike_only_under_other_headlines_and_times() -> None:
    form = "The auction of {} at the {} mart closed at {} crowns a {} on {}, the auctioneer of the mart said."
    told = [
        form.format(*words)
        for words in (("hay", "old", "4", "bale", "Monday"), ("oats", "new", "9", "sack", "Friday"))
    ]
    hay, oats = (
        Version(headline=head, text=text)
        for head, text in zip(("Hay sold", "Price of oats"), told, strict=True)
    )
    assert likeness(replace(hay, published=NOON), replace(oats, published=ONE), shared=False) == UNLIKE


def test_other_files_at_other_times_are_other_recordings() -> None:
    one = Version("Bulletin", "News in five minutes.", files=frozenset({"a.mp3"}), published=NOON)
    assert likeness(one, replace(one, files=frozenset({"b.mp3"}), published=ONE), shared=False) == UNLIKE
    assert likeness(one, replace(one, files=frozenset({"b.mp3"})), shared=False) == BY_TEXT
    assert likeness(one, replace(one, published=ONE), shared=False) == BY_TEXT


def test_two_texts_are_one_if_a_quarter_of_the_shorter_is_common() -> None:
    assert have_one_text(FERRY, replace(FERRY, text=f"{FERRY.text} More follows."))
    assert not have_one_text(FERRY, FAIR)
    assert not have_one_text(Version(), Version())
