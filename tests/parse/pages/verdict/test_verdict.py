"""Pages that are no story are rejected with the reason; stories, however short, are not."""

from __future__ import annotations

import pytest

from newswire.errors import Unparsable
from newswire.model import Document
from newswire.parse.pages.body.body import Body
from newswire.parse.pages.facts.facts import Facts
from newswire.parse.pages.tree.page import read_page
from newswire.parse.pages.verdict.verdict import check
from tests.parse.pages.markup import FIRST, HEADLINE, SECOND, STORY, TEASERS, URL, page, rejected, text

NOT_FOUND = [
    (
        "Page not found | The Weir",
        "<h1>404</h1><p>The page that you look for has moved, or it never was.</p>",
    ),
    (
        "The Weir",
        "<h1>Oops! That page can\u2019t be found.</h1><p>Try the search below, or go to the start.</p>",
    ),
    ("Seite nicht gefunden - Das Wehr", "<h1>Hoppla</h1><p>Diese Adresse führt nirgendwohin, leider.</p>"),
    ("Le Barrage", "<h1>Page introuvable</h1><p>Revenez à l'accueil pour lire les nouvelles du jour.</p>"),
    ("Плотина", "<h1>Страница не найдена</h1><p>Вернитесь на главную и попробуйте снова.</p>"),
    ("堰新聞", "<h1>ページが見つかりません</h1><p>お手数ですが、もう一度お試しください。</p>"),
    ("السد", "<h1>الصفحة غير موجودة</h1><p>عد إلى الصفحة الرئيسية من فضلك.</p>"),
    ("Bent", "<h1>Sayfa bulunamadı</h1><p>Ana sayfaya dönün ve yeniden deneyin.</p>"),
]


@pytest.mark.parametrize(("title", "body"), NOT_FOUND)
def test_a_page_that_states_that_there_is_none_is_not_found(title: str, body: str) -> None:
    found = rejected(page(body, f"<title>{title}</title>"))
    assert found.reason == "not-found"
    assert title in found.detail


WALLS = {
    "check of a browser": ("Just a moment...", "<h1>Checking your browser</h1><p>It takes a minute.</p>"),
    "title of a check": ("Just a moment...", "<p>weir.example is looking after its readers. Stay here.</p>"),
    "question to a robot": ("The Weir", "<h1>A question</h1><p>Please verify you are human to go on.</p>"),
    "script of a check": ("weir.example", "<script src=https://geo.captcha-delivery.com/a.js></script>"),
    "Chinese check": ("安全验证", "<p>请完成安全验证，然后继续访问。</p>"),
    "Russian check": ("Плотина", "<p>Подтвердите, что вы не робот, и читайте дальше.</p>"),
    "form to log in": ("Log in | The Weir", "<form><input type=password></form><p>Fill it in.</p>"),
    "form without words": ("The Weir", "<form><input name=user><input type=password></form>"),
    "German form": ("Anmelden - Das Wehr", "<p>Bitte geben Sie Ihre Daten ein.</p>"),
    "consent": ("The Weir", "<h2>We value your privacy</h2><p>We and our partners store things.</p>"),
    "French consent": ("Le Barrage", "<p>Avec votre accord, nous et nos partenaires lisons des cookies.</p>"),
    "paywall without a text": ("Tunnel", "<h1>Tunnel</h1><div class=paywall>Subscribe to continue</div>"),
}  # fmt: skip


@pytest.mark.parametrize("name", WALLS)
def test_a_page_before_the_story_is_a_wall(name: str) -> None:
    title, body = WALLS[name]
    found = rejected(page(body, f"<title>{title}</title>"))
    assert found.reason == "wall"
    assert "stands before it" in found.detail


WITHOUT_TEXT = {
    "video": ("<h1>Tunnel opens</h1><video src=a.mp4></video>", "a video without a text"),
    "recording": ("<h1>Tunnel opens</h1><audio src=a.mp3></audio>", "a recording without a text"),
    "frame of a player": ("<h1>Tunnel</h1><iframe src=https://www.youtube.com/embed/1></iframe>", "a player"),
    "shell": ("<div id=root></div><script src=/main.js></script>", "a script"),
    "data of a script": (
        "<div id=__next></div><script id=__NEXT_DATA__ type=application/json>{}</script><b>Menu</b>",
        "its data are in __NEXT_DATA__",
    ),
    "gallery": ("<h1>Tunnel</h1>" + "<img src=a.jpg>" * 9, "pictures without a text"),
}  # fmt: skip


@pytest.mark.parametrize("name", WITHOUT_TEXT)
def test_a_page_without_a_text_is_no_text(name: str) -> None:
    body, shown = WITHOUT_TEXT[name]
    found = rejected(page(body))
    assert found.reason == "no-text"
    assert shown in found.detail


def test_the_notice_in_a_footer_is_no_text() -> None:
    foot = "<footer><p>© 2031 The Weir. All rights reserved.</p></footer>"
    found = rejected(page(f"<h1>{HEADLINE}</h1><video src=ferry.mp4></video>{foot}"))
    assert found.reason == "no-text"
    assert "a video" in found.detail


def judged(facts: Facts, body: str, markup: str = "", url: str | None = URL) -> str | None:
    """The reason for which a page with these facts and this text is no story; None if it is one."""
    try:
        check(read_page(Document(page(markup or f"<p>{body}</p>").encode(), "page", url)), facts, Body(body))
    except Unparsable as error:
        return str(error.reason)
    return None


@pytest.mark.parametrize(
    ("types", "reason"),
    [
        (("VideoObject",), "no-text"),
        (("PodcastEpisode",), "no-text"),
        (("ImageGallery",), "no-text"),
        (("NewsArticle",), "no-text"),
    ],
)
def test_a_type_without_a_text_is_no_text(types: tuple[str, ...], reason: str) -> None:
    assert judged(Facts(types=types), "", "<h1>Tunnel opens</h1>") == reason


@pytest.mark.parametrize(
    ("types", "reason"),
    [
        (("Product",), "no-story"),
        (("DiscussionForumPosting",), "no-story"),
        (("ProfilePage",), "no-story"),
        (("CollectionPage",), "listing"),
        (("SearchResultsPage",), "listing"),
        (("NewsArticle", "CollectionPage"), None),
        (("WebPage",), None),
        (("VideoObject",), None),
        ((), None),
    ],
)
def test_a_type_of_another_thing_decides(types: tuple[str, ...], reason: str | None) -> None:
    assert judged(Facts(types=types), FIRST) == reason


STORIES = {
    "one sentence": f"<h1>{HEADLINE}</h1><p>{FIRST}</p>",
    "one sentence among teasers": f"<h1>{HEADLINE}</h1><p>{FIRST}</p><aside>{TEASERS}</aside>",
    "a flash among teasers": f"<h1>{HEADLINE}</h1><p>The tunnel is open, the mayor said.</p>{TEASERS}",
    "a headline like an error": f"<h1>404: page not found, a museum shows the lost web</h1><p>{FIRST}</p>",
    "a story on robots": f"<h1>Robots check the tunnel of the harbour</h1><p>{FIRST}</p>",
    "a hidden form to log in": f"<form hidden><input type=password></form>{STORY}",
    "a banner on cookies": f"{STORY}<div><h2>We value your privacy</h2><p>We and our partners.</p></div>",
    "a video beside the text": f"<h1>{HEADLINE}</h1><video src=a.mp4></video><p>{FIRST}</p>",
    "no heading": f"<p>{FIRST}</p><p>{SECOND}</p>",
}  # fmt: skip


@pytest.mark.parametrize("name", STORIES)
def test_a_story_is_a_story_whatever_stands_around_it(name: str) -> None:
    assert text(page(STORIES[name]))


def test_a_story_on_the_front_address_is_a_story() -> None:
    assert text(page(STORY), "https://weir.example/").startswith(FIRST)


@pytest.mark.parametrize("title", ["503 Service Unavailable", "502 Bad Gateway", "403 Forbidden"])
def test_a_servers_message_is_an_error(title: str) -> None:
    found = rejected(
        page(f"<center><h1>{title}</h1></center><hr><p>nginx is here.</p>", f"<title>{title}</title>")
    )
    assert found.reason == "http-error"
