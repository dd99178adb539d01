from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.dedupe.texts.keys import keys
from tests.dedupe.agency import EDITS, SPACED, STORIES, TEMPLATES, chance, combine

Edit = Callable[[str, random.Random], str]


def shared(one: str, other: str) -> int:
    """Return the number of keys that two texts have in common."""
    a, b = keys([one, other])
    return len(set(a[:, 0].tolist()) & set(b[:, 0].tolist()))


def is_candidate(one: str, other: str) -> bool:
    """Return whether the load compares a pair: it shares two keys, or one in the same context."""
    a, b = keys([one, other])
    return shared(one, other) >= 2 or bool(set(map(tuple, a.tolist())) & set(map(tuple, b.tolist())))


@pytest.mark.parametrize("edit", [*EDITS, combine])
@pytest.mark.parametrize("name", STORIES)
def test_an_edited_copy_is_a_candidate(name: str, edit: Edit) -> None:
    text = STORIES[name][1]
    assert all(is_candidate(text, edit(text, chance(seed))) for seed in range(10))


def test_different_stories_share_no_key() -> None:
    texts = [text for _, text in STORIES.values()]
    found = np.concatenate(keys(texts))[:, 0]
    assert len(np.unique(found)) == len(found)


@pytest.mark.parametrize("name", SPACED)
def test_a_passage_from_the_middle_is_a_candidate(name: str) -> None:
    words = STORIES[name][1].split(" ")
    assert is_candidate(STORIES[name][1], " ".join(words[20:70]))


def test_a_story_has_about_eleven_keys_and_a_book_at_most_55() -> None:
    (few,) = keys([STORIES["pier"][1]])
    assert 8 <= len(few) <= 14
    numbers = chance(1)
    (many,) = keys([" ".join(str(numbers.random()) for _ in range(60_000))])
    assert len(many) <= 7 + 48


def test_texts_with_only_a_phrase_of_the_trade_in_common_are_no_candidates() -> None:
    phrase = "declined to comment on the report"
    one = f"{STORIES['pier'][1]} Nordvik {phrase}."
    assert not is_candidate(one, f"Brekke Bank {phrase}. {STORIES['merger'][1]}")


def test_briefs_that_are_typed_anew_around_their_numbers_share_a_key() -> None:
    assert is_candidate(
        "Qtly div 47 cts vs 47 cts prior Pay May 23 Record May 8",
        "Shr 47 vs 47. Payable 23 May, record 8",
    )
    assert not shared("Qtly div 47 cts vs 47 cts prior Pay May 23", "Shr 47 vs 48. Payable 23 May, record 8")


def test_the_whole_text_of_a_flash_is_its_key() -> None:
    assert is_candidate("Pier to be rebuilt", "PIER TO BE REBUILT.")
    assert not shared("Pier to be rebuilt", "Pier not to be rebuilt")


def test_a_text_without_words_has_no_keys() -> None:
    assert [len(found) for found in keys(["", "…", "one"])] == [0, 0, 1]
    assert keys([]) == []


def test_some_notices_from_one_template_share_keys() -> None:
    assert any(shared(one.text, other.text) for one, other in TEMPLATES)


@given(st.lists(st.text("abc 12.é中アก", max_size=200), min_size=1, max_size=5))
def test_keys_do_not_depend_on_the_batch(texts: list[str]) -> None:
    for text, found in zip(texts, keys(texts), strict=True):
        (alone,) = keys([text])
        assert found.tolist() == alone.tolist()
        assert found.dtype == np.int32
        assert found.shape == (len(found), 2)
