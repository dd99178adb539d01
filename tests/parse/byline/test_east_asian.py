"""Bylines in Chinese, Japanese and Korean."""

from __future__ import annotations

import pytest

from newswire.parse.byline import east_asian


@pytest.mark.parametrize(
    ("byline", "people"),
    [
        ("(记者 张明 李华)", ("张明", "李华")),
        ("（记者张明、李华）", ("张明", "李华")),
        ("新华社记者张明", ("张明",)),
        ("本报记者 张明", ("张明",)),
        ("記者王小明／台北報導", ("王小明",)),
        ("【記者王小明台北報導】", ("王小明",)),
        ("王小明", ("王小明",)),
        ("新华社", ()),
        ("责任编辑：张明", ()),
        ("山田太郎", ("山田太郎",)),
        ("取材・文 山田太郎", ("山田太郎",)),
        ("山田太郎記者", ("山田太郎",)),
        ("共同通信", ()),
        ("共同通信 山田太郎", ("山田太郎",)),
        ("共同通信ロンドン支局長 山田太郎", ("山田太郎",)),
        ("【ロンドン時事】", ()),
        ("홍길동 기자", ("홍길동",)),
        ("[서울=뉴시스] 홍길동 기자 =", ("홍길동",)),
        ("홍길동·김철수 특파원", ("홍길동", "김철수")),
        ("홍길동 기자 hong@example.org", ("홍길동",)),
        ("연합뉴스", ()),
        ("コラム", ()),
        ("【コラム】", ()),
        ("ロイター コラム", ()),
        ("社説", ()),
        ("기고", ()),
        ("コラム：山田太郎", ("山田太郎",)),
        ("コラムニスト 山田太郎", ("山田太郎",)),
        ("港湾新聞オンライン", ()),
        ("港湾新報デジタル", ()),
    ],
)
def test_people_of_a_byline(byline: str, people: tuple[str, ...]) -> None:
    assert east_asian.read(byline).people == people


def test_a_word_for_a_reporter_marks_a_byline() -> None:
    assert east_asian.is_marked("記者王小明")
    assert east_asian.is_marked("홍길동 기자")
    assert not east_asian.is_marked("王小明")
    assert not east_asian.is_marked("Ann Marsh")


def test_a_sentence_is_more_than_a_byline() -> None:
    assert east_asian.read("記者王小明").whole
    assert not east_asian.read("記者王小明，昨天到了台北。").whole


def test_only_east_asian_letters_count() -> None:
    assert east_asian.has("Ann 张")
    assert not east_asian.has("Ann Marsh, Иван")
