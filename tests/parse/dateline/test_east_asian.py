"""Datelines in brackets, as Japan, Korea and Taiwan print them, and brackets that hold something else."""

import pytest

from newswire.parse.dateline.parser import parse_dateline


@pytest.mark.parametrize(
    ("line", "place", "country", "credit", "date", "byline"),
    [
        ("【ウィーン共同】列車は動いた。", "ウィーン", "AT", ["Kyodo"], None, None),
        ("【パリAFP時事】列車は動いた。", "パリ", "FR", ["Jiji", "AFP"], None, None),
        ("［ウィーン　７日　ロイター］ - 列車は動いた。", "ウィーン", "AT", ["Reuters"], "---07", None),
        ("[東京 ７日 ロイター] - 列車は動いた。", "東京", "JP", ["Reuters"], "---07", None),
        ("【11月2日 AFP】列車は動いた。", None, None, ["AFP"], "--11-02", None),
        ("【NHK】列車は動いた。", None, None, ["NHK"], None, None),
        ("【ウィーン＝山田太郎】列車は動いた。", "ウィーン", "AT", [], None, "山田太郎"),
        ("【ウィーン時事＝山田太郎】列車は動いた。", "ウィーン", "AT", ["Jiji"], None, "山田太郎"),
        (
            "【ウィーン＝山田太郎、パリ＝鈴木花子】列車は動いた。",
            "ウィーン",
            "AT",
            [],
            None,
            "山田太郎、パリ＝鈴木花子",
        ),
        ("【ウィーン山田太郎】列車は動いた。", "ウィーン", "AT", [], None, "山田太郎"),
        (
            "【ウィーン（オーストリア）7日】列車は動いた。",
            "ウィーン（オーストリア）",
            "AT",
            [],
            "---07",
            None,
        ),
        ("(정선=연합뉴스) 홍길동 기자 = 열차가 움직였다.", "정선", None, ["Yonhap"], None, "홍길동 기자"),
        ("[가나일보=부산, 홍길동 기자] 열차가 움직였다.", "부산", "KR", ["가나일보"], None, "홍길동 기자"),
        ("(가나경제=홍길동 기자)열차가 움직였다.", None, None, ["가나경제"], None, "홍길동 기자"),
        ("〔某報記者王小明／台中報導〕列車恢復行駛。", "台中", "TW", ["某報"], None, "記者王小明"),
        ("【環球網報導 記者 王小明】列車恢復行駛。", None, None, None, None, None),
        ("【环球网报道 记者 王小明】列车恢复运行。", None, None, ["Global Times"], None, "记者 王小明"),
        ("【环球时报-环球网报道】列车恢复运行。", None, None, ["Global Times"], None, None),
        ("（新加坡讯）列车恢复运行。", "新加坡", "SG", [], None, None),
    ],
)
def test_datelines_in_brackets_are_read(
    line: str,
    place: str | None,
    country: str | None,
    credit: list[str] | None,
    date: str | None,
    byline: str | None,
) -> None:
    found = parse_dateline(line)
    if credit is None:
        assert found is None, "the outlet is unknown"
        return
    assert found is not None
    read = found.as_json()
    assert (read["place"], read["country"], read["credit"]) == (place, country, credit)
    assert (read["date"], read["byline"]) == (date, byline)
    assert read["rest"] == line[-len(read["rest"]) :]
    assert read["rest"][0] in "列열"


@pytest.mark.parametrize(
    "line",
    [
        "【ニューヨーク株式市場】ダウ平均は続落して終えた。",
        "【パリ協定】各国は排出の削減に合意した。",
        "【東京24日】なんて書いてある切符を見つけた。",
        "【速報】列車は動いた。",
        "【AIの未来】列車は動いた。",
        "（写真：ロイター）会場の様子。",
        "(사진=연합뉴스) 시민들이 거리를 걷고 있다.",
        "(서울시=자료) 올해 예산은 늘었다.",
        "[단독] 열차가 움직였다.",
        "[인터뷰] 김철수 기자를 만나다.",
    ],
)
def test_other_brackets_are_no_datelines(line: str) -> None:
    assert parse_dateline(line) is None
