from __future__ import annotations

from newswire.translations.texts.traits import traits
from tests.translations.invented import PORT


def test_a_word_that_only_begins_a_sentence_is_no_name() -> None:
    found = traits("en", "Waves in Kalvemar", "Waves broke. The waves sank boats of Solberg.")
    assert [name.form for name in found.names] == ["kalvemar", "solberg"]


def test_all_traits_of_a_text_stand_in_characters_of_english() -> None:
    english, japanese = (traits(language, *PORT[language]) for language in ("en", "ja"))
    for figure in ("14e0", "65e-1", "235e1", "15e5", "31e0"):
        here, there = english.figures[figure][-1], japanese.figures[figure][-1]
        assert abs(here / english.size - there / japanese.size) < 0.1
    assert {"PT", "NO"} <= english.places.keys() & japanese.places.keys()
