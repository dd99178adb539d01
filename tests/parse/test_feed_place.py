"""Answers in a feed's place are no stories: plain texts, errors as JSON and XML, pictures."""

from __future__ import annotations

import pytest

from newswire.model import Defaults, Document, Item, Rejected
from newswire.parse import parse_document

FEED = Defaults("weir", feed=True)


def reason(
    text: str, defaults: Defaults, url: str | None = None, content_type: str | None = None
) -> str | None:
    """The reason of the rejection of a document with one answer; None if that is an item."""
    (found,) = parse_document(Document(text.encode(), "feed", url=url, content_type=content_type), defaults)
    return found.reason if isinstance(found, Rejected) else None


TEXT = "Die Leitung ist besetzt. Versuchen Sie es in einer Stunde noch einmal, sagt der Wärter."


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "Le service est momentanément indisponible. Veuillez réessayer dans quelques minutes.",
        "Сервис временно недоступен. Зайдите, пожалуйста, через несколько минут.",
        "服务暂时不可用，请稍后再试，给您带来不便敬请谅解。",
        r"{\rtf1 We are resting. Come back when the lamp is lit again.}",
        '{"title": "Ruhe", "status": 503, "detail": "Der Dienst ruht bis zum Abend.", "date": "2026-03-04"}',
        '{"error": true, "title": "Quota", "description": "The quota is used up.", "date": "2026-03-04"}',
        '{"success": false, "title": "Bakım", "text": "Site bakımda, akşam dönecek.", "date": "2026-03-04"}',
        "<error><title>Rest</title><description>The service rests until noon.</description></error>",
        "<svg xmlns='http://www.w3.org/2000/svg'><title>The paper</title><desc>A ship at sea.</desc></svg>",
    ],
)
def test_no_answer_of_a_feeds_address_but_a_feed_is_a_story(text: str) -> None:
    assert reason(text, FEED) == "http-error"


@pytest.mark.parametrize(
    ("url", "content_type"),
    [
        (None, "Application/RSS+XML; charset=utf-8"),
        (None, "application/atom+xml"),
        (None, "text/xml"),
        (None, "application/json"),
    ],
)
def test_plain_text_that_was_declared_as_a_feed_is_no_story(
    url: str | None, content_type: str | None
) -> None:
    assert reason(TEXT, Defaults("weir"), url, content_type) == "http-error"


@pytest.mark.parametrize(
    ("url", "content_type"),
    [
        (None, None),
        (None, "text/plain"),
        ("https://weir.example/story.txt", None),
        ("http://[x/feed.xml", None),
    ],
)
def test_plain_text_from_elsewhere_is_a_story(url: str | None, content_type: str | None) -> None:
    assert reason(TEXT, Defaults("weir"), url, content_type) is None


def test_json_with_a_status_and_records_is_no_error() -> None:
    text = (
        '{"status": 200, "error": null, "articles": [{"title": "Sluice opens", "date": "2026-03-04",'
        ' "text": "The sluice opened at noon, the keeper said."}]}'
    )
    assert reason(text, FEED) is None
    assert reason(text.replace("200", "429").replace("null", '"slow"'), FEED) is None


def test_the_items_of_a_feed_are_stories() -> None:
    feed = "<rss version='2.0'><channel><item><title>Sluice opens</title></item></channel></rss>"
    (item,) = parse_document(Document(feed.encode(), "feed"), FEED)
    assert isinstance(item, Item)
