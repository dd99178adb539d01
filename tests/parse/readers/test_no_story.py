"""Texts that are no story: a few letters, error messages of servers."""

from __future__ import annotations

import pytest

from newswire.model import Defaults, Document, Item, Rejected
from newswire.parse.document import parse_document
from newswire.parse.readers.no_story import SHORTEST, http_error, letters


@pytest.mark.parametrize(
    "text",
    [
        "404 page not found\n",
        "403 Forbidden\n\nYou are not allowed to see this resource.\n",
        "HTTP/1.1 503 Service Unavailable",
        "Not Found",
        "error code: 1020",
        "Error 502: Bad Gateway.",
        "upstream connect error or disconnect/reset before headers. reset reason: connection failure",
    ],
)
def test_an_error_message_of_a_server_is_found(text: str) -> None:
    assert http_error(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "503 dead in flood\n\nTARN, May 13 (Norwind) - The flood took 503 lives.",
        "Forbidden\n\nTARN, May 13 (Norwind) - Swimming is forbidden from Monday.",
        "404 Not Found" + " and more words" * 60,
    ],
)
def test_a_story_is_no_message(text: str) -> None:
    assert http_error(text) is None


@pytest.mark.parametrize(
    ("text", "enough"),
    [("{", False), ("...\n-- 12", False), ("OK", False), ("Ferry sinks", True), ("地震", True)],
)
def test_the_shortest_flash_has_enough_letters(text: str, enough: bool) -> None:
    assert (letters(text) >= SHORTEST) is enough


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{", "too-short"),
        (b"...", "too-short"),
        (b"404 page not found\n", "http-error"),
        (b'{"title": "Not Found", "status": 404, "description": "No such story."}', "no-news"),
    ],
)
def test_a_text_that_is_no_story_is_rejected_with_a_reason(content: bytes, reason: str) -> None:
    (answer,) = parse_document(Document(content, "feed"), Defaults())
    assert isinstance(answer, Rejected)
    assert answer.reason == reason


def test_a_flash_of_two_words_is_a_story() -> None:
    (answer,) = parse_document(Document(b"Ferry sinks", "a.txt"), Defaults())
    assert isinstance(answer, Item)
