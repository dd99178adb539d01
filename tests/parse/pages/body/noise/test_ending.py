"""What stands below the text about its writers and owners is no text."""

import pytest

from tests.parse.pages.body.noise.marking import FIRST, SECOND, STORY, taken


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Ann Marsh has sailed all her life and writes about ships.", "author"),
        ("© 2031 Fernbay Post. All rights reserved.", "copyright"),
        ("© RIPRODUZIONE RISERVATA", "copyright"),
        ("© Fernbay Post", "copyright"),
        ("(c) 2031 Tarn Herald", "copyright"),
        ("https://fernbay.example/news/31", "address"),
        ("Mit Material von dpa", "source"),
        ("(Quelle: APA/sda/dpa)", "source"),
        ("Reporting by Ann Marsh and Per Nord; Editing by Jo Hill", "byline"),
        ("Aus dem Englischen übersetzt von Per Nord", "translation"),
        ("This story originally appeared in the Tarn Herald.", "first printed"),
        ("Rückfragen bitte an: Hafenamt, 555 01", "contact"),
    ],
)
def test_a_line_about_the_text_goes_below_it(line: str, reason: str) -> None:
    assert taken(f"{STORY}<p>{line}</p>", authors=("Ann Marsh",)) == {line: reason}


@pytest.mark.parametrize(
    "line",
    ["He is seventy.", "Source code is not oil, he said.", "“All is well,” Ann Marsh said.", "Tarn won."],
)
def test_a_last_sentence_stays(line: str) -> None:
    assert taken(f"{STORY}<p>{line}</p>", authors=("Ann Marsh",)) == {}


def test_a_line_of_this_form_at_the_beginning_stays() -> None:
    assert taken(f"<p>Source: {FIRST}</p><p>{SECOND}</p>") == {}


def test_a_correction_stays() -> None:
    assert taken(f"{STORY}<p>Correction: an earlier version of this story named the wrong ship.</p>") == {}


def test_a_heading_below_which_nothing_is_left_goes() -> None:
    page = f'{STORY}<h2>More of us</h2><div class="newsletter"><p>Every evening</p></div>'
    assert taken(page)["More of us"] == "heading without text"


def test_a_heading_in_a_box_that_is_empty_else_goes() -> None:
    box = '<section><h3>In pictures</h3><div class="gallery"><p>Tarn</p></div></section>'
    page = f"<p>{FIRST}</p>{box}<p>{SECOND}</p>"
    assert taken(page) == {"In pictures": "heading without text", "Tarn": "gallery"}


@pytest.mark.parametrize(
    "line",
    [
        "The novel about the sea was translated from the French in 1971, and it was first published in Tarn.",
        "Die Mannschaft kämpft für alle Rechte der Fischer.",
    ],
)
def test_a_last_sentence_with_words_of_a_note_stays(line: str) -> None:
    assert taken(f"{STORY}<p>{line}</p>") == {}


def test_a_heading_that_begins_as_a_label_goes_with_its_links() -> None:
    link = '<p><a href="/b">The old pier is for sale</a></p>'
    page = f"<p>{FIRST}</p><h2>Most read in the harbour</h2>{link}<p>{SECOND}</p>"
    assert taken(page, types=("NewsArticle",))["Most read in the harbour"] == "related"
    assert taken(f"<p>{FIRST}</p><h2>Most read in the harbour</h2><p>{SECOND}</p>") == {}


@pytest.mark.parametrize(
    "line",
    [
        "Reach Ann Marsh at marsh@post.example or 555 01.",
        "(责编：王小明)",
        "<저작권자 © 어촌일보, 무단 복사 금지>",
        "特别声明：文章仅代表作者本人，平台不对内容负责。",
    ],
)
def test_whom_to_ask_and_who_owns_stands_below_the_text(line: str) -> None:
    assert list(taken(f"{STORY}<p>{line.replace('<', '&lt;')}</p>", authors=("Ann Marsh",)))


def test_the_turns_of_a_conversation_are_no_biographies() -> None:
    turns = "".join(f"<p>Ann Marsh ({minute}:10) {FIRST[:-1]} {minute}.</p>" for minute in (1, 3, 5, 7))
    assert taken(f"{turns}<p>{SECOND}</p>", authors=("Ann Marsh",)) == {}


def test_a_notice_below_a_single_paragraph_goes() -> None:
    assert taken(f"<p>{FIRST}</p><p>© 2031 Fernbay Post. All rights reserved.</p>")


def test_an_address_of_someone_else_is_text() -> None:
    line = "The Tarn Office that Ann Marsh asked for answers letters to harbour@fernbay.example in a day."
    assert taken(f"{STORY}<p>{line}</p>", authors=("Ann Marsh",)) == {}
