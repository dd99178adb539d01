"""The headline, the kicker and the bars above the text are no text; a first paragraph with a dateline is."""

import pytest

from tests.parse.pages.body.noise.marking import FIRST, SECOND, STORY, taken

HEADLINE = "Ferry sails twice a day from Monday"


@pytest.mark.parametrize(
    "printed",
    [
        HEADLINE,
        "“Ferry sails” twice a day – from Monday",
        f"Islands: {HEADLINE}",
        f"{HEADLINE} | Fernbay Post",
        "Ferry sails twice daily from Monday",
    ],
)
def test_the_headline_again_is_no_text(printed: str) -> None:
    assert taken(
        f"<h2>{printed}</h2>{STORY}", headline=HEADLINE, titles=("Ferry sails twice daily from Monday",)
    )


def test_an_h1_above_the_text_is_the_headline_in_other_words() -> None:
    assert taken(f"<h1>More trips to the islands</h1>{STORY}", headline=HEADLINE) == {
        "More trips to the islands": "headline"
    }


def test_a_heading_of_the_text_with_some_of_the_words_stays() -> None:
    assert taken(f"<p>{FIRST}</p><h2>Ferry from Monday</h2><p>{SECOND}</p>", headline=HEADLINE) == {}


def test_short_lines_above_the_headline_are_kickers() -> None:
    assert taken(f"<p>Islands</p><h1>{HEADLINE}</h1>{STORY}")["Islands"] == "kicker"


@pytest.mark.parametrize(
    "bar",
    [
        "Published 3 February 2031, 08:15 GMT",
        "Aktualisiert: 03.02.2031, 08:15 Uhr",
        "Publié le 3 février 2031 à 08h15",
        "Actualizado a las 08:15h.",
        "Опубликовано 3 февраля 2031, 08:15",
        "Giriş: 03.02.2031 - 08:15 Güncelleme: 03.02.2031 - 09:00",
        "2031年2月3日 8時15分",
        "입력 2031.02.03. 오전 8:15",
        "نشر في 3 فبراير 2031",
        "4 min read",
        "3 Minuten Lesezeit",
    ],
)
def test_date_lines_are_no_text_in_any_language(bar: str) -> None:
    assert taken(f"<div>{bar}</div>{STORY}") == {bar: "date"}


@pytest.mark.parametrize(
    "bar",
    [
        "By Ann Marsh",
        "Von Ann Marsh, Fernbay",
        "Ann Marsh",
        "Ann Marsh, ann.marsh@post.example",
        "Par Ann Marsh avec AFP",
        "AFP, MANILA",
        "By Ann Marsh 3 February 2031 | 09:36",
    ],
)
def test_byline_bars_are_no_text(bar: str) -> None:
    assert taken(f"<p>{bar}</p>{STORY}", authors=("Ann Marsh",)) == {bar: "byline"}


def test_the_function_and_city_beside_a_byline_go_with_it() -> None:
    page = f"<div><p>Ann Marsh</p><p>Grenholm</p></div>{STORY}"
    assert taken(page, authors=("Ann Marsh",)) == {"Ann Marsh": "byline", "Grenholm": "byline"}


@pytest.mark.parametrize(
    "first",
    [
        f"GRENHOLM, Feb 3 (Reuters) - {FIRST}",
        f"Grenholm (dpa) – {FIRST}",
        f"ГРЕНХОЛЬМ, 3 февраля. /ТАСС/. {FIRST}",
        f"3 February 2031: {FIRST}",
        f"Ann Marsh sailed first. {FIRST}",
    ],
)
def test_a_first_paragraph_with_a_dateline_stays(first: str) -> None:
    assert taken(f"<p>{first}</p><p>{SECOND}</p>", authors=("Ann Marsh",)) == {}


def test_a_price_or_a_sum_is_no_date() -> None:
    assert taken(f"<p>$99.99</p>{STORY}") == {}


@pytest.mark.parametrize(
    "line", ["Director resigns after fire", "Von der Leyen kommt nach Tarn", "De Madrid al cielo"]
)
def test_a_short_line_above_the_text_with_a_verb_is_no_byline(line: str) -> None:
    assert taken(f"<p>{line}</p>{STORY}") == {}


def test_many_lines_with_the_form_of_names_are_a_list_of_things() -> None:
    names = ("Old Gate", "Teal Garage", "Lonely Flowers", "Stair Crack", "Porch Disco")
    things = "".join(f"<p>{name}</p>" for name in names)
    assert taken(f"{things}{STORY}") == {}
    assert taken(f"<p>Ann Marsh</p>{STORY}") == {"Ann Marsh": "byline"}


def test_terms_and_numbers_of_the_story_stay() -> None:
    facts = "<dl><dt>Length</dt><dd>20 m</dd><dt>Opened</dt><dd>3 May 2031</dd></dl>"
    assert taken(facts + STORY) == {}


def test_terms_of_the_page_do_not() -> None:
    terms = "<dl><dt>Published</dt><dd>3 May 2031</dd></dl>"
    assert taken(terms + STORY) == {"Published": "byline", "3 May 2031": "date"}


def test_a_line_above_the_text_with_the_name_of_an_author_is_a_byline_in_any_language() -> None:
    line = "Txostena: Ann Marsh | 2031ko otsailaren 3a"
    assert taken(f"<h1>Ferry sails</h1><div>{line}</div>{STORY}", authors=("Ann Marsh",))[line] == "byline"
    assert line not in taken(f"<h1>Ferry sails</h1><div>{line}</div>{STORY}", authors=("Jo Hill",))
    sentence = "Ann Marsh won the race."
    assert sentence not in taken(f"<h1>Ferry sails</h1><p>{sentence}</p>{STORY}", authors=("Ann Marsh",))


@pytest.mark.parametrize(
    "line", ["2031ko otsailaren 3a, 14:35", "১২ মার্চ ২০৩১, ১৪:৩৫", "12 มีนาคม 2574 14:35 น."]
)
def test_a_line_of_hardly_more_than_numbers_above_the_text_is_a_date(line: str) -> None:
    assert taken(f"<h1>Ferry sails</h1><p>{line}</p>{STORY}")[line] == "date"
    assert taken(f"<p>{FIRST}</p><p>{line}</p><p>{SECOND}</p>") == {}


@pytest.mark.parametrize("line", ["Tickets: $12,500.35", "Tarn 2:1 Fernbay", "Call 555 01 02"])
def test_other_numbers_above_the_text_stay(line: str) -> None:
    assert line not in taken(f"<h1>Ferry sails</h1><h2>{line}</h2><p>{line}</p>{STORY}")


def test_the_section_below_the_headline_is_a_kicker() -> None:
    page = f"<h1>Ferry sails</h1><div>HARBOUR</div><div>Tarn</div>{STORY}"
    assert taken(page, section="Harbour", keywords=("tarn", "sea")) == {
        "Ferry sails": "headline",
        "HARBOUR": "kicker",
        "Tarn": "kicker",
    }
    assert set(taken(page)) == {"Ferry sails"}
