from __future__ import annotations

from itertools import permutations

from newswire.translations.texts.partners import partners

LANGUAGES = {1: "en", 2: "en", 3: "de", 4: "de", 5: "fr"}


def test_two_stories_on_one_event_stay_two_with_their_own_translations() -> None:
    pairs = [(1, 3, 0.97), (1, 4, 0.7), (2, 3, 0.75), (2, 4, 0.96)]
    for order in permutations(pairs):
        assert partners(order, LANGUAGES, (), 0.5) == {(1, 3), (2, 4)}


def test_a_pair_that_is_hardly_better_than_its_rival_is_none() -> None:
    assert partners([(1, 3, 0.80), (1, 4, 0.79)], LANGUAGES, (), 0.5) == set()


def test_copies_in_one_language_are_no_rivals() -> None:
    assert partners([(1, 3, 0.9), (2, 3, 0.88)], LANGUAGES, {(1, 2)}, 0.5) == {(1, 3), (2, 3)}


def test_a_translation_into_another_language_is_no_rival() -> None:
    assert partners([(1, 3, 0.9), (1, 5, 0.9), (3, 5, 0.6)], LANGUAGES, (), 0.5) == {(1, 3), (1, 5), (3, 5)}


def test_a_pair_below_the_least_score_is_none() -> None:
    assert partners([(1, 3, 0.45)], LANGUAGES, (), 0.5) == set()
