"""``mart.search``: stories by their words, in any language and script, and none that readers may not see."""

from __future__ import annotations

import json
from typing import Any

import psycopg
import pytest

from tests.support.stories import BODY, SENTENCES, ninjs
from tests.warehouse.conftest import Search

TEXTS = {
    "en": "Ministers were running late. “Harbour” fees—4.2 million—aren’t paid to Élan’s owners.",
    "de": "Die Häfen wurden geschlossen; die Bürgermeisterin sprach von „höherer Gewalt“.",
    "fr": "Les pêcheurs sont rentrés à l’aube : « la tempête » approche.",
    "ar": "قال وزير الخارجية، يوم الثلاثاء إن المفاوضات مستمرة في العاصمة.",
    "zh": "东京都知事星期二宣布，北京大学的研究人员将访问港口。",
    "ja": "東京都知事は5億円の予算を発表した。NHKによると、大雪のため港のフェリーは止まった。",
    "th": "นายกรัฐมนตรีแถลงข่าวที่กรุงเทพมหานครเมื่อวันอังคาร",
    "ko": "서울에서 열린 회의는 부산으로 옮겨졌다.",
    "xx": "Running ministers of a language without rules.",
}


@pytest.fixture
def spoken(search: Search) -> Search:
    """A story in each of the languages."""
    given = [
        ninjs(f"in-{language}", headline=f"Story {number}", body=text, language=language)
        for number, (language, text) in enumerate(TEXTS.items())
    ]
    search("", given=given)
    return search


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("minister", ["en"]),
        ("run", ["en"]),
        ("running ministers", ["en", "xx"]),
        ("harbour", ["en"]),
        ('"harbour fees"', ["en"]),
        ('"fees harbour"', []),
        ("“harbour fees”", ["en"]),
        ("élan", ["en"]),
        ("ELAN", []),
        ("ministers -harbour", ["xx"]),
        ("hafen", ["de"]),
        ("geschlossener gewalt", ["de"]),
        ("pêcheur", ["fr"]),
        ("hafen or pêcheur", ["de", "fr"]),
        ("tempête aube", ["fr"]),
        ("الخارجية", ["ar"]),
        ("خارجية وزير", ["ar"]),
        ("عاصمة", ["ar"]),
        ("北京大学", ["zh"]),
        ("京大", ["zh"]),
        ("大京", []),
        ("大学 港口", ["zh"]),
        ("知事 -港口", ["ja"]),
        ("東京都", ["ja"]),
        ("東京", ["ja"]),
        ("都東", []),
        ("雪", ["ja"]),
        ("フェリー", ["ja"]),
        ("フェリ", ["ja"]),
        ("NHK 5億円", ["ja"]),
        ("nhkによる", ["ja"]),
        ('"大雪のため港"', ["ja"]),
        ("知事", ["ja", "zh"]),
        ("รัฐมนตรี", ["th"]),
        ("กรุงเทพ", ["th"]),
        ("กรุงเทพ อังคาร", ["th"]),
        ("กรุงไทย", []),
        ("서울", ["ko"]),
        ("부산", ["ko"]),
        ("the", []),
        ("", []),
        ("\" - : & | ' \\ )(", []),
    ],
)  # fmt: skip
def test_words_are_found_by_the_rules_of_their_language(spoken: Search, words: str, found: list[str]) -> None:
    assert sorted(spoken(words)) == found


def test_one_language_can_be_asked_for(spoken: Search) -> None:
    assert spoken("ministers", in_language="en") == ["en"]
    assert spoken("knappe hafen or hafen", in_language="de-AT") == ["de"]
    assert spoken("知事", in_language="zh") == ["zh"]
    assert spoken("知事", in_language="xx") == []


@pytest.mark.parametrize(
    ("words", "excerpt"),
    [
        ("harbour fees", "“**Harbour** **fees**”"),
        ("東京都", "**東京都**知事は5億円の予算を"),
        ("大雪", "、**大雪**のため港"),
        ("5億円", "知事は**5億円**の"),
        ("รัฐมนตรี", "นายก**รัฐมนตรี**แถลง"),
    ],
)
def test_the_excerpt_shows_the_place_as_it_stands_in_the_text(
    search: Search, words: str, excerpt: str
) -> None:
    given = [
        ninjs("one", body="They spoke of “Harbour fees” – and of nothing else.", headline="A"),
        ninjs("two", body=TEXTS["ja"], language="ja", headline="B"),
        ninjs("three", body=TEXTS["th"], language="th", headline="C"),
    ]
    search("", given=given)
    [found] = search(words, "excerpt")
    assert excerpt.replace("“**", "**").replace("**”", "**") in found


def test_the_headline_weighs_more_than_the_text(search: Search) -> None:
    given = [
        ninjs("text", headline="Pier to be rebuilt", body=f"{BODY} A ferry was late."),
        ninjs("headline", headline="A ferry was late", body=f"{SENTENCES[1]} and so the quay stays closed."),
    ]
    assert search("ferry", "title", given=given)[0] == "A ferry was late"


def test_a_story_comes_once_by_the_version_that_fits(search: Search) -> None:
    given = [
        ninjs("pier", body=f"{BODY} Divers came on Monday."),
        ninjs("pier", version="2", body=f"{BODY} Work begins in May.", minute=5),
        ninjs("local/7", minute=30, firstcreated="2024-05-07T12:30:00+00:00"),
    ]
    assert search("pier", "story_id", given=given) == search("divers", "story_id")
    [newest], [older] = search("pier may", "version_id"), search("divers", "version_id")
    assert newest != older


@pytest.mark.parametrize(
    "more",
    [
        {"pubstatus": "canceled"},
        {"pubstatus": "withheld"},
        {"embargoed": "2999-01-01T00:00:00+00:00"},
    ],
    ids=json.dumps,
)
def test_a_search_finds_no_hidden_stories(search: Search, more: dict[str, Any]) -> None:
    given = [
        ninjs("secret", **more),
        ninjs("open", body="Herring was dear on Tuesday, the harbour master said."),
    ]
    assert search("harbour", "provider", given=given) == ["harbour-press"]
    assert search('"northern pier"', "provider") == []


def test_the_newest_are_weighed_and_the_index_is_used(warehouse: psycopg.Connection) -> None:
    warehouse.execute("SET enable_seqscan = off")
    plan = warehouse.execute(
        "EXPLAIN SELECT version_id FROM news.searchable WHERE words @@ news.search_query_in(NULL, 'pier')"
    )
    assert "searchable_words" in str(plan.fetchall())


def test_texts_without_such_letters_and_marks_stay_as_they_are(warehouse: psycopg.Connection) -> None:
    for text in ("", "Plain ASCII: a-b_c 3.5%", "Straße naïve мэр وزير प्रधानमंत्री"):
        assert warehouse.execute("SELECT news.search_text(%s)", (text,)).fetchone() == (text,)


def test_every_configuration_of_the_server_belongs_to_a_language(warehouse: psycopg.Connection) -> None:
    """``simple`` is for all others."""
    languages = [
        "ar",
        "ca",
        "da",
        "de",
        "el",
        "en",
        "es",
        "et",
        "eu",
        "fi",
        "fr",
        "ga",
        "hi",
        "hu",
        "hy",
        "id",
        "it",
        "lt",
        "nb",
        "ne",
        "nl",
        "pt",
        "ro",
        "ru",
        "sr",
        "sv",
        "ta",
        "tr",
        "yi",
    ]
    unnamed = warehouse.execute(
        "SELECT cfgname FROM pg_ts_config WHERE cfgnamespace = 'pg_catalog'::regnamespace"
        " AND cfgname <> ALL (SELECT news.search_configuration(name)::text FROM unnest(%s::text[]) AS name)",
        (languages,),
    )
    assert unnamed.fetchall() == [("simple",)]
    answer = warehouse.execute(
        "SELECT news.search_configuration(x)::text FROM unnest(ARRAY['de-CH', 'EN', 'zh', NULL]) AS x"
    )
    assert [name for (name,) in answer] == ["german", "english", "simple", "simple"]
