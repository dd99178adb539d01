"""The benchmark of the stage that joins translations fills a warehouse that has some."""

from __future__ import annotations

import psycopg

from newswire.bench.stories import stories, varied
from newswire.bench.translations import measure, translated


def test_the_stage_is_measured_at_each_size_and_finds_the_translations(warehouse: psycopg.Connection) -> None:
    rates = list(measure(warehouse, [300], more=400))
    assert [rate.size for rate in rates] == [300]
    assert rates[0].stories > 400
    assert rates[0].links > 20
    assert rates[0].rate > 0
    assert rates[0].bytes_per_story > 0
    kinds = warehouse.execute("SELECT count(*) FROM mart.translations").fetchone()
    assert kinds == (rates[0].links,)


def test_a_translation_has_other_words_and_the_same_facts() -> None:
    told = list(translated(varied(stories(100))))
    pairs = [
        (told[place - 1], item)
        for place, item in enumerate(told)
        if (item.guid or "").endswith(f" {item.language}")
    ]
    assert pairs
    for original, translation in pairs:
        assert original.language != translation.language
        assert original.headline != translation.headline
        assert (original.body_text or "").count(",") == (translation.body_text or "").count(",")
