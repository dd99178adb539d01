"""The language of a text, if it is certain, and the tags of languages."""

import pytest

from newswire.lexicon.languages import Stated, detect, stated, tag


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ferry between the islands ran aground on Tuesday night, and nobody was hurt.", "en"),
        ("Die Fähre zwischen den Inseln ist in der Nacht zum Dienstag auf Grund gelaufen.", "de"),
        ("Le ferry entre les deux îles s'est échoué mardi soir et personne n'a été blessé.", "fr"),
        ("El transbordador entre las dos islas encalló el martes por la noche sin heridos.", "es"),
        ("Паром между островами сел на мель во вторник вечером, никто не пострадал.", "ru"),
        ("جنحت العبارة بين الجزيرتين مساء الثلاثاء ولم يصب أحد بأذى، بحسب خفر السواحل.", "ar"),
        ("两座岛屿之间的渡轮周二晚间搁浅，海岸警卫队说，没有人受伤，乘客已全部上岸。", "zh"),
        ("島の間を結ぶフェリーが火曜日の夜に座礁したが、けが人はなかったと沿岸警備隊が発表した。", "ja"),
        ("섬 사이를 오가는 여객선이 화요일 밤 좌초했으나 다친 사람은 없다고 해경이 밝혔다.", "ko"),
    ],
)
def test_a_text_gives_its_language(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize("text", ["", "Oslo", "Ferry runs aground", "1 2 3 4 5 6 7 8 9 " * 20, "渡轮搁浅"])
def test_a_short_text_gives_no_language(text: str) -> None:
    assert detect(text) is None


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("NL", "nl"),
        ("en_us", "en-US"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("sr-latn", "sr-Latn"),
        ("x-default", "x-default"),
    ],
)
def test_a_tag_has_the_form_of_bcp_47(said: str, written: str) -> None:
    assert tag(said) == written


@pytest.mark.parametrize(
    ("said", "tagged"),
    [
        *(("English", "en"), ("eng", "en"), ("ger", "de"), ("français", "fr"), ("Elvish", "elvish")),
        *(("中文", "zh"), ("Farsi", "fa"), ("Swahili", "sw"), ("alb", "sq"), ("fil", "fil"), ("nob", "nb")),
    ],
)
def test_a_name_or_a_code_of_three_letters_gives_its_tag(said: str, tagged: str) -> None:
    assert tag(said) == tagged


@pytest.mark.parametrize(
    ("said", "tagged"),
    [
        *(("en-UK", "en-GB"), ("en_GB.UTF-8", "en-GB"), ("en-US,en;q=0.5", "en-US"), ("es-419", "es-419")),
        *(
            ("iw", "he"),
            ("sh", "sr-Latn"),
            ("tl", "fil"),
            ("zh_hans_cn", "zh-Hans-CN"),
            ("en-EN", "en"),
            ("xx", "xx"),
        ),
    ],
)
def test_a_tag_keeps_a_region_that_exists(said: str, tagged: str) -> None:
    assert tag(said) == tagged


@pytest.mark.parametrize("said", ["us", "GB", "jp", "cn", "dk", "usa", "und", ""])
def test_a_countrys_code_is_no_language(said: str) -> None:
    assert tag(said) is None


ENGLISH = "The ferry between the islands ran aground on Tuesday night, and nobody was hurt."
SPANISH = "El transbordador entre las dos islas encalló el martes por la noche sin heridos."
GERMAN = "Die Fähre zwischen den Inseln ist in der Nacht zum Dienstag auf Grund gelaufen."
ARABIC = "جنحت العبارة بين الجزيرتين مساء الثلاثاء ولم يصب أحد بأذى، بحسب خفر السواحل."


@pytest.mark.parametrize(
    ("said", "text", "language"),
    [
        *(("us", ENGLISH, "en-US"), ("GB", ENGLISH, "en-GB"), ("at", GERMAN, "de-AT"), ("us", GERMAN, "de")),
        *(
            ("uk", ENGLISH, "en-GB"),
            ("ca", ENGLISH, "en-CA"),
            ("ar", SPANISH, "es-AR"),
            ("ch", GERMAN, "de-CH"),
        ),
    ],
)
def test_a_countrys_code_becomes_the_region_of_the_texts_own_language(
    said: str, text: str, language: str
) -> None:
    found = stated(said, text)
    assert found.tag == language
    assert found.warning
    assert repr(said) in found.warning
    assert language in found.warning


@pytest.mark.parametrize(
    ("said", "text", "language"),
    [
        *(("ar", ARABIC, "ar"), ("en", SPANISH, "en"), ("de", ENGLISH, "de"), ("uk", "Oslo", "uk")),
        *(("en-us", SPANISH, "en-US"), ("und", GERMAN, "de"), ("ca", "Oslo", "ca")),
    ],
)
def test_a_stated_language_stays(said: str, text: str, language: str) -> None:
    assert stated(said, text) == Stated(language)


def test_a_countrys_code_over_a_short_text_gives_no_language() -> None:
    assert stated("us", "Oslo") == Stated(None, "The language 'us' is a country's code; none was taken.")
