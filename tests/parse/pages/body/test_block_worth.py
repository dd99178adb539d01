"""Running text is worth more than menus, in any script."""

import pytest
from lxml import etree

from newswire.parse.pages.body.block_worth import is_comments, named, weight, worth
from newswire.parse.pages.body.blocks import Block, read_blocks
from tests.parse.pages.body.reading import SENTENCE, story


def block(markup: str) -> Block:
    [one] = read_blocks(etree.fromstring(f"<body>{markup}</body>", etree.HTMLParser(encoding="utf-8")))
    return one


@pytest.mark.parametrize(
    "paragraph",
    [
        "คณะกรรมการเมืองประชุมเมื่อวันอังคารและตกลงซ่อมสะพานเก่าก่อนฤดูหนาว",
        "議会は橋の修理を決めた。",
        "町議会は火曜日に会合を開き、冬の前に古い橋を修理することで合意した。",
        "اجتمع مجلس المدينة يوم الثلاثاء، ووافق على إصلاح الجسر القديم قبل الشتاء.",
        "नगर परिषद की मंगलवार को बैठक हुई और सर्दी से पहले पुराने पुल की मरम्मत पर सहमति बनी।",
    ],
)
def test_running_text_is_known_in_any_script(paragraph: str) -> None:
    menu = "".join(f"<li><a href=/{number}>{paragraph[:12]}</a></li>" for number in range(30))
    text = f"<div><p>{paragraph}</p><p>2: {paragraph}</p></div>"
    page = f"<html><body><ul>{menu}</ul><h1>1</h1>{text}</body></html>"
    assert story(page).text == f"{paragraph}\n\n2: {paragraph}"


def test_sentences_are_worth_more_than_links_and_headings() -> None:
    text = worth(block(f"<p>{SENTENCE}</p>"))
    assert text == len(SENTENCE.strip())
    assert 0 < worth(block(f"<p>{SENTENCE}<a href=x>and a link</a></p>")) < text
    assert worth(block("<p>A line of words without an end</p>")) < 15
    assert worth(block(f"<h2>{SENTENCE}</h2>")) == 0
    assert worth(block(f"<p><a href=x>{SENTENCE}</a></p>")) == 0


def test_a_character_of_a_dense_script_counts_as_two() -> None:
    assert (weight("bridge"), weight("橋を修理"), weight("мост")) == (6, 8, 4)


@pytest.mark.parametrize("name", ["sidebar", "c-related", "cookie_banner", "site-footer", "user comments"])
def test_names_of_what_stands_around_a_story_are_doubted(name: str) -> None:
    assert named(block(f"<div class='{name}'>x</div>").place) < named(block("<div class=story>x</div>").place)


def test_comments_are_known_by_their_names() -> None:
    assert is_comments(block("<div id=comments>x</div>").place)
    assert not is_comments(block("<div class=commentary>x</div>").place)
