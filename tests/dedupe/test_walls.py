"""A wall stands under unlike headlines that have no word of it; a story's headlines draw on its text."""

from __future__ import annotations

import pytest

from newswire.dedupe.walls import are_alike, is_wall
from tests.dedupe.agency import story
from tests.dedupe.series import SERIES

HEADLINES = (
    "Mill burns down in Lomsdal",
    "Ferry fares rise",
    "Choir wins first prize",
    "Frost kills the plums",
)

WALLS: dict[str, tuple[str, tuple[str, ...]]] = {
    "English paywall": (
        "Log in or subscribe to go on reading. Subscribers see all articles, the archive since 1921 "
        "and the "
        "printed paper as pages, on up to three devices.",
        HEADLINES,
    ),
    "a headline with words of the wall": (
        "Log in or subscribe to go on reading. Subscribers see all articles, the archive since 1921 "
        "and the "
        "printed paper as pages, on up to three devices.",
        (*HEADLINES, "Printed paper costs more for subscribers"),
    ),
    "German cookies": (
        "Wir und unsere Partner verwenden Cookies, um Inhalte und Anzeigen an Ihre Vorlieben "
        "anzupassen. Mit "
        "einem Klick auf Zustimmen erlauben Sie die Verarbeitung Ihrer Daten, auch in Ländern ohne "
        "vergleichbaren Schutz.",
        ("Mühle brennt nieder", "Fähre wird teurer", "Frost vernichtet Pflaumen"),
    ),
    "Chinese sign-in": (
        "您今日的免费阅读篇数已经用完，请登录或订阅会员后继续阅读全文。订阅用户可以在手机、平板和电脑"
        "上同时使用。",
        ("北码头失火两人受伤", "轮渡票价明年上调", "合唱团获得金奖"),
    ),
    "Russian sign-in": (
        "Чтобы прочитать статью целиком, войдите или оформите подписку. Подписчикам доступны все "
        "материалы, "
        "архив с первого номера и приложение без рекламы.",
        ("На мельнице случился пожар", "Паром дорожает весной", "Хор получил первый приз"),
    ),
    "Arabic sign-in": (
        "لقراءة المقال كاملا يرجى تسجيل الدخول أو الاشتراك. يحصل المشتركون على جميع المقالات والأرشيف "
        "بلا إعلانات.",
        ("حريق في مطحنة السالمة", "ارتفاع أجرة العبارة", "الجوقة تفوز بالجائزة الأولى"),
    ),
    "warning that its headline alone places": (
        "Es besteht die Gefahr von schweren Böen und Hagel. Halten Sie sich nicht im Freien auf, "
        "schließen Sie "
        "Fenster und Türen, und meiden Sie Wälder und Parks. Die Warnung gilt bis Mitternacht.",
        ("Unwetter: Rabenau", "Unwetter: Tiefenbach", "Unwetter: Ellerbrück"),
    ),
}

STORIES: dict[str, tuple[str, ...]] = {
    "pier": (
        "Port Albers to rebuild northern pier", "Council votes for pier", "Herring harbour gets new piles",
        "Ferries move to the coal quay", "News", "More",
    ),
    "german": ("Stadtrat will neue Straßenbahn", "Mehr Gleise zum Klinikum", "Teures Denkmal der Verwaltung"),
    "chinese": (
        "临海市决定重建北码头", "北码头九月重建", "议员反对重建木桩码头", "渡轮改用煤炭码头",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WALLS)
def test_a_text_under_unlike_headlines_without_its_words_is_a_wall(name: str) -> None:
    text, headlines = WALLS[name]
    assert is_wall(text, headlines)
    assert is_wall(text, reversed(headlines))


@pytest.mark.parametrize("name", WALLS)
def test_two_such_headlines_make_no_wall(name: str) -> None:
    text, headlines = WALLS[name]
    assert not is_wall(text, headlines[:2])


@pytest.mark.parametrize("name", STORIES)
def test_a_story_under_rewritten_headlines_is_no_wall(name: str) -> None:
    assert not is_wall(story(name).text, STORIES[name])


def test_one_headline_with_other_marks_and_ends_makes_no_wall() -> None:
    headlines = (
        "Mill burns down",
        "UPDATE 1-Mill burns down",
        "Mill burns down - paper",
        "Live: mill burns down",
    )
    assert not is_wall(WALLS["English paywall"][0], headlines)


@pytest.mark.parametrize(
    ("headline", "other", "alike"),
    [
        ("Mill burns down", "Mill burns down", True),
        ("Mill burns down in Lomsdal", "Lomsdal mill burns down", True),
        ("Mill burns down", "Ferry fares rise", False),
        ("Gales in the north of Fenby", "Gales in the north of Lomsdal", False),
        ("渡轮票价明年上调", "渡轮票价明年上调", True),
        ("渡轮票价明年上调", "北码头失火两人受伤", False),
        (None, None, False),
    ],
)
def test_headlines_above_a_wall_are_compared_closely(
    headline: str | None, other: str | None, alike: bool
) -> None:
    assert are_alike(headline, other) is alike
    assert are_alike(other, headline) is alike


def test_a_notice_that_names_its_subject_is_no_wall() -> None:
    gale = SERIES["German gales"].a
    assert gale.headline is not None
    assert not is_wall(
        gale.text, [gale.headline, "Hagel über Rabenau erwartet", "Keller drohen vollzulaufen"]
    )
