"""AMP, print versions, XHTML and pages of other scripts: the story of each is the same one."""

from __future__ import annotations

import pytest

from newswire.model import Defaults, Document, Item, Rejected
from newswire.parse import parse_document
from tests.parse.pages.markup import FIRST, HEADLINE, SECOND, STORY, THIRD, URL, item, page, text

WHOLE = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
CANONICAL = f"<title>{HEADLINE}</title><link rel=canonical href={URL}>"
FORMS = {
    "plain": page(STORY),
    "AMP": page(STORY, root="<html amp lang=en>"),
    "AMP by its sign": page(STORY, root="<html \u26a1 lang=en>"),
    "XHTML": (
        '<?xml version="1.0" encoding="UTF-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><head>'
        f'<title>The Weir</title><script src="a.js"/></head><body>{STORY}</body></html>'
    ),
    "an end of the page in the middle": page(STORY.replace(f"<p>{THIRD}", f"</body></html><p>{THIRD}")),
    "capitals": page(STORY.replace("<p>", "<P>").replace("article", "ARTICLE")),
    "paragraphs without ends": page(STORY.replace("</p>", "")),
    "old elements": page(f"<center><font size=2>{STORY}</font></center>"),
    "no html": f"<title>The Weir</title><body>{STORY}",
}


@pytest.mark.parametrize("name", FORMS)
def test_the_story_of_a_page_does_not_depend_on_its_form(name: str) -> None:
    assert text(FORMS[name]) == WHOLE


@pytest.mark.parametrize(
    "address", [f"{URL}/amp", f"{URL}?print=1", "https://weir.example/print.php?id=3", None]
)
def test_the_address_of_the_story_is_that_of_amp_print_and_saved_pages(address: str | None) -> None:
    found = item(page(STORY, CANONICAL), address)
    assert found.guid == URL or address is not None
    assert found.source_url == (address or URL)


def test_pages_one_after_another_are_a_document_each() -> None:
    found, other = parse_document(Document((page(STORY) + page("<p></p>")).encode(), "page"), Defaults())
    assert isinstance(found, Item)
    assert found.body_text == WHOLE
    assert isinstance(other, Rejected)
    assert other.reason == "no-text"


SCRIPTS = {
    "ar": (
        "عودة الترام إلى نفق المرفأ بعد عام",
        "عاد الترام إلى النفق تحت المرفأ يوم الاثنين، حسبما ذكرت المدينة.",
    ),
    "he": ("הרכבת חזרה למנהרה שמתחת לנמל", "הרכבת הקלה חזרה ביום שני למנהרה שמתחת לנמל, הודיעה העירייה."),
    "hi": ("बंदरगाह की सुरंग में फिर चली ट्राम", "ट्राम सोमवार को बंदरगाह के नीचे की सुरंग से फिर गुज़री।"),
    "zh": (
        "电车再次驶过港口隧道",
        "电车星期一再次驶过港口下面的隧道，市政府在早上发表的声明中说，工程晚了一年才完成。",
    ),
    "th": ("รถรางกลับมาวิ่งในอุโมงค์", "รถรางกลับมาวิ่งผ่านอุโมงค์ใต้ท่าเรือในวันจันทร์ เทศบาลแถลงในเช้าวันเดียวกัน"),
    "ru": (
        "Трамваи снова идут",
        "Трамваи в понедельник снова пошли через туннель под гаванью, сообщил город.",
    ),
}


@pytest.mark.parametrize("language", SCRIPTS)
def test_a_page_in_any_script_is_read(language: str) -> None:
    headline, sentence = SCRIPTS[language]
    found = item(
        page(f"<h1>{headline}</h1><p>{sentence}</p>", f"<title>{headline}</title>", f"<html lang={language}>")
    )
    assert found.body_text == sentence
    assert found.language == language
    assert found.signal == ()
