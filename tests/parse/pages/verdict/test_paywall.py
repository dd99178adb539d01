"""Teasers carry the signal ``teaser``; whole texts and short stories do not."""

from __future__ import annotations

import pytest

from newswire.model import Document
from newswire.parse.pages.body.body import Body
from newswire.parse.pages.facts.facts import Facts
from newswire.parse.pages.tree.page import read_page
from newswire.parse.pages.verdict.paywall import WARNING, is_teaser
from tests.parse.pages.markup import FIRST, HEADLINE, SECOND, STORY, THIRD, item, page

WALL = (
    "<div class='article-paywall box'><h2>Continue reading with a subscription</h2>"
    "<a href=/offer>Offers</a></div>"
)
TEXT = f"{FIRST}\n\n{SECOND}"
LONG = "\n\n".join([FIRST, SECOND, THIRD] * 6)
LONGEST = "\n\n".join([FIRST, SECOND, THIRD] * 12)


def teaser(facts: Facts, text: str, markup: str = "") -> bool:
    return is_teaser(read_page(Document(page(f"<p>{FIRST}</p>{markup}").encode(), "page")), facts, Body(text))


@pytest.mark.parametrize(
    ("facts", "text", "markup", "expected"),
    [
        (Facts(free=False), TEXT, "", True),
        (Facts(free=False), LONG, "", False),
        (Facts(free=False), f"{LONG}\n\nThe first tram carried …", "", True),
        (Facts(free=False), f"{LONG}\n\n{'The tram carried many of them ' * 9}", "", True),
        (Facts(free=False), f"{LONG}\n\nReporting by Ada Quay", "", False),
        (Facts(free=False), LONG, WALL, True),
        (Facts(free=False), LONGEST, WALL, False),
        (Facts(free=False, article_body=LONGEST + LONGEST), LONG, "", True),
        (Facts(free=True), TEXT, WALL, False),
        (Facts(), TEXT, WALL, True),
        (Facts(), TEXT, "", False),
        (Facts(), LONG, WALL, False),
        (Facts(), f"{LONG}\n\nThe first tram...", WALL, True),
        (Facts(article_body=TEXT), TEXT, WALL, False),
        (Facts(), TEXT, "<div class=newsletter-box>Continue reading with a subscription</div>", False),
        (Facts(), TEXT, "<div class=paywall><p>The Weir</p></div>", False),
        (Facts(), "電車が走る。", "<div id=paywall>この記事は会員限定です</div>", True),
        (Facts(), TEXT, "<section class='premium-box'>Jetzt weiterlesen mit dem Abo</section>", True),
        (Facts(), TEXT, "<div class='fade-out locked'>Réservé aux abonnés</div>", True),
        (Facts(free=False), "", "", False),
    ],
)
def test_a_teaser_needs_a_wall_and_a_short_or_cut_text(
    facts: Facts, text: str, markup: str, expected: bool
) -> None:
    assert teaser(facts, text, markup) is expected


def test_the_item_of_a_teaser_carries_the_signal_and_a_warning() -> None:
    found = item(page(f"<h1>{HEADLINE}</h1><p>{FIRST}</p><p>{SECOND}</p>{WALL}"))
    assert found.signal == ("teaser",)
    assert WARNING in found.warnings
    assert item(page(STORY)).signal == ()
