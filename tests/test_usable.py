"""The verdict on the answers of a feed's address: whole feeds, empty ones, and what is none."""

from __future__ import annotations

import io
import tarfile

import pytest

from newswire.model import Defaults, Document
from newswire.usable import verdict

FEED = Defaults("weir", feed=True)
ITEM = "<item><title>Sluice opens</title><description>The sluice opened at noon.</description></item>"


def judged(text: str, content_type: str | None = None) -> tuple[int, bool, bool]:
    """Number of items, whether the document is usable, whether it is empty."""
    found = verdict(Document(text.encode(), "feed", content_type=content_type), FEED)
    return found.items, found.reason is None, found.is_empty


def rss(items: str) -> str:
    return f"<rss version='2.0'><channel><title>Weir Post</title>{items}</channel></rss>"


def test_a_feed_with_an_item_is_usable_even_if_another_item_is_rejected() -> None:
    assert judged(rss(ITEM)) == (1, True, False)
    assert judged(rss(ITEM + "<item></item>")) == (1, True, False)


@pytest.mark.parametrize(
    "text",
    [
        rss(""),
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Weir</title></feed>",
        '{"version": "https://jsonfeed.org/version/1.1", "title": "Weir", "items": []}',
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'></urlset>",
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:weir\r\nEND:VCALENDAR\r\n",
    ],
)
def test_a_valid_feed_without_entries_is_usable_and_empty(text: str) -> None:
    assert judged(text) == (0, True, True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \r\n",
        "<!doctype html><title>Un instant…</title><p>Vérification du navigateur, merci de patienter.</p>",
        "Wartungsarbeiten: Unser Angebot ist bis 18 Uhr nicht erreichbar. Wir bitten um Verständnis.",
        "サーバーが混み合っています。しばらくしてからもう一度お試しください。",
        "Our site is taking a short rest, and we will be back soon with more stories than ever before.",
        '{"error": {"code": 429, "message": "Slow down a little, and come back in an hour or two."}}',
        "<Error><Code>SlowDown</Code><Message>Reduce your request rate by a good deal.</Message></Error>",
        "<div><h1>Down</h1><p>We are working on the pipes, and will be back in the afternoon.</p></div>",
        rss("<item></item>"),
    ],
)
def test_an_answer_that_is_no_feed_is_unusable(text: str) -> None:
    assert judged(text) == (0, False, False)


def test_a_document_that_is_read_in_part_gives_its_items_and_is_unusable() -> None:
    inside = io.BytesIO()
    with tarfile.open(fileobj=inside, mode="w") as archive:
        for number in range(3):
            member = tarfile.TarInfo(f"{number}.xml")
            member.size = len(rss(ITEM))
            archive.addfile(member, io.BytesIO(rss(ITEM).encode()))
    found = verdict(Document(inside.getvalue()[:2_600], "feed"), FEED)
    assert found.items == 2
    assert (found.reason or "").startswith("The archive cannot be read to its end")
