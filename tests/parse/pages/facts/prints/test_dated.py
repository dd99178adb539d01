"""Days that a page prints away from its headline: its own one, and never that of another thing."""

from __future__ import annotations

import pytest

from tests.parse.pages.facts.reading import HEADLINE, facts

TEXT = f"<div class=text><p>{'The ship sailed at night, as it does each week. ' * 5}</p></div>" * 9


def published(html: str, attributes: str = "") -> tuple[str | None, str | None]:
    """Return the day and its evidence of a page with this after its story."""
    found = facts(body=f"<h1>{HEADLINE}</h1>{TEXT}{html}", attributes=attributes)
    return (found.published.date().isoformat() if found.published else None, found.how.get("published"))


@pytest.mark.parametrize(
    "html",
    [
        "<div class=post-footer>Dieser Artikel wurde am 14. März 2026 um 14:48 von Ina geschrieben.</div>",
        "<p><em>Veröffentlicht am 14.03.2026</em></p>",
        "<p>Posted on March 14, 2026 by <a>Ann Lee</a></p>",
        "<div class=asset-meta>Von <a>Ina Holm</a> am 14.03.2026, 11:51 | 0 Meinungen</div>",
        "<p>von <a rel=author>Ina Holm</a>, 14.3.26</p>",
        "<p>Publié le 14 mars 2026</p>",
        '<abbr class="published" title="Saturday, March 14th">14.03.2026</abbr>',
        '<span itemprop="datePublished" content="2026-03-14T05:00:00Z">Saturday</span>',
        "<div class=author-details><b>Ann Lee</b> <small>March 14, 2026</small></div>",
        "<table><tr><td><p>Published on March 14, 2026</p></td></tr></table>",
        "<p>Stand: 15.3.2026</p><p>Erstellt am 14.3.2026</p>",
        '<div class="post tag-event hentry"><p>Posted on March 14, 2026</p></div>',
    ],
)
def test_a_day_that_its_words_or_its_mark_name_as_that_of_the_page(html: str) -> None:
    assert published(html, ' lang="de"') == ("2026-03-14", "printed on the page")


@pytest.mark.parametrize(
    "html",
    [
        "<p>[Stand: 14.03.2026, 01:40 Uhr]</p>",
        "<p class=article_date>Letzte Aktualisierung: 14.03.2026</p>",
        "<footer>Page last updated March 14, 2026</footer>",
        "<p>Dernière mise à jour : 14 mars 2026</p>",
        "<div>Quelle: Die Stadt am Fluss im Norden, Startseite aller Ämter<br>Stand: 14.03.2026</div>",
    ],
)
def test_a_page_whose_one_day_is_that_of_a_change(html: str) -> None:
    assert published(html, ' lang="de"') == ("2026-03-14", "printed update")


@pytest.mark.parametrize(
    "html",
    [
        "<p>The ferry of March 14, 2026 was late.</p>",
        "<p>© 2026 The Harbour</p>",
        "<div class=comment><p>Posted on March 14, 2026</p></div>",
        "<div class=related-posts><span class=entry-date>March 14, 2026</span></div>",
        "<div class=event><span class=article-date>March 14, 2026</span></div>",
        "<aside><p>Published on March 14, 2026</p></aside>",
        "<p>Site last updated: March 14, 2026</p>",
        "<pre>published: '2026-03-14'</pre>",
        "<span class=entry-date>March 14, 2026</span><span class=entry-date>March 9, 2026</span>",
        "<p>The report that was published on March 14, 2026 states that ferries are late too often.</p>",
        "<p>Published on March 14, 2026, the report states that ferries are late too often.</p>",
        "<p>Published 14 March 2026 by the council, the report states that ferries are late.</p>",
        "<p>Опубликовано 14 марта 2026 исследование показало, что паромы опаздывают чаще.</p>",
        "<p>Created the world on 14 March 2026 and rested.</p>",
        "<p>Updates: 14 March 2026 ferry late</p>",
        "<p>The book (published 14 March 2026) is good.</p>",
        "<p>Valid until 14 March 2026</p>",
        "<p>Event: 14 March 2026</p>",
        "<p>14 March 2026</p>",
    ],
)
def test_no_day_of_another_thing(html: str) -> None:
    assert published(html) == (None, None)


def test_the_upload_of_a_film_in_the_page_is_no_publication() -> None:
    film = (
        '<div itemscope itemtype="https://schema.org/VideoObject"><meta itemprop="name" content="How to tie">'
        '<meta itemprop="uploadDate" content="2026-03-14T05:00:00Z"></div>'
    )
    assert published(film) == (None, None)


def test_code_beside_the_headline_prints_no_time() -> None:
    assert facts(body=f"<h1>{HEADLINE}</h1><pre><span>'2026-03-14'</span></pre>").published is None


def test_a_day_beside_a_line_that_is_a_byline_is_that_of_the_page() -> None:
    assert published("<div><h5>14 March 2026</h5><div>By Ann Lee and Ben Roe</div></div>")[0] == "2026-03-14"


def test_a_mark_of_teasers_around_the_story_hides_no_day() -> None:
    story = f"<div class=teaser-body><h1>{HEADLINE}</h1>{'<p>' + 'The ship sailed at night. ' * 12 + '</p>'}"
    long = story + ("<p>" + "The ship sailed at night. " * 12 + "</p>") * 8
    found = facts(body=f"{long}<p>Published on March 14, 2026</p></div>")
    assert found.published is not None


PUBLISHED = [
    ("ar", "<p>تاريخ النشر: 14 مارس 2026</p>"),
    ("ar", "<p>نُشر في 14 آذار 2026</p>"),
    ("fa", "<div>تاریخ انتشار: ۲۳ اسفند ۱۴۰۴</div>"),
    ("hi", "<p>प्रकाशित: 14 मार्च 2026</p>"),
    ("bn", "<p>প্রকাশিত: ১৪ মার্চ ২০২৬</p>"),
    ("ur", "<p>تاریخ اشاعت: 14 مارچ 2026</p>"),
    ("id", "<p>Diterbitkan pada 14 Maret 2026</p>"),
    ("ms", "<p>Diterbitkan: 14 Mac 2026</p>"),
    ("vi", "<p>Ngày đăng: 14/3/2026</p>"),
    ("th", "<p>เผยแพร่เมื่อ 14 มีนาคม 2569</p>"),
    ("tr", "<p>Yayınlanma tarihi: 14 Mart 2026</p>"),
    ("el", "<p>Δημοσιεύθηκε: 14 Μαρτίου 2026</p>"),
    ("he", "<p>פורסם בתאריך 14.3.2026</p>"),
    ("ro", "<p>Publicat la 14 martie 2026</p>"),
    ("hu", "<p>Megjelent: 2026. március 14.</p>"),
    ("cs", "<p>Zveřejněno 14. března 2026</p>"),
    ("sk", "<p>Publikované: 14. marca 2026</p>"),
    ("pl", "<p>Data publikacji: 14 marca 2026</p>"),
    ("uk", "<p>Опубліковано 14 березня 2026</p>"),
    ("ru", "<p>Дата публикации: 14 марта 2026</p>"),
    ("bg", "<p>Публикувано на 14 март 2026</p>"),
    ("sr", "<p>Објављено: 14. март 2026.</p>"),
    ("hr", "<p>Objavljeno 14. ožujka 2026.</p>"),
    ("sl", "<p>Objavljeno: 14. marec 2026</p>"),
    ("fi", "<p>Julkaistu 14.3.2026</p>"),
    ("sv", "<p>Publicerad 14 mars 2026</p>"),
    ("da", "<p>Offentliggjort 14. marts 2026</p>"),
    ("nb", "<p>Publisert 14. mars 2026</p>"),
    ("lt", "<p>Paskelbta: 2026-03-14</p>"),
    ("lv", "<p>Publicēts: 14.03.2026</p>"),
    ("et", "<p>Avaldatud: 14.03.2026</p>"),
    ("es", "<p>Fecha de publicación: 14 de marzo de 2026</p>"),
    ("pt", "<p>Publicado em 14 de março de 2026</p>"),
    ("it", "<p>Pubblicato: 14 marzo 2026</p>"),
    ("nl", "<p>Gepubliceerd op 14 maart 2026</p>"),
    ("ca", "<p>Publicat el 14 de març de 2026</p>"),
    ("zh", "<p>发布日期：2026年3月14日</p>"),
    ("zh-TW", "<p>發布時間：2026/03/14</p>"),
    ("ja", "<p>公開日：2026年3月14日</p>"),
    ("ko", "<p>등록일: 2026.03.14</p>"),
    ("de", "<p>Gespeichert von <b>ann</b> am 14. März 2026 - 18:55</p>"),
    ("fr", "<p>Soumis par ann le 14 mars 2026</p>"),
    ("en", "<div class=submitted>Submitted by ann on Sat, 14/03/2026 - 18:55</div>"),
    ("sw", "<p>Imechapishwa: 14 Machi 2026</p>"),
    ("sq", "<p>Publikuar më 14 mars 2026</p>"),
    ("mk", "<p>Објавено на 14 март 2026</p>"),
    ("ka", "<p>გამოქვეყნდა: 14 მარტი 2026</p>"),
    ("hy", "<p>Հրապարակվել է 14 մարտի 2026</p>"),
    ("ta", "<p>வெளியிடப்பட்டது: 14 மார்ச் 2026</p>"),
]


UPDATED = [
    ("ar", "<p>آخر تحديث: 14 مارس 2026</p>"),
    ("fa", "<p>به\u200cروزرسانی: ۲۳ اسفند ۱۴۰۴</p>"),
    ("hi", "<p>अंतिम अपडेट: 14 मार्च 2026</p>"),
    ("id", "<p>Terakhir diperbarui 14 Maret 2026</p>"),
    ("cs", "<p>Aktualizováno 14. 3. 2026</p>"),
    ("uk", "<p>Оновлено: 14 березня 2026</p>"),
    ("tr", "<p>Son güncelleme: 14 Mart 2026</p>"),
    ("vi", "<p>Cập nhật lần cuối: 14/3/2026</p>"),
    ("th", "<p>ปรับปรุงล่าสุด 14 มี.ค. 2569</p>"),
    ("el", "<p>Τελευταία ενημέρωση: 14 Μαρτίου 2026</p>"),
    ("he", "<p>עודכן לאחרונה: 14.3.2026</p>"),
    ("ro", "<p>Ultima actualizare: 14 martie 2026</p>"),
    ("hu", "<p>Utolsó frissítés: 2026. március 14.</p>"),
    ("bn", "<p>সর্বশেষ আপডেট: ১৪ মার্চ ২০২৬</p>"),
    ("fi", "<p>Päivitetty 14.3.2026</p>"),
    ("sv", "<p>Senast uppdaterad 14 mars 2026</p>"),
    ("pl", "<p>Ostatnia aktualizacja: 14 marca 2026</p>"),
    ("ja", "<p>最終更新日：2026年3月14日</p>"),
    ("zh", "<p>最后更新：2026年3月14日</p>"),
    ("ko", "<p>최종수정일: 2026.03.14</p>"),
    ("ru", "<p>Обновлено 14 марта 2026</p>"),
    ("es", "<p>Actualizado el 14 de marzo de 2026</p>"),
    ("ur", "<p>آخری اپ ڈیٹ: 14 مارچ 2026</p>"),
]


@pytest.mark.parametrize(("language", "html"), PUBLISHED)
def test_the_words_of_publication_in_the_languages_of_the_world(language: str, html: str) -> None:
    assert published(html, f' lang="{language}"') == ("2026-03-14", "printed on the page")


@pytest.mark.parametrize(("language", "html"), UPDATED)
def test_the_words_of_a_change_in_the_languages_of_the_world(language: str, html: str) -> None:
    assert published(html, f' lang="{language}"') == ("2026-03-14", "printed update")
