from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.dedupe.texts.normalise import DIGIT, KATAKANA, LETTER, UNSPACED, UPPER, tokenise
from tests.dedupe.agency import STORIES


def words(text: str) -> list[int]:
    return tokenise([text]).words.tolist()


def spelled(text: str) -> list[str]:
    tokens = tokenise([text])
    return [tokens.spelling(token) for token in range(len(tokens.words))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Harbour Council", "THE HARBOUR\nCOUNCIL."),
        ("Café in Łódź", "cafe in łodz"),
        ("it's the council’s", "its the councils"),
        ("1,750 crowns", "1750 crowns"),
        ("1'750'000", "1750000"),
        ("٤٫٥ مليون", "4.5 مليون"),
        ("أحمد إلى الجزيرة", "احمد الي الجزيره"),
        ("مُحَمَّد", "محمد"),
        ("всё ещё", "все еще"),
        ("ｆｕｌｌ　ｗｉｄｔｈ １２", "full width 12"),
        ("co\u00adop\u200berative", "cooperative"),
        ("ﬁnal", "final"),
        ("a — b", "a - b"),
    ],
)
def test_spellings_that_vary_between_outlets_give_the_same_words(one: str, other: str) -> None:
    assert words(one) == words(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("1.5 percent", "15 percent"), ("1/4", "14"), ("Iraq", "Iran"), ("may", "Mayo"), ("10:30", "1030")],
)
def test_different_facts_give_different_words(one: str, other: str) -> None:
    assert words(one) != words(other)


def test_a_number_is_one_word_with_its_marks() -> None:
    assert spelled("rose 3.1 points to 1,204.50, or 5/8, at 10:30 on 7/5/2024.") == [
        *["rose", "3.1", "points", "to", "1204.50", "or", "5/8", "at", "10:30", "on", "7/5/2024"]
    ]


def test_zeros_at_the_ends_of_a_number_are_no_significant_figures() -> None:
    assert tokenise(["100,000 or 0.25 or 1,204.50 or 0"]).figures.tolist() == [1, 0, 2, 0, 5, 0, 1]


def test_flags_give_the_kinds_of_characters_in_a_word() -> None:
    flags = tokenise(["Tarnow sold 12 A4s"]).flags.tolist()
    assert flags == [LETTER | UPPER, LETTER, DIGIT, LETTER | UPPER | DIGIT]
    assert tokenise(["ロンドン"]).flags.tolist() == [KATAKANA]
    assert set(tokenise(["中国外交部"]).flags.tolist()) == {UNSPACED}


def test_sentences_end_at_stops_and_empty_lines_but_not_at_initials() -> None:
    tokens = tokenise(['He met U.S. envoy J. Doe. "Good." Then he left\nhome\n\nThe end'])
    ends = [tokens.spelling(place) for place in range(len(tokens.words) - 1)
            if tokens.sentences[place + 1] != tokens.sentences[place]]  # fmt: skip
    assert ends == ["doe", "good", "home"]


def test_sentences_end_at_wide_stops_without_space() -> None:
    assert len(set(tokenise(["今天很好。明天更好。"]).sentences.tolist())) == 2


@pytest.mark.parametrize("name", ["chinese", "japanese", "thai"])
def test_scripts_without_spaces_are_cut_by_the_text_and_not_by_its_position(name: str) -> None:
    text = STORIES[name][1]
    before, after = words(text), words("更" + text[:40] + "更" + text[40:])
    assert len(text) / 8 < len(before) < len(text) / 1.4
    assert len(set(before) - set(after)) <= 4


@given(st.lists(st.text(), max_size=6))
def test_a_text_has_the_same_words_in_any_batch(texts: list[str]) -> None:
    batch = tokenise(texts)
    for number, text in enumerate(texts):
        part = slice(batch.starts[number], batch.starts[number + 1])
        alone = tokenise([text])
        assert batch.words[part].tolist() == alone.words.tolist()
        assert batch.flags[part].tolist() == alone.flags.tolist()
        assert batch.figures[part].tolist() == alone.figures.tolist()
    assert len(batch) == len(texts)
    assert batch.starts[-1] == len(batch.words) == len(batch.owners())


@given(st.text("….,;:!?-–—()[]«»„“”\"'’/|%€$*+= \n\r\t\u00ad\u200b\ufeff。、「」🙂"))
def test_a_text_of_punctuation_alone_has_no_words(text: str) -> None:
    assert words(text) == []
