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
