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
        "Too many requests. Retry in 30 seconds.",
        "Service Unavailable: the server is busy",
        "Database error - please contact the administrator.",
        "Access denied. Your request was blocked by the filter of this site.",
        "Rate limit exceeded",
        "Fatal error: Uncaught TypeError: strlen() in C:\\s\\feed.php:12 in C:\\s\\feed.php on line 12",
        "<b>Warning</b>: fopen(cache.xml): denied in <b>/srv/www/feed.php</b> on line <b>7</b>",
        'Traceback (most recent call last):\n  File "feed.py", line 3, in <module>\nKeyError: 7',
        "java.lang.NullPointerException: item\n    at example.Feed.write(Feed.java:40)",
        "SQLSTATE[HY000] [2002] No such file or directory",
        "ERROR 1045 (28000): Access denied for user 'feed'@'localhost'",
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
        "Warning: Strike in Tarn halts trains on line 4",
        "Conflict: ceasefire holds as talks go on, the governor said.",
        "Terror: Blast at 10:30 in the market of Tarn, police said.",
        "Error in the count: Tarn votes again on Sunday.",
        "Access denied: refugees wait at the border of Tarn.\n\nTARN, May 13 (Norwind) - Please see below.",
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
