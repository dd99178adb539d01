"""Live pages: one item, each post with its time, the version at the newest one."""

from __future__ import annotations

import datetime as dt
import json

from newswire.model import Defaults, Document, Item
from newswire.parse.pages.body.body import Body, LeftOut
from newswire.parse.pages.facts.facts import Facts
from newswire.parse.pages.live import Live, as_live, read_live
from newswire.parse.pages.tree.page import read_page
from tests.parse.pages.markup import FIRST, HEADLINE, SECOND, THIRD, item, page

POSTS = (
    {"@type": "BlogPosting", "headline": "Trams run", "articleBody": f"<p>{SECOND}</p><p>{THIRD}</p>",
     "datePublished": "2031-02-03T11:40:00+01:00"},
    {"@type": "BlogPosting", "headline": "The ribbon is cut", "articleBody": "The mayor cut it.",
     "datePublished": "2031-02-03T10:15:00Z"},
    {"@type": "BlogPosting", "articleBody": "Good morning from the harbour.", "datePublished": "soon"},
    {"@type": "BlogPosting"},
    {"headline": ["no", "text"], "articleBody": 3},
)  # fmt: skip


def live(facts: Facts, body: str, markup: str = "<p>x</p>") -> Live | None:
    return read_live(read_page(Document(page(markup).encode(), "page")), facts, Body(body), Defaults())


def test_the_posts_of_json_ld_stand_in_the_text_with_their_times() -> None:
    found = live(Facts(posts=POSTS), f"{FIRST}\n\nTrams run\n\n{SECOND}")
    assert found
    assert found.body.text == (
        f"{FIRST}\n\n2031-02-03 11:40 UTC+01:00 – Trams run\n\n{SECOND}\n\n{THIRD}\n\n"
        "2031-02-03 10:15 UTC – The ribbon is cut\n\nThe mayor cut it.\n\nGood morning from the harbour."
    )
    assert found.newest == dt.datetime(2031, 2, 3, 10, 40, tzinfo=dt.UTC)
    assert "'soon'" in found.warnings[0]


def test_a_post_that_repeats_its_headline_has_it_once() -> None:
    post = {
        "headline": "Trams run",
        "articleBody": "<b>Trams run.</b>",
        "datePublished": "2031-02-03T10:15:00Z",
    }
    found = live(Facts(posts=(post, POSTS[1])), "")
    assert found
    assert found.body.text.count("Trams run") == 1


def test_a_line_of_a_post_is_not_left_out() -> None:
    body = Body(FIRST, left_out=[LeftOut("Trams run", "date"), LeftOut("Share this", "share")])
    found = read_live(read_page(Document(b"<p>x</p>", "page")), Facts(posts=POSTS), body, Defaults())
    assert found
    assert found.body.left_out == [LeftOut("Share this", "share")]


PRINTED = "<div class=posts>" + "".join(
    f'<article class="post p{minute}"><time datetime="2031-02-03T10:{minute}:00Z">10.{minute}</time>'
    f"<h3>Post {minute}</h3><p>{text}</p></article>"
    for minute, text in (("40", SECOND), ("15", FIRST))
)  # fmt: skip


def test_printed_posts_are_found_by_their_structure() -> None:
    found = live(Facts(types=("LiveBlogPosting",)), f"{THIRD}\n\n{SECOND}", PRINTED)
    assert found
    assert found.body.text == (
        f"{THIRD}\n\n2031-02-03 10:40 UTC – Post 40\n\n{SECOND}\n\n2031-02-03 10:15 UTC – Post 15\n\n{FIRST}"
    )


def test_a_page_that_states_no_live_page_is_none() -> None:
    assert live(Facts(types=("NewsArticle",)), SECOND, PRINTED) is None
    assert live(Facts(types=("LiveBlogPosting",)), SECOND, f"<p>{SECOND}</p>") is None
    assert live(Facts(posts=POSTS[:1]), SECOND) is None


def test_the_version_of_a_live_page_is_as_old_as_its_newest_post() -> None:
    found = live(Facts(posts=POSTS), FIRST)
    assert found
    earlier = dt.datetime(2031, 2, 3, 9, tzinfo=dt.UTC)
    item = as_live(Item("page", "html", version_created=earlier), found)
    assert (item.genre, item.version_created) == ("live", found.newest)
    later = dt.datetime(2031, 2, 3, 12, tzinfo=dt.UTC)
    assert as_live(Item("page", "html", version_created=later), found).version_created == later


def test_the_credit_that_ends_the_text_of_a_live_page_stays() -> None:
    stated = {"@type": "LiveBlogPosting", "headline": HEADLINE, "liveBlogUpdate": POSTS[:2]}
    head = f'<script type="application/ld+json">{json.dumps(stated)}</script>'
    text = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p><p>With material from dpa</p>"
    found = item(page(f"<article><h1>{HEADLINE}</h1>{text}</article>", head))
    assert found.genre == "live"
    assert "dpa" in found.credit


def test_the_end_of_the_coverage_stands_in_for_the_time_of_the_newest_post() -> None:
    untimed = tuple({"headline": post["headline"], "articleBody": "Trams run."} for post in POSTS[:2])
    stated = {"@type": "LiveBlogPosting", "headline": HEADLINE, "liveBlogUpdate": untimed}
    end = {"coverageEndTime": "2031-02-03T18:00:00+01:00"}

    def version(more: dict[str, object]) -> dt.datetime | None:
        head = f'<script type="application/ld+json">{json.dumps({**stated, **more})}</script>'
        return item(page(f"<h1>{HEADLINE}</h1><p>{FIRST}</p>", head)).version_created

    assert version({}) is None
    assert version(end) == dt.datetime(2031, 2, 3, 17, tzinfo=dt.UTC)
    changed = {"dateModified": "2031-02-03T15:00:00+01:00"}
    assert version({**end, **changed}) == dt.datetime(2031, 2, 3, 14, tzinfo=dt.UTC)
