from __future__ import annotations

import numpy as np
import pytest

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


def test_a_text_with_what_all_stories_of_a_wire_print_is_compared_with_its_best_partners(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("newswire.translations.texts.keys._PARTNERS", 3)
    headline, body = PORT["en"]
    imprint = "Albersund and Haldersund: The Karlgard Tidings, office in Marnes, telephone 55 60 71. "
    others = [
        keys(traits("de", "Wetter", f"{imprint} Es regnet an {days} Tagen.")) for days in range(101, 121)
    ]
    others.insert(7, keys(traits("de", PORT["de"][0], f"{imprint} {PORT['de'][1]}")))
    mine = keys(traits("en", headline, f"{imprint} {body}"))
    found = [place for _, place in candidates([mine], shelf(others))]
    assert len(found) == 3
    assert 7 in found
