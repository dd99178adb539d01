"""Words that ``mart.search`` finds between signs, in long texts and in other spellings."""

from __future__ import annotations

from html import escape

import psycopg
import pytest

from tests.support.stories import ninjs
from tests.warehouse.conftest import Search

SIGNS = (
    "Talks of Israel/Gaza went on in KYIV/MOSCOW, Reuters/AFP said. Harbour Cranes Inc <EXM.N> and"
    " <Isle Lines Ltd> wait for AT&T; as talks ended.Officials of the U.S.Treasury left by 9/11 at 1.5 or"
    " 1,750 crowns. They wrote to John.Quay@example.com, and to http://www.example.com/pier/plan.html for the"
    " well-known plan of <T> by Booking.Com."
)


@pytest.mark.parametrize(
    "words",
    [
        "israel", "gaza", "Israel/Gaza", '"israel gaza went"', "went -gaza or moscow", "kyiv", "moscow",
        "afp", "Reuters/AFP", "EXM.N", "exm.n", "EXM", "<EXM.N>", "<exm.n>", '"cranes inc EXM"',
        '"EXM.N and isle"', "Isle Lines", '"isle lines ltd"', "<Isle Lines Ltd>",
        "officials", '"talks ended officials"', "ended.Officials", "treasury", "U.S.", "9/11", "1.5",
        "1,750", "john.quay@example.com", "John.Quay@example.com", "http://www.example.com/pier/plan.html",
        "www.example.com", "plan.html", "well-known", "known", "<T>", "<t>", "T",
        '"T"', "booking.com", "Booking.Com",
    ],
)  # fmt: skip
def test_signs_between_words_keep_none_from_being_found(search: Search, words: str) -> None:
    given = [
        ninjs("signs", body=escape(SIGNS)),
        ninjs("other", body="Herring was dear on Tuesday, the harbour master said."),
    ]
    assert search(words, "title", given=given) == ["Pier to be rebuilt"]


@pytest.mark.parametrize(
    "words", ["talks -gaza", "talks -EXM.N", "talks -<EXM.N>", "EXM.L", "Gaza/Israel", "<S>", "S", "t", "e"]
)
def test_signs_between_words_find_nothing_else(search: Search, words: str) -> None:
    assert search(words, given=[ninjs("signs", body=escape(SIGNS))]) == []


@pytest.mark.parametrize(
    ("words", "excerpt"),
    [
        ("gaza", "Talks of Israel/**Gaza** went on"),
        ("Israel/Gaza", "**Israel**/**Gaza** went on in KYIV/MOSCOW, Reuters/AFP said. Harbour"),
        ("EXM.N", "Inc <**EXM.N**> and <Isle Lines Ltd> wait"),
        ("exm", "Inc <**EXM.N**> and <Isle Lines Ltd> wait"),
        ("<Isle Lines Ltd>", "and <**Isle** **Lines** **Ltd**> wait for AT&T; as"),
        ("officials", "talks ended.**Officials** of the U.S.Treasury left"),
        ("john.quay@example.com", "They wrote to **John.Quay@example.com**, and to http://www.example.com/pier/plan"),
    ],
)  # fmt: skip
def test_the_excerpt_shows_signs_as_they_stand_in_the_text(search: Search, words: str, excerpt: str) -> None:
    assert excerpt in search(words, "excerpt", given=[ninjs("signs", body=escape(SIGNS))])[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The har\u00adbour was closed", "harbour"),
        ("The har\u200bbour was closed", "harbour"),
        ("The harbour was closed", "har\u00adbour"),
        ("The har\u2060bour\ufeff was closed", "harbour"),
        ("Mu\u0308ller left", "Müller"),
        ("Müller left", "mu\u0308ller"),
        ("The oﬃce of ﬁsheries", "office fisheries"),
        ("The office of fisheries", "oﬃce"),
        ("Acme™ and ½ of 5½ m²…", "acme m2"),
        ("ＮＨＫは５億円", "NHK 5億円"),
        ("ﾌｪﾘｰは止まった", "フェリー"),
        ("\u1109\u1165\u110b\u116e\u11af에서", "서울"),
        ("น\u0e4d\u0e32ท่วม", "นำ"),
        ("นำท่วม", "น\u0e4d\u0e32"),
        ("کتاب\u200cها در بندر", "کتاب"),
        ("کتاب\u200cها در بندر", "کتاب\u200cها"),
        ("\ufedb\ufe98\ufe8e\ufe8f في الميناء", "كتاب"),
        ("ක්\u200dර ශ්\u200dරී ලංකා", "ශ්රී"),
        ("ಕ್\u200cನ ಬಂದರು", "ಕ್ನ"),
    ],
)
def test_a_word_is_found_in_each_of_its_spellings(search: Search, text: str, words: str) -> None:
    given = [ninjs("spelled", body=text, headline="A", language="xx")]
    assert search(words, given=given) == ["xx"]
    [excerpt] = search(words, "excerpt")
    assert "**" in excerpt


def test_the_text_and_its_excerpt_stay_as_given(search: Search, warehouse: psycopg.Connection) -> None:
    text = "The har\u00adbour of Mu\u0308ller was ﬁne."
    assert search("fine", given=[ninjs("spelled", body=text)]) == ["en"]
    assert warehouse.execute("SELECT body_text FROM mart.story_items").fetchone() == (text,)
    [(shown,)] = warehouse.execute("SELECT news.search_excerpt(%s, 'was', 'simple')", (text,)).fetchall()
    assert shown.replace("**", "") in text


LONG = {
    "zh": (
        "港务局说渡轮星期二晚点了。" * 2000, "渔业合作社开会",
        '"合作社开会"', '"开会合作社"', "渔业合作社", "码头修复",
    ),
    "ko": (
        "여객선이 화요일에 늦었다고 말했다. " * 2000, "어업협동조합 회의",
        '"협동조합 회의"', '"회의 협동조합"',
        "어업협동조합", "방파제",
    ),
    "th": (
        "เรือข้ามฟากล่าช้าในวันอังคาร" * 1200, "สหกรณ์ประมง", '"สหกรณ์ประมง"', '"ประมงสหกรณ์"',
        "ประมง", "ท่าเรือใหม่",
    ),
    "en": (
        "go up in " * 5700, "northern pier",
        '"northern pier"', '"pier northern"', "northern pier", "lighthouse",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", LONG)
def test_words_and_phrases_are_found_wherever_they_stand_in_a_long_text(
    search: Search, language: str
) -> None:
    filler, wanted, phrase, wrong, words, first = LONG[language]
    text = f"{first} {filler}{wanted} {filler[:7000]}"
    assert 16_383 < len(text) < 64_000
    search("", given=[ninjs("long", body=text, headline="A", language=language)])
    for asked in (
        words,
        phrase,
        f"{words} {first}",
        f"{phrase} {first}",
        f'{first} "{words}"',
        f"{first} -herring",
    ):
        assert search(asked) == [language], asked
    for asked in (wrong, f"{first} -{words}", f"{first} -{phrase}", f"{words} -{first}", f"{words} herring"):
        assert search(asked) == [], asked
    [excerpt] = search(phrase, "excerpt")
    assert "**" in excerpt


def test_a_phrase_is_found_across_the_parts_of_a_long_text(warehouse: psycopg.Connection) -> None:
    filler = "港务局说渡轮星期二晚点了。" * 1000
    for at in range(7930, 8070):
        found = warehouse.execute(
            "SELECT words @@ query OR words @@ news.search_in_parts(query)"
            " FROM news.search_asked(news.search_text('渔业合作社'), 'simple') AS query,"
            " news.search_words(%s, 'simple') AS words",
            (f"{filler[:at]}渔业合作社{filler[:8100]}",),
        ).fetchone()
        assert found == (True,), at


def test_of_a_text_the_first_64000_letters_count(search: Search) -> None:
    text = "港务局说渡轮星期二晚点了。" * 5000
    given = [
        ninjs("in", body=f"{text[:63_900]}渔业合作社", headline="In", language="zh"),
        ninjs("out", body=f"{text[:64_000]}渔业合作社", headline="Out", language="zh"),
    ]
    assert search("渔业合作社", "title", given=given) == ["In"]


SIGNED_STORY = (
    "Talks on Israel/Gaza and KYIV/MOSCOW ended.Officials said Exmoor Inc &lt;EXM.N&gt; and "
    "&lt;Isle Lines Ltd&gt; "
    "paid 1.5 of 1,750 crowns (Reuters/AFP). Write to desk@press.example or see www.press.example/fees. "
    "&lt;T&gt; rose; the ship-owner of U.S. vessels did not."
)


@pytest.mark.parametrize(
    "words",
    [
        *("Israel", "Gaza", "Israel/Gaza", '"Israel Gaza"', "kyiv", "Moscow", "KYIV/MOSCOW"),
        *("Reuters", "AFP", "Reuters/AFP", "EXM.N", "<EXM.N>", "exm", "exm.n", "Exmoor EXM.N"),
        *("Isle Lines", '"Isle Lines Ltd"', "<Isle Lines Ltd>", "Officials", "ended officials", "<T>"),
        *("1.5", "1,750", "desk@press.example", "www.press.example", "ship-owner", "owner", "U.S."),
    ],
)
def test_words_between_signs_are_found(search: Search, words: str) -> None:
    given = [
        ninjs("signs", headline="Fees", body=SIGNED_STORY),
        ninjs("other", headline="Herring", body="Herring was dear on Tuesday, the harbour master said."),
    ]
    assert search(words, "title", given=given) == ["Fees"]


def test_without_works_for_words_between_signs(search: Search) -> None:
    given = [
        ninjs("signs", headline="Fees", body=SIGNED_STORY),
        ninjs("plain", headline="Fees again", body="Talks on Israel went on, the harbour master said."),
    ]
    assert search("israel -gaza", "title", given=given) == ["Fees again"]
    assert search("talks -<EXM.N>", "title") == ["Fees again"]


@pytest.mark.parametrize(
    ("words", "excerpt"),
    [
        ("gaza", "Israel/**Gaza** and"),
        ("EXM.N", "<**EXM.N**>"),
        ("Isle Lines", "<**Isle** **Lines** Ltd>"),
        ("officials", "ended.**Officials** said"),
    ],
)
def test_an_excerpt_shows_all_signs_of_a_story(search: Search, words: str, excerpt: str) -> None:
    [found] = search(words, "excerpt", given=[ninjs("signs", headline="Fees", body=SIGNED_STORY)])
    assert excerpt in found


FILLINGS = {
    "zh": "市政府昨天公布新的预算案并且说明道路工程将在明年春天开始动工",
    "ja": "市は昨日、新しい予算案を公表し、道路の工事は来年の春に始まると説明した",
    "ko": "시는 어제 새 예산안을 발표하고 도로 공사는 내년 봄에 시작된다고 밝혔다",
    "th": "เทศบาลแถลงงบประมาณใหม่เมื่อวานนี้และกล่าวว่างานถนนจะเริ่มในปีหน้า",
    "en": "The council published its new budget and said that road works begin in spring, ",
}


@pytest.mark.parametrize(
    ("language", "tail", "words"),
    [
        ("zh", "渔业合作社反对", ["渔业", "渔业合作社", '"渔业合作社反对"']),
        ("ja", "漁業協同組合は反対した", ["漁業", "漁業協同組合"]),
        ("ko", "어업협동조합이 반대했다", ["어업", "어업협동조합"]),
        ("th", "สหกรณ์ประมงคัดค้าน", ["ประมง", "สหกรณ์ประมง"]),
        ("en", "fishing cooperative objected", ["cooperative", '"fishing cooperative objected"']),
    ],
)
def test_words_and_phrases_at_the_end_of_a_long_text_are_found(
    search: Search, language: str, tail: str, words: list[str]
) -> None:
    length = 60_000 if language == "en" else 22_000
    filling = (FILLINGS[language] * (length // len(FILLINGS[language]) + 1))[:length]
    given = [ninjs("long", headline="Long", body=f"{filling} {tail}", language=language)]
    search("", given=given)
    for asked in words:
        assert search(asked, "title") == ["Long"], asked
        assert "**" in search(asked, "excerpt")[0], asked


def test_words_of_a_query_may_stand_in_different_parts_of_a_long_text(search: Search) -> None:
    filling = FILLINGS["en"] * 800
    body = f"Herring was dear. {filling[:40_000]} A ferry sank in the northern harbour."
    search("", given=[ninjs("long", headline="Long", body=body)])
    assert search("herring ferry", "title") == ["Long"]
    assert search('herring "northern harbour"', "title") == ["Long"]
    assert search("herring -ferry", "title") == []
    assert search('"dear harbour"', "title") == []


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("har\u00adbour", "harbour"),
        ("har\u200bbour", "harbour"),
        ("\ufb01shery", "fishery"),
        ("fishery", "\ufb01shery"),
        ("Mu\u0308ller", "M\u00fcller"),
        ("M\u00fcller", "Mu\u0308ller"),
        ("harbour", "har\u00adbour"),
        ("\uff26\uff45\uff52\uff52\uff59", "ferry"),
    ],
)
def test_one_word_in_two_spellings_is_found(search: Search, written: str, asked: str) -> None:
    body = f"The {written} was quiet on Tuesday."
    given = [ninjs("one", headline="One", body=body)]
    assert search(asked, "title", given=given) == ["One"]
