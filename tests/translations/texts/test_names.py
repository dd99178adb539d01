from __future__ import annotations

import pytest
from rapidfuzz.distance import JaroWinkler

from newswire.translations.texts.names import romanised, skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("solberg", "сульберг"),
        ("renner", "реннера"),
        ("assekuranz", "ассекуранц"),
        ("brekkevik", "ブレッケビーク"),
        ("nordmark", "ノルドマルク"),
        ("kalvemar", "カルベマル"),
        ("tobias", "トビアス"),
        ("þórður", "thordur"),
        ("šibenik", "шибеник"),
    ],
)
def test_a_name_is_alike_in_every_script(one: str, other: str) -> None:
    assert JaroWinkler.normalized_similarity(romanised(one), romanised(other)) >= 0.8
    assert skeleton(romanised(one))[:3] == skeleton(romanised(other))[:3]


def test_chinese_spells_a_name_by_its_sound() -> None:
    assert skeleton(romanised("特朗普")) == skeleton(romanised("trump"))
