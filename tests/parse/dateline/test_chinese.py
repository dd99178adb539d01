"""Datelines of Chinese agencies and newspapers, and sentences that only begin like them."""

import pytest

from newswire.parse.dateline.parser import parse_dateline

REST = "列车周一恢复运行。"


@pytest.mark.parametrize(
    ("head", "place", "credit", "date", "byline"),
    [
        ("新华社长沙11月2日电（记者张三）", "长沙", "Xinhua", "--11-02", "记者张三"),
        ("据新华社长沙11月2日电 ", "长沙", "Xinhua", "--11-02", None),
        ("（中央社記者王小明台中2日電）", "台中", "CNA (Taiwan)", "---02", "記者王小明"),
        ("中央社記者王小明台中2020年11月2日電）", "台中", "CNA (Taiwan)", "2020-11-02", "記者王小明"),
        ("中新社长沙11月2日电 （张小三）", "长沙", "China News Service", "--11-02", "张小三"),
        ("中新网长沙11月2日电 (张小三 李四)", "长沙", "China News Service", "--11-02", "张小三 李四"),
        ("新华社长沙二月二十三日电 ", "长沙", "Xinhua", "--02-23", None),
        ("新华社长沙电（记者张三）", "长沙", "Xinhua", None, "记者张三"),
        ("新华社长沙电：", "长沙", "Xinhua", None, None),
        ("江南早报11月2日讯（记者张三 通讯员李四）", None, "江南早报", "--11-02", "记者张三 通讯员李四"),
        ("江南教育报长沙11月2日讯（记者 张三）", "长沙", "江南教育报", "--11-02", "记者 张三"),
        ("江南新闻网11月2日讯（记者 张三）", None, "江南新闻网", "--11-02", "记者 张三"),
        ("江南之声《早间新闻》长沙11月2日电（记者 张三）", "长沙", "江南之声", "--11-02", "记者 张三"),
        ("江南早报讯（记者 张三）", None, "江南早报", None, "记者 张三"),
        ("本报讯（李四 记者 张三）", None, None, None, "李四 记者 张三"),
        ("央视网消息：", None, "CCTV", None, None),
        ("央视网消息（新闻联播）：", None, "CCTV", None, None),
        ("【本報訊】", None, None, None, None),
    ],
)
def test_chinese_datelines_are_read(
    head: str, place: str | None, credit: str | None, date: str | None, byline: str | None
) -> None:
    found = parse_dateline(head + REST)
    assert found is not None
    read = found.as_json()
    assert (read["place"], read["date"], read["byline"]) == (place, date, byline)
    assert read["credit"] == ([credit] if credit else [])
    assert read["rest"] == REST


@pytest.mark.parametrize(
    "sentence",
    [
        "据新华社5月3日报道，列车周一恢复运行。",
        "共同社5月3日报道称，列车周一恢复运行。",
        "长沙5月3日电力供应正常，没有停电。",
        "他们5月3日讯问了证人，并记录在案。",
        "最新消息：列车周一恢复运行。",
        "新华社记者在现场看到，列车已经恢复运行。",
        "本报社长在会上发表了讲话。",
        "中新社上海分社5月3日电话采访了车站的人。",
    ],
)
def test_no_sentence_is_a_dateline(sentence: str) -> None:
    assert parse_dateline(sentence) is None


def test_brackets_after_a_dateline_hold_a_reporter_only_if_they_can_be_names() -> None:
    found = parse_dateline("新华社长沙11月2日电（图）列车周一恢复运行。")
    assert found is not None
    assert found.byline is None
    assert found.rest.startswith("（图）")
