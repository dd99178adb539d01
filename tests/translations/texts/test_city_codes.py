from __future__ import annotations

import pytest

from newswire.translations.texts.city_codes import code, within


@pytest.mark.parametrize(
    "names",
    [
        ("Plovdiv", "Пловдив", "普罗夫迪夫", "بلوفديف", "Filibe"),
        ("Warsaw", "Варшава", "Varsjá", "ワルシャワ"),
        ("Shizuoka", "静岡", "静岡市"),
        ("Wien", "Vienna", "Beč"),
    ],
)
def test_a_city_has_one_code_under_all_of_its_names(names: tuple[str, ...]) -> None:
    found = {code(name) for name in names}
    assert len(found) == 1
    assert None not in found


@pytest.mark.parametrize("name", ["", "xyzzy", "ber", "the", "\ud800", "a\tb"])
def test_other_words_have_none(name: str) -> None:
    assert code(name) is None


def test_cities_are_found_in_a_text_without_spaces() -> None:
    text = "静岡市の港で、札幌から来た船が"
    assert [(place, at) for place, at in within(text)] == [(code("静岡"), 0), (code("札幌"), 7)]
    assert list(within("")) == list(within("ん")) == list(within("Oslo")) == []
