"""The judgement on a page: a story, or the reason why it is none.

A story is never rejected for its shortness: one sentence is a story. So a page needs evidence of another
kind. That of a story weighs more: an article in JSON-LD, a time of publication, a headline with a paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newswire.errors import Unparsable
from newswire.model import Reason
from newswire.parse.pages.address import is_front
from newswire.parse.pages.body.body import Body
from newswire.parse.pages.facts.facts import Facts
from newswire.parse.pages.tree.page import Page, shown_text, text_of
from newswire.parse.pages.verdict import words_of_no_story as words
from newswire.parse.pages.verdict.length import length
from newswire.parse.pages.verdict.listing import Shape, read_shape
from newswire.parse.pages.verdict.redirect import frames, redirection
from newswire.parse.readers.no_story import http_error

if TYPE_CHECKING:
    from lxml.etree import _Element

SHORT = 700
"""Letters, an ideograph counted as three, below which a text may be a message of a server or a wall."""
_ARTICLE = re.compile(
    r"Article$|BlogPosting$|^(?:Report|Review|Recipe|HowTo|ClaimReview|PressRelease|FAQPage)$"
)
_LISTS = frozenset(("CollectionPage", "SearchResultsPage", "ItemList"))
_OTHER_THINGS = {
    "Product": "a product",
    "ProductGroup": "a product",
    "ProfilePage": "a profile of a person",
    "DiscussionForumPosting": "a thread of a forum",
    "QAPage": "a thread of questions and answers",
    "JobPosting": "an offer of work",
    "RealEstateListing": "an offer of a house",
}
_OTHER_OBJECTS = {"product": "a product", "product.item": "a product", "profile": "a profile of a person"}
_SHOWN = (
    (re.compile(r"^(?:Video|Movie|Clip|TVEpisode)|^video"), "a video"),
    (re.compile(r"^(?:Audio|Podcast|Music|Radio)|^music"), "a recording"),
    (re.compile(r"Gallery$|^ImageObject$"), "a gallery of pictures"),
)
_PLAYERS = {"video": "a video", "audio": "a recording", "amp-video": "a video", "amp-youtube": "a video"}
_PLAYER = re.compile(
    r"youtube|vimeo|dailymotion|brightcove|jwplayer|soundcloud|spotify|megaphone|player", re.IGNORECASE
)
_CHALLENGE = re.compile(
    r"_cf_chl_opt|px-captcha|captcha-delivery\.com|_Incapsula_Resource|sgcaptcha|ddos-guard|awsWafCookie"
    r"|gokuProps|kasada|distil_r_captcha|/recaptcha/|hcaptcha\.com|turnstile/v\d",
    re.IGNORECASE,
)
_STATE = ("__NEXT_DATA__", "__NUXT__", "__INITIAL_STATE__", "__PRELOADED_STATE__", "__APOLLO_STATE__")
_GALLERY = 5
"""Pictures of a page without a text that is no gallery."""
_LOGIN = ".//input[@type='password']"


def check(page: Page, facts: Facts, body: Body) -> None:
    """Return if the page is a story.

    Raises:
        Unparsable: with the reason for which it is none: ``redirect``, ``not-found``, ``http-error``,
            ``wall``, ``no-text``, ``listing`` or ``no-story``.
    """
    seen = _seen(page, facts, body)
    if not seen.text or (seen.is_short and not seen.is_article):
        _refuse_what_leads_elsewhere(page, seen)
        _refuse_messages(seen)
        if not seen.text and not seen.is_article:
            _refuse_listings(page, facts, seen)  # its head has a form to log in, and words to subscribe
        _refuse_walls(page, facts, seen)
    if not seen.text:
        _refuse_without_text(page, facts, seen)
    if not seen.is_article:
        _refuse_other_things(facts, seen)
        _refuse_listings(page, facts, seen)


def titled(page: Page) -> str:
    """Return the title of a page in brackets, for a sentence about it; an empty text if it has none."""
    return _called(_titles(page))


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a page shows of its kind. ``titles`` are its title and its first headings."""

    titles: tuple[str, ...]
    text: str
    is_short: bool
    is_article: bool
    object: str

    @property
    def called(self) -> str:
        """The title in brackets, for a sentence."""
        return _called(self.titles)


def _seen(page: Page, facts: Facts, body: Body) -> _Seen:
    metadata = {meta.get("property") or meta.get("name"): meta.get("content") for meta in page.named("meta")}
    kind = (metadata.get("og:type") or "").lower()
    stated = kind in {"article", "news", "newsarticle"} or "article:published_time" in metadata
    front = page.url is not None and is_front(page.url)  # systems call their front page an article too
    article = any(_ARTICLE.search(name) for name in facts.types) or (stated and not front)
    return _Seen(_titles(page), body.text.strip(), length(body.text, SHORT) < SHORT, article, kind)


def _titles(page: Page) -> tuple[str, ...]:
    found = [next(iter(page.named(tag)), None) for tag in ("title", "h1", "h2")]
    return tuple(text for one in found if one is not None and (text := text_of(one)))


def _called(titles: tuple[str, ...]) -> str:
    return f" ({titles[0][:300]!r})" if titles else ""


def _refuse_what_leads_elsewhere(page: Page, seen: _Seen) -> None:
    if addresses := frames(page):
        detail = f"This page{seen.called} only frames others. Fetch them instead: {', '.join(addresses)}"
        raise Unparsable(Reason.REDIRECT, detail)
    if address := redirection(page, seen.text):
        raise Unparsable(
            Reason.REDIRECT, f"This page{seen.called} leads to another one. Fetch it instead: {address}"
        )


def _refuse_messages(seen: _Seen) -> None:
    if words.is_called("not_found", *seen.titles) or words.is_called(
        "not_found", seen.text[:200].partition("\n")[0]
    ):
        detail = (
            f"This page{seen.called} states that there is no such page, although the server sent it as a "
            "good one. The story was taken down, or its address is wrong."
        )
        raise Unparsable(Reason.NOT_FOUND, detail)
    for text in (*seen.titles[:2], seen.text):
        if message := http_error(text):
            detail = f"The page is a server's message ({message!r}), no story. Fetch it again later."
            raise Unparsable(Reason.HTTP_ERROR, detail)


def _refuse_walls(page: Page, facts: Facts, seen: _Seen) -> None:
    shown = " ".join((*seen.titles, seen.text or shown_text(page.root, 2 * SHORT)))
    if _is_check(page, facts, seen, shown):
        before, remedy = "a check for robots", "Ask the publisher for a feed or for access."
    elif _is_form(page, facts, seen):
        before, remedy = "a form to log in", "Give the source an account, or take another source."
    elif words.found("consent", shown) and not facts.published and not _has_headline(page, seen):
        before, remedy = (
            "a request for consent",
            "Ask the publisher for a feed, or send the cookie of the consent.",
        )
    elif not seen.text and (facts.free is False or words.found("subscribe", shown)):
        before, remedy = "a paywall", "Give the source an account, or take the agency's feed."
    else:
        return
    raise Unparsable(
        Reason.WALL, f"This page{seen.called} is not the story: {before} stands before it. {remedy}"
    )


def _is_check(page: Page, facts: Facts, seen: _Seen, shown: str) -> bool:
    """Return whether the page checks for robots: by its words, or by a title and a script of such a check."""
    if words.found("bots", shown):
        return not facts.published
    called = words.is_called("bots_titles", *seen.titles[:1])
    return (called and not facts.published) or (not seen.text and _challenges(page.root))


def _is_form(page: Page, facts: Facts, seen: _Seen) -> bool:
    called = words.is_called("login", *seen.titles) and not facts.published
    return called or (not seen.text and page.root.find(_LOGIN) is not None)


def _challenges(root: _Element) -> bool:
    """Return whether scripts, frames or forms of a known check for robots are on the page."""
    for element in root.iter("script", "iframe", "form", "div"):
        said = (element.get("src"), element.get("action"), element.get("id"), (element.text or "")[:4000])
        if _CHALLENGE.search(" ".join(filter(None, said))):
            return True
    return False


def _has_headline(page: Page, seen: _Seen) -> bool:
    """Return whether a first heading of several words stands on the page that is no phrase of a wall."""
    heading = page.root.find(".//h1")
    text = text_of(heading) if heading is not None else ""
    return length(text, SHORT) >= 20 and not words.found("consent", text) and bool(seen.text)


def _refuse_without_text(page: Page, facts: Facts, seen: _Seen) -> None:
    shown = [what for form, what in _SHOWN if any(form.search(name) for name in (*facts.types, seen.object))]
    shown += [what for tag, what in _PLAYERS.items() if page.root.find(f".//{tag}") is not None]
    if any(_PLAYER.search(one.get("src") or "") for one in page.root.iter("iframe")):
        shown.append("a player")
    shape = read_shape(page.root)
    kind, front = _kind_of_listing(page, facts, seen)
    if not shown and not seen.is_article and shape.is_bare_listing(front=front, is_sure=False):
        raise _listing(seen, kind, shape)
    if shown:
        what, remedy = f"shows {shown[0]} without a text", "There is no text to take."
    elif name := next((name for name in _STATE if _holds(page.root, name)), None):
        what = f"is drawn by a script (its data are in {name})"
        remedy = "Ask the publisher for a feed, or take the address from which the script reads."
    elif page.root.find(".//script") is not None and not shown_text(page.root, 2 * SHORT).strip(" \n\t"):
        what, remedy = "is an empty shell that a script fills", "Ask the publisher for a feed."
    elif len(page.root.findall(".//img")) > _GALLERY:
        what, remedy = "shows pictures without a text", "There is no text to take."
    else:
        what, remedy = "holds no text of a story", "Look at its address in a browser."
    raise Unparsable(Reason.NO_TEXT, f"This page{seen.called} {what}. {remedy}")


def _holds(root: _Element, name: str) -> bool:
    return any(one.get("id") == name or name in (one.text or "")[:200] for one in root.iter("script"))


def _refuse_other_things(facts: Facts, seen: _Seen) -> None:
    what = next((_OTHER_THINGS[name] for name in facts.types if name in _OTHER_THINGS), None)
    if what := what or _OTHER_OBJECTS.get(seen.object):
        detail = f"This page{seen.called} is {what}, no story. Take the addresses of stories only."
        raise Unparsable(Reason.NO_STORY, detail)


def _refuse_listings(page: Page, facts: Facts, seen: _Seen) -> None:
    """Reject a page that leads to stories.

    It states so in JSON-LD, or it has many headings that are links and no running text. A page with a
    headline of its own and a paragraph is a story, however many others it links to.
    """
    shape = read_shape(page.root)
    stated = next((name for name in facts.types if name in _LISTS), None)
    if facts.published and shape.has_headline and not stated:
        return
    kind, front = _kind_of_listing(page, facts, seen)
    is_listing = shape.is_listing(front=front, stated=stated is not None)
    if is_listing if seen.text or stated else shape.is_bare_listing(front=front, is_sure=True):
        raise _listing(seen, kind, shape)


def _kind_of_listing(page: Page, facts: Facts, seen: _Seen) -> tuple[str, bool]:
    """Return what a listing would be, and whether it is one that needs fewer links."""
    if words.is_called("search", *seen.titles[:2]) or "SearchResultsPage" in facts.types:
        return "the results of a search", True
    if page.url is not None and is_front(page.url):
        return "a front page", True
    return "a listing", False


def _listing(seen: _Seen, kind: str, shape: Shape) -> Unparsable:
    counted = f"{shape.teasers} headings are links, and {shape.prose} letters are running text"
    remedy = "Fetch the stories that it leads to, or take its feed or sitemap as the source."
    return Unparsable(Reason.LISTING, f"This page{seen.called} is {kind}: {counted}. {remedy}")
