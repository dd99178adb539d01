"""The words around names: functions, desks, organisations, in several languages."""

from __future__ import annotations

import re

import pytest

from newswire.lexicon.bylines import words


@pytest.mark.parametrize(
    "word", ["Writer", "KORRESPONDENTIN", "dpa-Korrespondent", "giornalista", "обозреватель", "editor."]
)
def test_a_word_of_a_function(word: str) -> None:
    assert words.is_role(word)


@pytest.mark.parametrize("word", ["Newsdesk", "STAFF", "Redaktion", "Rédaction", "редакция"])
def test_a_word_of_a_desk(word: str) -> None:
    assert words.is_desk(word)


@pytest.mark.parametrize(
    "word", ["Media", "Verlagsgesellschaft", "Union-Tribune", "GmbH", "agenzia", "газета"]
)
def test_a_word_of_an_organisation(word: str) -> None:
    assert words.is_organisation(word)


@pytest.mark.parametrize("word", ["Marsh", "van", "Press", "Iván", "-", ""])
def test_a_word_of_a_name_is_none_of_these(word: str) -> None:
    assert [test(word) for test in (words.is_role, words.is_desk, words.is_organisation)] == [False] * 3


def test_words_are_compared_without_case_and_punctuation() -> None:
    assert words.key("“S.p.A.”,") == "s.p.a"
    assert words.key("D’Angelo:") == "d'angelo"


def test_the_longest_word_is_tried_first() -> None:
    found = re.match(words.alternatives(["photo", "photo by"]), "photo  by Ann")
    assert found is not None
    assert found[0] == "photo  by"


@pytest.mark.parametrize(
    "text", ["By Ann Marsh", "POR Ana Luz", "Yazan: Ayşe", "Ön ayak", "Fotos: Max Weber"]
)
def test_a_word_before_a_name_may_begin_a_text(text: str) -> None:
    assert words.may_begin(text)


@pytest.mark.parametrize("text", ["Shares rose", "Grenholm council"])
def test_other_words_begin_no_byline(text: str) -> None:
    assert not words.may_begin(text)
