"""Measures of two notices: their common form, the word that differs, and the headlines that name it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newswire.dedupe.forms import Form
from newswire.dedupe.verify import Pair, evidence
from tests.dedupe.agency import BACKGROUND, story
from tests.dedupe.series import RESENT, SERIES


def form(pair: Pair) -> Form:
    (found,) = evidence([pair])
    return found.form


@pytest.mark.parametrize(
    ("name", "subjects"),
    [
        ("German gales", True),
        ("Russian water", True),
        ("Chinese weather, one sign", True),
        ("Arabic water", True),
        ("Polish nouns", True),
        ("German standing headline", False),
        ("payouts of sister funds", False),
    ],
)
def test_headlines_name_the_subjects_of_a_series(name: str, subjects: bool) -> None:
    pair = SERIES[name]
    assert form(pair).of_both
    assert form(pair).names_subjects is subjects
    assert form(Pair(pair.b, pair.a)).names_subjects is subjects


@pytest.mark.parametrize("name", RESENT)
def test_headlines_of_a_story_sent_again_name_no_subjects_unless_it_is_marked(name: str) -> None:
    pair = RESENT[name]
    marked = any((one.headline or "").startswith(("CORR", "KORR")) for one in (pair.a, pair.b))
    found = form(pair)
    assert marked or not (found.of_both and found.names_subjects)


def test_a_passage_that_only_one_text_has_is_of_another_form() -> None:
    pier = story("pier")
    longer = replace(pier, text=f"{pier.text}\n\n{' '.join(BACKGROUND)}")
    assert form(Pair(pier, longer)).of_shorter
    assert not form(Pair(pier, longer)).of_both


def test_one_name_in_place_of_another_is_seen_if_nothing_else_differs() -> None:
    pair = SERIES["German standing headline"]
    assert form(pair).replaces_one_name
    assert not form(Pair(pair.a, replace(pair.b, text=f"{pair.b.text} Nachtrag folgt."))).replaces_one_name


def test_sister_headlines_differ_before_the_same_words() -> None:
    pair = SERIES["payouts of sister funds"]
    assert form(pair).sister_headlines
    edited = replace(pair.a, headline="Brekke Municipal Income Fund sets payout of the month")
    assert not form(Pair(pair.a, edited)).sister_headlines
