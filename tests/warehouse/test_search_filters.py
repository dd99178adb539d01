"""Filters of ``mart.search``: time, source, provider, agency, place, country, language, kind and run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import psycopg
import pytest

from newswire.search import index
from tests.support.stories import drop, ninjs, run
from tests.warehouse.conftest import Search

GIVEN = {
    "en": ("LONDON, May 7 (Reuters) - Ministers were late for the harbour talks, and the ferries waited.", 5),
    "de": ("BERLIN, 8. Mai (dpa) - Die Häfen wurden geschlossen; die Fähren warten auf höhere Gewalt.", 6),
    "ru": ("МОСКВА, 9 мая (ТАСС) - Переговоры о порте продолжаются, паромы стоят у причала.", 7),
    "ar": ("القاهرة 10 مايو (أ ف ب) - قال وزير الخارجية إن المفاوضات حول الميناء مستمرة.", 8),
    "zh": ("北京，5月11日（新华社）——研究人员星期二访问了港口，渡轮停驶。", 9),
    "ja": ("【東京】東京都知事は港のフェリーの予算を発表した。", 10),
    "th": ("กรุงเทพฯ - นายกรัฐมนตรีแถลงเรื่องท่าเรือและเรือข้ามฟากเมื่อวันอังคาร", 11),
}
WORDS = {
    "en": "ferry",
    "de": "fähre",
    "ru": "причал",
    "ar": "الميناء",
    "zh": "港口",
    "ja": "フェリー",
    "th": "ท่าเรือ",
}


@pytest.fixture
def filed(search: Search, warehouse: psycopg.Connection, sources: Path, paper: Path) -> Search:
    """A story in each language, a month apart from May on, and one of another source."""
    for number, (language, (text, month)) in enumerate(GIVEN.items()):
        time = f"2024-{month:02}-07T12:00:00+00:00"
        document = ninjs(
            f"in-{language}",
            headline=f"Story {number}",
            body=text,
            language=language,
            versioncreated=time,
            firstcreated=time,
        )
        drop(paper, f"{number}.json", document)
    run(warehouse, sources, "paper")
    index(warehouse)
    return search


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"since": "2024-10-07 12:00Z"}, ["th", "ja"]),
        ({"until": "2024-06-07 12:00Z"}, ["en"]),
        ({"since": "2024-06-01Z", "until": "2024-08-01Z"}, ["ru", "de"]),
        ({"since": "2024-06-07Z", "until": "2024-06-08Z"}, ["de"]),
        ({"since": "2024-06-08Z", "until": "2024-06-07Z"}, []),
        ({"since": "1900-01-01Z", "until": "2024-06-01Z"}, ["en"]),
        ({"since": "2024-11-07 12:00Z", "until": "infinity"}, ["th"]),
        ({"in_language": "ru"}, ["ru"]),
        ({"in_language": "DE-at"}, ["de"]),
        ({"place": "Berlin"}, ["de"]),
        ({"place": "москва"}, ["ru"]),
        ({"place": "北京"}, ["zh"]),
        ({"place": "Ber"}, []),
        ({"country": "gb"}, ["en"]),
        ({"country": "RU"}, ["ru"]),
        ({"agency": "reuters"}, ["en"]),
        ({"agency": "D P A"}, ["de"]),
        ({"agency": "coast daily", "in_language": "th"}, ["th"]),
        ({"provider": "Reuters"}, []),
        ({"provider": "COAST-DAILY", "country": "DE"}, ["de"]),
        ({"source": "wire"}, []),
        ({"source": "paper", "country": "DE"}, ["de"]),
        ({"source": "paper", "country": "DE", "in_language": "en"}, []),
        ({"source": "x' | 'source paper"}, []),
        ({"place": "' | 'in 2024"}, []),
        ({"provider": "\\"}, []),
        ({"agency": ""}, []),
        ({"kind": "text", "country": "DE"}, ["de"]),
        ({"kind": "picture"}, []),
        ({"kind": "te"}, []),
        ({"run": 0}, []),
    ],
    ids=repr,
)
def test_a_filter_needs_no_words(filed: Search, filters: dict[str, str], found: list[str]) -> None:
    assert filed(None, **filters) == found


def test_a_kind_and_a_run_are_filters_of_words_and_of_the_count(
    filed: Search, warehouse: psycopg.Connection
) -> None:
    picture = ninjs("quay", type="picture", headline="Ferry at the quay", body="A ferry.", language="en")
    assert filed("ferry", given=[picture], kind="picture") == ["en"]
    assert filed("ferry", "title", kind="text") == ["Story 0"]
    assert filed("ferry", "title", order_by="newest") == ["Ferry at the quay", "Story 0"]
    [wire, paper] = [
        run_id
        for (run_id,) in warehouse.execute("SELECT run_id FROM mart.runs ORDER BY source_name = 'paper'")
    ]
    assert filed("ferry", "title", run=wire) == ["Ferry at the quay"]
    assert filed("ferry", "title", run=paper, each_version=True) == ["Story 0"]
    assert filed("ferry", "title", run=paper, since="2024-05-08Z") == []
    assert filed(None, "matches", run=paper, most=1) == [len(GIVEN)]
    counted = (
        "SELECT mart.search_count('ferry'), mart.search_count(kind => 'picture'),"
        " mart.search_count(run => %s)"
    )
    assert warehouse.execute(counted, (paper,)).fetchone() == (2, 1, len(GIVEN))


@pytest.mark.parametrize("language", GIVEN)
def test_words_and_filters_must_both_hold(filed: Search, language: str) -> None:
    day = f"2024-{GIVEN[language][1]:02}-07"
    period = {"since": f"{day} 00:00Z", "until": f"{day} 12:00:01Z"}
    assert filed(WORDS[language], **period, source="paper", provider="coast-daily") == [language]
    assert filed(WORDS[language], **period, in_language=language, order_by="newest") == [language]
    assert filed("whale", **period) == []
    assert filed(WORDS[language], until=f"{day} 12:00Z", since=f"{day} 00:00Z") == []
    assert filed(f"-{WORDS[language]}", **period) == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"words": "pier " * 201}, "A search takes at most 1,000 characters, and this one has 1,005."),
        ({"words": " ".join(f"pier{n}" for n in range(20_000))}, "A search takes at most 1,000 characters"),
        ({"words": f"pier {'-' * 40} bridge"}, "The words hold ten hyphens in a row."),
        ({"words": "- " * 400}, "The words hold ten hyphens in a row."),
        ({"words": "pier", "in_language": "en " * 1000}, "in_language is a tag"),
        ({"words": "pier", "country": "Germany"}, "country is a code of two letters"),
        ({"words": "pier", "order_by": "time'"}, "order_by is 'rank' or 'newest'."),
        ({"words": "pier", "most": 0}, "most is 1 or more; null gives all."),
        ({"words": "pier", "after": "1_2_3"}, "after takes the value of the column after"),
        ({"words": "pier", "after": "1_._3_4"}, "after takes the value of the column after"),
    ],
    ids=repr,
)
def test_an_argument_out_of_range_is_refused_in_a_sentence(
    search: Search, arguments: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(psycopg.errors.InvalidParameterValue, match=f"^{sentence}"):
        search(arguments.pop("words"), **arguments)


@pytest.mark.parametrize("letters", ["a b ", "-a ", "a or ", "a --------- ", '"a b" ', "東", "EX.N "])
def test_the_longest_search_is_answered(filed: Search, letters: str) -> None:
    assert len(filed((letters * 1000)[:1000].strip())) < len(GIVEN)


def test_a_renamed_provider_is_found_by_its_new_name(filed: Search, warehouse: psycopg.Connection) -> None:
    warehouse.execute("UPDATE news.items SET provider = 'Coast Weekly' WHERE guid = 'in-de'")
    warehouse.execute("UPDATE news.versions SET credit = '{Coast Weekly,ddp}' WHERE language = 'ar'")
    assert filed(None, provider="coast weekly") == ["de"]
    assert filed(None, agency="coast weekly") == ["ar", "de"]
    assert filed(None, agency="ddp") == ["ar"]
    assert filed(None, agency="dpa") == ["de"]
    assert filed("fähre", provider="coast-daily") == []
    assert filed("fähre", provider="coast weekly") == ["de"]


def test_a_moved_version_is_found_by_the_provider_of_its_new_item(
    filed: Search, warehouse: psycopg.Connection
) -> None:
    with warehouse.transaction(force_rollback=True):
        warehouse.execute("UPDATE news.items SET provider = 'Coast Weekly' WHERE guid = 'in-en'")
        warehouse.execute(
            "UPDATE news.versions SET item_id = (SELECT item_id FROM news.items WHERE guid = 'in-en')"
            " WHERE language = 'de'"
        )
        assert filed(None, provider="Coast Weekly", each_version=True) == ["de", "en"]


def test_marks_stay_below_the_limits_of_a_word(warehouse: psycopg.Connection) -> None:
    """PostgreSQL refuses a word of more than 2,046 bytes."""
    long = "東" * 5000
    marks = "SELECT array_to_tsvector(news.search_marks('infinity', %s, %s, %s, %s, NULL)) IS NOT NULL"
    assert warehouse.execute(marks, (long, long, [long, ""], [None, "", "!!", long])).fetchone() == (True,)
    query = "SELECT news.search_whole(NULL, NULL, %s, %s, %s, %s, NULL, %s) IS NOT NULL"
    assert warehouse.execute(query, (long, long, long, long, long)).fetchone() == (True,)


@pytest.mark.parametrize(
    ("since", "until", "marks"),
    [
        ("2024-05-07 12:00Z", "2024-05-07 13:00Z", "2024-05-07"),
        ("2024-05-07Z", "2024-05-08Z", "2024-05-07"),
        ("2024-05-07Z", "2024-05-08 00:01Z", "2024-05-07 2024-05-08"),
        ("2024-05-01Z", "2024-06-01Z", "2024-05"),
        ("2024-04-30Z", "2024-06-02Z", "2024-04-30 2024-05 2024-06-01"),
        ("2023-12-31Z", "2025-02-01Z", "2023-12-31 2024 2025-01"),
        ("2020-01-01Z", "2021-01-01Z", "2020"),
        ("-infinity", "2024-05-08Z", None),
        ("1850-05-08Z", "2024-05-08Z", None),
    ],
)
def test_a_period_is_a_short_list_of_marks(
    warehouse: psycopg.Connection, since: str, until: str, marks: str | None
) -> None:
    [(query,)] = warehouse.execute("SELECT news.search_period(%s, %s)::text", (since, until))
    found = query and sorted(part.strip("' ").removeprefix("in ") for part in query.split("|"))
    assert found == (marks and marks.split())
