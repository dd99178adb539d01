"""The description of a site is no standfirst of the stories on it."""

from __future__ import annotations

import json

import pytest

from newswire.parse.pages.facts.description import without_site_description
from newswire.parse.pages.facts.facts import Facts
from tests.parse.pages.markup import FIRST, HEADLINE, SECOND, STORY, THIRD, item, page

TEXT = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
OF_SITE = "Breaking stories, weather, football and cooking from every corner of the western coast."
OF_STORY = "Trams carry people below the harbour again, and the council pays millions more than planned."


def left(
    standfirst: str, place: str = "meta description", text: str = TEXT, headline: str = HEADLINE
) -> str | None:
    facts = Facts(headline=headline, standfirst=standfirst, how={"standfirst": place})
    without_site_description(facts, text)
    assert ("standfirst" in facts.how) == (facts.standfirst is not None)
    return facts.standfirst


def test_a_description_without_a_word_of_the_story_is_that_of_the_site() -> None:
    assert left(OF_SITE) is None
    assert left(OF_STORY) == OF_STORY


def test_what_an_article_states_of_itself_stays() -> None:
    assert left(OF_SITE, "JSON-LD NewsArticle.description") == OF_SITE


def test_a_short_text_and_a_short_description_prove_nothing() -> None:
    assert left(OF_SITE, text=FIRST) == OF_SITE
    assert left("It came late.") == "It came late."


DENSE = {
    "zh": (
        "每天为您带来沿海地区的天气和体育消息",
        "港口隧道重新开通，电车再次运行",
        "电车星期一再次驶过港口下面的隧道，市政府说工程晚了一年才完成，费用比计划高。",
    ),
    "ko": (
        "매일 해안의 소식과 날씨, 운동 경기를 전합니다",
        "전차가 다시 항구 터널을 달렸다고 시는 밝혔다",
        "전차가 월요일 항구 아래 터널을 다시 달렸다고 시가 밝혔다. "
        "공사는 한 해 늦게 끝났고 비용도 더 들었다.",
    ),
    "th": (
        "ข่าวกีฬาและพยากรณ์อากาศชายฝั่งทุกวัน",
        "รถรางกลับมาวิ่งในอุโมงค์ใต้ท่าเรือ",
        "รถรางกลับมาวิ่งผ่านอุโมงค์ใต้ท่าเรือในวันจันทร์ เทศบาลแถลงในเช้าวันเดียวกัน งานล่าช้าไปหนึ่งปี",
    ),
}


@pytest.mark.parametrize("language", DENSE)
def test_scripts_without_spaces_are_compared_too(language: str) -> None:
    of_site, of_story, text = DENSE[language]
    assert left(of_site, text=text, headline="") is None
    assert left(of_story, text=text, headline="") == of_story


def test_the_description_that_json_ld_gives_the_site_is_no_standfirst() -> None:
    site = {"@type": "WebSite", "name": "The Weir", "description": OF_STORY}
    head = (
        f'<meta name=description content="{OF_STORY}">'
        f'<script type="application/ld+json">{json.dumps(site)}</script>'
    )
    assert item(page(STORY, head)).standfirst is None
    assert item(page(STORY, head.replace("WebSite", "Thing"))).standfirst == OF_STORY
