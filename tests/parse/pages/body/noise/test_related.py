"""Links to other stories are no text; links in sentences and lists of content are."""

import pytest

from tests.parse.pages.body.noise.marking import FIRST, NEWS, SECOND, STORY, THIRD, taken

LINK = '<a href="/b">The old pier is for sale again</a>'


@pytest.mark.parametrize(
    "words",
    [
        "Read also:", "READ MORE:", "Lesen Sie auch:", "À lire aussi", "Lea también:", "Leia também:",
        "Leggi anche:", "Lees ook:", "Czytaj także:", "Читайте также:", "Читайте також:", "Ayrıca okuyun:",
        "اقرأ أيضا:", "بیشتر بخوانید:", "यह भी पढ़ें:",
        "延伸阅读：", "【関連記事】", "관련기사:", "Baca juga:", "Läs också:", "Les også:", "Čtěte také:",
    ],
)  # fmt: skip
def test_a_line_that_leads_to_another_story_is_no_text(words: str) -> None:
    assert set(taken(f"<p>{FIRST}</p><p>{words} {LINK}</p><p>{SECOND}</p>").values()) == {"related"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Read more than ten books on ships, and you will know less than the captain of the ferry does.",
        f"Related costs will rise, {LINK} or not, and the town will pay for all that stands on the pier.",
        "Watch: the tide rises.",
    ],
)
def test_a_sentence_with_the_same_words_stays(sentence: str) -> None:
    assert taken(f"<p>{FIRST}</p><p>{sentence}</p><p>{SECOND}</p>") == {}


def test_a_paragraph_that_is_a_link_is_a_teaser() -> None:
    assert list(taken(f"<p>{FIRST}</p><p>{LINK}</p><p>{SECOND}</p>", types=NEWS).values()) == ["link"]


def test_a_link_to_a_part_of_the_page_or_to_a_shop_stays() -> None:
    links = '<p><a href="#b">The pier</a></p><p><a href="https://shop.example/b">A model ship</a></p>'
    assert taken(f"<p>{FIRST}</p>{links}", canonical_url="https://post.example/a") == {}


def test_a_list_of_titles_is_no_text_on_a_page_of_news() -> None:
    title = "The mayor opens the {} hall of the market"
    items = "".join(f'<li><a href="/{name}">{title.format(name)}</a></li>' for name in ("old", "new"))
    assert set(taken(f"{STORY}<ul>{items}</ul>", types=NEWS).values()) == {"links"}


def test_on_other_pages_a_list_of_titles_that_nothing_leads_to_is_no_text() -> None:
    title = "The mayor opens the {} hall of the market"
    items = "".join(f'<li><a href="/{name}">{title.format(name)}</a></li>' for name in ("old", "new"))
    assert set(taken(f"{STORY}<ul>{items}</ul>").values()) == {"links"}
    assert taken(f"{STORY}<h2>Halls</h2><ul>{items}</ul><p>{THIRD} Again.</p>") == {}
    assert taken(f"{STORY}<p>{SECOND[:-1]} on three days:</p><ul>{items}</ul>") == {}
    assert taken(f"{STORY}<ul>{items.replace('/', 'https://shop.example/')}</ul>") == {}
    assert taken(f"{STORY}<ul>{items.replace('<li>', '<li>See first of all ')}</ul>") == {}


CARD = (
    '<article><h3><a href="/{0}">The {0} hall</a></h3>'
    "<p>The mayor opens the {0} hall of the market.</p></article>"
)


def test_on_other_pages_small_articles_with_a_linked_title_are_no_text_beside_much_text() -> None:
    cards = CARD.format("old") + CARD.format("new")
    assert set(taken(f"{STORY}{cards}").values()) == {"teaser"}
    assert taken(f"{STORY}{cards.replace('/', 'https://shop.example/', 1)}") != {}
    listed = "".join(
        CARD.format(name) for name in ("old", "new", "red", "long", "blue", "tall", "wide", "low", "far")
    )
    assert taken(f"<p>{FIRST}</p>{listed}") == {}
    assert taken(f"{STORY}{cards.replace('<a href', '<b id').replace('</a>', '</b>')}") == {}


def test_what_stands_below_a_label_in_its_box_goes() -> None:
    box = f"<div><h3>Mehr zum Thema</h3><div>{LINK}</div><p>{THIRD}</p></div>"
    assert len(taken(f"{STORY * 2}{box.replace('Fishermen', 'Sailors')}<p>{SECOND}</p>", types=NEWS)) >= 3


def test_a_heading_above_a_paragraph_is_one_even_if_it_looks_like_a_label() -> None:
    assert taken(f"<p>{FIRST}</p><h2>Trending</h2><p>{SECOND}</p>") == {}


@pytest.mark.parametrize("word", ["Facebook", "WhatsApp"])
def test_a_heading_of_a_text_about_networks_stays(word: str) -> None:
    assert taken(f"<p>{FIRST}</p><h2>{word}</h2><p>{SECOND}</p>") == {}
    assert taken(f"<p>{FIRST}</p><div>{word}</div><p>{SECOND}</p>") == {word: "share"}


def test_a_small_article_in_the_story_is_a_teaser() -> None:
    other = "<article><h3>The pier</h3><p>It is for sale, and nobody wants it.</p></article>"
    assert set(taken(f"<p>{FIRST}</p>{other}<p>{SECOND}</p>", types=NEWS).values()) == {"teaser"}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Sign up for our evening letter", "newsletter"),
        ("Folgen Sie uns auf allen Wegen", "follow"),
        ("Подпишитесь на наш канал", "follow"),
        ("NTV uygulamasını indirin", "app"),
        ("This site uses cookies", "consent"),
        ("記事を読むには会員登録が必要です", "subscription"),
        ("Listen to this article", "audio"),
    ],
)
def test_short_appeals_are_no_text(line: str, reason: str) -> None:
    assert list(taken(f"<p>{FIRST}</p><div>{line}</div><p>{SECOND}</p>").values()) in ([reason], ["share"])


def test_a_long_paragraph_about_newsletters_stays() -> None:
    text = f"Readers of our newsletter know it. {FIRST}"
    assert taken(f"<p>{text}</p><p>{SECOND}</p>") == {}


@pytest.mark.parametrize(
    "sentence",
    [
        "Georgia hopes to become a member by 2040, its president said.",
        "Об этом губернатор написал в Telegram.",
        "Zehntausende personenbezogene Daten lagen offen.",
        "The company changed its privacy policy in May.",
        "О мире договорились, главное: никто не погиб.",
        "O governo quer que o país consiga o acordo.",
    ],
)
def test_a_sentence_of_news_with_words_of_an_appeal_stays(sentence: str) -> None:
    assert taken(f"<p>{FIRST}</p><p>{sentence}</p><p>{SECOND}</p>") == {}


def test_the_same_words_with_a_link_are_an_appeal() -> None:
    line = 'Become a member <a href="/join">and read more of us</a>'
    assert list(taken(f"<p>{FIRST}</p><p>{line}</p><p>{SECOND}</p>").values()) == ["subscription"]


def test_a_link_without_a_readable_address_leads_elsewhere() -> None:
    line = '<p><a href="https://[">Broken links</a></p>'
    assert taken(f"<p>{FIRST}</p>{line}<p>{SECOND}</p>") == {}


@pytest.mark.parametrize("words", ["Taip pat skaitykite:", "Loe ka:", "Olvasta már?", "İLGİNİZİ ÇEKEBİLİR:"])
def test_a_label_and_a_link_lead_away_in_any_language(words: str) -> None:
    page = f"<p>{FIRST}</p><p><b>{words} {LINK}</b></p><p>{SECOND}</p>"
    assert list(taken(page).values()) == ["related"]
    assert taken(page.replace("/b", "https://shop.example/b")) == {}
