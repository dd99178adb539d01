from __future__ import annotations

import numpy as np

from newswire.translations.texts.keys import candidates, keys, shelf
from newswire.translations.texts.traits import traits
from tests.translations.invented import MARKET, PORT


def test_a_story_finds_its_translations_by_their_keys() -> None:
    read = {language: keys(traits(language, *story)) for language, story in PORT.items()}
    others = {language: found for language, found in read.items() if language != "en"}
    assert list(candidates([read["en"]], shelf(list(others.values())))) == [
        (0, place) for place in range(len(others))
    ]


def test_another_story_is_not_compared() -> None:
    weather = traits(
        "de", "Regen in Haldersund", "In Haldersund regnet es seit 11 Tagen, so Meteorologe Ask."
    )
    assert list(candidates([keys(traits("en", *PORT["en"]))], shelf([keys(weather)]))) == []


def test_candidates_do_not_depend_on_what_else_is_there() -> None:
    mine = [keys(traits("en", *PORT["en"])), keys(traits("en", *MARKET["en"]))]
    others = [keys(traits(language, *PORT[language])) for language in ("de", "ru")]
    empty = np.array([], dtype=np.uint32)
    alone = {(i, j) for i in range(2) for j in range(2) for _ in candidates([mine[i]], shelf([others[j]]))}
    assert set(candidates([*mine, empty], shelf([*others, empty]))) == alone
    assert list(candidates([], shelf(others))) == list(candidates(mine, shelf([]))) == []
