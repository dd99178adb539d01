"""Elements that say what they are hold no text, unless they hold most of it."""

import pytest

from tests.parse.pages.body.noise.marking import FIRST, SECOND, STORY, taken


@pytest.mark.parametrize(
    ("element", "reason"),
    [
        ('<div class="newsletter-signup"><p>Our best in the evening</p></div>', "newsletter"),
        ('<div class="shareBar"><span>Tell a friend</span></div>', "share"),
        ("<aside><p>Who owns the ships</p></aside>", "aside"),
        ('<blockquote class="twitter-tweet"><p>What a ship!</p></blockquote>', "post"),
        ('<div id="comments"><p>I like it, said nobody.</p></div>', "comments"),
        ('<div class="Article_relatedLinks__x1"><a href="/b">The pier is for sale</a></div>', "related"),
        ("<figure><img src=a.jpg><p>The ship</p></figure>", "caption"),
    ],
)
def test_an_element_with_a_name_goes(element: str, reason: str) -> None:
    assert list(taken(f"<p>{FIRST}</p>{element}<p>{SECOND}</p>").values()) == [reason]


@pytest.mark.parametrize(
    "element",
    [
        '<p class="shareholder-news">The owners met at noon.</p>',
        '<p class="has-caption">The owners met at noon.</p>',
        '<p class="ad9f31 b2c">The owners met at noon.</p>',
        '<p class="md:share-x text-[caption]">The owners met at noon.</p>',
        '<h2 id="newsletter">The owners met</h2><p>At noon.</p>',
        "<figure><table><tr><td>Ships</td><td>2</td></tr></table></figure>",
        '<blockquote class="q">The owners met at noon.</blockquote>',
    ],
)
def test_a_name_that_only_looks_like_one_stays(element: str) -> None:
    assert taken(f"<p>{FIRST}</p>{element}<p>{SECOND}</p>") == {}


@pytest.mark.parametrize("name", ["share", "paywall-box", "related", "newsletter", "comments", "gallery"])
def test_an_element_with_most_of_the_text_stays(name: str) -> None:
    assert taken(f'<div class="{name}">{STORY}</div>') == {}


def test_a_long_element_is_no_caption_or_byline() -> None:
    page = (
        f'{STORY}<div class="author-info"><p>{FIRST.replace("ferry", "boat") * 6}</p></div>'
        + f"<p>{SECOND}!</p>" * 12
    )
    assert "byline" not in taken(page).values()
